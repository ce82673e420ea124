"""Searches over a small real library: words, meaning, people, time, filters, and what can fail."""

import dataclasses
import time
from collections.abc import Callable, Sequence

import numpy as np
import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from services.clock import MINUTE_MS, ManualClock
from services.errors import UsageError
from services.index.embedder import MiniLmEmbedder, TokenVectors
from services.index.token_codes import codes_of
from services.index.vectors import VectorIndex
from services.records import Query, SearchResult, SegmentId, Tier
from services.retrieval import retriever as retriever_module
from services.retrieval.ranking import Candidates
from services.retrieval.retriever import CACHED_QUESTIONS, Retriever
from services.retrieval.search import NOT_EXACT, WORDS_ONLY
from services.retrieval.tokens import meanings
from services.retrieval.weights import CHOSEN
from services.settings import Settings
from services.store import SearchFilter, Store
from tests.unit.retrieval.library import DAY_MIN, NOW_MS, START_MS, Said, fill

LIBRARY = (
    Said("The roof over the kitchen leaks whenever it rains.", 0, "Priya", "house"),
    Said("Then let us call somebody to repair it this month.", 2, "Tom", "house"),
    Said("Fine. I asked for two offers already.", 4, "Priya", "house"),
    Said("The quarterly budget meeting moved to Thursday.", 8 * DAY_MIN, "Tom", "office"),
    Said("Plum jam needs no added pectin.", 9 * DAY_MIN, source="note"),
    Said("git rebase --interactive HEAD~3", 10 * DAY_MIN, app="Terminal", source="screen"),
    Said(
        "Turn the valve to the left.", 11 * DAY_MIN, source="file", heading="Boiler",
        title="manual.pdf",
    ),
    Said("I adopted a greyhound from the shelter.", 12 * DAY_MIN, "Priya", "pets"),
    Said("Budget of the choir trip: 400 euros.", 27 * DAY_MIN, app="Writer", source="screen"),
)  # fmt: skip


@pytest.fixture
def ids(store: Store, index: Callable[[], object]) -> list[SegmentId]:
    made = fill(store, *LIBRARY)
    index()
    return made


def texts(result: SearchResult) -> list[str]:
    return [hit.text for hit in result.hits]


def test_by_words(retriever: Retriever, ids: list[SegmentId]) -> None:
    result = retriever.search(Query("budget"))
    assert {hit.segment_id for hit in result.hits[:2]} == {ids[3], ids[8]}
    assert "words: budget" in result.hits[0].why
    assert result.ms > 0
    assert result.notice == ""
    scores = [hit.score for hit in result.hits]
    assert scores == sorted(scores, reverse=True)


def test_by_meaning_without_a_common_word(retriever: Retriever, ids: list[SegmentId]) -> None:
    result = retriever.search(Query("which pet joined the family?"))
    assert result.hits[0].segment_id == ids[7]
    assert "meaning" in result.hits[0].why


def test_by_person(retriever: Retriever, ids: list[SegmentId]) -> None:
    result = retriever.search(Query("what did Tom say about the roof?"))
    assert result.understood == ("people: Tom",)
    by_tom = next(hit for hit in result.hits if hit.segment_id == ids[1])
    assert "person: Tom" in by_tom.why
    assert {hit.segment_id for hit in result.hits[:3]} >= {ids[0], ids[1]}


def test_an_answer_beside_its_question_is_found(retriever: Retriever, ids: list[SegmentId]) -> None:
    first = [hit.segment_id for hit in retriever.search(Query("roof leaks")).hits]
    assert first.index(ids[1]) < 3


def test_by_time_named_in_the_question(retriever: Retriever, ids: list[SegmentId]) -> None:
    # the clock stands on Monday 2 March, 10:00; the choir's budget was seen yesterday
    result = retriever.search(Query("which budget did I see yesterday?"))
    assert result.hits[0].segment_id == ids[8]
    assert result.understood == ("time: Sunday 1 March 2026",)
    assert "time: Sunday 1 March 2026" in result.hits[0].why


def test_time_alone_lists_that_time(retriever: Retriever, ids: list[SegmentId]) -> None:
    result = retriever.search(Query("what did I do yesterday?"))
    assert [hit.segment_id for hit in result.hits] == [ids[8]]
    assert retriever.search(Query("what did I do today?")).hits == ()


