"""What retrieval asks of the store beyond words: filters by themselves, and who wrote."""

from services.records import SegmentId, Tier
from services.store import SearchFilter, Store
from tests.unit.retrieval.library import Said, fill


def test_filters_alone_and_among_ids(store: Store) -> None:
    ids = fill(
        store,
        Said("one", at_min=1, app="Mail"),
        Said("two", at_min=2, app="mail"),
        Said("three", at_min=3, source="note"),
    )
    every = SearchFilter()
    assert store.segments.matching(every, 10) == ids[::-1]
    assert store.segments.matching(every, 2) == ids[:0:-1]
    assert store.segments.matching(SearchFilter(app="MAIL"), 10) == [ids[1], ids[0]]
    assert store.segments.matching(SearchFilter(app="mail"), 10, among=[ids[0], ids[2]]) == [ids[0]]
    assert store.segments.matching(SearchFilter(source="note"), 10, among=[]) == []
    store.segments.set_tier(ids[:1], Tier.WARM)
    assert store.segments.matching(SearchFilter(tiers=(Tier.WARM,)), 10) == [ids[0]]
    assert store.segments.matching(every, 10, among=[SegmentId(10**6)]) == []


def test_who_wrote(store: Store) -> None:
    fill(store, Said("a", author="Ada"), Said("b", author="Bo"), Said("c", author="Bo"), Said("d"))
    assert store.captures.authors(5) == ["Bo", "Ada"]
    assert store.captures.authors(1) == ["Bo"]
