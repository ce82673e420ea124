"""Sealed bytes come back whole, and no change to them goes unnoticed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.errors import VaultError
from services.vault.sealing import OVERHEAD_BYTES, Sealer

KEY = bytes(range(32))


@given(st.binary(max_size=300), st.binary(max_size=40))
def test_opens_what_it_sealed(plain: bytes, context: bytes) -> None:
    sealed = Sealer(KEY).seal(plain, context)
    assert len(sealed) == len(plain) + OVERHEAD_BYTES
    assert Sealer(KEY).open(sealed, context) == plain


@given(st.binary(min_size=1, max_size=60), st.data())
def test_any_flipped_bit_is_noticed(plain: bytes, data: st.DataObject) -> None:
    sealed = bytearray(Sealer(KEY).seal(plain, b"frame"))
    at = data.draw(st.integers(0, len(sealed) * 8 - 1))
    sealed[at // 8] ^= 1 << at % 8
    with pytest.raises(VaultError):
        Sealer(KEY).open(bytes(sealed), b"frame")


@given(st.binary(max_size=60), st.data())
def test_any_cut_is_noticed(plain: bytes, data: st.DataObject) -> None:
    sealed = Sealer(KEY).seal(plain, b"frame")
    with pytest.raises(VaultError):
        Sealer(KEY).open(sealed[: data.draw(st.integers(0, len(sealed) - 1))], b"frame")


def test_another_context_or_key_does_not_open() -> None:
    sealed = Sealer(KEY).seal(b"plain", b"one")
    with pytest.raises(VaultError):
        Sealer(KEY).open(sealed, b"two")
    with pytest.raises(VaultError):
        Sealer(bytes(32)).open(sealed, b"one")


def test_sealing_twice_differs_and_hides_the_text() -> None:
    sealer = Sealer(KEY)
    first, second = sealer.seal(b"the meeting", b""), sealer.seal(b"the meeting", b"")
    assert first != second
    assert b"meeting" not in first


def test_a_key_of_the_wrong_length_is_refused() -> None:
    with pytest.raises(ValueError, match="32 bytes"):
        Sealer(b"short")
