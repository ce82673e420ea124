"""The program: builds every part, runs the window or a command, and owns their end."""
