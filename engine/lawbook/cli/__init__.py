"""The `lawbook` command."""
