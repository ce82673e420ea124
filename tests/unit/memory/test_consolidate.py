"""The nightly job: idempotent, safe to cut off anywhere, and each step does its part."""

import random
from collections.abc import Callable
from pathlib import Path

import pytest

from services.cancel import CancelToken
from services.clock import DAY_MS, HOUR_MS, MINUTE_MS, ManualClock
from services.errors import Cancelled
from services.memory import consolidate, tell_events
from services.memory.consolidate import JOB, Consolidator
from services.memory.ingest import Ingest
from services.memory.pictures import drop_over_budget
from services.records import (
    Box,
    ChangeKind,
    EncodedFrame,
    NewCapture,
    NewSegment,
    Patch,
    PictureState,
    Source,
    Trust,
)
from services.settings import Settings
from services.store import Store
from tests.support.storing import START_MS, open_store_in, webp

Tell = Callable[..., int]

SENTENCES = (
    "My accountant is Henrik Aalto.",
    "The release of Orion moved to 14 April because the audit is late.",
    "Priya Shah works at Contoso.",
    "It rained all day.",
    "Thanks, see you!",
    "I moved my savings to Triodos.",
    "The budget review with Priya Shah is on Thursday at 14:00.",
    "My accountant is now Beatrix Monck.",
    "I'll send the slides to Priya by Friday.",
    "Lunch was fine.",
)


def a_week(seed: int = 3) -> list[NewCapture]:
    """Notes and screens of a week, with repetitions."""
    rng = random.Random(seed)
    captures, at_ms = [], START_MS
    for n in range(70):
        at_ms += rng.choice([5_000, 15_000, 45_000, 10 * MINUTE_MS, 5 * HOUR_MS])
        note = n % 4 == 0
        captures.append(
            NewCapture(
                source=Source.NOTE if note else Source.SCREEN,
                at_ms=at_ms,
                offset_min=60,
                trust=Trust.TYPED if note else Trust.SEEN,
                segments=(NewSegment(rng.choice(SENTENCES)),),
                app="" if note else rng.choice(["Mail", "Editor"]),
                title="" if note else rng.choice(["Plan - Editor", "Inbox (3) - Mail"]),
            )
        )
    return captures


def snapshot(store: Store) -> dict[str, object]:
    """Everything that the nightly job writes."""
    rows = store.segments.after(0, 10_000)  # type: ignore[arg-type]
    return {
        "segments": [
            (
                r.segment.id, r.segment.text, round(r.segment.salience, 6), r.segment.tier,
                round(r.segment.stability_days, 6), r.segment.uses, r.segment.duplicate_of,
                r.segment.event_id, r.segment.reinforced_at_ms,
            )
            for r in rows
        ],
        "events": store.events.between(0, 10**15),
        "sources": [store.events.sources(e.id) for e in store.events.between(0, 10**15)],
        "facts": store.facts.all(include_closed=True),
        "undigested": len(store.segments.undigested(10_000)),
        "open": len(store.captures.without_event(10_000)),
    }  # fmt: skip


def night(store: Store, clock: ManualClock) -> Consolidator:
    limits = Settings().with_value("memory.hot_limit", 30).with_value("memory.warm_limit", 20)
    return Consolidator(store, clock, lambda: limits)


def filled(folder: Path) -> tuple[Store, ManualClock]:
    folder.mkdir()
    store, clock = open_store_in(folder), ManualClock(START_MS + 8 * DAY_MS, 60)
    ingest = Ingest(store, clock, Settings)
    ingest.add_many(a_week())
    return store, clock


def test_a_night_takes_everything_in(tmp_path: Path) -> None:
    store, clock = filled(tmp_path / "a")
    assert night(store, clock).last_report() is None
    report = night(store, clock).run()
    assert report.events == store.events.count() > 5
    assert report.gists > 5
    assert report.facts_added >= 4
    assert report.duplicates > 10
    assert report.tiers["hot"] == 30
    assert snapshot(store)["undigested"] == snapshot(store)["open"] == 0
    accountants = [(f.value, f.valid_to_ms is None) for f in store.facts.key("me", "accountant")]
    assert any(now for _, now in accountants)
    assert night(store, clock).last_report() == report
    store.close()


def test_moves_between_tiers_are_told_where_there_are_any(tmp_path: Path) -> None:
    """Or what was raised stays without a vector until something new is seen."""
    store, clock = filled(tmp_path / "a")
    limits = Settings().with_value("memory.hot_limit", 30)
    told: list[ChangeKind] = []
    nightly = Consolidator(store, clock, lambda: limits, told.append)
    nightly.run()
    assert told.count(ChangeKind.TIERS) == 1
    nightly.run()
    assert told.count(ChangeKind.TIERS) == 1
    store.close()


