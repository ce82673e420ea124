"""Keys heard everywhere on X11, by a passive grab on the root window."""

import logging
import os
import select
import threading
from collections.abc import Callable
from contextlib import suppress

from Xlib import XK, X
from Xlib.display import Display
from Xlib.error import BadAccess, CatchError, ConnectionClosedError, DisplayError
from Xlib.protocol.rq import Event

from services.capture.screens.display_name import local_only, probe_display
from services.desktop.keys import Keys
from services.errors import HotkeyError

log = logging.getLogger("afterimage.desktop")

# https://tronche.com/gui/x/xlib/input/XGrabKey.html; Alt and Super are where every desktop has them
_MASKS = {
    "Ctrl": X.ControlMask, "Alt": X.Mod1Mask, "Shift": X.ShiftMask, "Super": X.Mod4Mask,
}  # fmt: skip
# A grab holds for exact modifiers: caps lock and num lock must not matter.
_LOCKS = (0, X.LockMask, X.Mod2Mask, X.LockMask | X.Mod2Mask)


class X11Hotkey:
    """A grab on one display; ``pressed`` is called on the listening thread.

    Raises ``HotkeyError`` where the display cannot be reached, has no such key, or another program
    holds the combination.
    """

    def __init__(self, keys: Keys, pressed: Callable[[], None], display: str) -> None:
        self._keys = keys
        self._pressed = pressed
        self._mask = sum(_MASKS[name] for name in keys.modifiers)
        try:
            probe_display(display)
            self._display = Display(local_only(display))
        except (DisplayError, OSError) as error:
            raise HotkeyError(
                f"The display {display} cannot be reached.", "Check that the desktop runs."
            ) from error
        self._root = self._display.screen().root
        try:
            self._grab()
        except HotkeyError:
            self._display.close()
            raise
        self._reader, self._writer = os.pipe()
        self._thread = threading.Thread(target=self._listen, name="hotkey")
        self._thread.start()

    def close(self) -> None:
        """Give the keys back and end the thread."""
        if not self._thread.is_alive() and self._writer < 0:
            return
        os.close(self._writer)
        self._writer = -1
        self._thread.join()
        os.close(self._reader)
        with suppress(ConnectionClosedError, OSError):  # the server may have gone before us
            self._display.close()

    def _grab(self) -> None:
        code = self._display.keysym_to_keycode(XK.string_to_keysym(self._keys.keysym))
        if not code:
            raise HotkeyError("The keyboard has no such key.", "Choose another in Settings.")
        taken = CatchError(BadAccess)
        for locks in _LOCKS:
            self._root.grab_key(
                code, self._mask | locks, True, X.GrabModeAsync, X.GrabModeAsync, onerror=taken
            )
        self._display.sync()
        if taken.get_error() is not None:
            self._root.ungrab_key(code, X.AnyModifier)
            raise HotkeyError(
                "Another program uses these keys already.", "Choose others in Settings."
            )

    def _listen(self) -> None:
        try:
            while True:
                while self._display.pending_events():
                    self._take(self._display.next_event())
                ready, _, _ = select.select([self._display.fileno(), self._reader], [], [])
                if self._reader in ready:
                    return
        except (ConnectionClosedError, OSError):
            log.info("the display went away; its keys are heard no more")

    def _take(self, event: Event) -> None:
        if event.type == X.KeyPress:
            self._pressed()
        elif event.type == X.MappingNotify:  # another layout may have the key elsewhere
            self._display.refresh_keyboard_mapping(event)
            self._root.ungrab_key(X.AnyKey, X.AnyModifier)
            with suppress(HotkeyError):
                self._grab()
