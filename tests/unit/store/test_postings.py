"""Words in a large library: the same hits as FTS5's own ranking, filters held, changes followed."""

import random

import pytest

from services.records import NewCapture, NewSegment, SegmentId, Tier, Trust
from services.store import SearchFilter, Store, phrase, postings, words
from services.store.database import Connection
from services.store.postings import atoms

VOCABULARY = [f"word{n}" for n in range(300)]


@pytest.fixture
def large(store: Store, monkeypatch: pytest.MonkeyPatch) -> Store:
    """A library that counts as large, 400 segments of Zipfian words."""
    monkeypatch.setattr(words, "LARGE", 100)
    dice = random.Random(8)
    weights = [1 / (n + 1) for n in range(len(VOCABULARY))]
    add(store, [dice.choices(VOCABULARY, weights, k=dice.randrange(4, 30)) for _ in range(400)])
    return store


def add(store: Store, texts: list[list[str]], app: str = "", start: int = 0) -> list[SegmentId]:
    added = store.captures.add_many(
        [
            NewCapture(
                source="chat",
                at_ms=n * 1000,
                offset_min=0,
                trust=Trust.IMPORTED,
                segments=(NewSegment(" ".join(dict.fromkeys(text))),),
                app=app or f"app{n % 4}",
                thread=f"thread{n // 10}",
            )
            for n, text in enumerate(texts, start)
        ]
    )
    return [own for _, segments, _ in added for own in segments]


def exact(store: Store, expression: str, limit: int, where: SearchFilter) -> dict[SegmentId, float]:
    return dict(store.words._ranked(expression, limit, False, where, (1.0, 0.3)))


@pytest.mark.parametrize(
    "where",
    [SearchFilter(), SearchFilter(app="app1"), SearchFilter(from_ms=100_000, to_ms=300_000)],
)
def test_it_ranks_as_fts5_does(large: Store, where: SearchFilter) -> None:
    dice = random.Random(2)
    for _ in range(20):
        expression = " OR ".join(phrase(word) for word in dice.sample(VOCABULARY, 4))
        found = large.words.search(expression, 20, where=where)
        truth = exact(large, expression, -1, where)
        assert len(found) == min(20, len(truth))
        best = sorted(truth.values(), reverse=True)[:20]
        assert [truth[own] for own, _ in found] == pytest.approx(best, rel=1e-3, abs=1e-5)
        assert [score for _, score in found] == pytest.approx(best, rel=1e-3, abs=1e-5)


@pytest.mark.parametrize("warm", [False, True])
def test_windows_hold_the_words_of_their_neighbours(large: Store, warm: bool) -> None:
    if warm:
        large.words.warm_up()
    (first,) = add(large, [["zebra", "crossing"]], start=900)
    assert [own for own, _ in large.words.search(phrase("zebra"), 9, window=True)] == [first]
    assert large.words.search(phrase("giraffe"), 9, window=True) == []
    (second,) = add(
        large, [["giraffe", "house"]], start=901
    )  # the same thread: both are in both windows
    for word in ("zebra", "giraffe"):
        found = large.words.search(phrase(word), 9, window=True)
        assert {own for own, _ in found} == {first, second}
        truth = dict(large.words._ranked(phrase(word), 9, True, SearchFilter(), (1.0, 0.0)))
        assert dict(found) == pytest.approx(truth, rel=0.01)


