"""Where things of the lanes stand, in pixels at 100 %."""

MARGIN = 16
GUTTER = 104
"""The names of the lanes stand at its left, no block reaches into it."""
TOP = 12
