"""The clipboard of an X display: XFixes tells of each copy, its owner hands it over.

Protocol: ICCCM, section 2 (https://x.org/releases/X11R7.6/doc/xorg-docs/specs/ICCCM/icccm.html),
with transfers in pieces (INCR).
"""

import select
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from itertools import cycle

from Xlib import X, Xatom
from Xlib.display import Display
from Xlib.error import ConnectionClosedError, DisplayError, XError
from Xlib.ext import xfixes
from Xlib.protocol.rq import Event

from services.capture.clipboard.base import (
    MOST_PICTURE_BYTES,
    MOST_TEXT_BYTES,
    SECRET_FORM,
    Copied,
    Front,
)
from services.capture.clipboard.waking import Waker
from services.capture.screens.display_name import local_only, probe_display
from services.errors import CaptureUnavailableError
from services.records import WindowInfo

_ANSWER_S = 2.0  # an owner that takes longer is busy or gone
_TEXTS = ("UTF8_STRING", "text/plain;charset=utf-8", "STRING")
_PICTURE = "image/png"
_PROPERTIES = 8
_OWNER_CHANGED = 1  # XFixesSetSelectionOwnerNotifyMask
_ERRORS = (ConnectionClosedError, DisplayError, OSError)


class X11Clipboard:
    """One display's CLIPBOARD. Raises ``CaptureUnavailableError`` where it cannot be reached."""

    def __init__(self, name: str, windows: Front) -> None:
        self._windows = windows
        try:
            self._display = _connected(name)
        except CaptureUnavailableError:
            windows.close()
            raise
        self._window = self._display.screen().root.create_window(
            0, 0, 1, 1, 0, X.CopyFromParent, event_mask=X.PropertyChangeMask
        )
        self._clipboard = self._atom("CLIPBOARD")
        self._properties = cycle([self._atom(f"AFTERIMAGE_COPY_{n}") for n in range(_PROPERTIES)])
        self._property = next(self._properties)
        self._display.xfixes_query_version()
        self._display.xfixes_select_selection_input(self._window, self._clipboard, _OWNER_CHANGED)
        self._display.flush()
        self._waker = Waker()

    def wait(self, timeout_s: float) -> bool:
        """Wait until another program takes the clipboard, or for ``wake``."""
        until_s = time.monotonic() + timeout_s
        with _told_if_gone():
            while (left_s := until_s - time.monotonic()) > 0:
                event = self._next(left_s, wakes=True)
                if event is None:
                    return False
                if self._is_copy(event):
                    return True
        return False

    def wake(self) -> None:
        """End a wait at once."""
        self._waker.wake()

    def read(self, *, pictures: bool) -> Copied | None:
        """Ask the owner for text, else for a picture; None where it gives neither, or too much."""
        with _told_if_gone():
            return self._read(pictures=pictures)

    def _read(self, *, pictures: bool) -> Copied | None:
        owner = self._display.get_selection_owner(self._clipboard)
        if owner == X.NONE:
            return None
        targets = self._targets()
        name = self._name_of(owner)
        if SECRET_FORM in targets:
            return Copied(secret=True, owner=name)
        target = next((one for one in _TEXTS if one in targets), None)
        if target is not None:
            content = self._get(self._atom(target), MOST_TEXT_BYTES)
            encoding = "latin-1" if target == "STRING" else "utf-8"
            return Copied(content.decode(encoding, "replace"), owner=name) if content else None
        if pictures and _PICTURE in targets:
            content = self._get(self._atom(_PICTURE), MOST_PICTURE_BYTES)
            return Copied(picture=content, owner=name) if content else None
        return None

    def window(self) -> WindowInfo | None:
        """The window in front."""
        with _told_if_gone():
            return self._windows.focused()

    def close(self) -> None:
        """Let go of the display."""
        self._windows.close()
        self._waker.close()
        with suppress(*_ERRORS):
            self._display.close()

    def _targets(self) -> frozenset[str]:
        """What the owner can give the copy as."""
        if not self._ask(self._atom("TARGETS")):
            return frozenset()
        found = self._window.get_full_property(self._property, X.AnyPropertyType)
        self._window.delete_property(self._property)
        atoms = [int(atom) for atom in found.value] if found is not None else []
        names = []
        for atom in atoms[:200]:
            with suppress(XError):
                names.append(str(self._display.get_atom_name(atom)))
        return frozenset(names)

    def _get(self, target: int, most: int) -> bytes:
        """The copy in one form; empty where it is too large or its owner does not answer."""
        if not self._ask(target):
            return b""
        found = self._window.get_property(self._property, X.AnyPropertyType, 0, most // 4)
        if found is None:
            return b""
        if found.property_type == self._atom("INCR"):
            return self._pieces(most)
        self._window.delete_property(self._property)
        return b"" if found.bytes_after else _bytes(found.value)

    def _pieces(self, most: int) -> bytes:
        """A long copy, piece by piece: each deletion asks for the next, an empty one ends it."""
        self._window.delete_property(self._property)
        pieces: list[bytes] = []
        while self._property_comes():
            found = self._window.get_full_property(self._property, X.AnyPropertyType)
            self._window.delete_property(self._property)
            piece = _bytes(found.value) if found is not None else b""
            if not piece:
                return b"".join(pieces)
            pieces.append(piece)
            if sum(map(len, pieces)) > most:
                return b""
        return b""

    def _ask(self, target: int) -> bool:
        """Have the owner write the copy to a property of ours; tells whether it did.

        Each time another one: an owner may still be writing pieces that nobody wants any more.
        """
        self._property = next(self._properties)
        self._window.convert_selection(self._clipboard, target, self._property, X.CurrentTime)
        self._display.flush()
        until_s = time.monotonic() + _ANSWER_S
        while (left_s := until_s - time.monotonic()) > 0:
            event = self._next(left_s)
            if event is not None and event.type == X.SelectionNotify:
                return bool(event.property != X.NONE)
        return False

    def _property_comes(self) -> bool:
        self._display.flush()
        until_s = time.monotonic() + _ANSWER_S
        while (left_s := until_s - time.monotonic()) > 0:
            event = self._next(left_s)
            if (
                event is not None
                and event.type == X.PropertyNotify
                and event.atom == self._property
                and event.state == X.PropertyNewValue
            ):
                return True
        return False

    def _next(self, timeout_s: float, *, wakes: bool = False) -> Event | None:
        """The next event, or None after so long (or, where it ``wakes``, after ``wake``)."""
        if not self._display.pending_events():
            if wakes:
                ready, woken = self._waker.wait(self._display, timeout_s)
            else:
                ready, woken = bool(select.select([self._display], [], [], timeout_s)[0]), False
            if woken or not ready or not self._display.pending_events():
                return None
        return self._display.next_event()

    def _is_copy(self, event: Event) -> bool:
        kind = self._display.extension_event.SetSelectionOwnerNotify
        # the library keeps one with a sub-code as a pair
        return bool((event.type, getattr(event, "sub_code", 0)) == kind or event.type == kind)

    def _name_of(self, owner: object) -> str:
        """The class of the owner's window, "" where it has none."""
        with suppress(XError, AttributeError):
            known = owner.get_wm_class()  # type: ignore[attr-defined] # a window of the library
            return str(known[1]) if known else ""
        return ""

    def _atom(self, name: str) -> int:
        if name == "STRING":
            return int(Xatom.STRING)
        return int(self._display.intern_atom(name))


@contextmanager
def _told_if_gone() -> Iterator[None]:
    try:
        yield
    except _ERRORS as error:
        raise CaptureUnavailableError("The display went away.") from error


def _connected(name: str) -> Display:
    """The display, if it tells of copies."""
    try:
        probe_display(name)
        display = Display(local_only(name))
    except _ERRORS as error:
        raise CaptureUnavailableError(
            "The clipboard cannot be reached.", "Check that the desktop runs."
        ) from error
    if not display.has_extension(xfixes.extname):  # pragma: no cover - every server has it
        display.close()
        raise CaptureUnavailableError("This display does not tell of copies (no XFixes).")
    return display


def _bytes(value: object) -> bytes:
    return value if isinstance(value, bytes) else str(value).encode("latin-1", "replace")
