"""Clocks that jump, ten years at once, scripts of all kinds and empty days leave nothing broken."""

import itertools
from collections.abc import Callable

import pytest

from services.clock import DAY_MS, MINUTE_MS, ManualClock
from services.memory.consolidate import Consolidator
from services.memory.facts import FactLearner
from services.memory.feedback import Feedback
from services.memory.ingest import Ingest
from services.records import CaptureId, Fact, Signal, Source, Tier, Trust
from services.settings import Settings
from services.store import Store
from services.store.facts import Facts
from tests.support.storing import capture, like

Tell = Callable[..., CaptureId]
EVER = 10**15
SCREEN = like(Source.SCREEN, Trust.SEEN, app="Reader")


def settled(store: Store) -> None:
    """Everything is taken in, in an event of its own time, with a worth that makes sense."""
    assert store.segments.undigested(1) == []
    assert store.captures.without_event(1) == []
    for event in store.events.between(0, EVER):
        assert event.start_ms <= event.end_ms
    for row in store.segments.after(0, 10_000):  # type: ignore[arg-type]
        assert 0 <= row.segment.salience <= 1
        assert row.segment.stability_days > 0


def test_a_clock_that_jumps_back(
    store: Store, clock: ManualClock, tell: Tell, consolidator: Consolidator
) -> None:
    own = tell("The mast of the Halcyon is 14 metres high.")
    clock.advance(40 * DAY_MS)
    consolidator.run()
    clock.advance(-400 * DAY_MS)  # before all that is stored
    tell("The keel of the Halcyon weighs 900 kilos.")
    report = consolidator.run()
    assert report.tiers[Tier.HOT] == 2
    feedback = Feedback(store, clock, Settings)
    segment = store.segments.of_capture(own)[0]
    before = store.segments.many([segment.id])[segment.id].stability_days
    strength = feedback.feedback(segment.id, Signal.CITED)
    assert strength.retrievability == 1.0
    assert strength.stability_days >= before
    points = feedback.curve(segment.id)
    assert [at for at, _ in points] == sorted(at for at, _ in points)
    settled(store)


def test_records_from_the_future(
    store: Store, clock: ManualClock, tell: Tell, consolidator: Consolidator
) -> None:
    tell("My tutor is Elin.")
    tell("My tutor is now Noor.", at_ms=clock.now_ms() + 3650 * DAY_MS)
    consolidator.run()
    assert [f.value for f in store.facts.all(at=clock.now_ms())] == ["Elin"]
    settled(store)


def test_ten_years_at_once_in_no_order(
    store: Store, ingest: Ingest, clock: ManualClock, consolidator: Consolidator
) -> None:
    days = [(n * 1237) % 3650 for n in range(300)]
    texts = [f"The tide at Skarholm stood {n % 7} feet over the mark" for n in range(300)]
    made = [
        capture(text, at=-day * 86_400, like=SCREEN) for text, day in zip(texts, days, strict=True)
    ]
    ingest.add_many(made)
    consolidator.run()
    settled(store)
    for event, following in itertools.pairwise(store.events.between(0, EVER)):
        assert event.start_ms <= following.start_ms
    twins = [row for row in store.segments.after(0, 400) if row.segment.duplicate_of]  # type: ignore[arg-type]
    found = store.segments.many(row.segment.duplicate_of or 0 for row in twins)  # type: ignore[misc]
    for row in twins:
        first = found[row.segment.duplicate_of]  # type: ignore[index]
        assert 0 <= row.segment.at_ms - first.at_ms <= 30 * DAY_MS


@pytest.mark.parametrize(
    "text",
    [
        "私の歯医者は田中先生です。明日の十時に予約しました。",
        "Мой стоматолог теперь доктор Иванова, приём в пятницу в 14:30.",
        "طبيبي الجديد هو الدكتور سالم، الموعد يوم الخميس.",
        "제 치과 의사는 김 선생님입니다. 금요일까지 보내겠습니다.",
        "हमारा दंत चिकित्सक अब डॉ. मेहता हैं",
        "👩‍🚀🚀🚀🚀", "\u202eesrever\u202c", "a\u0300" * 200, "𝕸𝖞 𝖉𝖔𝖌 𝖎𝖘 𝕽𝖊𝖝",
    ],
)  # fmt: skip
def test_scripts_of_all_kinds(
    store: Store, tell: Tell, consolidator: Consolidator, text: str
) -> None:
    tell(text)
    consolidator.run()
    settled(store)
    (row,) = store.segments.latest(1)
    assert row.segment.text == text
    assert store.events.between(0, EVER)


def test_empty_days_and_an_empty_library(
    store: Store, clock: ManualClock, tell: Tell, consolidator: Consolidator
) -> None:
    assert consolidator.run().events == 0
    for _ in range(3):
        clock.advance(30 * DAY_MS)
        consolidator.run()
    tell("The lighthouse of Skarholm was painted red.")
    clock.advance(MINUTE_MS)
    assert consolidator.run().events == 1
    clock.advance(300 * DAY_MS)
    assert consolidator.run().events == 0
    settled(store)


def test_a_subject_with_very_many_facts_is_looked_at_in_part(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked: list[int] = []
    near = Facts.near

    def counted(facts: Facts, subject: str, slot: str, start_ms: int, value: str) -> list[Fact]:
        found = near(facts, subject, slot, start_ms, value)
        looked.append(len(found))
        return found

    monkeypatch.setattr(Facts, "near", counted)
    learner = FactLearner(store)
    said = [
        capture(f"I'm allergic to substance{n}x. My tutor is now Tom{n}ov.", at=n * 3600)
        for n in range(300)
    ]
    with store.transaction():
        added = store.captures.add_many(said)
        for row in store.segments.hits(own for _, ids, _ in added for own in ids).values():
            learner.learn(row)
    assert max(looked) <= 80
    assert len(store.facts.all(subject="me")) == 300 + 1
    assert len(store.facts.key("me", "tutor")) == 300
