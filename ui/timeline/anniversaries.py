"""What was on the same day a week, a month and years ago."""

from dataclasses import dataclass
from datetime import datetime

from dateutil.relativedelta import relativedelta

from ui.ports import Engine
from ui.words import day_start_ms, local, marked

BACK: tuple[tuple[str, relativedelta], ...] = marked(
    (
        ("A week ago", relativedelta(weeks=1)),
        ("A month ago", relativedelta(months=1)),
        ("A year ago", relativedelta(years=1)),
        ("2 years ago", relativedelta(years=2)),
        ("3 years ago", relativedelta(years=3)),
        ("4 years ago", relativedelta(years=4)),
        ("5 years ago", relativedelta(years=5)),
        ("10 years ago", relativedelta(years=10)),
    )
)


@dataclass(frozen=True, slots=True)
class Anniversary:
    """A day that has something: how long ago, an instant in it, and what mattered most."""

    words: str
    at_ms: int
    line: str


def find_anniversaries(engine: Engine, at_ms: int, offset_min: int) -> tuple[Anniversary, ...]:
    """The days of before that have something. Called off the main thread."""
    span = engine.timeline.span()
    if span is None:
        return ()
    found = []
    noon = local(at_ms, offset_min).replace(hour=12, minute=0, second=0, microsecond=0)
    for words, back in BACK:
        then: datetime = noon - back
        then_ms = round(then.timestamp() * 1000)
        if then_ms < day_start_ms(span.start_ms, offset_min):
            break
        day = engine.timeline.day(then_ms)
        if day.captures:
            ahead = engine.timeline.upcoming(day.start_ms - 1, 1)
            first_ms = ahead[0][0] if ahead else then_ms
            found.append(Anniversary(words, first_ms, day.lines[0] if day.lines else ""))
    return tuple(found)
