"""Timeline: one axis from years to minutes, played and filtered; its frame, and what fades."""

from collections.abc import Callable, Iterator
from functools import partial

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QHideEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from services.records import (
    CaptureId,
    ChangeKind,
    DeleteRequest,
    Event,
    FilmFrame,
    TimelineFilter,
    TimeWindow,
)
from ui.context import Context
from ui.design.forget import ForgetDialog, report_words
from ui.design.page import Page
from ui.design.widgets import ElidedLabel, Empty, Holder, chip, label, row, scroll
from ui.problems import Problem
from ui.timeline.controls import Controls
from ui.timeline.fading import FadingList
from ui.timeline.film import FilmStrip
from ui.timeline.frame_card import FrameCard
from ui.timeline.lanes import LanesView
from ui.timeline.looking import Seen, Whole, all_time, see
from ui.timeline.moment import MomentCard
from ui.timeline.periods import PeriodCard
from ui.timeline.playback import Playback
from ui.timeline.scale import LEVELS, level_of
from ui.timeline.snapshot import load_snapshot
from ui.timeline.strip import YearStrip
from ui.timeline.summary import Stretch, is_long, is_week, stretch_title, summary_words, summed_up
from ui.words import HOUR_MS, clock_words, day_start_ms, tr

LEVEL_WORDS = (
    ("years", "Years"), ("month", "Month"), ("week", "Week"), ("day", "Day"),
    ("minutes", "Minutes"),
)  # fmt: skip
LOAD_MS, SCRUB_MS = 60, 40
LOW, HIGH = 226, 350


