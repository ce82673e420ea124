"""Deleting reaches everything that was made from the deleted, and nothing else."""

import dataclasses
import random
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from services.cancel import CancelToken
from services.clock import DAY_MS, HOUR_MS, MINUTE_MS, ManualClock
from services.inference.extraction import ExtractedFact
from services.memory.commitments import task_of
from services.memory.consolidate import Consolidator
from services.memory.forget import Forgetter
from services.memory.ingest import Ingest
from services.memory.study import Study
from services.records import (
    Answer,
    CaptureId,
    ChangeKind,
    Citation,
    DeleteRequest,
    DocumentId,
    Outcome,
    Source,
    Tier,
    Trust,
)
from services.settings import Settings
from services.store import Store
from services.store.segments import MemoryChange
from tests.support.storing import START_MS, capture, like, open_store_in

Tell = Callable[..., CaptureId]
EVER = 10**15
_MARK = re.compile(r"mark\d+x")


def forgetter(store: Store, clock: ManualClock) -> Forgetter:
    return Forgetter(store, clock)


def ask(store: Store, capture_id: CaptureId, clock: ManualClock) -> None:
    """A question whose answer cites a capture."""
    segment = store.segments.of_capture(capture_id)[0]
    hit = store.segments.hits([segment.id])[segment.id].hit
    answer = Answer(Outcome.ANSWERED, segment.text, (Citation(1, hit, segment.text),))
    store.questions.add(answer, "what?", clock.now_ms())


def test_an_empty_request_deletes_nothing(store: Store, clock: ManualClock, tell: Tell) -> None:
    tell("something")
    report = forgetter(store, clock).forget(DeleteRequest())
    assert report.captures == 0
    assert store.stats().captures == 1


def test_all_that_was_derived_goes_and_a_dry_run_tells_so(
    store: Store, clock: ManualClock, tell: Tell, consolidator: Consolidator
) -> None:
    secret = tell("My accountant is Henrik Aalto.", app="Notes", thread="flat")
    clock.advance(DAY_MS)
    tell("Our dog is called Biscuit.")
    consolidator.run()
    ask(store, secret, clock)
    segment = store.segments.of_capture(secret)[0]
    store.segments.mark_embedded([segment.id], "model")
    request = DeleteRequest(thread="flat")
    told = forgetter(store, clock).forget(request, dry_run=True)
    assert told.dry_run
    assert store.stats().captures == 2
    heard: list[ChangeKind] = []
    swept: list[int] = []
    work = Forgetter(store, clock, heard.append, lambda: swept.append(1))
    done = work.forget(request)
    assert (done.captures, done.segments, done.facts, done.events) == (1, 1, 1, 1)
    assert (done.questions, done.vectors) == (1, 1)
    assert done == dataclasses.replace(told, dry_run=False)
    assert [f.value for f in store.facts.all(include_closed=True)] == ["Biscuit"]
    assert store.questions.recent(9) == []
    assert [e.title for e in store.events.between(0, EVER)] == ["Our dog is called Biscuit"]
    assert store.removals.pending("vector") == [str(segment.id)]
    assert ChangeKind.FACTS in heard
    assert swept == [1]
    assert work.forget(request).captures == 0


def test_an_event_keeps_a_gist_of_what_is_left(
    store: Store, clock: ManualClock, tell: Tell, consolidator: Consolidator
) -> None:
    tell("Milestones of the Orion project are due in April")
    clock.advance(MINUTE_MS)
    gone = tell("Henrik Aalto wants 40000 euros before the ninth of June")
    consolidator.run()
    (before,) = store.events.between(0, EVER)
    assert any("Henrik" in line for line in before.gist)
    forgetter(store, clock).forget(DeleteRequest(ids=(str(store.segments.of_capture(gone)[0].id),)))
    (after,) = store.events.between(0, EVER)
    assert (after.id, after.captures) == (before.id, 1)
    assert after.gist == ("Milestones of the Orion project are due in April",)
    assert after.end_ms < before.end_ms


