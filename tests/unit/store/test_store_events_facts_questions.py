"""Events, facts and questions keep what they are told and where it came from."""

import dataclasses

from services.records import (
    Answer,
    CaptureId,
    EventId,
    FactId,
    FactSource,
    Outcome,
    QuestionId,
    SegmentId,
)
from services.store import Store
from tests.support.storing import START_MS, answer_citing, capture, event, fact


def test_events_hold_captures_sources_and_a_gist(store: Store) -> None:
    ids = [store.captures.add(capture(f"t{at}", at=at))[0] for at in (0, 10, 20)]
    new = dataclasses.replace(event(0, 10), people=("Ada", "Grace"), gist=("a line",), strength=0.5)
    own = store.events.add(new, ids[:2], [SegmentId(1), SegmentId(1)])
    got = store.events.get(own)
    assert got == dataclasses.replace(new, id=own, captures=2)
    assert store.events.sources(own) == [1]
    assert store.events.of_capture(ids[0]) == got
    assert store.events.of_capture(ids[2]) is None
    store.events.attach(own, ids[2:])
    store.events.update(dataclasses.replace(got, end_ms=START_MS + 20_000, gist=("other",)))
    assert store.events.sources(own) == [1]
    store.events.update(dataclasses.replace(got, gist=("third",)), [SegmentId(2), SegmentId(3)])
    changed = store.events.get(own)
    assert changed is not None
    assert (changed.captures, changed.gist) == (3, ("third",))
    assert store.events.sources(own) == [2, 3]
    store.events.delete([own])
    assert store.events.get(own) is None
    assert store.events.of_capture(ids[0]) is None
    assert store.events.last() is None


def test_events_are_found_by_time(store: Store) -> None:
    late = store.events.add(event(100, 200, "late"), [])
    early = store.events.add(dataclasses.replace(event(0, 50, "early"), gist=("x",)), [])
    between = store.events.between
    assert [e.id for e in between(START_MS, START_MS + 999_000)] == [early, late]
    assert [e.id for e in between(START_MS + 50_000, START_MS + 100_000)] == [early]
    assert [e.id for e in between(START_MS + 51_000, START_MS + 100_001)] == [late]
    last = store.events.last()
    assert last is not None
    assert last.id == late
    assert [e.id for e in store.events.without_gist(9)] == [late]
    assert store.events.count() == 2
    assert set(store.events.many([early, late, EventId(99)])) == {early, late}


def test_facts_have_a_time_and_sources(store: Store) -> None:
    one, two = store.captures.add(capture("lives in Graz", "now in Linz"))[1]
    old = store.facts.add(fact("Ada", "city", "Graz", one), valid_to_ms=START_MS + 50_000)
    new = store.facts.add(fact("Ada", "city", "Linz", two, at=50))
    store.facts.add_source(new, FactSource(one, "as well"))
    store.facts.add_source(new, FactSource(one, "again"))
    assert [f.value for f in store.facts.all()] == ["Linz"]
    assert [f.value for f in store.facts.all(at=START_MS + 49_999)] == ["Graz"]
    assert [f.value for f in store.facts.all(at=START_MS + 50_000)] == ["Linz"]
    assert [f.value for f in store.facts.all(at=START_MS - 1)] == []
    assert [f.id for f in store.facts.all(subject="ada", include_closed=True)] == [old, new]
    assert store.facts.all(subject="Grace") == []
    assert [f.id for f in store.facts.key("Ada", "city")] == [old, new]
    got = store.facts.get(new)
    assert got is not None
    assert got.sources == (FactSource(one, "as well"), FactSource(two, "Linz"))
    assert (got.single, got.edited, got.conflicting) == (True, False, False)
    assert [f.id for f in store.facts.of_segment(one)] == [old, new]
    assert store.facts.get(FactId(99)) is None


def test_facts_end_reopen_and_are_edited_removed_and_withdrawn(store: Store) -> None:
    (segment,) = store.captures.add(capture("x"))[1]
    own = store.facts.add(fact("Ada", "city", "Graz", segment), conflicting=True)
    other = store.facts.add(fact("Ada", "dog", "Rex", segment))
    store.facts.set_conflicting([other], True)
    assert store.facts.counts() == {"current": 2, "closed": 0, "conflicting": 2, "removed": 0}
    store.facts.close(own, START_MS + 1)
    assert store.facts.counts()["closed"] == 1
    store.facts.close(own, None)
    store.facts.edit(own, "Linz")
    got = store.facts.get(own)
    assert got is not None
    assert (got.value, got.edited, got.conflicting, got.valid_to_ms) == ("Linz", True, False, None)
    store.facts.expire(own)
    assert [f.id for f in store.facts.all(include_closed=True)] == [other]
    assert store.facts.key("Ada", "city") == []
    assert [f.id for f in store.facts.key("Ada", "city", include_removed=True)] == [own]
    assert store.facts.removed("Ada", "city", "Linz")
    assert not store.facts.removed("Ada", "dog", "Rex")
    assert store.facts.counts() == {"current": 1, "closed": 0, "conflicting": 1, "removed": 1}
    store.facts.delete([own, other])
    assert store.facts.get(own) is None


def test_subjects_and_what_stands_behind_current_facts(store: Store) -> None:
    one, two, three = store.captures.add(capture("a", "b", "c"))[1]
    city = store.facts.add(fact("Ada", "city", "Graz", one))
    store.facts.add_source(city, FactSource(two, "b"))
    store.facts.add(fact("Ada", "dog", "Rex", two, at=9), conflicting=True)
    closed = store.facts.add(fact("Grace", "city", "Rome", three))
    store.facts.close(closed, START_MS + 1)
    (subject,) = store.facts.subjects()
    assert (subject.name, subject.facts, subject.conflicts) == ("Ada", 2, 1)
    assert subject.last_seen_ms == START_MS + 9000
    assert store.facts.source_counts() == {one: 2, two: 1}


def test_questions_are_kept_with_what_they_cite(store: Store) -> None:
    ids = store.captures.add(capture("the heron", "the stork"))[1]
    own = store.questions.add(answer_citing(store, "A heron [1].", *ids), "Which bird?", 5)
    got = store.questions.get(own)
    assert got is not None
    assert (got.question, got.answer, got.outcome) == (
        "Which bird?",
        "A heron [1].",
        Outcome.ANSWERED,
    )
    assert got.citations == ((1, ids[0], "the heron"), (2, ids[1], "the stork"))
    none = store.questions.add(Answer(Outcome.NOT_FOUND, ""), "What else?", 9)
    assert [q.id for q in store.questions.recent(5)] == [none, own]
    assert [q.id for q in store.questions.search("BIRD")] == [own]
    assert [q.id for q in store.questions.search("a HERON")] == [own]
    assert store.questions.search("100 %") == []
    store.questions.delete(none)
    assert store.questions.get(none) is None
    assert store.questions.clear() == 1
    assert store.questions.recent(5) == []


def test_an_answer_may_cite_what_was_deleted_meanwhile(store: Store) -> None:
    ids = store.captures.add(capture("the heron", "the stork"))[1]
    given = answer_citing(store, "A heron [1].", *ids)
    store.deletion.delete([CaptureId(1)])
    own = store.questions.add(given, "Which bird?", 5)
    got = store.questions.get(own)
    assert got is not None
    assert got.citations == ()
    assert store.questions.get(QuestionId(99)) is None
