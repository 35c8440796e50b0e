"""The meaning of each scalar operation: written once, translated everywhere else."""