def test_what_is_brought_in_between_old_memories_is_in_their_windows(
    large: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("services.store.captures.OVERLAP", 10)
    monkeypatch.setattr(postings, "OVERLAP", 10)
    assert large.words.search(phrase("zebra"), 9, window=True) == []
    (new,) = add(large, [["zebra"]])
    found = {own for own, _ in large.words.search(phrase("zebra"), 9, window=True)}
    assert found == {1, 2, new}


def test_it_follows_what_comes_fades_and_goes(large: Store) -> None:
    rare = phrase("zebra")
    assert large.words.search(f"{rare} OR {phrase('word1')}", 1)[0][0] != 401
    new = add(large, [["zebra", "stripes"], ["zebra"], ["zebra", "word1"]])
    found = [own for own, _ in large.words.search(rare, 10)]
    assert set(found) == set(new)
    large.segments.set_tier(new[:1], Tier.ARCHIVED)
    assert {own for own, _ in large.words.search(rare, 10)} == set(new[1:])
    large.segments.set_tier(new[:1], Tier.WARM)
    assert {own for own, _ in large.words.search(rare, 10)} == set(new)
    large.deletion.delete([large.segments.many(new[1:2])[new[1]].capture_id])
    assert {own for own, _ in large.words.search(rare, 10)} == {new[0], new[2]}


def test_what_is_everywhere_is_not_read(large: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(postings, "MOST_READ", 30)
    expression = f"{phrase('word0')} OR {phrase('word250')}"
    rare = exact(large, phrase("word250"), -1, SearchFilter())
    assert rare
    assert {own for own, _ in large.words.search(expression, 50)} == set(rare)
    assert large.words.search(phrase("word0"), 5)  # alone, it is read all the same
    windows = large.words.search(expression, 50, window=True)
    assert set(rare) <= {own for own, _ in windows}
    kept = large.words.search(expression, 50, window=True, where=SearchFilter(app="app1"))
    assert {own for own, _ in kept} <= {own for own, _ in windows}
    assert large.words.search(phrase("word0"), 5, window=True)


def test_memory_of_words_is_bounded(large: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(postings, "KEPT_IDS", 200)
    for word in VOCABULARY[:40]:
        large.words.search(phrase(word), 5)
    kept = large.words._segments
    assert kept._size == sum(one.size for one in kept._kept.values()) <= 400


@pytest.mark.parametrize("window", [False, True])
def test_what_is_held_of_lengths_is_what_is_read_of_them(
    large: Store, window: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(postings, "PAGE", 90)
    dice = random.Random(6)
    asked = [" OR ".join(phrase(word) for word in dice.sample(VOCABULARY, 3)) for _ in range(8)]
    before = [large.words.search(each, 9, window=window) for each in asked]
    large.words.warm_up()
    assert [large.words.search(each, 9, window=window) for each in asked] == before


def test_a_search_gets_in_between_two_pages_of_lengths(
    large: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(postings, "PAGE", 50)
    turns = large.database.turns
    between: list[int] = []

    def search_now() -> bool:
        between.append(len(large.words.search(phrase("word3"), 5)))
        return True

    monkeypatch.setattr(turns, "give_way", search_now)
    large.words.warm_up()
    assert between == [5] * len(between)
    assert len(between) > 2 * 400 // 50


def test_a_word_that_is_being_typed_is_shown_however_much_begins_so(
    large: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(postings, "MOST_READ", 30)
    monkeypatch.setattr(words, "MOST_READ", 30)
    begun = f"{phrase('wor')} OR {phrase('wor')}*"
    typed = exact(large, begun, -1, SearchFilter())
    assert len(typed) > 30
    assert {own for own, _ in large.words.search(begun, 500)} == set(typed)
    assert large.words.search(begun, 500, window=True) == []  # three times as many
    assert large.words.any_begins("wor")
    # a word of the library's own shows something by itself
    whole = large.words.search(phrase("word1"), 500)
    large.words._segments._kept.clear()
    both = f"{phrase('word1')} OR {phrase('word1')}*"
    assert {own for own, _ in large.words.search(both, 500)} == {own for own, _ in whole}


def test_beginnings_of_a_common_word_are_not_counted(
    large: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(postings, "MOST_READ", 30)
    asked: list[str] = []
    real = postings.Postings._matching

    def watched(self: postings.Postings, connection: Connection, word: str, *rest: int) -> object:
        asked.append(word)
        return real(self, connection, word, *rest)

    monkeypatch.setattr(postings.Postings, "_matching", watched)
    word = phrase("word1")
    found = large.words.search(f"{word} OR {word}*", 500)
    assert {own for own, _ in found} == set(exact(large, word, -1, SearchFilter()))
    assert f"{word}*" not in asked


def test_windows_are_not_counted_where_the_segments_tell(
    large: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(postings, "MOST_READ", 30)
    expression = f"{phrase('word250')} OR {phrase('word0')}"
    plain = large.words.search(expression, 50, window=True)
    large.words.search(phrase("word0"), 5)
    asked: list[str] = []
    real = postings.Postings._matching

    def watched(self: postings.Postings, connection: Connection, word: str, *rest: int) -> object:
        asked.append(f"{self._table} {word}")
        return real(self, connection, word, *rest)

    large.words._windows._kept.clear()
    large.words._windows._counts.clear()
    monkeypatch.setattr(postings.Postings, "_matching", watched)
    assert large.words.search(expression, 50, window=True) == plain
    assert asked == [f"window_words {phrase('word250')}"]


def test_whether_any_word_begins_so(large: Store) -> None:
    assert large.words.any_begins("word29")
    assert not large.words.any_begins("zebr")


def test_only_what_asks_for_any_word_is_taken_apart() -> None:
    assert atoms('"a" OR "b c" OR "d""e" OR "f"*') == ['"a"', '"b c"', '"d""e"', '"f"*']
    assert atoms('"a" AND "b"') == []
    assert atoms('"a" OR ("b" AND "c")') == []
    assert atoms('" OR "') == ['" OR "']


def test_what_is_added_during_a_search_waits_its_turn(
    large: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = postings._last

    def last_then_more(connection: Connection) -> int:
        last = real(connection)
        add(large, [["zebra", "word1"]])
        return last

    add(large, [["zebra"]])
    with monkeypatch.context() as patch:
        patch.setattr(postings, "_last", last_then_more)
        assert [own for own, _ in large.words.search(phrase("zebra"), 10)] == [401]
    assert {own for own, _ in large.words.search(phrase("zebra"), 10)} == {401, 402}
