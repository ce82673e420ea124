"""The command that looks back: days and weeks in a few lines."""

import argparse

from app.cli import shapes
from app.cli.context import Context, instant
from services.clock import DAY_MS, HOUR_MS, MINUTE_MS, format_instant
from services.errors import UsageError
from services.records import PeriodSummary, TimeWindow, Topic

_DAYS, _WEEKS = 7, 4


def register(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command to the parser."""
    days = commands.add_parser("days", help="what the last days or weeks were about")
    days.add_argument("--from", dest="start", metavar="DATE")
    days.add_argument("--to", dest="end", metavar="DATE")
    days.add_argument("--weeks", action="store_true", help="by week instead of by day")
    days.set_defaults(run=run_days)


def run_days(context: Context) -> int:
    """``days [--from DATE] [--to DATE] [--weeks]``."""
    args = context.args
    length_ms = (_WEEKS * 7 if args.weeks else _DAYS) * DAY_MS
    end_ms = instant(args.end) if args.end else context.clock.now_ms() + 1
    start_ms = instant(args.start) if args.start else end_ms - length_ms
    if start_ms >= end_ms:
        raise UsageError("The first day lies behind the last.", "Give an earlier --from.")
    with context.open() as engine:
        look = engine.timeline.weeks if args.weeks else engine.timeline.days
        found = look(TimeWindow(start_ms, end_ms))
    words = "\n\n".join(_words(one, week=args.weeks) for one in found)
    shape = [shapes.period(one) for one in found]
    context.out.result(shape, words or "Nothing was kept in that time.")
    return 0


def _words(period: PeriodSummary, *, week: bool) -> str:
    local = format_instant(period.start_ms + period.offset_min * MINUTE_MS)[:10]
    opening = f"{'Week of ' if week else ''}{local}: {_length(period.active_ms)}"
    opening += f" in {period.events} {'event' if period.events == 1 else 'events'}"
    return "\n".join([opening, *(f"  {_topic_words(t, week=week)}" for t in period.topics)])


def _topic_words(topic: Topic, *, week: bool) -> str:
    parts = [topic.title, _length(topic.active_ms)]
    if week and topic.days > 1:
        parts.append(f"on {topic.days} days")
    if topic.people:
        parts.append(f"with {', '.join(topic.people[:3])}")
    return " · ".join(parts)


def _length(length_ms: int) -> str:
    hours, minutes = length_ms // HOUR_MS, length_ms % HOUR_MS // MINUTE_MS
    if hours:
        return f"{hours} h {minutes} min" if minutes else f"{hours} h"
    return f"{max(1, minutes)} min"
