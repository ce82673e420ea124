"""The engine's front door: one object whose parts do everything a window or command asks for."""

import logging
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Self

from services.clock import Clock
from services.engine.changes import Listener
from services.engine.core import Core
from services.engine.parts import Parts
from services.records import ChangeKind
from services.settings import Settings, Value

log = logging.getLogger("afterimage.engine")

DRAIN_S = 10.0
"""How long quitting waits for what was seen to be read and stored."""


class Engine:
    """An open library. Made by ``app.compose``; ``close`` releases everything, in reverse order.

    Methods may be slow and raise ``WorldError``; a window calls them off its main thread.
    """

    def __init__(
        self, core: Core, parts: Parts, release: Callable[[], None], *, is_sample: bool = False
    ) -> None:
        self._core = core
        self._parts = parts
        self._release = release
        self._closed = False
        self.is_sample = is_sample
        self.recording = parts.recording
        self.library = parts.library
        self.sources = parts.sources
        self.asking = parts.asking
        self.models = parts.models
        self.memories = parts.memories
        self.timeline = parts.timeline
        self.upkeep = parts.upkeep

    @property
    def settings(self) -> Settings:
        """The settings in force."""
        return self._core.preferences.current

    @property
    def clock(self) -> Clock:
        """The clock everything goes by."""
        return self._core.clock

    @property
    def data_dir(self) -> Path:
        """The folder of this library."""
        return self._core.data.root

    def change_setting(self, key: str, value: Value) -> Settings:
        """Change and save a setting; raises ``UsageError`` where the value does not fit."""
        return self._core.preferences.change(key, value)

    def change_setting_text(self, key: str, text: str) -> Settings:
        """Like ``change_setting``, with the value as text."""
        return self._core.preferences.change_text(key, text)

    def reset_setting(self, key: str) -> Settings:
        """Go back to the default of a setting."""
        return self._core.preferences.reset(key)

    def subscribe(self, listener: Listener) -> Callable[[], None]:
        """Call ``listener`` (on any thread) with every kind of change; returns "unsubscribe"."""
        return self._core.changes.subscribe(listener)

    def start(self) -> None:
        """Begin to look at the screen, watch folders, embed, and do nightly work."""
        self._parts.indexing.start()
        self._parts.recorder.start()
        self._parts.folders.start()
        self._parts.clipboard.start()
        self._parts.schedule.start()

    def used(self) -> None:
        """Somebody works at the window now: heavy work waits until nobody does."""
        self._parts.idleness.used()

    def settle(self, timeout_s: float = 60.0) -> bool:
        """Wait until what was seen is stored and can be found; tells whether it was in time."""
        drained = self._parts.recorder.drain(timeout_s)
        self._parts.indexing.request()
        return self._parts.indexing.settle(timeout_s) and drained

    def close(self) -> None:
        """Refuse new work, store what was seen, end every worker, close the vault."""
        if self._closed:
            return
        self._closed = True
        self._core.changes.tell(ChangeKind.LOCK)
        for name, end in (
            ("schedule", self._parts.schedule.close),
            ("folders", self._parts.folders.stop),
            ("document reader", self._parts.document_reader.close),
            ("clipboard", self._parts.clipboard.close),
            ("folders", self._parts.folders.close),
            ("recorder", lambda: self._parts.recorder.close(DRAIN_S)),
            ("indexing", self._parts.indexing.close),
        ):
            try:
                end()
            except Exception:
                log.exception("closing the %s failed", name)
        self._release()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()
