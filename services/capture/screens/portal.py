"""Reads the screen of a Wayland desktop through its portal, one whole picture at a time.

https://flatpak.github.io/xdg-desktop-portal/docs/doc-org.freedesktop.portal.Screenshot.html
"""

import logging
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import numpy as np
from PIL import Image

from services.capture.screens.base import (
    MonitorChangedError,
    MonitorInfo,
    Pixels,
    Screenshot,
)
from services.capture.screens.portal_requests import Portal, PortalRefusedError, Refusal
from services.clock import Clock
from services.errors import CaptureUnavailableError
from services.records import Box

log = logging.getLogger("afterimage.capture.portal")

SCREENSHOT = "org.freedesktop.portal.Screenshot"
NAME = "desktop"
# GNOME flashes the whole screen at every picture that is asked for.
LEAST_GAP_MS = 10_000
_LARGEST_SIDE = 32_768
_SUFFIXES = frozenset({".png", ".jpg", ".jpeg"})


class PortalScreen:
    """The whole desktop as one monitor: the portal tells nothing of several.

    A picture is asked for at most every ``gap_ms``; in between the last one is given again, with
    the time at which it was taken. The portal lays it down as a file in clear: that is read and
    removed at once (overwriting it would reach other cells of an SSD, so it is not done).
    """

    def __init__(
        self,
        clock: Clock,
        environ: Mapping[str, str] | None = None,
        *,
        refusal: Refusal | None = None,
        gap_ms: int = LEAST_GAP_MS,
        wait_s: float = 60.0,
    ) -> None:
        self._clock = clock
        self._refusal = refusal or Refusal()
        self._refusal.check()
        self._gap_ms = gap_ms
        self._shown: Screenshot | None = None
        self._portal: Portal | None = Portal(environ, wait_s=wait_s, discard=_remove)
        try:
            self.version = self._portal.version(SCREENSHOT)
        except CaptureUnavailableError:
            self._portal.close()
            raise

    def monitors(self) -> tuple[MonitorInfo, ...]:
        """One monitor as large as the picture, which is taken for it. Raises as ``grab``."""
        shot = self._picture()
        return (MonitorInfo(0, Box(0, 0, shot.width, shot.height), NAME),)

    def grab(self, monitor: MonitorInfo) -> Screenshot:
        """The picture; raises ``PortalRefusedError`` where it is not allowed."""
        shot = self._picture()
        if (shot.width, shot.height) != (monitor.box.width, monitor.box.height):
            raise MonitorChangedError("The desktop changed its size.", "")
        return Screenshot(shot.pixels.copy(), monitor.index, shot.taken_at_ms)

    def interrupt(self) -> None:
        """Wait no longer for the person's answer; from any thread."""
        portal = self._portal
        if portal is not None:
            portal.interrupt()

    def close(self) -> None:
        """Close the connection to the portal."""
        portal, self._portal = self._portal, None
        self._shown = None
        if portal is not None:
            portal.close()

    def _picture(self) -> Screenshot:
        if self._portal is None:
            raise CaptureUnavailableError("The screen is closed.", "Start capture again.")
        shown = self._shown
        if shown is not None and 0 <= self._clock.now_ms() - shown.taken_at_ms < self._gap_ms:
            return shown
        options = {"interactive": ("b", False), "modal": ("b", False)}
        try:
            results = self._portal.request(SCREENSHOT, "Screenshot", "s", ("",), options)
        except PortalRefusedError as error:
            self._refusal.note(error)
            raise
        at_ms = self._clock.now_ms()
        self._shown = Screenshot(_take(results), 0, at_ms)
        return self._shown


def _take(results: Mapping[str, tuple[str, Any]]) -> Pixels:
    """The picture of an answer; its file is gone afterwards, whatever happens."""
    path = _file_of(results)
    try:
        if path is None:
            raise ValueError("no file")
        return _read(path)
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        raise CaptureUnavailableError(
            "The desktop's portal gave a picture that cannot be read.",
            "Restart it: systemctl --user restart xdg-desktop-portal",
        ) from error
    finally:
        _remove(results)


def _read(path: Path) -> Pixels:
    with Image.open(path) as image:
        if max(image.size) > _LARGEST_SIDE:
            raise ValueError("it is too large")
        return np.array(image.convert("RGB"), np.uint8)


def _remove(results: Mapping[str, tuple[str, Any]]) -> None:
    path = _file_of(results)
    if path is None:
        return
    try:
        path.unlink(missing_ok=True)
    except OSError as error:
        log.warning("a picture of the portal could not be removed: %s", type(error).__name__)


def _file_of(results: Mapping[str, tuple[str, Any]]) -> Path | None:
    """The file that an answer names; None where it is none on this machine, or no picture."""
    told = results.get("uri", ("s", ""))[1]
    parts = urlsplit(told if isinstance(told, str) else "")
    if parts.scheme != "file" or parts.netloc not in {"", "localhost"}:
        return None
    path = Path(unquote(parts.path))
    is_picture = path.suffix.casefold() in _SUFFIXES and path.is_file() and not path.is_symlink()
    return path if is_picture else None