def test_a_second_night_changes_nothing(tmp_path: Path) -> None:
    store, clock = filled(tmp_path / "a")
    night(store, clock).run()
    before = snapshot(store)
    report = night(store, clock).run()
    assert snapshot(store) == before
    assert (report.events, report.facts_added, report.duplicates) == (0, 0, 0)
    store.close()


class Cut(Exception):
    pass


def test_cut_off_anywhere_it_ends_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(consolidate, "_BATCH", 20)
    monkeypatch.setattr(tell_events, "_GROUP", 4)
    store, clock = filled(tmp_path / "whole")
    saves = 0
    whole_checkpoint = store.jobs.checkpoint

    def counting(name: str, text: str) -> None:
        nonlocal saves
        saves += 1
        whole_checkpoint(name, text)

    store.jobs.checkpoint = counting  # type: ignore[method-assign]
    expected_report = night(store, clock).run()
    expected = snapshot(store)
    store.close()
    assert saves > 10
    for cut_at in range(1, saves + 1):
        store, clock = filled(tmp_path / f"cut{cut_at}")
        _cut_once(store, cut_at)
        with pytest.raises(Cut):
            night(store, clock).run()
        report = night(store, clock).run()
        assert snapshot(store) == expected, f"cut at checkpoint {cut_at}"
        assert (report.events, report.facts_added, report.facts_closed, report.duplicates) == (
            expected_report.events,
            expected_report.facts_added,
            expected_report.facts_closed,
            expected_report.duplicates,
        )
        store.close()


def _cut_once(store: Store, cut_at: int) -> None:
    plain = store.jobs.checkpoint
    count = 0

    def cutting(name: str, text: str) -> None:
        nonlocal count
        count += 1
        if count == cut_at:
            raise Cut
        plain(name, text)

    store.jobs.checkpoint = cutting  # type: ignore[method-assign]


def test_it_can_be_stopped_and_goes_on(tmp_path: Path) -> None:
    store, clock = filled(tmp_path / "a")
    cancel = CancelToken()
    heard: list[str] = []

    def stop_soon(done: int, total: int, what: str) -> None:
        heard.append(what)
        if len(heard) == 4:
            cancel.cancel()

    with pytest.raises(Cancelled):
        night(store, clock).run(stop_soon, cancel)
    job = store.jobs.get(JOB)
    assert job is not None
    assert job.finished_ms is None
    night(store, clock).run()
    assert snapshot(store)["undigested"] == 0
    store.close()


def test_a_checkpoint_of_another_version_starts_over(tmp_path: Path) -> None:
    store, clock = filled(tmp_path / "a")
    store.jobs.start(JOB)
    store.jobs.checkpoint(JOB, '{"unknown": 1}')
    assert night(store, clock).run().events > 5
    store.close()


def test_what_is_seen_again_on_another_day_grows_stronger(
    store: Store, clock: ManualClock, tell: Tell, consolidator: Consolidator
) -> None:
    text = "The spare key of the cabin lies under the third flower pot"
    tell(text)
    clock.advance(5 * MINUTE_MS)
    tell(text)
    consolidator.run()
    first, again = (r.segment for r in store.segments.after(0, 10))  # type: ignore[arg-type]
    assert again.duplicate_of == first.id
    assert first.uses == 0
    clock.advance(3 * DAY_MS)
    tell(text)
    consolidator.run()
    strong = store.segments.get(first.id)
    assert strong is not None
    assert (strong.uses, strong.reinforced_at_ms) == (1, clock.now_ms())
    assert strong.stability_days > first.stability_days
    consolidator.run()
    assert store.segments.get(first.id) == strong


def test_numbers_and_names_make_texts_different(
    store: Store, tell: Tell, consolidator: Consolidator
) -> None:
    long = "the quarterly invoice for the office on the second floor was paid on time and in full"
    tell(f"{long} by Anna for 4100 euros")
    tell(f"{long} by Anna for 4900 euros")
    tell(f"{long} by Elin for 4100 euros")
    consolidator.run()
    assert all(r.segment.duplicate_of is None for r in store.segments.after(0, 10))  # type: ignore[arg-type]


