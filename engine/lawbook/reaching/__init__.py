"""Cases made to reach what a policy asks: each side of a boundary, and each condition where it alone decides."""
