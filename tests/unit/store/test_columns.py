"""Columns that come as one text hold what their rows hold."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from services.store.columns import grown, numbers, varints


def record(values: list[int]) -> bytes:
    """As FTS5 writes numbers: seven bits a byte, the high ones first, the last without a mark."""
    made = bytearray()
    for value in values:
        sevens = [value & 0x7F]
        while value := value >> 7:
            sevens.append(value & 0x7F | 0x80)
        made += bytes(reversed(sevens))
    return bytes(made)


@given(st.lists(st.integers(0, 2**40)))
def test_numbers_of_records_are_read_whatever_their_width(values: list[int]) -> None:
    assert varints(record(values)).tolist() == values


@given(st.lists(st.integers(-(2**60), 2**60)))
def test_joined_numbers_come_apart_again(values: list[int]) -> None:
    assert numbers(",".join(map(str, values)) or None, np.int64).tolist() == values


def test_an_array_grows_with_nothing_in_its_new_places() -> None:
    assert grown(np.array([3, 4], np.uint16), 4).tolist() == [3, 4, 0, 0]
