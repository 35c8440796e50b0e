"""What a policy can come to while some facts move within bounds: never less than it can, sometimes more."""
