"""Policies on disk, and the versions in force."""
