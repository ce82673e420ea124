"""The windows of a Wayland compositor that tells of them, as those built on wlroots do.

Protocol: ``zwlr_foreign_toplevel_manager_v1``
(https://wayland.app/protocols/wlr-foreign-toplevel-management-unstable-v1).
"""

import struct
from dataclasses import dataclass

from services.capture.wayland.wire import Arguments, Connection
from services.capture.windows.base import clean_title, url_in
from services.records import WindowInfo

_INTERFACE = "zwlr_foreign_toplevel_manager_v1"
_TOPLEVEL = 0
_TITLE, _APP, _STATE, _DONE, _CLOSED = 0, 1, 4, 5, 6
_DESTROY = 7
_ACTIVATED = 2


@dataclass(slots=True)
class _Told:
    """What is told of a window before it holds, and what holds."""

    title: str = ""
    app: str = ""
    active: bool = False
    holds: WindowInfo | None = None

    def settle(self) -> None:
        title = clean_title(self.title)
        self.holds = WindowInfo(clean_title(self.app), title, url_in(title), focused=self.active)


class Toplevels:
    """Knows the window in front, from what was heard on the connection so far."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._windows: dict[int, _Told] = {}
        connection.bind(_INTERFACE, 1, self._hear)

    @staticmethod
    def told_on(connection: Connection) -> bool:
        """Whether this compositor tells of windows."""
        return _INTERFACE in connection.offered

    def focused(self) -> WindowInfo | None:
        """The window in front; None where there is none."""
        told = (window.holds for window in self._windows.values())
        return next((window for window in told if window is not None and window.focused), None)

    def close(self) -> None:
        """Nothing to let go of: the connection is its maker's."""

    def _hear(self, opcode: int, arguments: Arguments) -> None:
        if opcode == _TOPLEVEL:
            id_, window = arguments.number(), _Told()
            self._windows[id_] = window
            self._connection.adopt(id_, lambda op, args: self._hear_window(id_, window, op, args))

    def _hear_window(self, id_: int, window: _Told, opcode: int, arguments: Arguments) -> None:
        if opcode == _TITLE:
            window.title = arguments.text()
        elif opcode == _APP:
            window.app = arguments.text()
        elif opcode == _STATE:
            states = struct.iter_unpack("=I", arguments.array())
            window.active = (_ACTIVATED,) in states
        elif opcode == _DONE:
            window.settle()
        elif opcode == _CLOSED:
            self._windows.pop(id_, None)
            self._connection.forget(id_)
            self._connection.request(id_, _DESTROY)
