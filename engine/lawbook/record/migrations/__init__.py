"""How the tables of the record came to be what they are."""
