"""The clipboard of a Wayland compositor that hands it to programs without a window.

Protocol: ``ext_data_control_v1``, or ``zwlr_data_control_unstable_v1`` from which it was made with
the same requests (https://wayland.app/protocols/ext-data-control-v1). KDE and the compositors built
on wlroots have it. GNOME has not; but it shows X programs what is copied.
"""

import os
import select
import time
from collections.abc import Callable, Mapping
from contextlib import suppress

from services.capture.clipboard.base import (
    MOST_PICTURE_BYTES,
    MOST_TEXT_BYTES,
    SECRET_FORM,
    Clipboard,
    Copied,
    Front,
)
from services.capture.clipboard.waking import Waker
from services.capture.clipboard.x11 import X11Clipboard
from services.capture.wayland.toplevels import Toplevels
from services.capture.wayland.wire import Arguments, Connection, number, socket_path, text
from services.capture.windows.wayland import WaylandWindows
from services.capture.windows.x11 import X11Windows
from services.errors import CaptureUnavailableError
from services.records import WindowInfo

_MANAGERS = ("ext_data_control_manager_v1", "zwlr_data_control_manager_v1")
_SEAT = "wl_seat"
_GET_DEVICE = 1
_OFFERED, _SELECTION, _FINISHED = 0, 1, 2  # of a device; what is merely selected (3) is no copy
_FORM = 0  # an offer tells each form it can be had as
_RECEIVE, _DESTROY = 0, 1
_TEXTS = ("text/plain;charset=utf-8", "UTF8_STRING", "text/plain", "STRING")
_PICTURE = "image/png"
_ANSWER_S = 2.0  # a program that is silent for longer is busy or gone
_LONGEST_S = 20.0
_PIECE = 65_536
_MOST_FORMS = 200


class WaylandClipboard:
    """The clipboard that ``connection`` tells of; the window in front is that at the copy.

    The compositor does not tell which program copied. Raises ``CaptureUnavailableError`` where it
    has no clipboard for programs without a window.
    """

    def __init__(self, connection: Connection, windows: Front) -> None:
        self._connection = connection
        self._windows = windows
        self._forms: dict[int, list[str]] = {}
        self._offer = 0
        self._window: WindowInfo | None = None
        self._copied = False
        self._waker = Waker()
        try:
            manager = connection.bind(_manager(connection), 1, _ignore)
            seat = connection.bind(_SEAT, 1, _ignore)
            device = connection.new_object(self._hear)
            connection.request(manager, _GET_DEVICE, number(device) + number(seat))
            connection.catch_up()
        except CaptureUnavailableError:
            self.close()
            raise
        self._copied = False  # what was there before is no news

    def wait(self, timeout_s: float) -> bool:
        """Wait until something is copied, or for ``wake``."""
        self._windows.focused()  # where it may not be known any more, nothing is waited for
        until_s = time.monotonic() + timeout_s
        while not self._copied and (left_s := until_s - time.monotonic()) > 0:
            told, woken = self._waker.wait(self._connection, left_s)
            if woken:
                return False
            if told:
                self._connection.hear()
        copied, self._copied = self._copied, False
        return copied

    def wake(self) -> None:
        """End a wait at once."""
        self._waker.wake()

    def read(self, *, pictures: bool) -> Copied | None:
        """Ask for text, else for a picture; None where there is neither, or too much of it."""
        forms = self._forms.get(self._offer, [])
        if SECRET_FORM in forms:
            return Copied(secret=True)
        form = next((one for one in _TEXTS if one in forms), None)
        if form is not None:
            content = self._get(form, MOST_TEXT_BYTES)
            encoding = "latin-1" if form == "STRING" else "utf-8"
            return Copied(content.decode(encoding, "replace")) if content else None
        if pictures and _PICTURE in forms:
            content = self._get(_PICTURE, MOST_PICTURE_BYTES)
            return Copied(picture=content) if content else None
        return None

    def window(self) -> WindowInfo | None:
        """The window that was in front when it was copied, where the compositor tells."""
        return self._window

    def close(self) -> None:
        """End the connection."""
        self._windows.close()
        self._connection.close()
        self._waker.close()

    def _hear(self, opcode: int, arguments: Arguments) -> None:
        """What the seat's device tells."""
        if opcode == _OFFERED:
            id_, forms = arguments.number(), list[str]()
            self._forms[id_] = forms
            self._connection.adopt(id_, lambda op, args: _take_form(forms, op, args))
        elif opcode == _SELECTION:
            self._offer = arguments.number()
            self._copied = self._offer != 0
            self._window = self._windows.focused()
            for id_ in [one for one in self._forms if one != self._offer]:
                del self._forms[id_]
                self._connection.forget(id_)
                self._connection.request(id_, _DESTROY)
        elif opcode == _FINISHED:
            raise CaptureUnavailableError("The Wayland desktop tells of copies no more.")

    def _get(self, form: str, most: int) -> bytes:
        """The copy in one form; empty where it is too large or its program does not answer."""
        reader, writer = os.pipe()
        try:
            try:
                self._connection.request(self._offer, _RECEIVE, text(form), handed=writer)
            finally:
                os.close(writer)
            return _read_all(reader, most)
        finally:
            os.close(reader)


