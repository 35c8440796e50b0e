"""Decisions of the core are made of those that were read."""
