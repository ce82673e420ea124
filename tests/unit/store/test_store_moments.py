"""The timeline's questions: how dense time is, which pictures it has, what lies nearest."""

import json
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from services.clock import DAY_MS, HOUR_MS
from services.errors import Bug
from services.records import CaptureId, DeleteRequest, Event, TimelineFilter, Withheld
from services.store import MemoryChange, Store
from services.store.migrations import scripts, statements
from services.store.moments import Moments
from tests.support.storing import START_MS, add_frame, capture, event, keyframe, like, open_store_in


def test_density_counts_captures_by_bin_and_app(store: Store) -> None:
    for at, app in ((0, "Mail"), (1, "Mail"), (2, "Editor"), (60, "Mail")):
        store.captures.add(capture("a", "b", at=at, like=like(app=app)))
    rows = Moments(store.database).density(START_MS, START_MS + 90_000, 30_000, START_MS)
    found = [(row.bin, row.app, row.captures) for row in rows]
    assert found == [(0, "Editor", 1), (0, "Mail", 2), (2, "Mail", 1)]
    assert [row.strength for row in rows] == pytest.approx([1.0] * 3)


def test_strength_falls_with_time_and_rises_with_stability(store: Store) -> None:
    _, (weak,), _ = store.captures.add(capture("a", like=like(app="weak")))
    _, (strong,), _ = store.captures.add(capture("a", like=like(app="strong")))
    store.segments.update(weak, MemoryChange(stability_days=1.0))
    store.segments.update(strong, MemoryChange(stability_days=50.0))
    later = START_MS + 24 * HOUR_MS
    rows = Moments(store.database).density(START_MS, START_MS + 1, 1, later)
    by_app = {row.app: row.strength for row in rows}
    # the power law gives 0.9 once the time passed equals the stability
    assert by_app["weak"] == pytest.approx(0.9, abs=1e-4)
    assert 0.99 < by_app["strong"] < 1.0


def test_a_capture_without_text_counts_and_has_no_strength(store: Store) -> None:
    store.captures.add(capture())
    (row,) = Moments(store.database).density(START_MS, START_MS + 1000, 1000, START_MS)
    assert (row.captures, row.strength) == (1, 0.0)


def test_the_filmstrip_has_one_picture_a_stretch(store: Store) -> None:
    frames = [add_frame(store, keyframe((9, 9, 9), 32, 32), at) for at in (0, 1, 50, 99)]
    store.frames.drop(frames[3:])
    film = Moments(store.database).film(START_MS, START_MS + 100_000, 2, START_MS)
    assert [(item.frame_id, item.at_ms - START_MS) for item in film] == [
        (frames[0], 0),
        (frames[2], 50_000),
    ]


def test_the_nearest_capture_and_its_offset(store: Store) -> None:
    moments = Moments(store.database)
    assert moments.nearest(START_MS) is None
    assert moments.offset_at(START_MS, 30) == 30
    for at in (0, 10):
        store.captures.add(capture("a", at=at))
    assert moments.nearest(START_MS - 5) == CaptureId(1)
    assert moments.nearest(START_MS + 5_000) == CaptureId(1)
    assert moments.nearest(START_MS + 5_001) == CaptureId(2)
    assert moments.nearest(START_MS + 99_000) == CaptureId(2)
    assert moments.offset_at(START_MS, 30) == 60
    assert moments.count(START_MS, START_MS + 10_000) == 1


APPS = st.sampled_from(["Mail", "Editor", ""])
KINDS = st.sampled_from(["screen", "chat"])
AUTHORS = st.sampled_from(["", "Ada", "Ben"])
HOURS = st.integers(-60, 60)
PEOPLE = st.sets(st.sampled_from(["Ada", "Ben", "Cem"])).map(lambda names: tuple(sorted(names)))
# what may happen to captures that are there: joining an event, other people of one, its end
STEPS = st.one_of(
    st.tuples(st.just("join"), st.integers(0, 3), st.sets(st.integers(0, 11))),
    st.tuples(st.just("name"), st.integers(0, 3), PEOPLE),
    st.tuples(st.just("end"), st.integers(0, 3), st.none()),
    st.tuples(st.just("delete"), HOURS, HOURS),
)

Counts = dict[tuple[str, int, str, str], int]