def open_on_wayland(environ: Mapping[str, str], accepted: Callable[[], bool]) -> Clipboard:
    """The way to what is copied that this desktop has; ``accepted`` as for ``WaylandWindows``.

    Where the compositor tells of windows, what is excluded is left out as on X11. Raises
    ``CaptureUnavailableError`` where there is no way, or where windows are not known and the person
    did not accept that.
    """
    connection = _connected(environ)
    if connection is not None:
        try:
            known = Toplevels.told_on(connection)
            windows: Front = Toplevels(connection) if known else WaylandWindows(accepted, environ)
        except CaptureUnavailableError:
            connection.close()
            raise
        return WaylandClipboard(connection, windows)
    display = environ.get("DISPLAY", "")
    if not display:
        raise CaptureUnavailableError(
            "This Wayland desktop does not tell other programs what is copied.",
            "Log in with an X11 session to have copies kept.",
        )
    return X11Clipboard(display, _XWindows(display, WaylandWindows(accepted, environ)))


class _XWindows:
    """The windows of X programs on a Wayland desktop; those of all others are not known."""

    def __init__(self, display: str, rest: WaylandWindows) -> None:
        self._rest = rest
        try:
            self._windows = X11Windows(display)
        except CaptureUnavailableError:
            rest.close()
            raise

    def focused(self) -> WindowInfo | None:
        """The window in front, if it is an X program's."""
        return self._windows.focused() or self._rest.focused()

    def close(self) -> None:
        """Let go of both."""
        self._windows.close()
        self._rest.close()


def _connected(environ: Mapping[str, str]) -> Connection | None:
    """A compositor that tells of copies; None where there is none that does."""
    try:
        connection = Connection(socket_path(environ))
    except CaptureUnavailableError:
        return None
    if _SEAT in connection.offered and any(name in connection.offered for name in _MANAGERS):
        return connection
    connection.close()
    return None


def _manager(connection: Connection) -> str:
    return next(name for name in _MANAGERS if name in connection.offered)


def _ignore(_opcode: int, _arguments: Arguments) -> None:
    """What seats and managers tell is not needed."""


def _take_form(forms: list[str], opcode: int, arguments: Arguments) -> None:
    if opcode == _FORM and len(forms) < _MOST_FORMS:
        forms.append(arguments.text())


def _read_all(reader: int, most: int) -> bytes:
    """What another program writes into a pipe; empty where it is too much or takes too long."""
    os.set_blocking(reader, False)
    content = bytearray()
    until_s = time.monotonic() + _LONGEST_S
    while len(content) <= most and time.monotonic() < until_s:
        ready, _, _ = select.select([reader], [], [], _ANSWER_S)
        if not ready:
            return b""
        piece = b""
        with suppress(BlockingIOError):
            piece = os.read(reader, _PIECE)
            if not piece:
                return bytes(content)
        content += piece
    return b""
