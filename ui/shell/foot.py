"""The line at the foot: what is watched, how far it is read, what it costs, what fades."""

import time
from collections import deque
from dataclasses import dataclass

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from services.records import CaptureMode, CaptureState, EmbedderState, ModelState, Stats
from ui.context import Context
from ui.design.bars import StateDot
from ui.design.widgets import ElidedLabel, button, label, row
from ui.engine_words import engine_words
from ui.plain import tip
from ui.shell.rail import MODE_WORDS, state_words
from ui.tasks import Job
from ui.words import bytes_words, clock_words, count_words, number_words, tr

LOAD_OVER_S = 300
REST_SHARE = 4  # of the time that an answer takes, before it is asked for again


@dataclass(frozen=True, slots=True)
class FootNews:
    """What the foot shows beside the recorder's state."""

    folders: int
    stats: Stats
    fading: int
    model: ModelState
    embedder: EmbedderState


def watching_words(state: CaptureState, folders: int) -> str:
    """Such as "Watching 2 screens, 3 folders"."""
    if state.mode is CaptureMode.HELD and state.detail:
        return f"{tr(MODE_WORDS[state.mode])}: {engine_words(state.detail)}"
    parts = []
    if state.mode in {CaptureMode.RECORDING, CaptureMode.IDLE} and state.monitors:
        parts.append(count_words(state.monitors, "screen", "screens"))
    if folders:
        parts.append(count_words(folders, "folder", "folders"))
    if not parts and state.mode is CaptureMode.RECORDING:
        return tr("Watching the screen")  # how many there are is told after the first look
    return f"{tr('Watching')} {', '.join(parts)}" if parts else tr("Watching nothing")


def meaning_words(state: EmbedderState) -> str:
    """What a person should know of search by meaning; "" where all is well."""
    if state.problem:
        return tr("Finding by words more than meaning")
    if state.coming and state.total:
        return f"{tr('Learning anew')}: {100 * state.done // state.total} %"
    return ""


class CpuLoad:
    """The share of one core that capture took over the last minutes, from its running total."""

    def __init__(self) -> None:
        self._seen: deque[tuple[float, float]] = deque()

    def share(self, cpu_s: float, at_s: float) -> float | None:
        """Note a total of CPU seconds; None until ten seconds are known."""
        if self._seen and cpu_s < self._seen[-1][1]:
            self._seen.clear()
        self._seen.append((at_s, cpu_s))
        while at_s - self._seen[0][0] > LOAD_OVER_S:
            self._seen.popleft()
        first_at, first = self._seen[0]
        return (cpu_s - first) / (at_s - first_at) if at_s - first_at >= 10 else None


class Foot(QWidget):
    """Status, always there and always quiet."""

    show_fading = Signal()
    go = Signal(str)

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._slot = context.slot()
        self._job: Job[FootNews] | None = None
        self._again, self._began_s = False, 0.0
        self._resting = QTimer(self)
        self._resting.setSingleShot(True)
        self._resting.timeout.connect(self._rested)
        self._state = context.engine.recording.state()
        self._news: FootNews | None = None
        self._load = CpuLoad()
        self.setProperty("role", "foot")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.dot = StateDot(context.theme, 14)
        self.watching = ElidedLabel()
        self.read, self.cost, self.storage = label(), label(), label()
        self.model = button("", lambda: self.go.emit("settings"), "link")
        self.meaning = button("", lambda: self.go.emit("settings"), "link")
        self.fading = button("", self.show_fading.emit, "link")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(20, 3, 16, 3)
        layout.setSpacing(20)
        layout.addLayout(row(self.dot, self.watching, spacing=8))
        for item in (self.read, self.cost, self.storage):
            layout.addWidget(item)
        layout.addStretch(1)
        layout.addWidget(self.meaning)
        layout.addWidget(self.model)
        layout.addWidget(self.fading)
        self._by_worth = (
            self.meaning, self.fading, self.read, self.model, self.storage, self.cost,
        )  # fmt: skip
        self.show_state(self._state)

    def _fit(self) -> None:
        """Show as much as there is room for, the more useful first."""
        room = self.width() - 70
        watching = max(min(self.watching.sizeHint().width(), room), 0)
        self.watching.setFixedWidth(watching)  # said in any case, shortened where it must be
        room -= watching + 20
        for item in self._by_worth:
            room -= item.sizeHint().width() + 20
            item.setVisible(bool(item.text()) and room >= 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width, another choice."""
        super().resizeEvent(event)
        self._fit()

    def refresh(self) -> None:
        """Ask for what is slow to know; while that is under way, or just was, ask again after it.

        Else changes that come faster than the answer would each drop it, and none would ever come.
        """
        job = self._job
        under_way = job is not None and not (job.over or job.dropped)
        if under_way or self._resting.isActive():
            self._again = True
            return
        self._again, self._began_s = False, time.monotonic()
        engine = self._context.engine
        self._job = self._slot.run(
            lambda job: FootNews(
                len(engine.library.folders()),
                engine.upkeep.stats(),
                len(engine.memories.fading(1000)),
                engine.asking.model(),
                engine.upkeep.embedder(),
            ),
            self._show_news,
            lambda _problem: self._rest(),
        )

    def _rest(self) -> None:
        """A large library is asked so much less often than it could answer."""
        took_ms = round(1000 * (time.monotonic() - self._began_s))
        self._resting.start(REST_SHARE * took_ms)

    def _rested(self) -> None:
        if self._again:
            self.refresh()

    def show_state(self, state: CaptureState) -> None:
        """Show what the recorder does."""
        self._state = state
        offset = self._context.offset_min()
        sample = self._context.engine.is_sample
        self.dot.set_mode(CaptureMode.OFF if sample else state.mode)
        words = state_words(state, offset, sample=sample)
        self.dot.setAccessibleName(words)
        folders = self._news.folders if self._news else 0
        self.watching.setText(words if sample else watching_words(state, folders))
        if state.read_up_to_ms is not None and not sample:
            behind = f" ({state.backlog})" if state.backlog else ""
            self.read.setText(
                f"{tr('Read up to')} {clock_words(state.read_up_to_ms, offset)}{behind}"
            )
        else:
            self.read.setText("")
        share = self._load.share(sum(state.cpu_s.values()), time.monotonic())
        busy = state.mode is CaptureMode.RECORDING and share is not None
        self.cost.setText(
            f"CPU {number_words(share * 100, 1)} %" if busy and share is not None else ""
        )
        self._fit()

    def _show_news(self, news: FootNews) -> None:
        self._rest()
        self._news = news
        self.show_state(self._state)
        used = sum(news.stats.bytes.values())
        budget = self._context.engine.settings.memory.disk_budget_mb * 1_000_000
        self.storage.setText(f"{bytes_words(used)} {tr('of')} {bytes_words(budget)}")
        self.model.setText(
            engine_words(news.model.build)
            or ("" if news.model.available else tr("Answers by quoting"))
        )
        self.model.setAccessibleName(self.model.text() or tr("Model"))
        self.meaning.setText(meaning_words(news.embedder))
        self.meaning.setToolTip(tip(engine_words(news.embedder.problem)))
        self.meaning.setAccessibleName(engine_words(news.embedder.problem) or self.meaning.text())
        text = f"{count_words(news.fading, 'memory fades', 'memories fade')} {tr('this week')}"
        self.fading.setText(text if news.fading else "")
        self.fading.setAccessibleName(text)
        self._fit()
