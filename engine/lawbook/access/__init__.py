"""Who may do what: roles, keys, and where keys are kept."""
