"""Options of the C library's memory allocator, where it has any (glibc)."""

import ctypes
import sys

# of malloc.h
M_TRIM_THRESHOLD, M_MMAP_THRESHOLD, M_PERTURB, M_ARENA_MAX = -1, -3, -6, -8


def set_option(option: int, value: int) -> bool:
    """Set one of ``mallopt``'s options for this process; tells whether the C library took it."""
    if sys.platform != "linux":
        return False
    mallopt = getattr(ctypes.CDLL(None), "mallopt", None)
    return mallopt is not None and mallopt(option, value) == 1


def give_back() -> bool:
    """Return freed memory to the system, wherever it lies; tells whether any was returned."""
    if sys.platform != "linux":
        return False
    trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
    return trim is not None and trim(0) == 1
