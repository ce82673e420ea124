"""The page of what is known, by subject."""
