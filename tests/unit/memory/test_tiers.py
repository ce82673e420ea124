"""Budgets hold, pins and what facts need stay, and a second run changes nothing."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.clock import DAY_MS, ManualClock
from services.errors import UsageError
from services.memory import tiers as tiers_room
from services.memory.commitments import due_ms
from services.memory.feedback import Feedback
from services.memory.strength import retrievability
from services.memory.tiers import ROW_BYTES, VIVID_BYTES, WORDS, apply_plan, plan_tiers
from services.memory.value import value, values
from services.records import ChangeKind, FactSource, NewFact, SegmentId, Signal, Tier, Trust
from services.settings import MemorySettings, Settings
from services.store import Store
from services.store.segments import MemoryChange
from tests.support.storing import capture, like

SEEN = like("screen", Trust.SEEN, app="Reader", title="Page")
unit = st.floats(0, 1)


def fill(store: Store, count: int, seed: int = 1) -> list[SegmentId]:
    """So many segments of random worth."""
    rng = random.Random(seed)
    added = store.captures.add_many(
        [capture(f"text number {n}", at=n * 60, like=SEEN) for n in range(count)]
    )
    ids = [segment for _, segments, _ in added for segment in segments]
    store.segments.update_many(
        {i: MemoryChange(salience=rng.random(), stability_days=rng.uniform(1, 60)) for i in ids}
    )
    return ids


def settle(store: Store, now_ms: int, hot: int, warm: int = 10_000) -> int:
    limits = MemorySettings(hot_limit=hot, warm_limit=warm)
    return apply_plan(store, plan_tiers(store, limits, now_ms))


def tiers(store: Store, ids: list[SegmentId]) -> list[Tier]:
    found = store.segments.many(ids)
    return [found[i].tier for i in ids]


def test_the_best_stay_hot_and_no_budget_is_exceeded(store: Store, clock: ManualClock) -> None:
    ids = fill(store, 60)
    settle(store, clock.now_ms(), hot=10, warm=20)
    counts = store.segments.count_by_tier()
    assert (counts["hot"], counts["warm"], counts["archived"]) == (10, 20, 30)
    plan = plan_tiers(store, MemorySettings(hot_limit=10, warm_limit=20), clock.now_ms())
    worth = dict(zip(plan.ids.tolist(), plan.worth.tolist(), strict=True))
    found = store.segments.many(ids)
    hot = [worth[i] for i in ids if found[i].tier is Tier.HOT]
    warm = [worth[i] for i in ids if found[i].tier is Tier.WARM]
    assert min(hot) >= max(warm)
    assert store.words.check() == []


def test_a_second_run_moves_nothing(store: Store, clock: ManualClock) -> None:
    fill(store, 60)
    assert settle(store, clock.now_ms(), hot=10, warm=20) > 0
    assert settle(store, clock.now_ms(), hot=10, warm=20) == 0


def test_equals_do_not_flutter(store: Store, clock: ManualClock) -> None:
    ids = fill(store, 12)
    store.segments.update_many(
        {i: MemoryChange(salience=0.5, stability_days=5, reinforced_at_ms=0) for i in ids}
    )
    settle(store, clock.now_ms(), hot=5, warm=4)
    before = tiers(store, ids)
    assert settle(store, clock.now_ms(), hot=5, warm=4) == 0
    assert tiers(store, ids) == before
    assert before[-5:] == [Tier.HOT] * 5  # among equals the newest stay


def test_a_place_is_lost_only_to_what_is_worth_five_percent_more(
    store: Store, clock: ManualClock
) -> None:
    first, second = fill(store, 2)
    now_ms = clock.now_ms()
    same = {"stability_days": 5.0, "reinforced_at_ms": now_ms}
    store.segments.update(first, MemoryChange(salience=0.5, **same))  # type: ignore[arg-type]
    store.segments.update(second, MemoryChange(salience=0.4, **same))  # type: ignore[arg-type]
    settle(store, now_ms, hot=1)
    assert tiers(store, [first, second]) == [Tier.HOT, Tier.WARM]
    store.segments.update(second, MemoryChange(salience=0.52))
    assert settle(store, now_ms, hot=1) == 0
    store.segments.update(second, MemoryChange(salience=0.56))
    assert settle(store, now_ms, hot=1) == 2
    assert tiers(store, [first, second]) == [Tier.WARM, Tier.HOT]


def test_every_move_is_undone_when_there_is_room_again(store: Store, clock: ManualClock) -> None:
    ids = fill(store, 20)
    texts = {i: s.text for i, s in store.segments.many(ids).items()}
    settle(store, clock.now_ms(), hot=2, warm=3)
    settle(store, clock.now_ms(), hot=100)
    assert set(tiers(store, ids)) == {Tier.HOT}
    assert {i: s.text for i, s in store.segments.many(ids).items()} == texts
    assert store.words.check() == []


def test_a_budget_of_bytes_holds_whatever_the_places(store: Store, clock: ManualClock) -> None:
    fill(store, 250)
    books = [capture(f"{n} {'a long text ' * 400}", at=n, like=SEEN) for n in range(150)]
    store.captures.add_many(books)

    def megabytes(tier: Tier) -> float:
        rows = [row for row in store.tier_rows.every() if row.tier is tier]
        vivid = VIVID_BYTES if tier is Tier.HOT else 0
        return sum(row.text_bytes * WORDS + ROW_BYTES + vivid for row in rows) / 1e6

    limits = MemorySettings(hot_limit=1000, hot_mb=1, warm_limit=1000, warm_mb=1)
    assert megabytes(Tier.HOT) > 2
    for _ in range(2):
        apply_plan(store, plan_tiers(store, limits, clock.now_ms()))
        assert 0.9 < megabytes(Tier.HOT) <= 1
        assert 0.9 < megabytes(Tier.WARM) <= 1
    assert apply_plan(store, plan_tiers(store, limits, clock.now_ms())) == 0
    free = MemorySettings(hot_limit=1000, hot_mb=0, warm_limit=1000, warm_mb=0)
    apply_plan(store, plan_tiers(store, free, clock.now_ms()))
    assert store.segments.count_by_tier()[Tier.HOT] == 400


@pytest.fixture
def in_turn(monkeypatch: pytest.MonkeyPatch) -> None:
    """Libraries of more than ten memories are large, and five faded ones a night are looked at."""
    monkeypatch.setattr(tiers_room, "WHOLE", 10)
    monkeypatch.setattr(tiers_room, "SHARE", 5)


@pytest.mark.usefixtures("in_turn")
def test_a_large_library_is_looked_at_in_turn(store: Store, clock: ManualClock) -> None:
    ids = fill(store, 100)
    limits = MemorySettings(hot_limit=20, warm_limit=50)
    night = clock.now_ms()
    settle(store, night, hot=20, warm=50)
    for _ in range(30):
        night += DAY_MS
        plan = plan_tiers(store, limits, night)
        assert len(plan.ids) <= 20 + 5 + 1
        apply_plan(store, plan)
        counts = store.segments.count_by_tier()
        assert counts[Tier.HOT] == 20
        assert counts[Tier.WARM] <= 50
    rows = {row.id: row for row in store.tier_rows.every()}
    worth = {
        i: value(
            retrievability((night - r.reinforced_at_ms) / DAY_MS, r.stability_days),
            r.salience, r.uses, duplicate=r.duplicate,
        )
        for i, r in rows.items()
    }  # fmt: skip
    hot = min(worth[i] for i in ids if rows[i].tier is Tier.HOT)
    assert hot * 1.05 >= max(worth[i] for i in ids if rows[i].tier is not Tier.HOT) * 0.99


@pytest.mark.usefixtures("in_turn")
def test_what_changes_is_looked_at_the_same_night(store: Store, clock: ManualClock) -> None:
    ids = fill(store, 100)
    settle(store, clock.now_ms(), hot=20, warm=50)
    faded = [i for i in ids if store.segments.many([i])[i].tier is not Tier.HOT]
    chosen, named = faded[40], faded[50]
    feedback = Feedback(store, clock, Settings)
    store.segments.update(chosen, MemoryChange(salience=1.0))
    for _ in range(4):
        feedback.feedback(chosen, Signal.OPENED)
    source = FactSource(named, "text")
    fact_id = store.facts.add(NewFact("Ada", "commitment", "call", 0, 0, source, single=False))
    plan = plan_tiers(store, MemorySettings(hot_limit=20, warm_limit=50), clock.now_ms())
    assert {chosen, named} <= set(plan.due)
    assert len(plan.ids) <= 20 + 5 + 1 + 2
    apply_plan(store, plan)
    found = store.segments.many([chosen, named])
    assert {segment.tier for segment in found.values()} == {Tier.HOT}
    assert store.segments.count_by_tier()[Tier.HOT] == 20
    assert store.tier_rows.due() == []
    store.facts.delete([fact_id])


@pytest.mark.usefixtures("in_turn")
def test_a_budget_that_shrinks_is_kept_at_once(store: Store, clock: ManualClock) -> None:
    fill(store, 100)
    settle(store, clock.now_ms(), hot=20, warm=80)
    settle(store, clock.now_ms(), hot=10, warm=12)
    counts = store.segments.count_by_tier()
    assert (counts[Tier.HOT], counts[Tier.WARM]) == (10, 12)


def test_pins_stay_hot_and_own_notes_warm(store: Store, clock: ManualClock) -> None:
    ids = fill(store, 30)
    (_, (note,), _) = store.captures.add(capture("a note of mine"))
    store.segments.update_many(
        {i: MemoryChange(salience=0.0, stability_days=0.01) for i in (ids[0], note)}
    )
    store.segments.pin([ids[0]], True)
    settle(store, clock.now_ms() + 900 * DAY_MS, hot=3, warm=2)
    assert tiers(store, [ids[0], note]) == [Tier.HOT, Tier.WARM]
    counts = store.segments.count_by_tier()
    assert (counts["hot"], counts["warm"]) == (3, 2)


def test_the_text_behind_a_current_fact_stays_findable(store: Store, clock: ManualClock) -> None:
    ids = fill(store, 10)
    fact = NewFact("me", "tutor", "Elin", 0, 0, FactSource(ids[3], "text number 3"))
    known = store.facts.add(fact)
    settle(store, clock.now_ms(), hot=1, warm=1)
    assert tiers(store, [ids[3]]) != [Tier.ARCHIVED]
    store.facts.close(known, clock.now_ms())
    store.segments.update(ids[3], MemoryChange(salience=0.0, stability_days=0.001))
    settle(store, clock.now_ms(), hot=1, warm=1)
    assert tiers(store, [ids[3]]) == [Tier.ARCHIVED]


def test_open_promises_stay_vivid_until_they_are_done(store: Store, clock: ManualClock) -> None:
    ids = fill(store, 12)
    for segment in ids[:2]:  # with a second source, so that neither is the last text behind it
        store.segments.update(segment, MemoryChange(salience=0.0, stability_days=0.001))
    fact = NewFact(
        "me", "commitment", "send it (due 2026-03-20)", 0, 0, FactSource(ids[0], "x"), single=False
    )
    known = store.facts.add(fact)
    store.facts.add_source(known, FactSource(ids[1], "x"))
    settle(store, clock.now_ms(), hot=1, warm=4)
    assert tiers(store, ids[:2]) == [Tier.HOT, Tier.HOT]
    clock.advance(60 * DAY_MS)  # it was due long ago, but nobody did it
    settle(store, clock.now_ms(), hot=1, warm=4)
    assert tiers(store, ids[:2]) == [Tier.HOT, Tier.HOT]
    store.facts.finish(known, "done", clock.now_ms())
    settle(store, clock.now_ms(), hot=1, warm=4)
    assert tiers(store, ids[:2]) == [Tier.ARCHIVED, Tier.ARCHIVED]


def test_due_dates_are_read_back() -> None:
    assert due_ms("send it (due 2026-03-20)") == 1_774_051_200_000
    assert due_ms("send it") is None


def test_what_is_told_to_fade_is_what_fades(store: Store, clock: ManualClock) -> None:
    ids = fill(store, 40)
    settings = Settings().with_value("memory.hot_limit", 10).with_value("memory.warm_limit", 15)
    feedback = Feedback(store, clock, lambda: settings)
    told = feedback.fading(limit=100)
    assert len(told) == 30
    assert all(t.why and t.from_tier is Tier.HOT for t in told)
    settle(store, clock.now_ms(), hot=10, warm=15)
    after = dict(zip(ids, tiers(store, ids), strict=True))
    assert {t.segment_id: t.to_tier for t in told} == {
        i: tier for i, tier in after.items() if tier is not Tier.HOT
    }
    assert feedback.fading() == []


def test_a_repetition_fades_first_and_is_told_so(store: Store, clock: ManualClock) -> None:
    ids = fill(store, 3)
    store.segments.update_many({i: MemoryChange(salience=0.5) for i in ids})
    store.segments.update(ids[2], MemoryChange(duplicate_of=ids[0], uses=1))
    settings = Settings().with_value("memory.hot_limit", 2)
    (fading,) = Feedback(store, clock, lambda: settings).fading()
    assert fading.segment_id == ids[2]
    assert "nearly the same" in fading.why
    assert "used 1 times" not in fading.why


def test_keep_holds_a_memory_for_a_while_and_can_be_undone(
    store: Store, clock: ManualClock
) -> None:
    fill(store, 20)
    settings = Settings().with_value("memory.hot_limit", 10)
    feedback = Feedback(store, clock, lambda: settings)
    fading = feedback.fading(limit=100)
    kept = fading[-1].segment_id
    feedback.keep(kept)
    assert kept not in {f.segment_id for f in feedback.fading(100)}
    settle(store, clock.now_ms(), hot=10)
    assert store.segments.many([kept])[kept].tier is Tier.HOT
    assert store.segments.count_by_tier()["hot"] == 10
    feedback.keep(kept, days=0)
    assert kept in {f.segment_id for f in feedback.fading(100)}
    feedback.keep(kept)
    clock.advance(31 * DAY_MS)
    assert kept in {f.segment_id for f in feedback.fading(100)}


def test_pinning_brings_a_memory_back_at_once(store: Store, clock: ManualClock) -> None:
    ids = fill(store, 20)
    feedback = Feedback(store, clock, Settings)
    settle(store, clock.now_ms(), hot=5, warm=5)
    faded = next(i for i, t in zip(ids, tiers(store, ids), strict=True) if t is Tier.ARCHIVED)
    after = feedback.feedback(faded, Signal.PIN)
    assert (after.tier, after.pinned) == (Tier.HOT, True)
    assert feedback.feedback(faded, Signal.UNPIN).pinned is False


def test_feedback_renews_weakens_and_tells(store: Store, clock: ManualClock) -> None:
    changed: list[object] = []
    feedback = Feedback(store, clock, Settings, changed.append)
    (segment,) = fill(store, 1)
    clock.advance(20 * DAY_MS)
    before = feedback.strength_of([segment])[0]
    cited = feedback.feedback(segment, Signal.CITED)
    assert cited.retrievability == 1.0 > before.retrievability
    assert cited.stability_days > before.stability_days
    assert cited.uses == 1
    wrong = feedback.feedback(segment, Signal.WRONG)
    assert wrong.stability_days < cited.stability_days
    assert store.segments.many([segment])[segment].disputed
    assert changed == [ChangeKind.STRENGTH] * 2
    store.segments.set_tier([segment], Tier.WARM)
    feedback.feedback(segment, Signal.PIN)
    assert changed[2:] == [ChangeKind.TIERS, ChangeKind.STRENGTH]  # it needs a vector again
    feedback.feedback(segment, Signal.UNPIN)
    assert changed[4:] == [ChangeKind.STRENGTH]
    assert feedback.strength_of([SegmentId(999)]) == []
    with pytest.raises(UsageError):
        feedback.feedback(SegmentId(999), Signal.OPENED)


def test_the_curve_falls_from_the_last_renewal_through_now(
    store: Store, clock: ManualClock
) -> None:
    feedback = Feedback(store, clock, Settings)
    (segment,) = fill(store, 1)
    clock.advance(3 * DAY_MS)
    curve = feedback.curve(segment)
    assert curve[0][1] == 1.0
    assert [r for _, r in curve] == sorted((r for _, r in curve), reverse=True)
    assert clock.now_ms() in {at for at, _ in curve}
    assert feedback.curve(segment, days=10)[-1][0] == clock.now_ms() + 10 * DAY_MS


def test_an_empty_library_has_an_empty_plan(store: Store, clock: ManualClock) -> None:
    assert settle(store, clock.now_ms(), hot=1) == 0
    assert Feedback(store, clock, Settings).fading() == []


@given(unit, unit, st.integers(0, 100), st.floats(0, 400), st.floats(0.01, 3650))
def test_worth_rises_with_use_and_salience_and_falls_with_time(
    recall: float, salience: float, uses: int, elapsed: float, stability: float
) -> None:
    base = value(recall, salience, uses, duplicate=False)
    assert value(recall, salience, uses + 1, duplicate=False) >= base
    assert value(min(recall + 0.1, 1), salience, uses, duplicate=False) >= base
    assert value(recall, min(salience + 0.1, 1), uses, duplicate=False) >= base
    assert value(recall, salience, uses, duplicate=True) == pytest.approx(base - 0.25)


@given(unit, st.integers(0, 30), st.floats(0, 400), st.floats(0.01, 3650), st.booleans())
def test_many_worths_at_once_are_the_same(
    salience: float, uses: int, elapsed: float, stability: float, duplicate: bool
) -> None:
    import numpy as np

    from services.memory.strength import retrievability

    now_ms = 10**12
    at_ms = now_ms - int(elapsed * DAY_MS)
    found = values(
        now_ms,
        reinforced_at_ms=np.array([at_ms], float),
        stability_days=np.array([stability]),
        salience=np.array([salience]),
        uses=np.array([uses], float),
        duplicate=np.array([duplicate], float),
    )
    recall = retrievability((now_ms - at_ms) / DAY_MS, stability)
    assert found[0] == pytest.approx(value(recall, salience, uses, duplicate=duplicate))
