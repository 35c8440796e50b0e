"""The register of law and what is cited from it."""
