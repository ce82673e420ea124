"""While one types, words alone are searched: quick, and of what a whole search finds by them."""

from collections.abc import Callable

from services.records import Query
from services.retrieval.retriever import Retriever
from services.store import Store
from tests.unit.retrieval.library import Said, fill

LIBRARY = (
    Said("The roof over the kitchen leaks whenever it rains.", 0, "Priya", "house"),
    Said("The quarterly budget meeting moved to Thursday.", 8, "Tom", "office"),
    Said("I adopted a greyhound from the shelter.", 12, "Priya", "pets"),
    Said("Budget of the choir trip: 400 euros.", 27, app="Writer", source="screen"),
)


def test_a_brief_search_finds_by_words_and_not_by_meaning(
    retriever: Retriever, store: Store, index: Callable[[], object]
) -> None:
    made = fill(store, *LIBRARY)
    index()
    retriever.warm_up()
    found = retriever.search(Query("budget", brief=True))
    assert {hit.segment_id for hit in found.hits} == {made[1], made[3]}
    assert all("words: budget" in hit.why for hit in found.hits)
    assert found.notice == ""
    begun = retriever.search(Query("greyh", brief=True))
    assert [hit.segment_id for hit in begun.hits] == [made[2]]
    meant = "a dog"
    assert made[2] not in {
        hit.segment_id for hit in retriever.search(Query(meant, brief=True)).hits
    }
    assert retriever.search(Query(meant)).hits[0].segment_id == made[2]


def test_filters_hold_for_a_brief_search(
    retriever: Retriever, store: Store, index: Callable[[], object]
) -> None:
    made = fill(store, *LIBRARY)
    index()
    found = retriever.search(Query("budget", app="Writer", brief=True))
    assert [hit.segment_id for hit in found.hits] == [made[3]]