def test_a_fact_that_was_ended_by_a_withdrawn_one_holds_again(
    store: Store, clock: ManualClock, tell: Tell, consolidator: Consolidator
) -> None:
    tell("My accountant is Henrik Aalto.")
    clock.advance(30 * DAY_MS)
    wrong = tell("My accountant is now Beatrix Monck.", thread="wrong")
    clock.advance(30 * DAY_MS)
    tell("My accountant is now Yusuf Demir.")
    consolidator.run()
    assert store.segments.of_capture(wrong)
    forgetter(store, clock).forget(DeleteRequest(thread="wrong"))
    first, last = store.facts.key("me", "accountant")
    assert (first.value, last.value) == ("Henrik Aalto", "Yusuf Demir")
    assert (first.valid_to_ms, last.valid_to_ms) == (last.valid_from_ms, None)


def test_a_fact_with_another_source_stays(
    store: Store, clock: ManualClock, tell: Tell, consolidator: Consolidator
) -> None:
    tell("My accountant is Henrik Aalto.", thread="one")
    clock.advance(DAY_MS)
    tell("As you know, my accountant is Henrik Aalto.", thread="two")
    consolidator.run()
    report = forgetter(store, clock).forget(DeleteRequest(thread="one"))
    assert report.facts == 0
    (fact,) = store.facts.key("me", "accountant")
    assert [s.quote for s in fact.sources] == ["As you know, my accountant is Henrik Aalto."]


def test_a_wording_that_only_the_deleted_text_had_is_read_again(
    store: Store, clock: ManualClock, tell: Tell, consolidator: Consolidator
) -> None:
    tell("My accountant is Henrik Aalto.", thread="one")
    clock.advance(DAY_MS)
    tell("I paid, because my accountant is Aalto.", thread="two")
    consolidator.run()
    report = forgetter(store, clock).forget(DeleteRequest(thread="one"))
    assert report.facts == 1
    (fact,) = store.facts.key("me", "accountant")
    assert fact.value == "Aalto"


def test_what_the_user_edited_stays_and_a_settled_conflict_is_no_more(
    store: Store, clock: ManualClock, tell: Tell, consolidator: Consolidator
) -> None:
    tell("My tutor is Elin.", thread="one")
    consolidator.run()
    (fact,) = store.facts.key("me", "tutor")
    store.facts.edit(fact.id, "Elin Berg")
    tell("My gardener is Tom.", thread="one")
    tell("My gardener is Ray.", source=Source.MAIL, author="me", trust=Trust.IMPORTED)
    consolidator.run()
    assert [f.conflicting for f in store.facts.key("me", "gardener")] == [True, True]
    report = forgetter(store, clock).forget(DeleteRequest(thread="one"))
    assert report.facts == 1
    assert [f.value for f in store.facts.key("me", "tutor")] == ["Elin Berg"]
    (left,) = store.facts.key("me", "gardener")
    assert (left.value, left.conflicting) == ("Ray", False)


def test_captures_can_be_named_themselves(store: Store, clock: ManualClock, tell: Tell) -> None:
    gone, kept = tell("first"), tell("second")
    assert forgetter(store, clock).forget_captures([gone], dry_run=True).captures == 1
    assert forgetter(store, clock).forget_captures([gone]).segments == 1
    assert [c.id for c in store.captures.latest(5)] == [kept]


def test_documents_go_with_their_facts(
    store: Store, clock: ManualClock, consolidator: Consolidator
) -> None:
    assert forgetter(store, clock).forget_documents([DocumentId(7)]).documents == 0


@pytest.mark.parametrize("condition", ["from", "app", "site"])
def test_every_condition_selects(
    store: Store, clock: ManualClock, tell: Tell, condition: str
) -> None:
    tell("first", app="Mail", url="https://example.org/a")
    clock.advance(HOUR_MS)
    kept = tell("second", app="Editor", url="https://example.net/b")
    requests = {
        "from": DeleteRequest(from_ms=0, to_ms=clock.now_ms()),
        "app": DeleteRequest(app="Mail"),
        "site": DeleteRequest(site="example.org"),
    }
    assert forgetter(store, clock).forget(requests[condition]).captures == 1
    assert store.captures.latest(5)[0].id == kept


