"""What a Wayland compositor tells programs in the background."""
