"""The frame of the window: rail, ask box and foot."""
