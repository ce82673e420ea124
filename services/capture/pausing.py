"""Whether capture is paused, and until when; one small file tells it across restarts.

The file holds no secret and needs no key: the command line pauses a running program through it.
"""

import logging
import os
import threading
from dataclasses import dataclass
from pathlib import Path

from services.clock import MINUTE_MS, Clock, format_instant, parse_instant
from services.errors import DataDirError

log = logging.getLogger("afterimage.capture.pausing")

FILE_NAME = "pause"
_UNTIL_RESUMED = "until resumed"


@dataclass(frozen=True, slots=True)
class Pause:
    """A pause; ``until_ms`` None lasts until it is ended by hand."""

    until_ms: int | None = None


class Pauses:
    """The pause of a recorder, kept in memory only; used from several threads."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._pause: Pause | None = None

    def pause(self, minutes: float | None = None) -> None:
        """Pause for so many minutes, or until ``resume``; a pause before is replaced."""
        until_ms = None if minutes is None else self._clock.now_ms() + round(minutes * MINUTE_MS)
        with self._lock:
            self._pause = Pause(until_ms)

    def resume(self) -> None:
        """End the pause."""
        with self._lock:
            self._pause = None

    def now(self) -> Pause | None:
        """The pause that holds now; one whose time is over is ended."""
        with self._lock:
            until_ms = None if self._pause is None else self._pause.until_ms
            if until_ms is not None and until_ms <= self._clock.now_ms():
                self._pause = None
            return self._pause


class PauseFile(Pauses):
    """A pause that a file in the data folder tells of, whoever wrote it."""

    def __init__(self, folder: Path, clock: Clock) -> None:
        super().__init__(clock)
        self._path = folder / FILE_NAME
        self._seen: tuple[int, int, int] | None = None

    def pause(self, minutes: float | None = None) -> None:
        """As ``Pauses.pause``; holds at once even where the file cannot be written.

        Raises ``DataDirError`` then: the pause would not outlive the program.
        """
        super().pause(minutes)
        pause = self._pause
        until_ms = None if pause is None else pause.until_ms
        text = _UNTIL_RESUMED if until_ms is None else format_instant(until_ms)
        part = self._path.with_name(FILE_NAME + ".part")
        try:
            handle = os.open(part, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600)
            with os.fdopen(handle, "w", encoding="ascii") as file:
                file.write(text + "\n")
            part.replace(self._path)
            self._seen = self._stamp()
        except OSError as error:
            raise DataDirError(
                f"Capture is paused, but that could not be written down ({error.strerror}).",
                "It would go on after a restart: make room, or switch capture off.",
            ) from error

    def resume(self) -> None:
        """End the pause; raises ``DataDirError`` where the file cannot be removed."""
        try:
            self._path.unlink(missing_ok=True)
        except OSError as error:
            raise DataDirError(
                f"Capture stays paused ({error.strerror}).", f"Remove {self._path} by hand."
            ) from error
        self._seen = None
        super().resume()

    def now(self) -> Pause | None:
        """The pause that holds now, by the file where it changed since."""
        stamp = self._stamp()
        if stamp != self._seen:
            self._seen = stamp
            read = None if stamp is None else self._read()
            with self._lock:
                self._pause = read
        return super().now()

    def _stamp(self) -> tuple[int, int, int] | None:
        """What changes with the file; None where there is none."""
        try:
            told = self._path.stat()
        except OSError:
            return None
        return (told.st_mtime_ns, told.st_size, told.st_ino)

    def _read(self) -> Pause:
        """What the file says; what cannot be understood pauses until it is ended by hand."""
        try:
            text = self._path.read_text(encoding="ascii").strip()
            if text == _UNTIL_RESUMED:
                return Pause()
            return Pause(parse_instant(text)[0])
        except (OSError, ValueError):
            log.warning("the note of a pause cannot be read; capture stays paused")
            return Pause()
