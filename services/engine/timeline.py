"""What happened when: density, events, pictures and single moments."""

from services.clock import DAY_MS, HOUR_MS, MINUTE_MS
from services.engine.core import Core
from services.errors import WorldError
from services.memory.feedback import Feedback
from services.records import (
    Capture,
    CaptureId,
    DaySummary,
    Density,
    Event,
    FilmFrame,
    Moment,
    TimelineFilter,
    TimeWindow,
    Withheld,
)
from services.store.moments import ALL, Moments

_MOST_LANES = 8
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
        """The local day around an instant in words: its most telling event titles."""
        offset_ms = self._moments.offset_at(at_ms, self._core.clock.offset_min()) * MINUTE_MS
        start_ms = (at_ms + offset_ms) // DAY_MS * DAY_MS - offset_ms
        window = TimeWindow(start_ms, start_ms + DAY_MS)
        events = self.events(window)
        ranked = sorted(events, key=lambda e: (-e.strength * _weight(e), e.start_ms))
        lines = tuple(dict.fromkeys(e.title for e in ranked if e.title))[:_SUMMARY_LINES]
        captures = self._moments.count(window.start_ms, window.end_ms)
        return DaySummary(start_ms, lines, captures, len(events))


def _bins(window: TimeWindow, count: int) -> tuple[int, int, int]:
    """Where bins begin, how wide they are, and how many there are, for about ``count`` of them."""
    width_ms = max(1, -(-(window.end_ms - window.start_ms) // count))
    start_ms = window.start_ms
    for span_ms in (HOUR_MS, DAY_MS):
        if width_ms >= span_ms:
            width_ms = -(-width_ms // span_ms) * span_ms
            start_ms = window.start_ms // span_ms * span_ms
    return start_ms, width_ms, -(-(window.end_ms - start_ms) // width_ms)


def _weight(event: Event) -> float:
    """Longer and fuller events say more of a day; an hour is worth twice a moment."""
    hours = (event.end_ms - event.start_ms) / HOUR_MS
    return (1 + min(hours, 4.0)) * (1 + min(event.captures, 20) / 20)
