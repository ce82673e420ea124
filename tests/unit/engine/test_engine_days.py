"""Days and weeks are summed up from their events."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from services.clock import DAY_MS, HOUR_MS, MINUTE_MS
from services.engine import Engine
from services.memory.summing import sum_up
from services.records import DeleteRequest, Event, EventId, PeriodSummary, TimeWindow
from tests.support.library import new_library

MONDAY = 1_772_409_600_000  # 2026-03-02, midnight UTC


def event(
    start: float, hours: float, title: str, *terms: str, app: str = "Editor", people: str = ""
) -> Event:
    """An event from so many hours after Monday's midnight on."""
    start_ms = MONDAY + round(start * HOUR_MS)
    return Event(
        EventId(0), start_ms, start_ms + round(hours * HOUR_MS), 0, app, title,
        tuple(people.split(", ")) if people else (), (f"Line of {title}.",), 1.0, 5, terms,
    )  # fmt: skip


def whole(events: list[Event], topics: int = 5, days: int = 1) -> PeriodSummary:
    return sum_up(events, MONDAY, MONDAY + days * DAY_MS, 0, topics)


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    with new_library(tmp_path / "library") as opened:
        yield opened


def test_a_day_is_about_what_took_longest_under_one_subject() -> None:
    day = whole(
        [
            event(9, 1, "Inbox: kitchen renovation", "kitchen renovation", "tiles"),
            event(11, 2, "offer.pdf", "kitchen renovation", people="Dario Conti"),
            event(14, 0.5, "Tides of Skarholm", "tides", app="Browser"),
            event(15, 0.1, "Tides of Skarholm", "moons", app="Browser", people="Dario Conti"),
        ]
    )
    assert [t.title for t in day.topics] == ["offer.pdf", "Tides of Skarholm"]
    kitchen = day.topics[0]
    assert kitchen.active_ms == 3 * HOUR_MS
    assert (len(kitchen.events), kitchen.people, kitchen.days) == (2, ("Dario Conti",), 1)
    assert kitchen.lines == ("Line of offer.pdf.", "Line of Inbox: kitchen renovation.")
    assert day.apps[0] == ("Editor", 3 * HOUR_MS)
    assert day.people == (("Dario Conti", 2),)
    assert (day.events, day.captures) == (4, 20)
    assert day.active_ms == round(3.6 * HOUR_MS)


def test_what_happened_at_once_counts_once_and_is_clipped() -> None:
    day = whole(
        [event(-1, 3, "late show"), event(1, 3, "chat", app="Chat"), event(23.5, 2, "film")]
    )
    assert day.active_ms == round(4.5 * HOUR_MS)
    assert [t.active_ms for t in day.topics if t.title == "film"] == [HOUR_MS // 2]
    assert whole([event(5, 0, "a note")]).active_ms == MINUTE_MS
    assert whole([]).topics == ()


def test_a_weak_word_in_common_makes_no_topic_of_two() -> None:
    day = whole([event(9, 1, "plan.md", "tiles"), event(11, 1, "menu.md", "tiles")])
    assert len(day.topics) == 2
    both = whole([event(9, 1, "plan.md", "tiles", "oven"), event(11, 1, "menu", "tiles", "oven")])
    assert len(both.topics) == 1


def test_what_came_on_several_days_weighs_more_in_a_week() -> None:
    often = [event(24 * n + 9, 0.5, "Thesis") for n in range(4)]
    week = whole([event(30, 2.4, "Film night"), *often], days=7)
    assert [t.title for t in week.topics] == ["Thesis", "Film night"]
    assert week.topics[0].days == 4


def test_days_and_weeks_of_a_window(engine: Engine) -> None:
    assert engine.timeline.days(TimeWindow(0, MONDAY)) == ()
    for n, hour in enumerate((9, 10, 33, 24 * 8 + 9)):
        engine.library.add_note(f"The mast of the Halcyon {n} is high.")
        store = engine._core.store
        capture = store.captures.latest(1)[0]
        store.captures.set_event([capture.id], store.events.add(event(hour, 1, f"Day {hour}"), []))
    ever = TimeWindow(0, MONDAY + 400 * DAY_MS)
    days = engine.timeline.days(ever)
    assert [(d.start_ms - MONDAY) // DAY_MS for d in days] == [0, 1, 8]
    assert [d.events for d in days] == [2, 1, 1]
    weeks = engine.timeline.weeks(ever)
    assert [(w.start_ms - MONDAY) // DAY_MS for w in weeks] == [0, 7]
    assert [w.events for w in weeks] == [3, 1]
    assert all(w.end_ms - w.start_ms == 7 * DAY_MS for w in weeks)
    assert [d.start_ms for d in engine.timeline.days(ever, limit=1)] == [days[-1].start_ms]
    within = TimeWindow(MONDAY + DAY_MS, MONDAY + 2 * DAY_MS)
    assert [d.start_ms for d in engine.timeline.days(within)] == [MONDAY + DAY_MS]


def test_gaps_of_years_and_days_to_come_are_passed_over(
    engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine.library.add_note("The mast of the Halcyon is high.")
    store = engine._core.store
    for years in (0, 3, 30):
        start = 24 * 365 * years + 13
        store.events.add(event(start, 1, f"Year {years}"), [])
    store.events.add(event(20, -2, "a clock that jumped back"), [])
    looked: list[int] = []

    def counted(events: list[Event], start_ms: int, *rest: int) -> PeriodSummary:
        looked.append(start_ms)
        return sum_up(events, start_ms, *rest)

    monkeypatch.setattr("services.engine.timeline.sum_up", counted)
    ever = TimeWindow(0, MONDAY + 40 * 365 * DAY_MS)
    assert [d.topics[0].title for d in engine.timeline.days(ever)][1:] == ["Year 3", "Year 30"]
    assert len(looked) <= 8
    weeks = engine.timeline.weeks(ever)
    assert [w.events for w in weeks] == [2, 1, 1]
    assert all(day.active_ms >= 0 for day in (*weeks, *engine.timeline.days(ever)))


def test_what_is_deleted_is_in_no_summary(engine: Engine) -> None:
    engine.library.add_note("The mast of the Halcyon is 14 metres high.")
    engine.memories.consolidate()
    ever = TimeWindow(0, 10**14)
    (day,) = engine.timeline.days(ever)
    assert any("Halcyon" in line for topic in day.topics for line in topic.lines)
    engine.memories.delete(DeleteRequest(from_ms=0))
    assert engine.timeline.days(ever) == engine.timeline.weeks(ever) == ()
