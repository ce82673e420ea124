"""The clipboard of macOS, through AppKit (``pyobjc``).

Written against https://developer.apple.com/documentation/appkit/nspasteboard and tested with a
stand-in for the library; it was not run on macOS itself.
"""

import importlib
from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

from services.capture.clipboard.base import MOST_PICTURE_BYTES, MOST_TEXT_BYTES, Copied, Front
from services.capture.clipboard.polling import Polling
from services.errors import CaptureUnavailableError
from services.records import WindowInfo

# What is so marked is to be kept by no one (http://nspasteboard.org); the last two are older.
_SECRET = frozenset(
    {
        "org.nspasteboard.ConcealedType",
        "org.nspasteboard.TransientType",
        "com.agilebits.onepassword",
        "de.petermaurer.TransientPasteboardType",
    }
)
_TEXT = "public.utf8-plain-text"
_PICTURES = ("public.png", "public.tiff")


class MacClipboard:
    """This desktop's clipboard; ``appkit`` and ``pool`` are pyobjc's unless given.

    ``pool`` makes a context in which the system's objects are let go of: a thread of ours has none.
    Raises ``CaptureUnavailableError`` where pyobjc is missing.
    """

    def __init__(
        self,
        windows: Front,
        appkit: Any = None,
        pool: Callable[[], AbstractContextManager[object]] | None = None,
    ) -> None:
        self._windows = windows
        try:
            chosen = appkit or importlib.import_module("AppKit")
            self._pool = pool or importlib.import_module("objc").autorelease_pool
        except ImportError as error:
            windows.close()
            raise CaptureUnavailableError(
                "The library that tells of copies on macOS is missing.",
                "Install pyobjc-framework-Cocoa.",
            ) from error
        self._board = chosen.NSPasteboard.generalPasteboard()
        self._polling = Polling(self._count)

    def wait(self, timeout_s: float) -> bool:
        """Wait until something is copied, or for ``wake``."""
        return self._polling.wait(timeout_s)

    def wake(self) -> None:
        """End a wait at once."""
        self._polling.wake()

    def read(self, *, pictures: bool) -> Copied | None:
        """The text, else the picture; None where there is neither, or too much of it."""
        with self._pool():
            forms = {str(form) for form in self._board.types() or ()}
            if forms & _SECRET:
                return Copied(secret=True)
            if _TEXT in forms:
                text = str(self._board.stringForType_(_TEXT) or "")
                fits = 0 < len(text.encode("utf-8", "replace")) <= MOST_TEXT_BYTES
                return Copied(text) if fits else None
            form = next((one for one in _PICTURES if one in forms), None)
            if not pictures or form is None:
                return None
            data = self._board.dataForType_(form)
            fits = data is not None and 0 < data.length() <= MOST_PICTURE_BYTES
            return Copied(picture=bytes(data)) if fits else None

    def window(self) -> WindowInfo | None:
        """The window in front."""
        with self._pool():
            return self._windows.focused()

    def close(self) -> None:
        """Let go of the windows."""
        self._windows.close()

    def _count(self) -> int:
        with self._pool():
            return int(self._board.changeCount())
