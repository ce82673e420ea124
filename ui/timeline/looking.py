"""What the timeline asks the engine for: all the time there is, and single moments."""

from dataclasses import dataclass

from services.errors import WorldError
from services.records import CaptureId, Density, FramePicture, Moment, TimeWindow
from ui.engine_words import engine_words
from ui.ports import Engine
from ui.timeline.strip import BINS
from ui.words import DAY_MS


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


def all_time(engine: Engine, now_ms: int) -> Whole | None:
    """A week at least; None where nothing was kept. Called off the main thread."""
    timeline = engine.timeline
    span = timeline.span()
    if span is None:
        return None
    end = max(span.end_ms, now_ms)
    whole = TimeWindow(min(span.start_ms, end - 7 * DAY_MS), end)
    week = TimeWindow(whole.end_ms - 7 * DAY_MS, whole.end_ms + 1)
    last = max((frame.at_ms for frame in timeline.film(week, BINS)), default=None)
    return Whole(whole, timeline.density(whole, BINS), last)


def see(engine: Engine, capture: CaptureId) -> Seen:
    """A capture and what is left of its picture. Called off the main thread."""
    moment = engine.timeline.moment(capture)
    frame_id = moment.capture.frame_id
    if frame_id is None:
        return Seen(moment, None)
    try:
        return Seen(moment, engine.library.picture(frame_id))
    except WorldError as error:
        return Seen(moment, None, engine_words(error.message))