def test_pictures_become_thumbnails_after_a_week_but_for_pins_and_the_best(
    store: Store, clock: ManualClock, ingest: Ingest, consolidator: Consolidator
) -> None:
    frame = EncodedFrame(80, 60, (Patch(Box(0, 0, 80, 60), webp(80, 60, (9, 9, 9))),))
    ids = [
        ingest.add(
            NewCapture(
                source=Source.SCREEN, at_ms=clock.now_ms() + n, offset_min=0, trust=Trust.SEEN,
                segments=(NewSegment(f"screen {n}"),), frame=frame, pinned=n == 0,
            )
        )
        for n in range(25)
    ]  # fmt: skip
    clock.advance(6 * DAY_MS)
    assert consolidator.run().pictures_faded == 0
    clock.advance(2 * DAY_MS)
    best = store.segments.of_capture(ids[7])[0]
    from services.store.segments import MemoryChange

    store.segments.update(best.id, MemoryChange(salience=1.0))
    report = consolidator.run()
    states = {n: store.frames.of_capture(i).state for n, i in enumerate(ids)}  # type: ignore[union-attr]
    assert states[0] is states[7] is PictureState.FULL
    assert report.pictures_faded == sum(s is PictureState.THUMBNAIL for s in states.values()) > 20
    assert consolidator.run().pictures_faded == 0


def test_pictures_go_before_the_disk_is_full_but_for_pins(
    store: Store, clock: ManualClock, ingest: Ingest
) -> None:
    rng = random.Random(1)
    ids = []
    for n in range(24):
        colour = (rng.randrange(256), rng.randrange(256), rng.randrange(256))
        frame = EncodedFrame(900, 700, (Patch(Box(0, 0, 900, 700), webp(900, 700, colour)),))
        new = NewCapture(
            source=Source.SCREEN, at_ms=clock.now_ms() + n, offset_min=0, trust=Trust.SEEN,
            segments=(NewSegment(f"screen {n}"),), frame=frame, pinned=n == 0,
        )  # fmt: skip
        ids.append(ingest.add(new))
    sizes = store.stats()
    enough = sizes.database_bytes + sizes.image_bytes
    assert drop_over_budget(store, enough) == 0
    assert drop_over_budget(store, 0) == 2 * 23  # to thumbnails, then to nothing
    states = [store.frames.of_capture(i).state for i in ids]  # type: ignore[union-attr]
    assert states == [PictureState.FULL] + [PictureState.GONE] * 23
    assert drop_over_budget(store, 0) == 0


def test_an_event_goes_on_after_a_night(
    store: Store, clock: ManualClock, tell: Tell, consolidator: Consolidator
) -> None:
    at_screen = {"source": Source.SCREEN, "trust": Trust.SEEN, "app": "Editor", "title": "plan.md"}
    tell("Milestones of the Orion project", **at_screen)
    consolidator.run()
    clock.advance(MINUTE_MS)
    tell("The audit ends on 14 April", **at_screen)
    report = consolidator.run()
    (event,) = store.events.between(0, 10**15)
    assert report.events == 0
    assert event.captures == 2
    assert "The audit ends on 14 April" in event.gist
    clock.advance(HOUR_MS)
    tell("Something else entirely", **at_screen)
    assert consolidator.run().events == 1


def test_words_that_become_common_lose_their_worth(
    store: Store, clock: ManualClock, tell: Tell, consolidator: Consolidator
) -> None:
    seen = {"source": Source.SCREEN, "trust": Trust.SEEN}
    tell("umbrella stand catalogue", **seen)
    consolidator.run()
    before = store.segments.after(0, 1)[0].segment  # type: ignore[arg-type]
    fruits = ["apricot", "quince", "medlar", "damson", "loganberry", "tayberry", "greengage"]
    for n in range(100):
        clock.advance(DAY_MS)
        more = " ".join(fruits[(n * k) % 7] for k in (1, 2, 3))
        tell(f"umbrella stand catalogue {more} page", **seen)
    consolidator.run()
    after = store.segments.get(before.id)
    assert after is not None
    assert after.salience < before.salience
    assert after.stability_days < before.stability_days


def test_today_has_events_before_the_night(store: Store, clock: ManualClock, tell: Tell) -> None:
    heard: list[ChangeKind] = []
    consolidator = Consolidator(store, clock, Settings, heard.append)
    assert consolidator.group_today() == 0
    tell("The audit of Orion begins on Monday.")
    clock.advance(2 * HOUR_MS)
    tell("The caterer wants 40 euros a head.")
    assert consolidator.group_today() == 2
    assert heard == [ChangeKind.EVENTS]
    assert consolidator.group_today() == 0
    clock.advance(MINUTE_MS)
    tell("And the hall is free on the ninth.")
    consolidator.group_today()
    assert [e.captures for e in store.events.between(0, clock.now_ms() + 1)] == [1, 2]
    assert consolidator.run().events == 0
