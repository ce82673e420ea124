"""The page that shows time, from years to minutes."""
