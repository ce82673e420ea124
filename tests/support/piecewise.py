"""Owns a clipboard and hands its text over in pieces, as programs do with long copies (INCR)."""

import os
import select
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from Xlib import X, Xatom
from Xlib.display import Display
from Xlib.protocol import event
from Xlib.protocol.rq import Event

from services.capture.screens.display_name import local_only


class _Owner:
    def __init__(self, name: str, pieces: Sequence[bytes], *, ends: bool) -> None:
        self._display = Display(local_only(name))
        self._window = self._display.screen().root.create_window(0, 0, 1, 1, 0, X.CopyFromParent)
        self._pieces = [*pieces, *([b""] if ends else [])]
        self._left: dict[tuple[int, int], list[bytes]] = {}
        self._reader, self._writer = os.pipe()
        self._text = self._display.intern_atom("UTF8_STRING")
        self._clipboard = self._display.intern_atom("CLIPBOARD")
        self._window.set_selection_owner(self._clipboard, X.CurrentTime)
        self._display.flush()
        self._thread = threading.Thread(target=self._serve)
        self._thread.start()

    def close(self) -> None:
        os.close(self._writer)
        self._thread.join()
        os.close(self._reader)
        self._display.close()

    def _serve(self) -> None:
        while True:
            if self._display.pending_events():
                self._answer(self._display.next_event())
                self._display.flush()
                continue  # what came in while that was sent waits for no select
            ready, _, _ = select.select([self._display.fileno(), self._reader], [], [])
            if self._reader in ready:
                return

    def _answer(self, told: Event) -> None:
        if told.type == X.SelectionRequest:
            asker = self._display.create_resource_object("window", told.requestor.id)
            if told.target == self._display.intern_atom("TARGETS"):
                asker.change_property(told.property, Xatom.ATOM, 32, [self._text])
            else:
                asker.change_attributes(event_mask=X.PropertyChangeMask)
                self._left[asker.id, told.property] = list(self._pieces)
                asker.change_property(told.property, self._display.intern_atom("INCR"), 32, [1])
            asker.send_event(
                event.SelectionNotify(
                    time=told.time, requestor=told.requestor, selection=told.selection,
                    target=told.target, property=told.property,
                )
            )  # fmt: skip
        elif told.type == X.PropertyNotify and told.state == X.PropertyDelete:
            left = self._left.get((told.window.id, told.atom))
            if left:
                told.window.change_property(told.atom, self._text, 8, left.pop(0))


@contextmanager
def piecewise(name: str, pieces: Sequence[bytes], *, ends: bool = True) -> Iterator[None]:
    """Own the clipboard of a display for the length of the block."""
    owner = _Owner(name, pieces, ends=ends)
    try:
        yield
    finally:
        owner.close()
