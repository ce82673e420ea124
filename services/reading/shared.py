"""Memory that the parent and the reading worker both see, so that pixels cross without a pipe.

It has no name, lies in RAM and is gone once both have let go of it, also after a crash.
"""

import mmap
import os
import sys
from multiprocessing import reduction
from multiprocessing.connection import Connection

_ROUND = 1 << 20  # bytes: a slightly larger frame needs no new area


class SharedArea:
    """One stretch of memory. Made by the parent (``make``), opened by the child (``receive``)."""

    def __init__(self, file: int, size: int) -> None:
        self._file = file
        self._map = mmap.mmap(file, size)
        self._view = memoryview(self._map)
        self.size = size

    @classmethod
    def make(cls, size: int) -> "SharedArea | None":
        """An area of at least ``size`` bytes; None where this system cannot share it so."""
        if sys.platform != "linux":
            return None
        room = -(-max(size, 1) // _ROUND) * _ROUND
        file = os.memfd_create("afterimage", os.MFD_CLOEXEC)
        os.ftruncate(file, room)
        return cls(file, room)

    @classmethod
    def receive(cls, pipe: Connection, size: int) -> "SharedArea":
        """The area that the other side hands over."""
        return cls(reduction.recv_handle(pipe), size)

    def hand_over(self, pipe: Connection, process_id: int) -> None:
        """Let the other side of a pipe see it."""
        reduction.send_handle(pipe, self._file, process_id)

    def write(self, data: bytes | memoryview) -> None:
        """Put bytes at its beginning."""
        self._view[: len(data)] = data

    def part(self, size: int) -> memoryview:
        """Its first bytes, to be read and written in place; release it before ``close``."""
        return self._view[:size]

    def close(self) -> None:
        """Let go of it; what a view of ``part`` still holds stays until that is gone too."""
        self._view.release()
        try:
            self._map.close()
        except BufferError:
            return  # somebody still looks at a part of it: it goes with that
        finally:
            os.close(self._file)
