"""The first start, in three steps, and unlocking."""
