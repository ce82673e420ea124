"""Words are found as stored now, in a segment or around it, under every filter."""

import dataclasses
from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from services.errors import UsageError
from services.records import CaptureId, SegmentId, Tier, Trust
from services.store import NewDocument, SearchFilter, Store, phrase
from services.store.store import RESPACE
from tests.support.storing import START_MS, capture, like
from tests.support.temporary import TemporaryStore


def found(store: Store, expression: str, where: SearchFilter | None = None) -> list[SegmentId]:
    return [own for own, _ in store.words.search(expression, 50, where=where)]


def test_the_better_match_comes_first_with_the_higher_score(store: Store) -> None:
    store.captures.add(capture("a heron and a heron again"))
    store.captures.add(capture("a heron, and much else besides that has nothing to do with birds"))
    store.captures.add_many([capture(f"nothing of the kind {i}") for i in range(20)])
    results = store.words.search("heron", 9)
    assert [own for own, _ in results] == [1, 2]
    assert results[0][1] > results[1][1] > 0
    assert store.words.search("heron", 1) == results[:1]


def test_words_are_stemmed_and_accents_do_not_matter(store: Store) -> None:
    store.captures.add(capture("Walking past the CAFÉ"))
    assert found(store, "walked") == found(store, "cafe") == [1]


def test_context_is_searched_at_a_lower_weight(store: Store) -> None:
    document = store.documents.add(NewDocument("/home/u/wading-birds.txt", "h", 1, 2, "", "x"))
    shape = dataclasses.replace(
        like("file", Trust.FILE, app="Reader", title="Storks", author="Ada", thread="marsh"),
        document_id=document,
    )
    store.captures.add(capture("plain text", like=shape))
    store.captures.add(capture("storks in the text itself"))
    store.captures.add_many([capture(f"filler {i}") for i in range(20)])
    for word in ("reader", "storks", "ada", "marsh", "wading", "birds"):
        assert SegmentId(1) in found(store, word)
    assert found(store, "home") == []
    assert found(store, "stork") == [2, 1]
    heavy = store.words.search("stork", 9, weights=(0.1, 10.0))
    assert [own for own, _ in heavy] == [1, 2]


def test_a_window_holds_the_words_before_and_after(store: Store) -> None:
    thread = like("chat", Trust.IMPORTED, thread="t")
    store.captures.add(capture("alpha", at=0, like=thread))
    store.captures.add(capture("gamma", at=20, like=thread))
    both = 'alpha AND "gamma"'
    assert len(store.words.search(both, 9, window=True)) == 2
    store.captures.add(capture("beta", at=10, like=thread))
    assert [own for own, _ in store.words.search(both, 9, window=True)] == [3]
    assert found(store, both) == []


def test_filters(store: Store) -> None:
    store.captures.add(capture("heron", at=0, like=like(app="Mail")))
    store.captures.add(capture("heron", at=10, like=like("chat", Trust.IMPORTED, app="Chat")))
    store.captures.add(capture("heron", at=20))
    store.segments.set_tier([SegmentId(3)], Tier.WARM)

    def ids(**values: object) -> set[int]:
        where = dataclasses.replace(SearchFilter(), **values)  # type: ignore[arg-type]
        plain = set(found(store, "heron", where))
        window = store.words.search("heron", 9, window=True, where=where)
        assert {own for own, _ in window} == plain
        return {int(own) for own in plain}

    assert ids() == {1, 2, 3}
    assert ids(from_ms=START_MS + 10_000) == {2, 3}
    assert ids(to_ms=START_MS + 10_000) == {1}
    assert ids(app="mail") == {1}
    assert ids(source="chat") == {2}
    assert ids(tiers=(Tier.WARM,)) == {3}
    assert ids(tiers=(Tier.HOT,), app="Chat", from_ms=START_MS) == {2}


@given(text=st.text(max_size=40))
@settings(max_examples=100)
def test_any_text_can_be_asked_for_as_a_phrase(shared_words: Store, text: str) -> None:
    shared_words.words.search(phrase(text), 5)


@pytest.fixture(scope="module")
def shared_words() -> Iterator[Store]:
    """One store for the many examples of a property."""
    library = TemporaryStore()
    library.store.captures.add(capture("a few words"))
    yield library.store
    library.close()


def test_a_broken_expression_is_told(store: Store) -> None:
    for broken in ("heron AND", '"heron', "heron OR OR stork", ""):
        with pytest.raises(UsageError, match="cannot be understood"):
            store.words.search(broken, 5)


def test_document_frequency_counts_segments(store: Store) -> None:
    store.captures.add(capture("the heron heron", "herons and storks", "nothing"))
    words = ["heron", "storks", "eagle", "heron heron", '"', " "]
    expected = {"heron": 2, "storks": 1, "eagle": 0, "heron heron": 1, '"': 0, " ": 0}
    assert store.words.document_frequency(words) == expected
    assert store.words.total() == 3


