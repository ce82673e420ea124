"""Filters from memory say what the database itself says, whatever was added, moved or deleted."""

import itertools
import random

import pytest

from services.records import NewCapture, NewSegment, SegmentId, Tier, Trust
from services.store import SearchFilter, Store, facets
from services.store.search_filter import written_by

APPS = ("Mail", "mail", "Editor", "")
SOURCES = ("screen", "chat", "note")
PEOPLE = ("", "Priya Sharma", "Dr. J. Sharma", "Ana")


def add(store: Store, dice: random.Random, count: int) -> list[SegmentId]:
    captures = [
        NewCapture(
            source=dice.choice(SOURCES),
            at_ms=dice.randrange(1_000),
            offset_min=0,
            trust=Trust.IMPORTED,
            segments=(NewSegment("words"), NewSegment("more words")),
            app=dice.choice(APPS),
            author=dice.choice(PEOPLE),
        )
        for _ in range(count)
    ]
    return [own for _, segments, _ in store.captures.add_many(captures) for own in segments]


FILTERS = [
    SearchFilter(),
    SearchFilter(from_ms=300),
    SearchFilter(to_ms=300, source="chat"),
    SearchFilter(from_ms=200, to_ms=800, app="MAIL"),
    SearchFilter(app="nobody's"),
    SearchFilter(person="sharma"),
    SearchFilter(person="priya SHARMA", tiers=(Tier.HOT,)),
    SearchFilter(person="...", tiers=(Tier.HOT,)),
    SearchFilter(tiers=(Tier.ARCHIVED, Tier.WARM)),
]


def by_database(store: Store, where: SearchFilter) -> list[SegmentId]:
    """As ``matching`` says it where it asks the database."""
    with store.database.write():
        return store.segments.matching(where, -1)


def agree(store: Store) -> None:
    for where in FILTERS:
        truth = by_database(store, where)
        assert store.segments.matching(where, -1) == truth
        assert store.segments.matching(where, 5) == truth[:5]
        mask = store.segments.allowed(where)
        assert {i for i, holds in enumerate(mask) if holds} == set(truth)


def test_memory_and_database_agree_through_changes(store: Store) -> None:
    dice = random.Random(3)
    agree(store)
    ids = add(store, dice, 40)
    agree(store)
    store.segments.set_tier(ids[::3], Tier.WARM)
    store.segments.set_tier(ids[::7], Tier.ARCHIVED)
    agree(store)
    store.segments.set_tier(ids[::7], Tier.HOT)
    last = [store.segments.many(ids[-2:])[own].capture_id for own in ids[-2:]]
    store.deletion.delete([*last, store.segments.many(ids[:1])[ids[0]].capture_id])
    agree(store)
    again = add(store, dice, 3)  # the ids of the last rows are given out again
    assert set(again) & set(ids)
    agree(store)


def test_what_is_rolled_back_was_never_there(store: Store) -> None:
    dice = random.Random(5)
    ids = add(store, dice, 4)

    def fail() -> None:
        with store.transaction():
            add(store, dice, 4)
            store.segments.set_tier(ids, Tier.WARM)
            assert len(store.segments.matching(SearchFilter(tiers=(Tier.WARM,)), -1)) == len(ids)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    agree(store)
    add(store, dice, 4)
    agree(store)


def test_a_large_library_is_asked_until_it_was_read(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(facets, "AT_ONCE", 10)
    monkeypatch.setattr(facets, "PAGE", 7)
    add(store, random.Random(1), 20)
    assert store.facets.mask(SearchFilter()) is None
    agree(store)
    store.facets.warm_up()
    assert store.facets.mask(SearchFilter()) is not None
    agree(store)


def test_a_person_is_named_by_all_their_words() -> None:
    for name, person in itertools.product(("Priya Sharma",), ("priya", "SHARMA priya", "Sharma")):
        assert written_by(name, person)
    assert not written_by("Priya Sharma", "Ana Sharma")
    assert not written_by("Priya Sharma", "")
    assert not written_by("", "priya")
