"""Questions that need two memories: taken apart, or followed from one to the next."""

import dataclasses
from collections.abc import Callable

import pytest

from services.records import Hit, Query, SegmentId
from services.retrieval import Retriever
from services.retrieval.hops import bridge_of, merged, parts_of
from services.store import Store
from tests.unit.retrieval.library import DAY_MIN, Said, fill


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Where are the keys kept, and what would the roof cost?",
         ["Where are the keys kept", "what would the roof cost?"]),
        ("Wo liegen die Schlüssel und was kostet das Dach?",
         ["Wo liegen die Schlüssel", "was kostet das Dach?"]),
        ("When is the eye test? Who has the records?",
         ["When is the eye test", "Who has the records?"]),
        ("What is the matter with the boiler, and by what date must we cancel the lease?",
         ["What is the matter with the boiler", "by what date must we cancel the lease?"]),
        ("Wer hat die Schlüssel und bis wann gilt der Vertrag?",
         ["Wer hat die Schlüssel", "bis wann gilt der Vertrag?"]),
        ("Why and until when was the outing delayed?", []),
        ("bread and butter", []),
        ("What did Tom say and why?", []),
        ("", []),
    ],
)  # fmt: skip
def test_parts(text: str, parts: list[str]) -> None:
    assert parts_of(text) == parts


def test_bridges() -> None:
    found = bridge_of("What animal lives with the one who plays the cello?")
    assert found is not None
    assert found.clause == "plays the cello"
    assert found.about("Ines") == "What animal lives with Ines?"
    open_end = bridge_of("Who is the person hired as night nurse?")
    assert open_end is not None
    assert open_end.about("Noor") == "Who is Noor hired as night nurse?"
    assert bridge_of("Was isst der Kollege, der Cello spielt?") is not None
    assert bridge_of("what did Tom say about the budget?") is None


@pytest.fixture
def ids(store: Store, index: Callable[[], object]) -> list[SegmentId]:
    small_talk = [Said(f"See you on the {n}th.", n * DAY_MIN, "Tom", f"t{n}") for n in range(4, 12)]
    made = fill(
        store,
        Said("My first cello lesson was a disaster.", 0, "Ines", "music"),
        Said("The tortoise ate all of my salad.", DAY_MIN, "Ines", "home"),
        Said("My parrot talks in his sleep.", DAY_MIN, "Marek", "animals"),
        Said("The spare keys lie in cupboard seven.", 2 * DAY_MIN, source="note"),
        Said("A new roof would come to 9000 euros.", 3 * DAY_MIN, source="mail"),
        *small_talk,
    )
    index()
    return made


def test_a_second_step_leads_from_the_description_to_the_person(
    retriever: Retriever, ids: list[SegmentId]
) -> None:
    result = retriever.search(Query("What animal lives with the one who plays the cello?", k=5))
    order = [hit.segment_id for hit in result.hits]
    assert {ids[0], ids[1]} <= set(order[:3])
    assert order.index(ids[1]) < order.index(ids[2])
    tortoise = result.hits[order.index(ids[1])]
    assert "second step: Ines" in tortoise.why


def test_a_part_with_many_near_answers_leaves_room_for_the_other(
    retriever: Retriever, ids: list[SegmentId]
) -> None:
    hits = retriever.load(ids)

    def listed(*scores: float, start: int) -> list[Hit]:
        own = ids[start : start + len(scores)]
        return [
            dataclasses.replace(hits[i], score=score) for i, score in zip(own, scores, strict=True)
        ]

    crowd, steep = listed(1.0, 0.99, 0.98, 0.97, 0.96, start=0), listed(2.0, 1.5, start=6)
    order = [hit.segment_id for hit in merged([(crowd, 1.0), (steep, 1.0)], by_place=True)]
    assert order.index(ids[7]) == 4
    plain = [hit.segment_id for hit in merged([(crowd, 1.0), (steep, 1.0)])]
    assert plain.index(ids[7]) == 6


def test_both_parts_of_a_question_are_answered(retriever: Retriever, ids: list[SegmentId]) -> None:
    asked = "Where are the spare keys kept, and what would a new roof cost?"
    first = [hit.segment_id for hit in retriever.search(Query(asked, k=5)).hits[:2]]
    assert set(first) == {ids[3], ids[4]}