def counted_singly(store: Store, span_ms: int) -> Counts:
    """Captures by person, span, app and kind, counted one by one."""
    with store.database.read() as connection:
        rows = connection.execute(
            "SELECT c.at_ms, c.app, c.source, c.author, coalesce(e.people, '[]')"
            " FROM capture c LEFT JOIN event e ON e.id = c.event_id"
        ).fetchall()
    found: Counts = {}
    for at_ms, app, source, author, people in rows:
        for person in {"", author, *json.loads(people)}:
            key = (person, at_ms // span_ms * span_ms, app, source)
            found[key] = found.get(key, 0) + 1
    return found


def kinds_singly(store: Store) -> dict[tuple[str, int], int]:
    """The captures of events by kind, counted one by one."""
    with store.database.read() as connection:
        rows = connection.execute(
            "SELECT source, event_id, count(*) FROM capture WHERE event_id IS NOT NULL"
            " GROUP BY source, event_id"
        ).fetchall()
    return {(row[0], row[1]): row[2] for row in rows}


def assert_counts_hold(store: Store) -> None:
    """What is counted is what there is, and each sample is one of those that it stands for."""
    with store.database.read() as connection:
        rows = connection.execute(
            "SELECT a.person, a.span_ms, a.start_ms, a.app, a.source, a.captures, c.at_ms, c.app,"
            " c.source, c.author, coalesce(e.people, '[]') FROM activity a"
            " LEFT JOIN capture c ON c.id = a.sample_id LEFT JOIN event e ON e.id = c.event_id"
        ).fetchall()
        kinds = connection.execute("SELECT source, event_id, captures FROM event_kind").fetchall()
    for span_ms in (HOUR_MS, DAY_MS):
        told = {(row[0], *row[2:5]): row[5] for row in rows if row[1] == span_ms}
        assert told == counted_singly(store, span_ms)
    for person, span_ms, start_ms, app, source, _, at_ms, *own in rows:
        assert start_ms <= at_ms < start_ms + span_ms
        assert own[:2] == [app, source]
        assert person in {"", own[2], *json.loads(own[3])}
    assert {(row[0], row[1]): row[2] for row in kinds} == kinds_singly(store)


@settings(max_examples=25)
@given(
    added=st.lists(st.tuples(HOURS, APPS, KINDS, AUTHORS), max_size=12),
    steps=st.lists(STEPS, max_size=8),
    epoch=st.booleans(),
)
def test_counts_by_hour_and_day_are_those_of_the_captures(
    added: list[tuple[int, str, str, str]], steps: list[tuple[str, Any, Any]], epoch: bool
) -> None:
    """Whatever is added, moved between events and deleted, before 1970 too."""
    zero_s = -START_MS / 1000 if epoch else 0
    with TemporaryDirectory() as folder:
        store = open_store_in(Path(folder))
        captures = [
            store.captures.add(
                capture("a", at=zero_s + hour * 3571, like=like(app=app, source=kind, author=who))
            )[0]
            for hour, app, kind, who in added
        ]
        events: dict[int, Event] = {}
        for step, one, other in steps:
            if step == "join":
                alive = store.captures.many(captures)
                own = [c for at in other if at < len(captures) and (c := captures[at]) in alive]
                made = events.get(one) or replace(event(0, 60), people=(("Ada", "Cem")[one % 2],))
                if one in events:
                    store.events.attach(made.id, own)
                else:
                    events[one] = replace(made, id=store.events.add(made, own))
            elif step == "name" and one in events:
                events[one] = replace(events[one], people=other)
                store.events.update(events[one])
            elif step == "end" and one in events:
                store.events.delete([events.pop(one).id])
            elif step == "delete":
                first, last = sorted((one, other))
                begin_ms = START_MS + round(zero_s * 1000)
                request = DeleteRequest(begin_ms + first * HOUR_MS, begin_ms + last * HOUR_MS)
                store.deletion.delete(store.deletion.select(request))
            assert_counts_hold(store)
        store.close()


def test_an_older_library_is_counted_when_it_is_opened(tmp_path: Path) -> None:
    store = open_store_in(tmp_path)
    for at, who in ((0, "Ada"), (0, ""), (4000, "Ben"), (90_000, "Ada")):
        store.captures.add(capture("a", at=at, like=like(author=who)))
    store.events.add(replace(event(0, 60), people=("Ada", "Cem")), [CaptureId(1), CaptureId(2)])
    with store.database.write() as connection:  # as it was before kinds and people were counted
        for name in ("added", "removed", "moved", "dissolved", "renamed", "named", "fixed"):
            connection.execute(f"DROP TRIGGER activity_{name}")
        for name in ("activity", "event_kind", "event_held"):
            connection.execute(f"DROP TABLE {name}")
        connection.execute("CREATE TABLE activity (span_ms INTEGER)")
        for name in ("added", "removed", "fixed"):
            connection.execute(
                f"CREATE TRIGGER activity_{name} AFTER DELETE ON activity BEGIN SELECT 1; END"
            )
        for _, sql in (one for one in scripts() if "event_kind" in one[1]):
            for statement in statements(sql):
                connection.execute(statement)
    assert_counts_hold(store)
    store.close()


def test_a_capture_keeps_what_it_is_counted_by(store: Store) -> None:
    store.captures.add(capture("a"))
    with pytest.raises(Bug, match="keeps its time"), store.database.write() as connection:
        connection.execute("UPDATE capture SET at_ms = at_ms + 1")


def test_wide_bins_tell_what_narrow_ones_do(store: Store) -> None:
    for at in range(0, 3 * 86_400, 5_000):
        app = "Mail" if at % 3 else "Editor"
        store.captures.add(capture("a", at=at, like=like(app=app)))
    moments, later = Moments(store.database), START_MS + 40 * DAY_MS
    start_ms = START_MS // DAY_MS * DAY_MS
    end_ms = start_ms + 4 * DAY_MS
    narrow = moments.density(start_ms, end_ms, HOUR_MS - 1, later)
    for width_ms in (HOUR_MS, 6 * HOUR_MS, DAY_MS):
        wide = moments.density(start_ms, end_ms, width_ms, later)
        assert sum(row.captures for row in wide) == sum(row.captures for row in narrow)
        assert {row.app for row in wide} == {"Mail", "Editor"}
        means = [sum(r.captures * r.strength for r in rows) for rows in (wide, narrow)]
        assert means[0] == pytest.approx(means[1], rel=0.02)


def test_of_many_events_each_stretch_gives_its_weightiest(store: Store) -> None:
    for at in range(0, 100, 10):
        added = [store.captures.add(capture("a", at=at + n))[0] for n in range(1 + at % 3)]
        store.events.add(event(at, at + 5, f"at {at}"), added)
    every = store.events.weightiest(START_MS, START_MS + 100_000, 10)
    assert [found.title for found in every] == [f"at {at}" for at in range(0, 100, 10)]
    two = store.events.weightiest(START_MS, START_MS + 100_000, 2)
    assert [found.title for found in two] == ["at 20", "at 50"]


def test_withheld_things_close_together_are_one_line(store: Store) -> None:
    for at, app in ((0, "Keys"), (1, "Keys"), (2, "Bank"), (50, "Keys")):
        store.ledger.add(Withheld(START_MS + at * 1000, app.lower(), "app", app))
    lines = store.ledger.between(START_MS, START_MS + 100_000, 10_000)
    assert [((one.at_ms - START_MS) // 1000, one.app, one.count) for one in lines] == [
        (0, "Keys", 2), (2, "Bank", 1), (50, "Keys", 1),
    ]  # fmt: skip
    assert len(store.ledger.between(START_MS, START_MS + 100_000)) == 4


def test_filters_hold_for_counts_pictures_events_and_what_comes_next(store: Store) -> None:
    add_frame(store, keyframe((9, 9, 9), 32, 32), 0)
    made = []
    for at, app, source, author in (
        (0, "Mail", "mail", "Ada"), (20, "Mail", "mail", "Ben"), (50, "Editor", "screen", ""),
    ):  # fmt: skip
        like_this = like(app=app, source=source, author=author)
        made.append(store.captures.add(capture("a", at=at, like=like_this))[0])
    store.events.add(replace(event(50, 60), people=("Ada",)), made[2:])
    moments, end_ms = Moments(store.database), START_MS + 100_000

    def counted(only: TimelineFilter, width_ms: int = 100_000) -> dict[str, int]:
        rows = moments.density(START_MS, end_ms, width_ms, START_MS, only)
        return {row.app: row.captures for row in rows}

    assert counted(TimelineFilter(app="Mail")) == {"Mail": 2}
    assert counted(TimelineFilter(source="mail"), HOUR_MS) == {"Mail": 2}
    assert counted(TimelineFilter(person="Ada")) == {"Mail": 1, "Editor": 1}
    assert counted(TimelineFilter("Editor", "mail")) == {}
    assert moments.film(START_MS, end_ms, 2, START_MS, TimelineFilter(app="Mail")) == []
    assert len(moments.film(START_MS, end_ms, 2, START_MS)) == 1
    ada = TimelineFilter(person="Ada")
    assert [found for _at, found in moments.around(START_MS, 5, ada)] == [made[2]]
    assert [found for _at, found in moments.around(end_ms, 1, ada, before=True)] == [made[2]]
    named = store.events.weightiest(START_MS, end_ms, 5, ada)
    assert [found.app for found in named] == ["Editor"]
    assert store.events.weightiest(START_MS, end_ms, 5, TimelineFilter("Mail")) == []
    assert store.events.weightiest(START_MS, end_ms, 5, TimelineFilter(source="mail")) == []
