"""A screen that is a folder of pictures, each named by the time it was taken."""

import json
import logging
import re
import time
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
from PIL import Image

from services.capture.screens.base import MonitorInfo, Pixels, Screenshot
from services.capture.windows.base import clean_title, clean_url
from services.errors import CaptureUnavailableError
from services.records import Box, FileFailure, WindowInfo

log = logging.getLogger("afterimage.capture.replay")

_NAME = re.compile(r"(\d{8}T\d{6})(?:\.(\d{1,6}))?Z")
_LARGEST_SIDE = 16_384


@dataclass(frozen=True, slots=True)
class ReplayFrame:
    """One picture of the folder that can be shown, with what was in front when it was taken."""

    path: Path
    at_ms: int
    window: WindowInfo
    shot: Screenshot


def time_of_name(name: str) -> int | None:
    """UTC milliseconds of a name such as ``20260301T090000.000Z``; None where it is none."""
    match = _NAME.fullmatch(name)
    if match is None:
        return None
    try:
        moment = datetime.strptime(match[1], "%Y%m%dT%H%M%S").replace(tzinfo=UTC)
    except ValueError:
        return None
    return round(moment.timestamp() * 1000) + int((match[2] or "0").ljust(3, "0")[:3])


class ReplayScreen:
    """Shows the pictures of ``folder`` in the order of their names; ``step`` goes to the next.

    A picture that cannot be read is passed over and noted in ``failures``. ``decode_cpu_s`` is the
    CPU time that the reading of files took in this thread.
    """

    def __init__(self, folder: Path) -> None:
        if not folder.is_dir():
            raise CaptureUnavailableError(
                f"There is no folder {folder} to replay.", "Name a folder of pictures (*.png)."
            )
        timed = [(time_of_name(path.stem), path) for path in folder.glob("*.png")]
        self._waiting = sorted((at_ms, path) for at_ms, path in timed if at_ms is not None)
        self._waiting.reverse()
        self.total = len(timed)
        self.failures = [
            FileFailure(str(path), "its name tells no time (20260301T090000.000Z.png)")
            for at_ms, path in timed
            if at_ms is None
        ]
        self.decode_cpu_s = 0.0
        self._current: ReplayFrame | None = None
        self._closed = False

    def step(self) -> ReplayFrame | None:
        """Go to the next picture that can be read; None at the end."""
        while self._waiting and not self._closed:
            at_ms, path = self._waiting.pop()
            started_s = time.thread_time()
            try:
                pixels = _read_picture(path)
            except (OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
                log.warning(
                    "a picture could not be read and is passed over: %s", type(error).__name__
                )
                self.failures.append(FileFailure(str(path), _words(error), at_ms))
                continue
            finally:
                self.decode_cpu_s += time.thread_time() - started_s
            window = _window_beside(path, pixels.shape[1], pixels.shape[0])
            shot = Screenshot(pixels, 0, at_ms)
            self._current = ReplayFrame(path, at_ms, window, shot)
            return self._current
        return None

    @property
    def left(self) -> int:
        """How many pictures are still to come."""
        return len(self._waiting)

    def monitors(self) -> tuple[MonitorInfo, ...]:
        """One monitor of the size of the picture that is shown (the first, before any step)."""
        shot = self._shown().shot
        return (MonitorInfo(0, Box(0, 0, shot.width, shot.height), "replay"),)

    def grab(self, monitor: MonitorInfo) -> Screenshot:
        """The picture that is shown; its time is that of its name."""
        shot = self._shown().shot
        return Screenshot(shot.pixels.copy(), monitor.index, shot.taken_at_ms)

    def windows(self) -> tuple[WindowInfo, ...]:
        """The window that was in front when the shown picture was taken."""
        return (self._shown().window,)

    def interrupt(self) -> None:
        """Nothing waits here."""

    def close(self) -> None:
        """Show nothing from here on."""
        self._closed = True
        self._current = None

    def _shown(self) -> ReplayFrame:
        frame = self._current or self.step()
        if frame is None:
            raise CaptureUnavailableError(
                "There is no picture to replay.", "Name a folder that holds pictures (*.png)."
            )
        return frame


def _read_picture(path: Path) -> Pixels:
    with Image.open(path) as image:
        if max(image.size) > _LARGEST_SIDE:
            raise ValueError("it is too large")
        return np.array(image.convert("RGB"), np.uint8)


def _words(error: Exception) -> str:
    return "it is too large" if "too large" in str(error) else "it is broken or no picture"


def _window_beside(path: Path, width: int, height: int) -> WindowInfo:
    """What the ``.json`` of the same name tells; empty where there is none or it is broken."""
    told: object = None
    try:
        told = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
    except FileNotFoundError:
        log.debug("a picture has no description beside it")
    except (OSError, ValueError, RecursionError):
        log.warning("the description beside a picture cannot be read")
    known: Mapping[str, object] = told if isinstance(told, dict) else {}

    def text(key: str) -> str:
        value = known.get(key)
        return value if isinstance(value, str) else ""

    whole = Box(0, 0, width, height)
    app, title = clean_title(text("app")), clean_title(text("title"))
    return WindowInfo(app, title, clean_url(text("url")), whole, focused=True)
