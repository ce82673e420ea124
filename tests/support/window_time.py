"""The fake engine's timeline and upkeep."""

from collections.abc import Callable
from pathlib import Path

from services.cancel import no_progress
from services.engine import CancelToken, Progress
from services.records import (
    Capture,
    CaptureId,
    Check,
    CostToday,
    DaySummary,
    Density,
    EmbedderState,
    Event,
    FilmFrame,
    Moment,
    PeriodSummary,
    QuotaPreview,
    Stats,
    TimelineFilter,
    TimeWindow,
    Topic,
    Withheld,
)
from tests.support.window_facets import Part, off_main
from tests.support.window_world import (
    DAY,
    HOUR,
    MINUTE,
    NOW_MS,
    OFFSET,
    curve_points,
)

ALL = TimelineFilter()


@off_main
class FakeTimeline(Part):
    def span(self) -> TimeWindow | None:
        if not self._world.captures:
            return None
        times = [c.at_ms for c in self._world.captures.values()]
        return TimeWindow(min(times) - self._engine.years * 365 * DAY, max(times) + 1)

    def _fits(self, capture: Capture, only: TimelineFilter) -> bool:
        return (
            (not only.app or capture.app == only.app)
            and (not only.source or capture.source == only.source)
            and (not only.person or capture.author == only.person or capture.app == "Chat")
        )

    def density(self, window: TimeWindow, bins: int, only: TimelineFilter = ALL) -> Density:
        width = max((window.end_ms - window.start_ms) // bins, 1)
        total, strength = [0] * bins, [0.0] * bins
        lanes: dict[str, list[int]] = {}
        for segment in self._world.segments.values():
            capture = self._world.captures[segment.capture_id]
            at = (segment.at_ms - window.start_ms) // width
            if 0 <= at < bins and self._fits(capture, only):
                total[at] += 1
                strength[at] = max(strength[at], self._world.strengths[segment.id])
                lanes.setdefault(capture.app or "Note", [0] * bins)[at] += 1
        if self._engine.years and width > HOUR:
            for at in range(bins):
                total[at] += 3 + (at * 7919) % 11
                strength[at] = max(strength[at], 0.15 + 0.8 * (at / bins) ** 2)
        return Density(window.start_ms, width, tuple(total), tuple(strength),
                       {k: tuple(v) for k, v in lanes.items()})  # fmt: skip

    def events(
        self, window: TimeWindow, limit: int = 500, only: TimelineFilter = ALL
    ) -> tuple[Event, ...]:
        found = [
            e
            for e in self._world.events
            if e.start_ms < window.end_ms
            and e.end_ms > window.start_ms
            and (not only.app or e.app == only.app)
            and (not only.person or only.person in e.people)
            and only.source in {"", "screen"}
        ]
        return tuple(found[:limit])

    def upcoming(
        self,
        at_ms: int,
        limit: int = 60,
        only: TimelineFilter = ALL,
        *,
        before: bool = False,
    ) -> tuple[tuple[int, CaptureId], ...]:
        found = [
            (c.at_ms, c.id)
            for c in self._world.captures.values()
            if (c.at_ms < at_ms if before else c.at_ms > at_ms) and self._fits(c, only)
        ]
        return tuple(sorted(found, reverse=before)[:limit])

    def film(
        self, window: TimeWindow, count: int, only: TimelineFilter = ALL
    ) -> tuple[FilmFrame, ...]:
        seen = [
            c for c in self._world.captures.values()
            if c.frame_id is not None
            and window.start_ms <= c.at_ms < window.end_ms
            and self._fits(c, only)
        ]  # fmt: skip
        seen.sort(key=lambda c: c.at_ms)
        step = max(len(seen) / count, 1.0)
        chosen = [seen[int(i * step)] for i in range(min(count, len(seen)))]
        made = []
        for capture in chosen:
            strength = next(
                self._world.strengths[s.id]
                for s in self._world.segments.values()
                if s.capture_id == capture.id
            )
            assert capture.frame_id is not None
            made.append(
                FilmFrame(
                    capture.id,
                    capture.frame_id,
                    capture.at_ms,
                    capture.app,
                    capture.title,
                    strength,
                )
            )
        return tuple(made)

    def nearest(self, at_ms: int) -> CaptureId | None:
        captures = self._world.captures.values()
        return min(captures, key=lambda c: abs(c.at_ms - at_ms)).id if captures else None

    def moment(self, capture_id: CaptureId) -> Moment:
        capture = self._world.captures[capture_id]
        segments = tuple(s for s in self._world.segments.values() if s.capture_id == capture_id)
        strengths = self._engine.memories.strengths(tuple(s.id for s in segments))
        event = next(
            (
                e
                for e in self._world.events
                if e.start_ms <= capture.at_ms < e.end_ms and e.app == capture.app
            ),
            None,
        )
        return Moment(
            capture, segments, tuple(strengths.values()), event, curve_points(capture.at_ms)
        )

    def day(self, at_ms: int) -> DaySummary:
        start = (at_ms + OFFSET * MINUTE) // DAY * DAY - OFFSET * MINUTE
        events = self.events(TimeWindow(start, start + DAY))
        best = sorted(events, key=lambda e: -e.strength)[:3]
        return DaySummary(start, tuple(e.title for e in best), 30, len(events))

    def days(self, window: TimeWindow, limit: int = 1) -> tuple[PeriodSummary, ...]:
        return self._period(window, 1)

    def weeks(self, window: TimeWindow, limit: int = 1) -> tuple[PeriodSummary, ...]:
        return self._period(window, 7)

    def _period(self, window: TimeWindow, days: int) -> tuple[PeriodSummary, ...]:
        start = (window.start_ms + OFFSET * MINUTE) // DAY * DAY - OFFSET * MINUTE
        seen = TimeWindow(start - (days - 1) * DAY, start + DAY)
        events = sorted(self.events(seen), key=lambda e: -e.strength)
        if not events:
            return ()
        topics = tuple(
            Topic(
                e.title, e.start_ms, e.end_ms, e.end_ms - e.start_ms, days, (e.app,), e.people,
                e.gist, (e.id,),
            )
            for e in events[:5]
        )  # fmt: skip
        active = sum(e.end_ms - e.start_ms for e in events)
        people = (("Ines Carvalho", 2),)
        return (
            PeriodSummary(
                seen.start_ms, seen.end_ms, OFFSET, topics, (), people, active, 30, len(events)
            ),
        )

    def withheld(self, window: TimeWindow) -> tuple[Withheld, ...]:
        at = NOW_MS - 3 * HOUR - 20 * MINUTE
        entries = tuple(
            Withheld(at + n * MINUTE, "private browsing", "title", "Browser") for n in range(28)
        )
        return tuple(w for w in entries if window.start_ms <= w.at_ms < window.end_ms)

    def captures(self, window: TimeWindow, limit: int) -> tuple[Capture, ...]:
        return tuple(
            c for c in self._world.captures.values() if window.start_ms <= c.at_ms < window.end_ms
        )[:limit]


@off_main
class FakeUpkeep(Part):
    def quota(self) -> QuotaPreview:
        return self._engine.quota

    def stats(self) -> Stats:
        return Stats(
            captures=len(self._world.captures),
            segments={"hot": 90, "warm": 40, "archived": 12},
            facts={"current": 11, "closed": 2},
            bytes={"database": 240_000_000, "images": 5_600_000_000, "vectors": 260_000_000},
            frames={"seen": 18_000, "kept": 2140, "dropped": 15_860},
            ocr={"lines": 52_000, "from_cache": 48_100},
            cpu_s={
                "compare": 41.2,
                "read": 122.8,
                "encode": 33.0,
                "store": 12.4,
                "embed": 61.9,
                "parse": 8.8,
            },
            events=len(self._world.events),
            today=CostToday(
                NOW_MS - 6 * HOUR, {"read": 210.4, "compare": 61.2, "store": 9.1}, 0.013
            ),
        )

    def doctor(
        self,
        repair: bool = False,
        tell: Callable[[Check], object] = lambda _check: None,
        progress: Progress = no_progress,
        cancel: CancelToken | None = None,
    ) -> tuple[Check, ...]:
        checks = (
            Check("vault", True, "open; keys are in memory only while it is"),
            Check(
                "pictures",
                repair,
                "every file is there and sealed" if repair else "2 files are missing.",
                "" if repair else "Run `doctor --repair`.",
            ),
        )
        for check in checks:
            tell(check)
            progress(1, 2, "Reading every page")
            gate = self._engine.gates.get("checking")
            if gate is not None:
                gate.wait(10)
            if cancel is not None:
                cancel.check()
        return checks

    def backup(self, file: Path, progress: Progress, cancel: CancelToken | None) -> dict[str, int]:
        progress(1, 2, "Backing up")
        return {"blobs": 120, "bytes": 734_000_000}

    def export(
        self, folder: Path, progress: Progress, cancel: CancelToken | None
    ) -> dict[str, int]:
        return {"captures": 120, "facts": 13}

    def embedder(self) -> EmbedderState:
        return self._engine.embedder

    def choose_embedder(self, path: Path | None) -> EmbedderState:
        name = "bundled" if path is None else path.stem
        self._engine.embedder = EmbedderState("" if path is None else str(path), name)
        return self._engine.embedder

    def forecast(self) -> tuple[tuple[int, int], ...]:
        return tuple(
            (NOW_MS + n * 30 * DAY, round(6.1e9 + (1 - 0.93**n) * 11e9)) for n in range(25)
        )
