"""Cut points and boxes: the geometry of tables over finite dimensions."""
