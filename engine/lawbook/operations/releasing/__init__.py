"""Release of policies: submitted by one person, gated, approved by another, released; each step an entry in the chain of the record."""
