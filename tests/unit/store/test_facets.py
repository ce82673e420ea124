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


def test_columns_read_whole_hold_what_rows_hold(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(facets, "AT_ONCE", 10)
    monkeypatch.setattr(facets, "PAGE", 7)
    dice = random.Random(2)
    ids = add(store, dice, 60)
    store.segments.set_tier(ids[::4], Tier.WARM)
    store.segments.set_tier(ids[::9], Tier.ARCHIVED)
    gone = store.segments.many(ids[5:60:11]).values()
    store.deletion.delete([one.capture_id for one in gone])
    store.facets.warm_up()
    agree(store)
    added = add(store, dice, 5)
    store.segments.set_tier([*ids[:2], *added[:3]], Tier.WARM)
    store.deletion.delete([store.segments.many(added[-1:])[added[-1]].capture_id])
    agree(store)


def test_what_changes_while_columns_are_read_is_read_again(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(facets, "AT_ONCE", 10)
    dice = random.Random(4)
    ids = add(store, dice, 30)
    real = facets._read_whole

    def amid(*given: object) -> None:
        real(*given)  # type: ignore[arg-type]
        store.segments.set_tier(ids[3:9], Tier.WARM)
        store.deletion.delete([store.segments.many(ids[:1])[ids[0]].capture_id])
        add(store, dice, 2)

    monkeypatch.setattr(facets, "_read_whole", amid)
    store.facets.warm_up()
    agree(store)


def test_more_names_than_a_byte_tells_apart(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(facets, "AT_ONCE", 10)
    captures = [
        NewCapture(
            source="chat",
            at_ms=n,
            offset_min=0,
            trust=Trust.IMPORTED,
            segments=(NewSegment("words"),),
            app="Chat",
            author=f"Person {n}",
        )
        for n in range(300)
    ]
    store.captures.add_many(captures[:280])
    store.facets.warm_up()
    store.captures.add_many(captures[280:])
    for n in (0, 255, 256, 279, 299):
        where = SearchFilter(person=f"Person {n}")
        assert store.segments.matching(where, -1) == by_database(store, where)
        assert len(store.segments.matching(where, -1)) == 1


def test_a_person_is_named_by_all_their_words() -> None:
    for name, person in itertools.product(("Priya Sharma",), ("priya", "SHARMA priya", "Sharma")):
        assert written_by(name, person)
    assert not written_by("Priya Sharma", "Ana Sharma")
    assert not written_by("Priya Sharma", "")
    assert not written_by("", "priya")
