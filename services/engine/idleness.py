"""Whether nobody uses the machine, so that heavy work disturbs nobody."""

import threading
import time
from collections.abc import Callable

import psutil

from services.capture.session.presence import IdleSource
from services.errors import CaptureUnavailableError
from services.settings import Settings

_QUIET_LOAD = 0.5  # runnable processes a core, where keys and mouse cannot be asked for


class Idleness:
    """Asks the desktop for the last key or movement; without one, how busy the machine is.

    In both cases somebody who just used our own window is there.
    """

    def __init__(
        self, open_source: Callable[[], IdleSource], settings: Callable[[], Settings]
    ) -> None:
        self._open_source = open_source
        self._settings = settings
        self._source: IdleSource | None = None
        self._lock = threading.Lock()
        self._used_s = float("-inf")

    def used(self) -> None:
        """Somebody does something at our window now."""
        self._used_s = time.monotonic()

    def __call__(self) -> bool:
        """Whether the machine is idle now."""
        idle_after_s = self._settings().capture.idle_after_s
        if time.monotonic() - self._used_s < idle_after_s:
            return False
        with self._lock:
            try:
                if self._source is None:
                    self._source = self._open_source()
                idle_ms = self._source.idle_ms()
            except CaptureUnavailableError:
                self._drop()
                return psutil.getloadavg()[0] < _QUIET_LOAD * (psutil.cpu_count() or 1)
        return idle_ms >= idle_after_s * 1000

    def close(self) -> None:
        """Let go of the window system."""
        with self._lock:
            self._drop()

    def _drop(self) -> None:
        source, self._source = self._source, None
        if source is not None:
            source.close()
