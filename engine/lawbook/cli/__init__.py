"""The command `lawbook`."""
