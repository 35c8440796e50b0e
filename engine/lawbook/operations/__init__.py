"""What people and services do with policies, one file for each use."""
