"""Memories are weighed anew in turn, and earned strength is not taken back."""

from collections.abc import Callable

import pytest

from services.clock import ManualClock
from services.memory import refresh
from services.memory.consolidate import Consolidator
from services.memory.refresh import SalienceRefresh
from services.records import CaptureId, Source, Trust
from services.store import Store
from services.store.segments import MemoryChange

Tell = Callable[..., CaptureId]


def test_a_large_library_is_weighed_in_turn(
    store: Store, tell: Tell, consolidator: Consolidator, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(refresh, "WHOLE", 5)
    monkeypatch.setattr(refresh, "SHARE", 4)
    for n in range(10):
        tell(f"umbrella stand catalogue page {n}", source=Source.SCREEN, trust=Trust.SEEN)
    work = SalienceRefresh(store)
    assert work.share(fresh=0) == 0
    assert work.share(fresh=3) == 4
    consolidator.run()
    assert store.flags.get("memory.salience_cursor") == "4"
    tell("something new")
    consolidator.run()
    assert store.flags.get("memory.salience_cursor") == "8"
    weigh = work.tonight()
    assert work.next_batch(weigh, 10) == 3
    assert work.next_batch(weigh, 10) == 10  # starts over


def test_an_empty_library_has_nothing_to_weigh(store: Store) -> None:
    work = SalienceRefresh(store)
    assert work.next_batch(work.tonight(), 5) == 0
    assert store.flags.get("memory.salience_cursor") is None


def test_strength_that_was_earned_stays(store: Store, tell: Tell, clock: ManualClock) -> None:
    segment = store.segments.of_capture(tell("I promised Priya Shah 40 units by Friday"))[0]
    store.segments.update(
        segment.id, MemoryChange(salience=0.0, stability_days=99.0, uses=3, salience_why="")
    )
    work = SalienceRefresh(store)
    work.next_batch(work.tonight(), 5)
    after = store.segments.get(segment.id)
    assert after is not None
    assert after.salience > 0.5
    assert after.stability_days == 99.0
    assert after.salience_why


def test_what_was_read_for_long_is_worth_more(
    store: Store, tell: Tell, consolidator: Consolidator, clock: ManualClock
) -> None:
    text = "the ferry leaves from the northern pier"
    seen = {"source": Source.SCREEN, "trust": Trust.SEEN, "app": "Reader"}
    read, glanced = (tell(text, title=title, **seen) for title in ("read", "glanced"))
    store.captures.stood(read, clock.now_ms() + 240_000)
    consolidator.run()
    long, short = (store.segments.of_capture(one)[0] for one in (read, glanced))
    assert long.salience == pytest.approx(short.salience + 0.08, abs=0.01)
    assert "you stayed 4 min" in long.salience_why
    assert "stayed" not in short.salience_why
