"""Decides what is worth a notification: little, once, and never anything that was captured."""

from collections.abc import Callable

from PySide6.QtCore import QObject

from services.records import CaptureMode, CaptureState
from ui.context import Context
from ui.desktop import Desktop
from ui.engine_words import engine_words
from ui.words import DAY_MS, count_words, day_start_ms, tr

Show = Callable[[str, str], None]

STOPPED = frozenset({CaptureMode.HELD, CaptureMode.UNAVAILABLE})


class Notices(QObject):
    """Watches the recorder's state, and once a day what is due.

    Shown by the desktop's own service; where there is none, by ``tray`` (None: not at all).
    """

    def __init__(self, context: Context, desktop: Desktop, tray: Show | None) -> None:
        super().__init__()
        self._context, self._desktop, self._tray = context, desktop, tray
        self._mode: CaptureMode | None = None
        self._told_day_ms = 0

    @property
    def _wanted(self) -> str:
        return self._context.engine.settings.look.notifications

    def on_state(self, state: CaptureState) -> None:
        """Tell when capture stopped by itself, and once that it goes on."""
        before, self._mode = self._mode, state.mode
        if self._wanted != "off" and before is not None:
            if state.mode in STOPPED and before not in STOPPED:
                self._say(tr("Capture has stopped for now"), engine_words(state.detail))
            elif before in STOPPED and state.mode is CaptureMode.RECORDING:
                self._say(tr("Capture goes on"), "")
        if state.mode is CaptureMode.RECORDING:
            self._tell_what_is_due()

    def _tell_what_is_due(self) -> None:
        """Once a day, when the person is there: how many commitments are due, not which."""
        context = self._context
        now_ms = context.now_ms()
        today_ms = day_start_ms(now_ms, context.offset_min())
        if self._wanted != "all" or self._told_day_ms == today_ms:
            return
        self._told_day_ms = today_ms
        memories = context.engine.memories

        def due() -> int:
            found = (c.due_ms for c in memories.commitments() if c.due_ms is not None)
            return sum(at <= today_ms + DAY_MS for at in found)

        context.tasks.start(lambda job: due(), self._say_due)

    def _say_due(self, count: int) -> None:
        if count:
            words = count_words(count, "commitment is due", "commitments are due")
            self._say(words, tr("They are listed on the page Memories."))

    def _say(self, title: str, body: str) -> None:
        desktop = self._desktop
        self._context.tasks.start(
            lambda job: desktop.notify(title, body),
            None,
            lambda _problem: self._by_tray(title, body),
        )

    def _by_tray(self, title: str, body: str) -> None:
        if self._tray is not None:
            self._tray(title, body)
