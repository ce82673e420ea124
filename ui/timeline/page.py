"""Timeline: one axis from years to minutes, the frame under the playhead, and what fades."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from services.errors import WorldError
from services.records import (
    CaptureId,
    ChangeKind,
    DaySummary,
    DeleteRequest,
    Density,
    Event,
    FilmFrame,
    FramePicture,
    Moment,
    TimeWindow,
)
from ui.context import Context
from ui.design.forget import ForgetDialog, report_words
from ui.design.page import Page
from ui.design.widgets import ElidedLabel, Empty, Holder, chip, label, row, scroll
from ui.problems import Problem
from ui.timeline.fading import FadingList
from ui.timeline.film import FilmStrip
from ui.timeline.frame_card import FrameCard
from ui.timeline.lanes import LanesView
from ui.timeline.moment import MomentCard
from ui.timeline.scale import LEVELS, level_of
from ui.timeline.snapshot import load_snapshot
from ui.timeline.strip import BINS, YearStrip
from ui.words import DAY_MS, HOUR_MS, count_words, day_start_ms, tr

LEVEL_WORDS = (("years", "Years"), ("month", "Month"), ("day", "Day"), ("minutes", "Minutes"))
LOAD_MS, SCRUB_MS = 60, 40


@dataclass(frozen=True, slots=True)
class Whole:
    """All the time there is."""

    span: TimeWindow
    density: Density
    last_seen_ms: int | None


@dataclass(frozen=True, slots=True)
class Seen:
    """A moment with its picture."""

    moment: Moment
    picture: FramePicture | None
    words: str = ""


class TimelinePage(Page):
    """Everything that happened, and how it fades."""

    watched = frozenset({ChangeKind.CAPTURES, ChangeKind.EVENTS, ChangeKind.STRENGTH})
    name = "timeline"

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._span, self._shot = context.slot(), context.slot()
        self._look, self._day = context.slot(), context.slot()
        self._placed = False
        now, offset = context.now_ms(), context.offset_min()
        start = day_start_ms(now, offset) + 8 * HOUR_MS
        self.lanes = LanesView(self.theme, TimeWindow(start, start + LEVELS["day"]), offset)
        self.strip = YearStrip(self.theme, offset)
        self.film = FilmStrip(context)
        self.frame = FrameCard(context)
        self.moment = MomentCard(context)
        self.fading = FadingList(context)
        self.title, self.summary = label("", "title"), ElidedLabel("", "muted")
        self.level_chips = {
            name: chip(tr(words), partial(self.set_level, name), checkable=True)
            for name, words in LEVEL_WORDS
        }
        self.fades_chip = chip(tr("Fades this week"), None, checkable=True)
        self._load_timer = self._timer(LOAD_MS, self._load)
        self._scrub_timer = self._timer(SCRUB_MS, self._look_here)
        self._build()
        self._wire()

    def _timer(self, after_ms: int, call: Callable[[], None]) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(after_ms)
        timer.timeout.connect(call)
        return timer

    def _build(self) -> None:
        head = row(
            self.title, 8, self.summary, 8, *self.level_chips.values(), self.fades_chip, spacing=10
        )
        head.setStretch(2, 1)
        top = QWidget()
        pair = QHBoxLayout(top)
        pair.setContentsMargins(0, 0, 0, 0)
        pair.setSpacing(14)
        pair.addWidget(self.frame, 5)
        pair.addWidget(self.moment, 2)
        self.upper = QStackedWidget()
        self.upper.addWidget(top)
        self.upper.addWidget(self.fading)
        full = QWidget()
        body = QVBoxLayout(full)
        body.setContentsMargins(0, 0, 0, 0)
        body.setSpacing(12)
        body.addLayout(head)
        self.holder = Holder(self.upper, self.theme.px(264))
        body.addWidget(self.holder, 1)
        body.addWidget(self.film)
        body.addWidget(self.lanes)
        body.addWidget(self.strip)
        self.empty = Empty(
            self.theme, "timeline", tr("Nothing has been kept yet"),
            tr("As you work, what you see appears here. Files and notes are added on Sources."),
            chip(tr("Open Sources"), lambda: self.go.emit("sources")),
        )  # fmt: skip
        self.stack = QStackedWidget()
        self.stack.addWidget(scroll(full))
        self.stack.addWidget(self.empty)
        self.layout_.addWidget(self.stack, 1)

    def _wire(self) -> None:
        self.lanes.window_changed.connect(self._window_changed)
        self.lanes.scrubbed.connect(lambda _at: self._scrub_timer.start())
        self.lanes.event_chosen.connect(self._choose_event)
        self.strip.moved.connect(self.go_to)
        self.film.chosen.connect(self._choose_frame)
        self.fades_chip.clicked.connect(lambda: self.show_fading(self.fades_chip.isChecked()))
        for source in (self.moment, self.fading):
            source.done.connect(self.banner.show_done)
            source.failed.connect(self.fail)
        self.moment.forget.connect(self._forget)
        self.moment.changed.connect(self._look_here)
        self.fading.go_to.connect(self._show_faded)
        self.frame.opened.connect(self.open_hit)

    def focus_first(self) -> bool:
        """The lanes take the keys."""
        self.lanes.setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The narrower the card of the moment, the higher its words."""
        super().resizeEvent(event)
        wide = self.width() > self.theme.px(1000)
        self.holder.set_height(self.theme.px(264 if wide else 330))

    # loading

    def refresh(self) -> None:
        """Ask for everything again."""
        timeline = self.engine.timeline

        def work() -> Whole | None:
            span = timeline.span()
            if span is None:
                return None
            whole = self._whole_span(span)
            week = TimeWindow(whole.end_ms - 7 * DAY_MS, whole.end_ms + 1)
            frames = timeline.film(week, BINS)
            last = max((frame.at_ms for frame in frames), default=None)
            return Whole(whole, timeline.density(whole, BINS), last)

        self._span.run(lambda job: work(), self._show_span, self.fail)
        if self.fades_chip.isChecked():
            self.fading.refresh()

    def _whole_span(self, span: TimeWindow) -> TimeWindow:
        end = max(span.end_ms, self.context.now_ms())
        start = min(span.start_ms, end - 7 * DAY_MS)
        return TimeWindow(start, end)

    def _show_span(self, whole: Whole | None) -> None:
        self.stack.setCurrentIndex(1 if whole is None else 0)
        if whole is None:
            return
        self.strip.show_density(whole.span, whole.density)
        if not self._placed:
            self._placed = True
            self._begin(whole)
        self._load()
        self._look_here()

    def _begin(self, whole: Whole) -> None:
        """Start at the last thing that was seen, in a window of a working day's length."""
        last = min(whole.span.end_ms, self.context.now_ms())
        if whole.last_seen_ms is not None:
            last = whole.last_seen_ms
        length = LEVELS["day"]
        self.lanes.set_window(TimeWindow(last - length * 2 // 3, last + length // 3))
        self.lanes.set_playhead(last)
        self._show_level()

    def _load(self) -> None:
        window, width = self.lanes.seen, self.lanes.width()
        engine = self.engine
        self._shot.run(
            lambda job: load_snapshot(engine, window, width), self.lanes.show_snapshot, self.fail
        )
        self.film.load(window)

    def _window_changed(self, window: TimeWindow) -> None:
        self.strip.set_window(window)
        self._show_level()
        self._load_timer.start()

    def _show_level(self) -> None:
        length = self.lanes.seen.end_ms - self.lanes.seen.start_ms
        here = level_of(length)
        for name, made in self.level_chips.items():
            made.setChecked(name == here)
        self.strip.set_window(self.lanes.seen)

    def _look_here(self) -> None:
        at_ms, engine = self.lanes.playhead_ms, self.engine

        def work() -> Seen | None:
            capture = engine.timeline.nearest(at_ms)
            return None if capture is None else self._see(capture)

        self._look.run(lambda job: work(), self._show_seen, self.fail)
        self._day.run(lambda job: engine.timeline.day(at_ms), self._show_day, self.fail)

    def _see(self, capture: CaptureId) -> Seen:
        """Called off the main thread."""
        moment = self.engine.timeline.moment(capture)
        frame_id = moment.capture.frame_id
        if frame_id is None:
            return Seen(moment, None)
        try:
            return Seen(moment, self.engine.library.picture(frame_id))
        except WorldError as error:
            return Seen(moment, None, error.message)

    def _show_seen(self, seen: Seen | None) -> None:
        if seen is None:
            self.moment.clear()
            self.frame.clear()
            self.film.set_current(None)
            return
        self.moment.show_moment(seen.moment)
        self.frame.show_moment(seen.moment, seen.picture, seen.words)
        self.film.set_current(seen.moment.capture.id)

    def _show_day(self, day: DaySummary) -> None:
        self.title.setText(self.context.day(self.lanes.playhead_ms))
        words = " · ".join(day.lines)
        if not words and day.captures:
            words = f"{count_words(day.captures, 'moment', 'moments')} {tr('so far')}"
        self.summary.setText(words or tr("Nothing was kept on this day"))

    # moving

    def go_to(self, at_ms: int) -> None:
        """Bring an instant to the middle."""
        self._placed = True
        length = self.lanes.seen.end_ms - self.lanes.seen.start_ms
        self.lanes.set_window(TimeWindow(at_ms - length // 2, at_ms - length // 2 + length))
        self.lanes.set_playhead(at_ms)
        self._scrub_timer.start()

    def set_level(self, name: str) -> None:
        """See years, a month, a day or minutes around the playhead."""
        length, at = LEVELS[name], self.lanes.playhead_ms
        start = at - length // 2
        if name == "years":
            start = min(start, self.strip.span.end_ms - length)
        self.lanes.set_window(TimeWindow(start, start + length))
        self._show_level()

    def _choose_event(self, event: Event) -> None:
        middle = (event.start_ms + event.end_ms) // 2
        if not event.start_ms <= self.lanes.playhead_ms <= event.end_ms:
            self.lanes.set_playhead(middle, follow=False)
        self._scrub_timer.start()

    def _choose_frame(self, frame: FilmFrame) -> None:
        self.lanes.set_playhead(frame.at_ms)
        self._look.run(lambda job: self._see(frame.capture_id), self._show_seen, self.fail)
        self.film.set_current(frame.capture_id)

    # forgetting

    def show_fading(self, shown: bool) -> None:
        """Show what fades at the next run in place of the frame, or the frame again."""
        self.fades_chip.setChecked(shown)
        self.upper.setCurrentIndex(1 if shown else 0)
        if shown:
            self.fading.refresh()

    def _show_faded(self, at_ms: int) -> None:
        self.show_fading(False)
        self.go_to(at_ms)

    def _forget(self, choices: tuple[tuple[str, DeleteRequest], ...]) -> None:
        dialog = ForgetDialog(self.context, choices, self)
        dialog.accepted.connect(lambda: self._forgotten(dialog))
        dialog.open()

    def _forgotten(self, dialog: ForgetDialog) -> None:
        if dialog.report is not None:
            self.banner.show_done(f"{tr('Forgotten')}: {report_words(dialog.report)}.")
        self.refresh()

    def fail(self, problem: Problem) -> None:
        """Show a problem above the page."""
        super().fail(problem)
