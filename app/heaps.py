"""Keeps the C library's heaps few and tight, so that memory that was freed goes back."""

from services.allocator import M_ARENA_MAX, M_MMAP_THRESHOLD, M_TRIM_THRESHOLD, set_option

FEW = 2
"""Python runs one thread at a time, so two heaps are hardly ever waited for."""
LARGE = 5 << 20
"""Pictures of a screen are larger and lie apart; what a search adds up is smaller."""
KEPT = 32 << 20
"""So much of what was freed stays at hand: with 1 MB a search takes 7,000 page faults."""


def keep_heaps_few() -> bool:
    """Let all threads share ``FEW`` heaps, with no ``LARGE`` block in them; tells whether it can.

    The C library moves its own bound for large blocks up to 32 MB by what was freed, and then has
    freed pictures lie between what stays. Threads that run already keep their heaps: to be called
    first. In a window over a million captures few heaps are the difference between 540 and 650 MB.
    """
    tight = set_option(M_MMAP_THRESHOLD, LARGE) and set_option(M_TRIM_THRESHOLD, KEPT)
    return set_option(M_ARENA_MAX, FEW) and tight
