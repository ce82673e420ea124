"""What happened when: density, events, pictures and single moments."""

from services.clock import DAY_MS, HOUR_MS, MINUTE_MS
from services.engine.core import Core
from services.errors import WorldError
from services.memory.feedback import Feedback
from services.memory.summing import DAY_TOPICS, WEEK_TOPICS, sum_up
from services.records import (
    Capture,
    CaptureId,
    DaySummary,
    Density,
    Event,
    FilmFrame,
    Moment,
    PeriodSummary,
    TimelineFilter,
    TimeWindow,
    Withheld,
)
from services.store.moments import ALL, Moments

_MOST_LANES = 8
_MOST_DAYS, _MOST_WEEKS = 62, 60
_MOST_EVENTS = 5_000  # of one day or week
_MONDAY = 3  # the first day of 1970 was a Thursday
_SUMMARY_LINES = 3
_WITHHELD_BINS = 500


class Timeline:
    """Looks through memory by time; everything is bounded by what a screen can show."""

    def __init__(self, core: Core, feedback: Feedback) -> None:
        self._core = core
        self._feedback = feedback
        self._store = core.store
        self._moments = Moments(core.store.database)

    def span(self) -> TimeWindow | None:
        """From the first to just after the last capture; None where there is none."""
        found = self._store.captures.span()
        return None if found is None else TimeWindow(found[0], found[1] + 1)

    def density(self, window: TimeWindow, bins: int, only: TimelineFilter = ALL) -> Density:
        """How much was captured in each of about ``bins`` stretches, and how strong it is now.

        The busiest apps have a lane each. Stretches longer than an hour are whole hours, longer
        than a day whole days: they begin at or before the window, and there may be fewer.
        """
        start_ms, width_ms, bins = _bins(window, max(1, bins))
        total, strength = [0] * bins, [0.0] * bins
        lanes: dict[str, list[int]] = {}
        now_ms = self._core.clock.now_ms()
        for row in self._moments.density(start_ms, window.end_ms, width_ms, now_ms, only):
            total[row.bin] += row.captures
            strength[row.bin] += row.strength * row.captures
            lanes.setdefault(row.app, [0] * bins)[row.bin] += row.captures
        means = [s / n if n else 0.0 for s, n in zip(strength, total, strict=True)]
        busiest = sorted(lanes, key=lambda app: (-sum(lanes[app]), app))[:_MOST_LANES]
        return Density(
            start_ms,
            width_ms,
            tuple(total),
            tuple(means),
            {app: tuple(lanes[app]) for app in busiest},
        )

    def events(
        self, window: TimeWindow, limit: int = 500, only: TimelineFilter = ALL
    ) -> tuple[Event, ...]:
        """The events that touch a window, in order of time.

        Where there are more than ``limit``, the weightiest of each of so many equal stretches.
        """
        return tuple(self._store.events.weightiest(window.start_ms, window.end_ms, limit, only))

    def film(
        self, window: TimeWindow, count: int, only: TimelineFilter = ALL
    ) -> tuple[FilmFrame, ...]:
        """At most ``count`` pictures spread over a window, in order of time."""
        now_ms = self._core.clock.now_ms()
        return tuple(
            self._moments.film(window.start_ms, window.end_ms, max(1, count), now_ms, only)
        )

    def upcoming(
        self, at_ms: int, limit: int = 60, only: TimelineFilter = ALL, *, before: bool = False
    ) -> tuple[tuple[int, CaptureId], ...]:
        """When and which captures come after an instant (or came before it), the nearest first."""
        return tuple(self._moments.around(at_ms, limit, only, before=before))

    def nearest(self, at_ms: int) -> CaptureId | None:
        """The capture closest to an instant."""
        return self._moments.nearest(at_ms)

    def moment(self, capture_id: CaptureId) -> Moment:
        """Everything known of one capture; raises ``WorldError`` where it is gone."""
        capture = self._store.captures.get(capture_id)
        if capture is None:
            raise WorldError("This moment is no longer kept.", "It was deleted or forgotten.")
        segments = tuple(self._store.segments.of_capture(capture_id))
        known = self._feedback.strength_of([s.id for s in segments])
        event = self._store.events.of_capture(capture_id)
        strongest = max(known, key=lambda s: s.retrievability, default=None)
        points = () if strongest is None else self._feedback.curve(strongest.segment_id)
        return Moment(capture, segments, tuple(known), event, points)

    def captures(self, window: TimeWindow, limit: int) -> tuple[Capture, ...]:
        """The captures of a window, in order of time."""
        return tuple(self._store.captures.between(window.start_ms, window.end_ms, limit))

    def withheld(self, window: TimeWindow) -> tuple[Withheld, ...]:
        """What was not kept in a window, and by which rule; one line for many close together."""
        width_ms = (window.end_ms - window.start_ms) // _WITHHELD_BINS
        return tuple(self._store.ledger.between(window.start_ms, window.end_ms, width_ms))

    def day(self, at_ms: int) -> DaySummary:
        """The local day around an instant in words: the titles of what it was about."""
        start_ms, end_ms = self._span_around(at_ms, 1)
        found = self._summary(start_ms, end_ms, _SUMMARY_LINES)
        captures = self._moments.count(start_ms, end_ms)
        lines = tuple(topic.title for topic in found.topics)
        return DaySummary(start_ms, lines, captures, found.events)

    def days(self, window: TimeWindow, limit: int = _MOST_DAYS) -> tuple[PeriodSummary, ...]:
        """The local days that a window touches and that hold anything, summed up, in order.

        Where there are more than ``limit``, the last of them.
        """
        return self._summaries(window, 1, min(limit, _MOST_DAYS), DAY_TOPICS)

    def weeks(self, window: TimeWindow, limit: int = _MOST_WEEKS) -> tuple[PeriodSummary, ...]:
        """Like ``days`` for local weeks, which begin on Monday."""
        return self._summaries(window, 7, min(limit, _MOST_WEEKS), WEEK_TOPICS)

    def _summaries(
        self, window: TimeWindow, days: int, limit: int, topics: int
    ) -> tuple[PeriodSummary, ...]:
        span = self.span()
        if span is None:
            return ()
        first_ms = max(window.start_ms, span.start_ms)
        at_ms = min(window.end_ms, max(span.end_ms, self._last_end())) - 1
        found: list[PeriodSummary] = []
        next_ms = at_ms + 8 * DAY_MS
        while at_ms >= first_ms and len(found) < limit:
            start_ms, end_ms = self._span_around(at_ms, days)
            # who travels east has days that would overlap
            summary = self._summary(start_ms, min(end_ms, next_ms), topics)
            next_ms, at_ms = start_ms, start_ms - 1
            if summary.events:
                found.append(summary)
            else:
                at_ms = min(at_ms, self._store.events.ended_before(start_ms))
        return tuple(reversed(found))

    def _summary(self, start_ms: int, end_ms: int, topics: int) -> PeriodSummary:
        # an event of before that ended at this very moment is none of this time
        events = [
            event
            for event in self._store.events.between(start_ms, end_ms, _MOST_EVENTS)
            if event.end_ms > start_ms or event.start_ms >= start_ms
        ]
        return sum_up(events, start_ms, end_ms, self._offset_min(start_ms), topics)

    def _last_end(self) -> int:
        last = self._store.events.last()
        return 0 if last is None else last.end_ms + 1

    def _offset_min(self, at_ms: int) -> int:
        return self._moments.offset_at(at_ms, self._core.clock.offset_min())

    def _span_around(self, at_ms: int, days: int) -> tuple[int, int]:
        """The local day (1) or week (7) around an instant: its start and end, UTC milliseconds."""
        offset_ms = self._offset_min(at_ms) * MINUTE_MS
        day = (at_ms + offset_ms) // DAY_MS
        first = day - (day + _MONDAY) % 7 if days == 7 else day
        start_ms = first * DAY_MS - offset_ms
        return start_ms, start_ms + days * DAY_MS


def _bins(window: TimeWindow, count: int) -> tuple[int, int, int]:
    """Where bins begin, how wide they are, and how many there are, for about ``count`` of them."""
    width_ms = max(1, -(-(window.end_ms - window.start_ms) // count))
    start_ms = window.start_ms
    for span_ms in (HOUR_MS, DAY_MS):
        if width_ms >= span_ms:
            width_ms = -(-width_ms // span_ms) * span_ms
            start_ms = window.start_ms // span_ms * span_ms
    return start_ms, width_ms, -(-(window.end_ms - start_ms) // width_ms)
