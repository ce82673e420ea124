"""What the desktop gives a program besides the screen: keys heard everywhere, a start at login."""
