"""The page of settings, generated from their schema."""
