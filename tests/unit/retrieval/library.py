"""A small library made by hand for the tests of retrieval."""

from dataclasses import dataclass

from services.clock import MINUTE_MS
from services.records import NewCapture, NewSegment, SegmentId, Trust
from services.store import Store

# Monday 2 March 2026, 10:00 at UTC+1: where the test clock stands.
NOW_MS = 1_772_442_000_000
# Times of remembered things count from here: four weeks earlier.
START_MS = NOW_MS - 28 * 24 * 60 * MINUTE_MS
DAY_MIN = 24 * 60


@dataclass(frozen=True)
class Said:
    """One remembered thing; ``at_min`` counts from ``START_MS``, -1 is right after the last."""

    text: str
    at_min: int = -1
    author: str = ""
    thread: str = ""
    app: str = ""
    title: str = ""
    source: str = "chat"
    heading: str = ""
    pinned: bool = False


def fill(store: Store, *said: Said) -> list[SegmentId]:
    """Store everything in order; gives the ids of the segments."""
    at_min, batch = 0, []
    for one in said:
        at_min = one.at_min if one.at_min >= 0 else at_min + 1
        batch.append(
            NewCapture(
                source=one.source,
                at_ms=START_MS + at_min * MINUTE_MS,
                offset_min=60,
                trust=Trust.IMPORTED,
                segments=(NewSegment(one.text, heading=one.heading),),
                app=one.app,
                title=one.title,
                thread=one.thread,
                author=one.author,
                pinned=one.pinned,
            )
        )
    return [own for _, owns, _ in store.captures.add_many(batch) for own in owns]
