"""Expressions get their types, units and intervals, and become nodes of the core."""
