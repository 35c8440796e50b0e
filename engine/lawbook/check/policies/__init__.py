"""Whole policies and libraries: versions, hashes, invariants, and all their problems at once."""
