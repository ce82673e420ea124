"""Places, wishes and scripts in a real search, search while one types, and input made to break."""

import dataclasses
from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from services.clock import ManualClock
from services.errors import UsageError
from services.records import Query, SearchResult, SegmentId
from services.retrieval import Retriever
from services.settings import Settings
from services.store import Store
from tests.unit.retrieval.library import DAY_MIN, Said, fill

LIBRARY = (
    Said("Harbour fees rise to 40 euros.", 0, source="file", title="fees.pdf"),
    Said(
        "Harbour fees rise, says the notice.", DAY_MIN, app="Firefox", title="Port", source="screen"
    ),
    Said("cat fees.txt: harbour fees rise", 2 * DAY_MIN, app="xterm", title="~", source="screen"),
    Said("Did you hear? Harbour fees rise.", 3 * DAY_MIN, "Priya", "chat one", app="Signal"),
    Said("Soup with onions and leek.", 4 * DAY_MIN, source="note"),
    Said("Soup of pumpkin.", 5 * DAY_MIN, source="note"),
    Said("Offer for the boat shed: 900 euros.", 6 * DAY_MIN, "Tom", "a", source="mail"),
    Said("Offer for the boat shed: 1100 euros.", 16 * DAY_MIN, "Tom", "b", source="mail"),
    Said("我们下周二去东京看樱花", 7 * DAY_MIN, source="note"),
    Said("他的电话号码在桌子上", 8 * DAY_MIN, source="note"),
    Said("The regatta starts at the old lighthouse.", 9 * DAY_MIN, source="note"),
)  # fmt: skip


@pytest.fixture
def ids(store: Store, index: Callable[[], object]) -> list[SegmentId]:
    made = fill(store, *LIBRARY)
    index()
    return made


@pytest.mark.parametrize(
    ("asked", "at", "place"),
    [
        ("the PDF about harbour fees", 0, "PDF files"),
        ("what did I read on a web page about harbour fees", 1, "web pages"),
        ("harbour fees in the terminal", 2, "terminal"),
        ("harbour fees in the chat", 3, "chats"),
        ("Hafengebühren harbour fees im Terminal", 2, "terminal"),
        ("harbour fees in Firefox", 1, "Firefox"),
    ],
)
def test_a_place_ranks_and_is_told(
    asked: str, at: int, place: str, retriever: Retriever, ids: list[SegmentId]
) -> None:
    result = retriever.search(Query(asked))
    assert result.hits[0].segment_id == ids[at]
    assert f"place: {place}" in result.hits[0].why
    assert f"place: {place}" in result.understood


def test_a_place_alone_lists_what_was_seen_there(
    retriever: Retriever, ids: list[SegmentId]
) -> None:
    hits = retriever.search(Query("in the terminal")).hits
    assert [hit.segment_id for hit in hits] == [ids[2]]


def test_a_filter_of_the_query_beats_a_place_of_the_question(
    retriever: Retriever, ids: list[SegmentId]
) -> None:
    hits = retriever.search(Query("harbour fees in the terminal", source="chat")).hits
    assert {hit.source for hit in hits} == {"chat"}


def test_a_minus_excludes_and_without_lowers(retriever: Retriever, ids: list[SegmentId]) -> None:
    result = retriever.search(Query("soup -onion"))
    assert ids[4] not in {hit.segment_id for hit in result.hits}
    assert "without: onion" in result.understood
    lowered = [hit.segment_id for hit in retriever.search(Query("soup without onions")).hits]
    assert lowered.index(ids[5]) < lowered.index(ids[4])


@pytest.mark.parametrize(
    ("asked", "first"),
    [("the latest offer for the boat shed", 7), ("the earliest offer for the boat shed", 6)],
)
def test_first_and_latest(
    asked: str, first: int, retriever: Retriever, ids: list[SegmentId]
) -> None:
    assert retriever.search(Query(asked)).hits[0].segment_id == ids[first]


@pytest.mark.parametrize(
    ("asked", "at"), [("东京", 8), ("什么时候去东京？", 8), ("电话", 9), ('"看樱花"', 8)]
)
def test_a_piece_of_a_chinese_clause_is_found(
    asked: str, at: int, retriever: Retriever, ids: list[SegmentId]
) -> None:
    result = retriever.search(Query(asked))
    assert result.hits[0].segment_id == ids[at]
    assert any(reason.startswith("words: ") for reason in result.hits[0].why)


@pytest.mark.parametrize(
    "asked", ["regatta lighthouse", "offer for the boat shed", "soup with onions", "pumpkin soup"]
)
def test_hits_stay_stable_while_typing(
    asked: str, retriever: Retriever, ids: list[SegmentId]
) -> None:
    """The first hit changes at most once a word, and once right it stays."""
    tops = []
    for end in range(3, len(asked) + 1):
        hits = retriever.search(Query(asked[:end], k=3)).hits
        tops.append(hits[0].segment_id if hits else None)
    changes = [at for at in range(1, len(tops)) if tops[at] != tops[at - 1]]
    assert len(changes) <= len(asked.split())
    last_word = asked.rindex(" ") + 1 - 3
    assert all(top == tops[-1] for top in tops[last_word + 3 :])


_FIELD = st.one_of(
    st.text(max_size=40),
    st.sampled_from(
        ["'; DROP TABLE segment; --", '" OR "', "text:a", "NEAR(a b, 3)", "* OR *", "a*b^2", "-",
         "--", "-x -y", "(((", "{a}:b", "\x00\x1b[31m", "\ud800", "%s%n{}", "🜁🜂", "۱۲۳", "日",
         "in the terminal", "without", "without the", "before", "between and", "31 February 2026",
         "on 99.99.9999", "the 0th of May", "999 weeks before Easter 9999", "in der Konsole"]
    ),
)  # fmt: skip


@pytest.fixture
def small(
    store: Store, clock: ManualClock, index: Callable[[], object], retriever: Retriever
) -> Retriever:
    fill(store, *LIBRARY)
    index()
    return retriever


@given(
    st.lists(_FIELD, min_size=1, max_size=4),
    st.one_of(st.none(), _FIELD),
    st.one_of(st.none(), _FIELD),
    st.one_of(st.none(), st.integers(-(2**62), 2**62)),
    st.one_of(st.none(), st.integers(-(2**62), 2**62)),
    st.booleans(),
    st.one_of(st.none(), _FIELD),
)
@hypothesis_settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40, deadline=None
)
def test_no_field_can_break_a_search(
    small: Retriever,
    pieces: list[str],
    app: str | None,
    source: str | None,
    start_ms: int | None,
    end_ms: int | None,
    deep: bool,
    person: str | None,
) -> None:
    query = Query(" ".join(pieces), 5, start_ms, end_ms, app, source, deep, person=person)
    try:
        result = small.search(query)
    except UsageError as error:
        assert error.message  # noqa: PT017 - a clear sentence is right too
        return
    assert len(result.hits) <= 5
    assert all(hit.why for hit in result.hits)


def test_words_alone_answer_wishes_and_places_too(store: Store, clock: ManualClock) -> None:
    fill(store, *LIBRARY)
    retriever = Retriever(store, None, None, clock, Settings)
    result: SearchResult = retriever.search(Query("harbour fees in the terminal -notice"))
    assert result.hits[0].app == "xterm"
    assert all("notice" not in hit.text for hit in result.hits)
    assert dataclasses.asdict(result)["notice"]
