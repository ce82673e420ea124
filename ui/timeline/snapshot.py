"""What the timeline paints: prepared off the main thread, never changed."""

from collections import Counter
from dataclasses import dataclass, field

from services.records import Density, Event, Source, TimelineFilter, TimeWindow, Withheld
from ui.ports import Engine
from ui.words import marked, source_words, tr

LANES = 6
BIN_PX = 5
OTHER = marked("Other")
ALL = TimelineFilter()


@dataclass(frozen=True, slots=True)
class Snapshot:
    """Events and densities of a window somewhat wider than what is seen."""

    window: TimeWindow
    lanes: tuple[str, ...] = ()
    ridges: dict[str, tuple[float, ...]] = field(default_factory=dict)
    bin_start_ms: int = 0
    bin_width_ms: int = 1
    events: tuple[tuple[int, Event], ...] = ()  # (lane, event)
    withheld: tuple[tuple[int, Withheld], ...] = ()

    @property
    def empty(self) -> bool:
        """Whether there is nothing to see."""
        return not self.events and not any(any(r) for r in self.ridges.values())


def lane_name(app: str) -> str:
    """The lane of an app; what came from no app has lanes by what it is."""
    if app in {"", "file", "note"}:
        return tr("Files, notes")
    return source_words(app) if app in set(Source) else app


def widened(window: TimeWindow, share: float = 0.5) -> TimeWindow:
    """The window with some more time on both sides, so that a small move needs no waiting."""
    more = round((window.end_ms - window.start_ms) * share)
    return TimeWindow(window.start_ms - more, window.end_ms + more)


def load_snapshot(
    engine: Engine, window: TimeWindow, width_px: int, only: TimelineFilter = ALL
) -> Snapshot:
    """Ask for everything that a window shows, at the detail that its pixels can show."""
    wide = widened(window)
    bins = max(2 * width_px // BIN_PX, 32)
    density = engine.timeline.density(wide, bins, only)
    events = engine.timeline.events(wide, 500, only)
    withheld = engine.timeline.withheld(wide) if only == ALL else ()
    return arrange(wide, density, events, withheld)


def arrange(
    window: TimeWindow,
    density: Density,
    events: tuple[Event, ...],
    withheld: tuple[Withheld, ...],
) -> Snapshot:
    """Give every event its lane: the busiest apps have their own, the rest share one."""
    weight: Counter[str] = Counter()
    for app, counts in density.lanes.items():
        weight[lane_name(app)] += sum(counts)
    for event in events:
        weight[lane_name(event.app)] += 1
    busiest = [app for app, _count in weight.most_common()]
    named = busiest if len(busiest) <= LANES else busiest[: LANES - 1]
    rest = busiest[len(named) :]
    lanes = (*named, *((tr(OTHER),) if rest else ()))
    apart = [name for item in withheld if (name := lane_name(item.app)) not in weight]
    if apart:
        lanes = (*lanes, tr("Withheld"))
    place = {app: at for at, app in enumerate(named)} | dict.fromkeys(rest, len(named))
    place |= dict.fromkeys(apart, len(lanes) - 1)
    highest = max((max(c, default=0) for c in density.lanes.values()), default=0) or 1
    summed: dict[str, list[int]] = {}
    for app, counts in density.lanes.items():
        lane = lanes[place[lane_name(app)]]
        before = summed.setdefault(lane, [0] * len(counts))
        summed[lane] = [a + b for a, b in zip(before, counts, strict=True)]
    ridges = {lane: tuple(min(c / highest, 1.0) for c in counts) for lane, counts in summed.items()}
    return Snapshot(
        window, lanes, ridges, density.start_ms, max(density.width_ms, 1),
        tuple((place[lane_name(event.app)], event) for event in events),
        tuple((place[lane_name(item.app)], item) for item in withheld),
    )  # fmt: skip


def withheld_stretches(
    snapshot: Snapshot, gap_ms: int = 120_000
) -> tuple[tuple[int, int, int], ...]:
    """What was withheld as (lane, start, end); entries closer than the gap are one."""
    made: list[tuple[int, int, int]] = []
    for lane, item in sorted(snapshot.withheld, key=lambda pair: (pair[0], pair[1].at_ms)):
        if made and made[-1][0] == lane and item.at_ms - made[-1][2] < gap_ms:
            made[-1] = (lane, made[-1][1], item.at_ms + 30_000)
        else:
            made.append((lane, item.at_ms, item.at_ms + 30_000))
    return tuple(made)