def test_what_only_a_deleted_text_had_ended_holds_again(
    store: Store, clock: ManualClock, tell: Tell, consolidator: Consolidator
) -> None:
    tell("My accountant is Henrik Aalto. I'm allergic to cats.")
    clock.advance(DAY_MS)
    tell("My accountant is no longer Henrik Aalto.", thread="gone")
    consolidator.run()
    (fact,) = store.facts.key("me", "accountant")
    assert fact.valid_to_ms == clock.now_ms()
    forgetter(store, clock).forget(DeleteRequest(thread="gone"))
    (again,) = store.facts.key("me", "accountant")
    assert again.valid_to_ms is None


def test_two_that_follow_each_other_go_whatever_came_in_first(
    store: Store, clock: ManualClock, tell: Tell, consolidator: Consolidator
) -> None:
    now_ms = clock.now_ms()
    for name, days, thread in (("Dagny", 20, "gone"), ("Cosmo", 0, ""), ("Arvo", 10, "gone")):
        tell(f"My tutor is now {name}.", at_ms=now_ms + days * DAY_MS, thread=thread)
        consolidator.run()
    forgetter(store, clock).forget(DeleteRequest(thread="gone"))
    (left,) = store.facts.key("me", "tutor")
    assert (left.value, left.valid_to_ms) == ("Cosmo", None)


def test_what_ended_a_withdrawn_fact_does_not_end_the_one_before_it(
    store: Store, clock: ManualClock, tell: Tell, consolidator: Consolidator
) -> None:
    for text, thread in (
        ("My tutor is now Dagny.", ""),
        ("My tutor is now Cosmo.", "gone"),
        ("My tutor is no longer Cosmo.", ""),
    ):
        clock.advance(DAY_MS)
        tell(text, thread=thread)
    consolidator.run()
    forgetter(store, clock).forget(DeleteRequest(thread="gone"))
    (left,) = store.facts.key("me", "tutor")
    assert (left.value, left.valid_to_ms) == ("Dagny", None)


MENTIONS = ("Arvo", "Birgit", "Cosmo", "Dagny")
HOLDERS = ("accountant", "gardener", "tutor")


@settings(
    max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None
)
@given(seed=st.integers(0, 10_000))
def test_deleting_equals_never_having_seen(
    tmp_path_factory: pytest.TempPathFactory, seed: int
) -> None:
    """On small random graphs: nothing left points at or quotes what was deleted."""
    rng = random.Random(seed)
    store, clock = _graph(tmp_path_factory.mktemp("graph"), rng)
    captures = store.captures.latest(100)
    chosen = rng.sample([c.id for c in captures], rng.randint(1, len(captures)))
    ids = [str(store.segments.of_capture(c)[0].id) for c in chosen]
    gone = {s.id: s.text for c in chosen for s in store.segments.of_capture(c)}
    left_texts = {
        s.text for c in captures if c.id not in chosen for s in store.segments.of_capture(c.id)
    }
    left = {s.id for c in captures if c.id not in chosen for s in store.segments.of_capture(c.id)}
    work = Forgetter(store, clock)
    told = work.forget(DeleteRequest(ids=tuple(ids)), dry_run=True)
    done = work.forget(DeleteRequest(ids=tuple(ids)))
    assert done == dataclasses.replace(told, dry_run=False)
    for fact in store.facts.all(include_closed=True):
        assert fact.sources
        assert all(s.segment_id not in gone for s in fact.sources)
        assert any(task_of(fact.value) in text for text in left_texts)
        if fact.valid_to_ms is not None:  # somebody who is still there says so
            starts = {f.valid_from_ms for f in store.facts.key(fact.subject, fact.slot)}
            ended = any(f.id == fact.id for f in store.facts.ended_by(left))
            assert fact.valid_to_ms in starts or ended
    for event in store.events.between(0, EVER):
        assert event.captures > 0
        assert all(any(line in text for text in left_texts) for line in event.gist)
        assert not set(store.events.sources(event.id)) & gone.keys()
        told_of = " ".join((event.title, *event.terms, *event.people))
        for name in MENTIONS:
            assert name not in told_of or any(name in text for text in left_texts)
    for question in store.questions.recent(100):
        assert all(segment not in gone for _, segment, _ in question.citations)
    assert {row.id for row in store.tier_rows.due()} <= left
    for text in gone.values():
        (word,) = _MARK.findall(text)
        assert _where(store, word) == []
    for slot in HOLDERS:
        history = [f for f in store.facts.key("me", slot) if not f.conflicting]
        assert sum(f.valid_to_ms is None for f in history) <= 1
    store.close()


