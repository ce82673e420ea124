"""The command line: everything the window does for data can be done without it."""
