"""What is copied, where the person asked for it to be kept."""