def _where(store: Store, word: str) -> list[str]:
    """Every table, of now or of later, that holds a word; the word indexes by their vocabulary."""
    found = []
    with store.database.read() as connection:
        tables = connection.execute(
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE '%words%'"
        ).fetchall()
        for (table,) in tables:
            rows = connection.execute(f'SELECT * FROM "{table}"').fetchall()
            if any(word in str(value).lower() for row in rows for value in row):
                found.append(table)
    return found


def test_what_is_looked_for_after_a_deletion_is_found_before(
    store: Store, tell: Tell, consolidator: Consolidator
) -> None:
    tell("My tutor Cosmo has entry mark0x.")
    consolidator.run()
    assert {"segment", "event", "segment_vocabulary"} <= set(_where(store, "mark0x"))


class _Acquainted:
    """A model that says of every text whom its writer knows."""

    def ready(self) -> bool:
        return True

    def prepare(self, cancel: CancelToken) -> None:
        pass

    def facts(self, text: str, cancel: CancelToken) -> list[ExtractedFact]:
        return [ExtractedFact("me", "acquaintance", n, text) for n in MENTIONS if n in text]


def test_two_facts_that_one_had_ended_are_rivals_again(
    store: Store, clock: ManualClock, tell: Tell
) -> None:
    tell("My tutor is now Cosmo.")
    clock.advance(MINUTE_MS)
    tell("My tutor is Dagny.", thread="a")
    clock.advance(MINUTE_MS)
    last = tell("My tutor is now Arvo.")
    Consolidator(store, clock, Settings).run()
    Forgetter(store, clock).forget(DeleteRequest(ids=(str(store.segments.of_capture(last)[0].id),)))
    facts = store.facts.all()
    assert {f.value for f in facts} == {"Cosmo", "Dagny"}
    assert all(f.conflicting for f in facts)


def _graph(folder: Path, rng: random.Random) -> tuple[Store, ManualClock]:
    """Notes that state and change facts, grouped into events, some of them cited."""
    store, clock = open_store_in(folder), ManualClock(START_MS, 60)
    ingest = Ingest(store, clock, Settings)
    worker = Consolidator(store, clock, Settings)
    for number in range(rng.randint(2, 8)):
        clock.advance(rng.choice([MINUTE_MS, DAY_MS]))
        slot, name = rng.choice(HOLDERS), rng.choice(MENTIONS)
        text = rng.choice(
            [
                f"My {slot} is {name}.",
                f"My {slot} is now {name}.",
                f"Met {name} today",
                f"My {slot} is no longer {name}.",
                f"I'll call {name} back by Friday.",
                f"I replaced {name} as my {slot} with {rng.choice(MENTIONS)}.",
            ]
        )
        at = (clock.now_ms() - START_MS) / 1000
        text += f" Entry mark{number}x."
        ingest.add(capture(text, at=at, like=like(thread=rng.choice(["", "a"]))))
        if rng.random() < 0.7:
            worker.group_today() if rng.random() < 0.6 else worker.run()
    if rng.random() < 0.7:  # else the newest events are the day's own
        worker.run()
    store.segments.update_many(
        {row.segment.id: MemoryChange(salience=0.9) for row in store.segments.latest(9)}
    )
    Study(store, _Acquainted()).run()
    for row in store.segments.latest(9):
        store.segments.set_tier([row.segment.id], rng.choice([Tier.HOT, Tier.WARM, Tier.ARCHIVED]))
        store.segments.update(row.segment.id, MemoryChange(uses=rng.randint(0, 2)))
    for found in store.captures.latest(2):
        ask(store, found.id, clock)
    return store, clock
