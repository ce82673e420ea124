"""The page of what is captured, watched and withheld."""