def test_now_of_the_query_anchors_its_words(retriever: Retriever, ids: list[SegmentId]) -> None:
    weeks_later = NOW_MS + 21 * 24 * 60 * MINUTE_MS
    result = retriever.search(Query("what did I do last week?", now_ms=weeks_later, offset_min=60))
    assert result.hits == ()
    week_of_roof = START_MS + 2 * 24 * 60 * MINUTE_MS
    result = retriever.search(Query("what did I do this week?", now_ms=week_of_roof, offset_min=60))
    assert {hit.segment_id for hit in result.hits} == set(ids[:3])


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        (Query("budget", app="writer"), {8}),
        (Query("what about the trip", source="screen"), {5, 8}),
        (Query("pectin budget roof", source="note"), {4}),
        (Query("budget", to_ms=START_MS + 9 * DAY_MIN * MINUTE_MS), {0, 1, 2, 3}),
        (Query("roof", from_ms=START_MS + 10 * DAY_MIN * MINUTE_MS), {5, 6, 7, 8}),
        (Query("", source="screen"), {5, 8}),
        (Query("", from_ms=START_MS + 12 * DAY_MIN * MINUTE_MS), {7, 8}),
        (Query("budget", app="Nothing"), set()),
    ],
)
def test_filters_hold_for_every_hit(
    query: Query, expected: set[int], retriever: Retriever, ids: list[SegmentId]
) -> None:
    found = {hit.segment_id for hit in retriever.search(query).hits}
    assert found <= {ids[n] for n in expected}
    assert bool(found) == bool(expected)
    if not query.text:
        assert found == {ids[n] for n in expected}


def test_a_rare_filter_finds_by_meaning_too(
    store: Store, index: Callable[[], object], retriever: Retriever
) -> None:
    fill(store, *[Said(f"A dog named Rex, number {n}.", app="Big") for n in range(40)])
    (rare,) = fill(store, Said("Our hound sleeps a lot.", 1, app="Small"))
    index()
    result = retriever.search(Query("puppy", app="small"))
    assert [hit.segment_id for hit in result.hits] == [rare]


def test_a_filter_that_many_pass_is_applied_to_what_is_near(
    retriever: Retriever, ids: list[SegmentId]
) -> None:
    result = retriever.search(Query("which pet joined the family?", source="chat"))
    assert result.hits[0].segment_id == ids[7]
    assert {hit.source for hit in result.hits} == {"chat"}


