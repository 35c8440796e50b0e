"""Tables beyond their expressions: overlaps, gaps, unknown outcomes."""
