"""What keeps sealed vectors: one contract for Chroma in this process and in one of its own."""

from collections.abc import Sequence
from enum import StrEnum
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from services.records import SegmentId

Vectors = NDArray[np.float32]

REBUILT = "Search by meaning is being set up again; until then words find more than meaning."
AWAY = "The index of meanings cannot be reached."
SERVER_AWAY = "The Chroma server cannot be reached."
# Chroma takes some 5,000 rows a call; smaller calls keep what a crash loses small.
CALL_ROWS = 1_000


class Grain(StrEnum):
    """How much text a vector stands for: a segment alone, or with its neighbours."""

    SEGMENT = "segments"
    WINDOW = "windows"


class VectorStore(Protocol):
    """The vectors of one model under one key.

    Every method raises ``IndexUnavailableError`` where they cannot be reached. What was lost and
    is made anew is told in ``notice``.
    """

    notice: str

    @property
    def prefix(self) -> str:
        """With what the names of this model's collections begin."""
        ...

    def upsert(
        self, grain: Grain, ids: Sequence[SegmentId], sealed: Vectors, at_ms: Sequence[int]
    ) -> None:
        """Store sealed vectors float32[len(ids), dim]; those already there are replaced."""
        ...

    def delete(self, grain: Grain, ids: Sequence[SegmentId]) -> None:
        """Take vectors out; ids that are not there are passed over."""
        ...

    def get(self, grain: Grain, ids: Sequence[SegmentId]) -> tuple[list[SegmentId], Vectors | None]:
        """Those of the ids that are there, and their sealed vectors float32[n, dim] (None of 0)."""
        ...

    def ids(self, grain: Grain) -> set[SegmentId]:
        """The segments that have a vector of this grain."""
        ...

    def query(
        self, grain: Grain, sealed: Vectors, k: int, among: Sequence[SegmentId] | None = None
    ) -> list[tuple[SegmentId, float]]:
        """The ``k`` nearest (segment, cosine), ``among`` some or all there are."""
        ...

    def count(self, grain: Grain) -> int:
        """How many segments have a vector of this grain."""
        ...

    def scrub(self, grain: Grain, ids: Sequence[SegmentId]) -> None:
        """Let no byte remain on the disk of vectors of these ids that were deleted or replaced."""
        ...

    def drop_other_models(self, keep: Sequence[str] = ()) -> None:
        """Remove the vectors of all models but this one and those whose prefixes are given."""
        ...

    def rest(self) -> None:
        """Let go of memory until the next call."""
        ...

    def retry(self) -> None:
        """Ask a server that was away again at once."""
        ...

    def close(self) -> None:
        """Release all. Safe to repeat; what comes later is refused."""
        ...