def test_check_finds_what_is_out_of_line_and_rebuild_mends_it(store: Store) -> None:
    thread = like("chat", Trust.IMPORTED, thread="t")
    store.captures.add_many([capture(f"word{i}", at=i, like=thread) for i in range(5)])
    store.segments.set_tier([SegmentId(5)], Tier.ARCHIVED)
    with store.database.write() as connection:
        connection.execute("DELETE FROM segment_words WHERE rowid = 1")
        connection.execute("INSERT INTO window_words (rowid, text) VALUES (99, 'ghost')")
    assert store.words.check() == [
        "segment_words: 1 segments are missing",
        "window_words: 1 rows have no segment",
    ]
    assert store.check() == store.words.check()
    assert store.words.rebuild() == 4
    assert store.words.check() == []
    assert found(store, "word0") == [1]
    window = store.words.search("word2 AND word3", 9, window=True)
    assert {own for own, _ in window} == {3, 4}


WORDS = ["heron", "stork", "crane", "ibis", "egret"]


class WordsStayInLine(RuleBasedStateMachine):
    """Whatever happens to segments, the indexes answer as ones made anew would."""

    def __init__(self) -> None:
        super().__init__()
        self.library = TemporaryStore()
        self.store = self.library.store

    def teardown(self) -> None:
        self.library.close()

    def answers(self) -> list[set[SegmentId]]:
        return [
            {own for own, _ in self.store.words.search(word, 500, window=window)}
            for word in WORDS
            for window in (False, True)
        ]

    @rule(
        texts=st.lists(st.sampled_from(WORDS), min_size=1, max_size=3),
        at=st.integers(0, 30),
        thread=st.sampled_from(["", "t1", "t2"]),
        app=st.sampled_from(["", "Editor"]),
    )
    def add(self, texts: list[str], at: int, thread: str, app: str) -> None:
        shape = like("chat", Trust.IMPORTED, thread=thread, app=app)
        self.store.captures.add(capture(*texts, at=at * 60, like=shape))

    @rule(number=st.integers(1, 20), tier=st.sampled_from(list(Tier)))
    def move(self, number: int, tier: Tier) -> None:
        self.store.segments.set_tier([SegmentId(number), SegmentId(number + 2)], tier)

    @rule(number=st.integers(1, 20))
    def delete(self, number: int) -> None:
        self.store.deletion.delete([CaptureId(number)])

    @invariant()
    def as_if_made_anew(self) -> None:
        before = self.answers()
        assert self.store.words.check() == []
        self.store.words.rebuild()
        assert self.answers() == before


TestWordsStayInLine = WordsStayInLine.TestCase
TestWordsStayInLine.settings = settings(max_examples=12, stateful_step_count=12, deadline=None)


def test_pieces_of_scripts_without_spaces_are_found(store: Store) -> None:
    store.captures.add_many(
        [capture("我们去东京看樱花"), capture("京东是一家公司"), capture("plain")]
    )
    assert found(store, phrase("东京")) == [1]
    assert found(store, phrase("看樱花")) == [1]
    assert found(store, phrase("京")) in ([1, 2], [2, 1])


def test_an_older_library_has_those_scripts_indexed_anew(store: Store) -> None:
    store.captures.add_many([capture("我们去东京看樱花"), capture("plain words")])
    with store.database.write() as connection:  # as an older program wrote it: one word a clause
        for table in ("segment_words", "window_words"):
            connection.execute(f"DELETE FROM {table} WHERE rowid = 1")
    connection_text = "我们去东京看樱花"
    with store.database.write() as connection:
        connection.execute(
            "INSERT INTO segment_words (rowid, text, context) VALUES (1, ?, '')", (connection_text,)
        )
        connection.execute(
            "INSERT INTO window_words (rowid, text) VALUES (1, ?)", (connection_text,)
        )
    assert found(store, phrase("东京")) == []
    store.finish_upgrade()  # nothing was upgraded: nothing is done
    assert found(store, phrase("东京")) == []
    store.flags.set(RESPACE, "")
    store.finish_upgrade()
    assert found(store, phrase("东京")) == [1]
    assert store.words.search(phrase("东京"), 5, window=True)
    assert store.flags.get(RESPACE) is None
    assert store.words.check() == []


def test_those_that_match_among_some(store: Store) -> None:
    store.captures.add_many([capture("a heron"), capture("a stork"), capture("herons")])
    every = [SegmentId(n) for n in (1, 2, 3)]
    assert store.words.holding(phrase("heron"), every) == {1, 3}
    assert store.words.holding(phrase("heron"), every[1:2]) == set()
    assert store.words.holding(phrase("heron"), []) == set()
