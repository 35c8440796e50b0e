"""Names and places of what documents say: the shapes of nodes, names and their near ones, and how things are told."""
