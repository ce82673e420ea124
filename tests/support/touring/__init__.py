"""Minutes at the window by keys and mouse, round by round; a file for each thing it drives."""
