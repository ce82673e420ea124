"""The parent's side of the reading worker: a niced child that reads frames and documents."""

from collections.abc import Sequence
from pathlib import Path

from services.reading.jobs import CachedLine, FrameJob, FrameReading, ParsedDocument, ParseLimits


class ReadingWorker:
    """Starts the child at first use; one call at a time, from any thread.

    ``hash_key`` keys the hashes of line pixels (empty: a random one, and nothing worth storing).
    ``preload`` are lines that were stored before. A call that outlasts its time limit kills the
    child, counts a restart and raises ``ReadingError``.
    """

    def __init__(
        self,
        *,
        hash_key: bytes = b"",
        preload: Sequence[CachedLine] = (),
        frame_timeout_s: float = 60.0,
    ) -> None:
        self._hash_key = hash_key
        self._preload = tuple(preload)
        self._frame_timeout_s = frame_timeout_s
        self.restarts = 0

    def read_frame(self, job: FrameJob) -> FrameReading:
        """Read, redact and encode one frame. Raises ``ReadingError``; then nothing was kept."""
        raise NotImplementedError

    def parse_document(self, path: Path, limits: ParseLimits) -> ParsedDocument:
        """Parse one file. Raises ``DocumentError`` (the file) or ``ReadingError`` (the worker)."""
        raise NotImplementedError

    def forget(self) -> None:
        """Drop what the child holds of earlier frames (after a lock or a deletion)."""
        raise NotImplementedError

    def close(self) -> None:
        """End the child; further calls raise ``ReadingError``."""
