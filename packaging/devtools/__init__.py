"""Sets the project up and runs its tools, with Python's standard library only."""
