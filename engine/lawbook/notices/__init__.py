"""What the person concerned is told: the outcome in plain words, why, what they can do, and what would change it."""
