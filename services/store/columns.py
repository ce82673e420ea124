"""Whole columns of many rows as arrays, joined to one text in the database's own loop.

A row for each value would take four times as long, and hold Python's lock while it does: other
threads wait for that. A page of joined text comes in one step, in which no lock is held.
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray

# Values of one step: a hundredth of a second, and a few hundred kilobytes of text.
PAGE = 20_000


def numbers(joined: str | None, kind: type[np.integer[Any]] | type[np.floating[Any]]) -> Any:
    """What ``group_concat`` made of a column of numbers, as an array; of nothing an empty one."""
    return np.fromstring(joined or "", kind, sep=",")


def varints(data: bytes) -> NDArray[np.int64]:
    """The numbers of FTS5's records in a row: seven bits a byte, the high ones first."""
    raw = np.frombuffer(data, np.uint8)
    ends = np.flatnonzero(raw < 0x80)
    sizes = np.diff(ends, prepend=-1)
    values = raw[ends].astype(np.int64)
    for back in range(1, int(sizes.max(initial=1))):
        longer = np.flatnonzero(sizes > back)
        values[longer] += (raw[ends[longer] - back].astype(np.int64) & 0x7F) << 7 * back
    return values


def grown(array: NDArray[Any], size: int) -> NDArray[Any]:
    """An array with room for more; what is new holds 0, and takes no memory until it is used."""
    larger: NDArray[Any] = np.zeros(size, array.dtype)
    larger[: len(array)] = array
    return larger
