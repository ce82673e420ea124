"""Turns what the screen and the files show into captures."""
