"""Policies adopted from others: whether what rests on law is looser than in the version they began as."""
