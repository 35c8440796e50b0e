"""The same answers as `evaluate`, from generated Python."""
