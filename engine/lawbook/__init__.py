"""Lending policy as data."""
