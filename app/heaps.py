"""Keeps the C library's heaps few and tight, so that memory that was freed goes back."""

from services.allocator import M_ARENA_MAX, M_MMAP_THRESHOLD, M_TRIM_THRESHOLD, set_option

FEW = 2
"""Python runs one thread at a time, so two heaps are hardly ever waited for."""
LARGE = 1 << 20
"""Pictures and what a search adds up for every memory are larger; they are a block of their own."""


def keep_heaps_few() -> bool:
    """Let all threads share ``FEW`` heaps, with no ``LARGE`` block in them; tells whether it can.

    The C library moves its own bound for large blocks up to 32 MB by what was freed, and then has
    freed pictures lie between what stays. Threads that run already keep their heaps: to be called
    first. In a window over a million captures few heaps are the difference between 540 and 650 MB,
    and large blocks apart that between 620 and 690 MB after a look at every level of the timeline.
    """
    tight = set_option(M_MMAP_THRESHOLD, LARGE) and set_option(M_TRIM_THRESHOLD, LARGE)
    return set_option(M_ARENA_MAX, FEW) and tight
