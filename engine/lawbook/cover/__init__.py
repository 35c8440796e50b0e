"""How much of a policy its scenarios reach: rows, conditions and boundary values, and why something is not reached."""
