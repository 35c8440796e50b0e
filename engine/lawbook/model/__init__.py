"""What a policy is: frozen nouns, no reading, no deciding."""