def test_words_that_are_everywhere_are_left_out_of_a_large_library(
    retriever: Retriever, ids: list[SegmentId], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("services.retrieval.vocabulary.LARGE", 5)
    monkeypatch.setattr("services.retrieval.vocabulary.EVERYWHERE", 0.12)  # one of nine
    found = retriever.search(Query("budget pectin")).hits
    assert found[0].segment_id == ids[4]
    assert ids[3] in {hit.segment_id for hit in retriever.search(Query("budget")).hits}


def test_as_many_as_asked_for(retriever: Retriever, ids: list[SegmentId]) -> None:
    assert len(retriever.search(Query("budget roof jam valve", k=2)).hits) == 2


@pytest.mark.parametrize("query", [Query(""), Query("  \n"), Query("x", k=0), Query("x", k=10**6)])
def test_what_cannot_be_searched_is_said_clearly(query: Query, retriever: Retriever) -> None:
    with pytest.raises(UsageError):
        retriever.search(query)


def test_an_empty_library_has_no_hits(retriever: Retriever) -> None:
    assert retriever.search(Query("anything at all")).hits == ()


def test_quotes_alone_are_exact(retriever: Retriever, ids: list[SegmentId]) -> None:
    result = retriever.search(Query('"budget of the choir"'))
    # neighbours of the match may follow; it stands first, and no other budget is there
    assert result.hits[0].segment_id == ids[8]
    assert ids[3] not in {hit.segment_id for hit in result.hits}
    nothing = retriever.search(Query('"choir of the budget"'))
    assert NOT_EXACT in nothing.notice
    assert nothing.hits


def test_typing_finds_what_begins_so(retriever: Retriever, ids: list[SegmentId]) -> None:
    assert retriever.search(Query("greyh")).hits[0].segment_id == ids[7]


def test_duplicates_are_folded(
    store: Store, index: Callable[[], object], retriever: Retriever
) -> None:
    fill(store, *[Said("Remember the milk.", n * DAY_MIN) for n in range(4)])
    index()
    result = retriever.search(Query("milk"))
    assert texts(result) == ["Remember the milk."]
    assert "seen 4 times" in result.hits[0].why


def test_faded_memories_rank_lower_and_can_be_left_out(
    store: Store, index: Callable[[], object], retriever: Retriever, settings: list[Settings],
    ids: list[SegmentId],
) -> None:  # fmt: skip
    store.segments.set_tier([ids[3]], Tier.WARM)
    index()
    result = retriever.search(Query("quarterly budget"))
    faded = next(hit for hit in result.hits if hit.segment_id == ids[3])
    assert faded.tier is Tier.WARM
    settings[0] = settings[0].with_value("memory.search_warm", False)
    result = retriever.search(Query("quarterly budget"))
    assert ids[3] not in {hit.segment_id for hit in result.hits}


def test_what_faded_with_its_codes_is_still_compared_by_meaning(
    store: Store, index: Callable[[], object], retriever: Retriever, embedder: MiniLmEmbedder,
    ids: list[SegmentId],
) -> None:  # fmt: skip
    index()
    question = "quarterly budget"
    before = retriever.search(Query(question)).hits[0]
    store.segments.set_tier([before.segment_id], Tier.WARM)
    index()
    assert before.segment_id in store.tokens.of(ids, embedder.model_id)
    after = retriever.search(Query(question)).hits[0]
    assert (after.segment_id, after.tier) == (before.segment_id, Tier.WARM)
    assert after.score == pytest.approx(before.score, rel=0.1)
    store.segments.set_tier([before.segment_id], Tier.ARCHIVED)
    index()
    assert before.segment_id not in store.tokens.of(ids, embedder.model_id)


def test_what_words_alone_found_is_compared_by_meaning_too(
    retriever: Retriever, ids: list[SegmentId], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Beyond the nearest few a memory is not far: its own nearness counts, not none."""
    monkeypatch.setattr(retriever_module, "CANDIDATES", 1)
    found = Candidates()
    retriever.by_meaning("somebody mends the roof", SearchFilter(), found)
    found.words += [(ids[4], 1.0), (ids[7], 0.5)]
    retriever.complete_meaning("somebody mends the roof", found)
    for near in (found.meaning, found.meaning_window):
        own = [own for own, _ in near]
        assert len(own) == len(set(own))
        assert set(own) == found.ids() > {ids[4], ids[7]}
        assert max(near, key=lambda one: one[1]) == near[0]


def test_who_when_and_where_count_before_the_best_are_chosen(
    retriever: Retriever, ids: list[SegmentId]
) -> None:
    search = retriever._read(Query("Tom's budget in the terminal yesterday"), NOW_MS, 60)
    favoured = search._favoured(dict.fromkeys(ids, 1.0))
    raised = dict.fromkeys((ids[1], ids[3]), CHOSEN.person)
    raised |= {ids[5]: CHOSEN.in_place, ids[8]: CHOSEN.in_time}
    assert favoured == dict.fromkeys(ids, 1.0) | raised


def test_signs_of_tokens_point_where_the_vector_did(embedder: MiniLmEmbedder) -> None:
    texts = [
        "The dental crown costs 640 euros.", "We planted beans in the garden.",
        "The train to Ghent is late again.", "Her violin lesson moved to Thursday.",
    ]  # fmt: skip
    whole = embedder.embed(["What do I pay the dentist?"])[0]
    read = embedder.embed_tokens(texts)
    codes = {SegmentId(n): codes_of(text) for n, text in enumerate(read, 1)}
    found = meanings(whole, codes, {own: (own,) for own in codes})
    assert all(alone == window for _, alone, window in found)
    told = [alone for _, alone, _ in found]
    known = [float(text.whole @ whole) for text in read]
    assert np.argmax(told) == np.argmax(known) == 0
    assert np.corrcoef(told, known)[0, 1] > 0.9
    assert meanings(whole, {}, {SegmentId(1): (SegmentId(1),)}) == []


def test_a_faded_memory_that_says_it_comes_before_vivid_ones_that_do_not(
    store: Store, index: Callable[[], object], retriever: Retriever
) -> None:
    vivid = [
        "The dentist was kind.",
        "My tooth is fine again.",
        "I brush my teeth twice a day.",
        "The clinic has a new waiting room.",
    ]
    said = [Said("The dental crown costs 640 and is paid in two parts."), *map(Said, vivid)]
    own, *others = fill(store, *(dataclasses.replace(one, thread=one.text) for one in said))
    store.segments.set_tier([own], Tier.WARM)
    index()
    hits = retriever.search(Query("How much does the crown cost in two parts?")).hits
    assert hits[0].segment_id == own
    assert {hit.segment_id for hit in hits} >= {*others}  # near in meaning, and below


def test_archived_memories_only_in_a_deep_search(
    store: Store, index: Callable[[], object], retriever: Retriever, ids: list[SegmentId]
) -> None:
    store.segments.set_tier([ids[4], ids[5]], Tier.ARCHIVED)
    index()
    assert ids[4] not in {hit.segment_id for hit in retriever.search(Query("plum jam")).hits}
    deep = retriever.search(Query("plum jam", deep=True))
    assert deep.hits[0].segment_id == ids[4]
    assert deep.hits[0].text == "Plum jam needs no added pectin."
    assert "words: plum, jam" in deep.hits[0].why
    elsewhere = retriever.search(Query("jam", deep=True, source="screen")).hits
    assert ids[4] not in {hit.segment_id for hit in elsewhere}
    exact = retriever.search(Query('"plum jam needs"', deep=True))
    assert exact.hits[0].segment_id == ids[4]


def test_strength_counts_unless_a_date_is_named(
    store: Store, index: Callable[[], object], retriever: Retriever, clock: ManualClock
) -> None:
    old, new = fill(
        store, Said("Tulips in the garden.", 0), Said("Tulips in the garden!", 27 * DAY_MIN, "Ada")
    )
    index()
    ranked = [hit.segment_id for hit in retriever.search(Query("tulips garden")).hits]
    assert ranked == [new, old]
    hits = {hit.segment_id: hit for hit in retriever.search(Query("tulips garden")).hits}
    assert 0 < hits[old].strength < hits[new].strength < 1
    dated = retriever.search(Query("tulips in the garden in February 2026"))
    by_id = {hit.segment_id: hit for hit in dated.hits}
    assert by_id[old].score == pytest.approx(CHOSEN.in_time * by_id[new].score, rel=0.35)


@pytest.mark.parametrize("missing", ["embedder", "vectors", "closed"])
def test_without_meaning_words_still_find_and_say_so(
    missing: str,
    store: Store,
    embedder: MiniLmEmbedder,
    vectors: VectorIndex,
    clock: ManualClock,
    ids: list[SegmentId],
) -> None:
    if missing == "closed":
        vectors.close()
    retriever = Retriever(
        store,
        None if missing == "embedder" else embedder,
        None if missing == "vectors" else vectors,
        clock,
        Settings,
    )
    result = retriever.search(Query("budget meeting"))
    assert result.hits[0].segment_id == ids[3]
    assert WORDS_ONLY in result.notice


def test_the_index_speaks_through_the_notice(
    retriever: Retriever, vectors: VectorIndex, ids: list[SegmentId]
) -> None:
    vectors.notice = "being set up again"
    assert retriever.search(Query("budget")).notice == "being set up again"


def test_questions_are_embedded_once_and_forgotten(
    retriever: Retriever, embedder: MiniLmEmbedder, ids: list[SegmentId],
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    asked: list[str] = []
    real = embedder.embed_tokens

    def note(texts: Sequence[str]) -> list[TokenVectors]:
        asked.extend(texts)
        return real(texts)

    monkeypatch.setattr(embedder, "embed_tokens", note)
    for _ in range(3):
        retriever.search(Query("roof"))
    assert asked == ["roof"]
    for n in range(CACHED_QUESTIONS):
        retriever.search(Query(f"roof {n}"))
    retriever.search(Query("roof"))
    assert asked.count("roof") == 2
    retriever.forget_questions()
    retriever.search(Query("roof"))
    assert asked.count("roof") == 3


NASTY = st.one_of(
    st.text(max_size=60),
    st.sampled_from(
        [
            '"', '""', "'", "a", "*", "NEAR(a b)", "a AND", "OR", "text:x", "-x", "^a", "(", "a*",
            "{a b}:c", "\x00", "\ud800", "a\x00b", '"a" "', "“”", "📷", "日本語 テスト", "NOT",
            "a + b", "COLUMN : y",
        ]
    ),
)  # fmt: skip


@pytest.fixture
def words_only(store: Store, clock: ManualClock) -> Retriever:
    fill(store, *LIBRARY)
    return Retriever(store, None, None, clock, Settings)


@given(st.lists(NASTY, min_size=1, max_size=5))
@hypothesis_settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_nothing_typed_can_break_a_search(words_only: Retriever, pieces: list[str]) -> None:
    try:
        words_only.search(Query(" ".join(pieces)))
    except UsageError as error:
        assert error.message  # noqa: PT017 - either outcome is right


def test_ten_thousand_words_are_a_question_like_any_other(
    retriever: Retriever, ids: list[SegmentId]
) -> None:
    start = time.perf_counter()
    result = retriever.search(Query("budget meeting " + "lorem ipsum dolor " * 10_000))
    assert ids[3] in {hit.segment_id for hit in result.hits[:2]}
    assert time.perf_counter() - start < 5


def test_headings_and_titles_are_words_too(retriever: Retriever, ids: list[SegmentId]) -> None:
    assert retriever.search(Query("boiler manual")).hits[0].segment_id == ids[6]