class TimelinePage(Page):
    """Everything that happened, and how it fades."""

    watched = frozenset({ChangeKind.CAPTURES, ChangeKind.EVENTS, ChangeKind.STRENGTH})
    name = "timeline"

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.playback = Playback(context)

    def parts(self) -> Iterator[None]:
        """The outer first, then what stands in it from above to below, then the wires."""
        context = self.context
        self._span, self._shot = context.slot(), context.slot()
        self._look, self._day = context.slot(), context.slot()
        self._placed = False
        full = self._outer()
        body = QVBoxLayout(full)
        body.setContentsMargins(0, 0, 0, 0)
        body.setSpacing(10)
        self.title, self.summary = label("", "title"), ElidedLabel("", "muted")
        head = row(self.title, 8, self.summary, spacing=10)
        head.setStretch(2, 1)
        body.addLayout(head)
        yield
        yield from self._upper(body)
        now, offset = context.now_ms(), context.offset_min()
        start = day_start_ms(now, offset) + 8 * HOUR_MS
        self.lanes = LanesView(self.theme, TimeWindow(start, start + LEVELS["day"]), offset)
        self.strip = YearStrip(self.theme, offset)
        self.film = FilmStrip(context)
        self.controls = Controls(context, self.playback, lambda: self.lanes.playhead_ms)
        body.addWidget(self.controls)
        self._add_chips()
        yield
        for item in (self.film, self.lanes, self.strip):
            body.addWidget(item)
        self._load_timer = self._timer(LOAD_MS, self._load)
        self._scrub_timer = self._timer(SCRUB_MS, self._look_here)
        yield
        self._wire()

    def _outer(self) -> QWidget:
        """The page's views, the first of which holds all that the timeline shows."""
        full = QWidget()
        self.stack = QStackedWidget()
        self.layout_.addWidget(self.stack, 1)
        self.empty = Empty(
            self.theme, "timeline", tr("Nothing has been kept yet"),
            tr("As you work, what you see appears here. Files and notes are added on Sources."),
            chip(tr("Open Sources"), lambda: self.go.emit("sources")),
        )  # fmt: skip
        self.waiting = Empty(self.theme, "timeline", tr("Looking back…"))
        for view in (scroll(full), self.empty, self.waiting):
            self.stack.addWidget(view)
        self.stack.setCurrentWidget(self.waiting)
        return full

    def _upper(self, body: QVBoxLayout) -> Iterator[None]:
        """The frame with its moment; what fades, and days in words, in their place."""
        self.upper = QStackedWidget()
        self.holder = Holder(self.upper, self.theme.px(LOW))
        body.addWidget(self.holder, 1)
        top = QWidget()
        self.upper.addWidget(top)
        pair = QHBoxLayout(top)
        pair.setContentsMargins(0, 0, 0, 0)
        pair.setSpacing(14)
        self.frame = FrameCard(self.context)
        pair.addWidget(self.frame, 5)
        yield
        self.moment = MomentCard(self.context)
        pair.addWidget(scroll(self.moment), 2)
        yield
        self.fading, self.period = FadingList(self.context), PeriodCard(self.context)
        self.upper.addWidget(self.fading)
        self.upper.addWidget(self.period)
        yield

    def _add_chips(self) -> None:
        self.level_chips = {
            name: chip(tr(words), partial(self.set_level, name), checkable=True)
            for name, words in LEVEL_WORDS
        }
        self.words_chip = chip(tr("In words"), None, checkable=True)
        self.fades_chip = chip(tr("Fades this week"), None, checkable=True)
        self.controls.add_group(*self.level_chips.values())
        self.controls.add_group(self.words_chip, self.fades_chip)

    def _timer(self, after_ms: int, call: Callable[[], None]) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(after_ms)
        timer.timeout.connect(call)
        return timer

    def _wire(self) -> None:
        self.lanes.window_changed.connect(self._window_changed)
        self.lanes.scrubbed.connect(self._scrubbed)
        self.lanes.event_chosen.connect(self._choose_event)
        self.strip.moved.connect(self.go_to)
        self.film.chosen.connect(self._choose_frame)
        self.playback.moved.connect(self._played)
        self.playback.shown.connect(self._show_capture)
        self.playback.failed.connect(self.fail)
        self.controls.play_wanted.connect(self.play_or_pause)
        self.controls.stepped.connect(self._step)
        self.controls.filtered.connect(self._filter)
        self.controls.go_to.connect(self.go_to)
        self.controls.failed.connect(self.fail)
        self.fades_chip.clicked.connect(lambda: self.show_fading(self.fades_chip.isChecked()))
        for source in (self.moment, self.fading):
            source.done.connect(self.banner.show_done)
            source.failed.connect(self.fail)
        self.moment.forget.connect(self._forget)
        self.moment.changed.connect(self._look_here)
        self.words_chip.clicked.connect(lambda: self.show_words(self.words_chip.isChecked()))
        for listed in (self.fading, self.period):
            listed.go_to.connect(self._show_listed)
        self.frame.opened.connect(self.open_hit)
        self.frame.elsewhere.connect(lambda c: self.open_elsewhere(c, c.document_id))
        self.frame.frame.search_wanted.connect(self.search_wanted)
        self.frame.frame.note_wanted.connect(self.keep_note)

    def focus_first(self) -> bool:
        """The lanes take the keys, once they are there."""
        if self.stack.currentIndex():
            return False
        self.lanes.setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The narrower the card of the moment, the higher its words."""
        super().resizeEvent(event)
        wide = self.width() > self.theme.px(1000)
        self.holder.set_height(self.theme.px(LOW if wide else HIGH))

    # loading

    def refresh(self) -> None:
        """Ask for everything again."""
        engine, now = self.engine, self.context.now_ms()
        self._span.run(lambda job: all_time(engine, now), self._show_span, self._no_span)
        if self.fades_chip.isChecked():
            self.fading.refresh()

    def _no_span(self, problem: Problem) -> None:
        """The library cannot be asked: nothing is said of what it holds."""
        self.fail(problem)
        if self.stack.currentWidget() is self.waiting:
            self.waiting.say(tr("The timeline could not be read"))

    def _show_span(self, whole: Whole | None) -> None:
        self.come_in(self.stack, self.stack.widget(1 if whole is None else 0))
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
        engine, only = self.engine, self.controls.only
        self._shot.run(
            lambda job: load_snapshot(engine, window, width, only),
            self.lanes.show_snapshot,
            self.fail,
        )
        self.film.load(window, only)
        self._sum_up()

    def _window_changed(self, window: TimeWindow) -> None:
        self.strip.set_window(window)
        self._show_level()
        self._load_timer.start()

    def _scrubbed(self, _at_ms: int) -> None:
        self.playback.pause()
        self._scrub_timer.start()

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
            return None if capture is None else see(engine, capture)

        self._look.run(lambda job: work(), self._show_seen, self.fail)
        self.controls.at.setText(clock_words(at_ms, self.context.offset_min(), seconds=True))
        self._sum_up()

    def _sum_up(self) -> None:
        engine, window, at_ms = self.engine, self.lanes.seen, self.lanes.playhead_ms
        self._day.run(
            lambda job: summed_up(engine, window, at_ms),
            lambda stretch: self._show_summary(window, stretch),
            self.fail,
        )

    def _show_seen(self, seen: Seen | None) -> None:
        if seen is None:
            self.moment.clear()
            self.frame.clear()
            self.film.set_current(None)
            return
        self.moment.show_moment(seen.moment)
        self.frame.show_moment(seen.moment, seen.picture, seen.words)
        self.film.set_current(seen.moment.capture.id)

    def _show_summary(self, window: TimeWindow, stretch: Stretch) -> None:
        long = is_long(window)
        if long:
            if stretch.period is not None:
                window = TimeWindow(stretch.period.start_ms, stretch.period.end_ms)
            words = stretch_title(window, self.context.offset_min(), self.context.now_ms())
        else:
            words = self.context.day(self.lanes.playhead_ms)
        self.title.setText(words)
        self.summary.setText(summary_words(stretch, long=long))
        self.period.show_period(stretch.period, week=is_week(window))

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
        self._show_capture(frame.capture_id)
        self.film.set_current(frame.capture_id)

    def _show_capture(self, capture: CaptureId) -> None:
        self._look.run(lambda job: see(self.engine, capture), self._show_seen, self.fail)

    # playing

    def play_or_pause(self) -> None:
        """Let time run on from the playhead, or stand still."""
        if self.playback.playing:
            self.playback.pause()
        else:
            self.show_fading(False)
            self.playback.play(self.lanes.playhead_ms)

    def _played(self, at_ms: int) -> None:
        self.lanes.set_playhead(at_ms)
        self.controls.at.setText(clock_words(at_ms, self.context.offset_min(), seconds=True))

    def _step(self, step: int) -> None:
        """One moment on or back."""
        self.playback.pause()
        timeline, only = self.engine.timeline, self.controls.only
        at_ms, before = self.lanes.playhead_ms, step < 0

        def work() -> tuple[int, CaptureId] | None:
            found = timeline.upcoming(at_ms, 1, only, before=before)
            return found[0] if found else None

        self._look.run(lambda job: work(), self._stepped, self.fail)

    def _stepped(self, found: tuple[int, CaptureId] | None) -> None:
        if found is not None:
            self._played(found[0])
            self._show_capture(found[1])

    def _filter(self, only: TimelineFilter) -> None:
        """See one app, kind or person only."""
        self.playback.pause()
        self.playback.only = only
        self._load()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Space plays, comma and full stop step, the brackets change the speed."""
        keys = Qt.Key
        acts: dict[Qt.Key, Callable[[], None]] = {
            keys.Key_Space: self.play_or_pause,
            keys.Key_Comma: partial(self._step, -1),
            keys.Key_Period: partial(self._step, 1),
            keys.Key_BracketLeft: partial(self.playback.change_speed, -1),
            keys.Key_BracketRight: partial(self.playback.change_speed, 1),
        }
        act = acts.get(Qt.Key(event.key()))
        if act is None:
            super().keyPressEvent(event)
        else:
            act()

    def hideEvent(self, event: QHideEvent) -> None:
        """Nothing plays where nobody looks."""
        super().hideEvent(event)
        self.playback.pause()

    # forgetting

    def show_fading(self, shown: bool) -> None:
        """Show what fades at the next run in place of the frame, or the frame again."""
        self._show_upper(self.fading if shown else None)
        if shown:
            self.fading.refresh()

    def show_words(self, shown: bool) -> None:
        """Show the day or week in words in place of the frame, or the frame again."""
        self._show_upper(self.period if shown else None)

    def _show_upper(self, card: QWidget | None) -> None:
        self.upper.setCurrentIndex(0)
        if card is not None:
            self.upper.setCurrentWidget(card)
        self.fades_chip.setChecked(card is self.fading)
        self.words_chip.setChecked(card is self.period)

    def _show_listed(self, at_ms: int) -> None:
        self._show_upper(None)
        self.go_to(at_ms)

    def _forget(self, choices: tuple[tuple[str, DeleteRequest], ...]) -> None:
        dialog = ForgetDialog(self.context, choices, self)
        dialog.accepted.connect(lambda: self._forgotten(dialog))
        dialog.open()

    def _forgotten(self, dialog: ForgetDialog) -> None:
        if dialog.report is not None:
            self.banner.show_done(f"{tr('Forgotten')}: {report_words(dialog.report)}.")
        self.refresh()
