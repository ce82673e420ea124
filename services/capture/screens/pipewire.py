"""Pictures of a PipeWire stream, read through a child process that runs GStreamer.

There is no small, settled Python library for PipeWire; desktops that have it mostly bring
GStreamer's reader. The child hands frames over by a pipe in memory. It keeps only the newest one
waiting, so that between two looks nothing is converted or copied.
"""

import fcntl
import os
import re
import select
import shutil
import subprocess
import time
from contextlib import suppress

import numpy as np

from services.capture.screens.base import Pixels

FIRST_S = 5.0  # for the stream to begin
STALL_S = 2.0  # within a picture
SETTLE_S = 0.03  # after which no newer picture is on its way
_WAITING = 3  # pictures under way in the child: one being handed over, one waiting, one new
_SLICE_S = 0.25
_LARGEST_SIDE = 32_768
_SIZE = re.compile(rb"FdSink:out\.GstPad:sink: caps = video/x-raw[^\n]*?"
                   rb"width=\(int\)(\d+), height=\(int\)(\d+)")  # fmt: skip


class StreamError(Exception):
    """The stream ended, stalled or changed its size; begin another."""


def can_read_streams() -> bool:
    """Whether GStreamer's tools and its PipeWire reader are installed."""
    inspect = shutil.which("gst-inspect-1.0")
    if inspect is None or shutil.which("gst-launch-1.0") is None:
        return False
    # else it asks for GStreamer's own version, and PipeWire counts its own way
    ask = (inspect, "--atleast-version=0.3", "--exists", "pipewiresrc")
    try:
        done = subprocess.run(ask, capture_output=True, check=False, timeout=20)
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0


def reader(descriptor: int, node: int, to: int) -> tuple[str, ...]:
    """The command that writes a node's pictures to the descriptor ``to``, BGRx row by row."""
    source = ("pipewiresrc", f"fd={descriptor}", f"path={node}", "do-timestamp=true")
    newest = ("queue", "leaky=downstream", "max-size-buffers=1", "max-size-bytes=0",
              "max-size-time=0")  # fmt: skip
    sink = ("fdsink", "name=out", f"fd={to}", "sync=false")
    form = "video/x-raw,format=BGRx"
    # `-v` tells the pictures' size, before the first of that size is written
    program = ("gst-launch-1.0", "-v")
    return (*program, *source, "!", *newest, "!", "videoconvert", "!", form, "!", *sink)


class PipeWireStream:
    """One stream; raises ``StreamError`` where its child does not start.

    Takes over ``descriptor`` (a connection to PipeWire). Used from one thread.
    """

    def __init__(self, descriptor: int, node: int) -> None:
        self._latest: Pixels | None = None
        self._size: tuple[int, int] | None = None
        self._told = b""
        self._from, to = os.pipe()
        with suppress(OSError):  # a smaller pipe only takes more turns
            fcntl.fcntl(self._from, fcntl.F_SETPIPE_SZ, 1 << 20)
        try:
            self._child = subprocess.Popen(
                reader(descriptor, node, to),
                pass_fds=(descriptor, to),
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
            )
        except OSError as error:
            os.close(self._from)
            raise StreamError(type(error).__name__) from error
        finally:
            os.close(to)
            os.close(descriptor)
        assert self._child.stdout is not None  # noqa: S101 - a pipe was asked for
        self._words = self._child.stdout.fileno()
        os.set_blocking(self._words, False)

    def newest(self) -> Pixels:
        """The newest picture: BGR with an unused fourth byte; the last one where nothing changed.

        Raises ``StreamError`` where there is none to come.
        """
        for _ in range(_WAITING):
            picture = self._next(FIRST_S if self._latest is None else SETTLE_S)
            if picture is None:
                break
            self._latest = picture
        if self._latest is None:
            raise StreamError("no picture came")
        return self._latest

    def close(self) -> None:
        """End the child."""
        self._child.terminate()
        try:
            self._child.wait(1.0)
        except subprocess.TimeoutExpired:
            self._child.kill()
            self._child.wait()
        if self._child.stdout is not None:
            self._child.stdout.close()
        os.close(self._from)

    def _next(self, patience_s: float) -> Pixels | None:
        """A picture that begins within ``patience_s``; None where none does."""
        if not self._readable(patience_s):
            return None
        self._listen()
        if self._size is None:
            raise StreamError("its size is not told")
        width, height = self._size
        pixels = np.empty((height, width, 4), np.uint8)
        view = pixels.data.cast("B")
        while view:
            if not self._readable(STALL_S):
                raise StreamError("it stalled")
            read = os.readv(self._from, [view])
            if not read:
                raise StreamError("it ended")
            view = view[read:]
        self._listen()
        return pixels

    def _readable(self, patience_s: float) -> bool:
        deadline_s = time.monotonic() + patience_s
        while (left_s := deadline_s - time.monotonic()) > 0:
            if select.select([self._from], [], [], min(left_s, _SLICE_S))[0]:
                return True
        return False

    def _listen(self) -> None:
        """Take in what the child told so far: it tells a size before it writes such a picture."""
        with suppress(BlockingIOError):
            while data := os.read(self._words, 65_536):
                self._told += data
        for found in _SIZE.finditer(self._told):
            width, height = int(found[1]), int(found[2])
            if not (0 < width <= _LARGEST_SIDE and 0 < height <= _LARGEST_SIDE):
                raise StreamError("its size makes no sense")
            if self._size not in {None, (width, height)}:
                # pictures of the old size may still be in the pipe: where one ends is not known
                raise StreamError("it changed its size")
            self._size = (width, height)
        self._told = self._told.rpartition(b"\n")[2]
