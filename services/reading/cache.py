"""Remembers the text of lines by a keyed hash of their pixels, so that none is read twice."""

import secrets
from collections import OrderedDict
from collections.abc import Iterable
from hashlib import blake2b

import numpy as np

from services.reading.lines import Image
from services.reading.recognise import Recognised
from services.records import CachedLine

CAPACITY = 20_000
"""Entries held in RAM: about 6 MB at 100 characters each, and some hours of work."""


class LineCache:
    """Least recently used entries go first. Keys tell nothing without the hash key."""

    def __init__(self, hash_key: bytes = b"", capacity: int = CAPACITY) -> None:
        self._hash_key = (hash_key or secrets.token_bytes(32))[:64]
        self._capacity = capacity
        self._entries: OrderedDict[bytes, Recognised] = OrderedDict()

    def __len__(self) -> int:
        """How many lines are remembered."""
        return len(self._entries)

    def key(self, ink: Image, place: tuple[int, int] = (0, 0)) -> bytes:
        """The key of a crop of ink: exact pixels, wherever on the screen they stand.

        ``place`` is the crop's offset in its line and the line's height where that matters: the
        same speck is a full stop at the bottom and an apostrophe at the top.
        """
        head = np.array([*ink.shape, *place], np.int32).tobytes()
        digest = blake2b(head, key=self._hash_key, digest_size=16)
        digest.update(np.ascontiguousarray(ink).data)
        return digest.digest()

    def get(self, key: bytes) -> Recognised | None:
        """What was read for this key before."""
        entry = self._entries.get(key)
        if entry is not None:
            self._entries.move_to_end(key)
        return entry

    def put(self, key: bytes, entry: Recognised) -> None:
        """Remember a line; the one unused for longest goes where there is no room."""
        self._entries[key] = entry
        self._entries.move_to_end(key)
        if len(self._entries) > self._capacity:
            self._entries.popitem(last=False)

    def preload(self, entries: Iterable[CachedLine]) -> None:
        """Take entries that were stored before, the most recently used one last."""
        for entry in entries:
            self.put(entry.key, Recognised(entry.text, entry.confidence))

    def clear(self) -> None:
        """Forget everything."""
        self._entries.clear()
