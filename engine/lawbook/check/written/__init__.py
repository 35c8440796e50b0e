"""Decisions as they are written: tables, rules and scorecards read, but not typed yet."""
