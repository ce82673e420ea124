"""Words in a large library: the same hits as FTS5's own ranking, filters held, changes followed."""

import random

import pytest

from services.records import NewCapture, NewSegment, SegmentId, Tier, Trust
from services.store import SearchFilter, Store, phrase, postings, words
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


def add(store: Store, texts: list[list[str]], app: str = "") -> list[SegmentId]:
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
            for n, text in enumerate(texts)
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
    monkeypatch.setattr(words, "MOST_WINDOWS", 30)
    expression = f"{phrase('word0')} OR {phrase('word250')}"
    rare = exact(large, phrase("word250"), -1, SearchFilter())
    assert rare
    assert {own for own, _ in large.words.search(expression, 50)} == set(rare)
    assert large.words.search(phrase("word0"), 5)  # alone, it is read all the same
    windows = large.words.search(expression, 50, window=True)
    assert set(rare) <= {own for own, _ in windows}
    kept = large.words.search(expression, 50, window=True, where=SearchFilter(app="app1"))
    assert {own for own, _ in kept} <= {own for own, _ in windows}
    assert large.words.search(phrase("word0"), 5, window=True) == []


def test_memory_of_words_is_bounded(large: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(postings, "KEPT_IDS", 200)
    for word in VOCABULARY[:40]:
        large.words.search(phrase(word), 5)
    kept = large.words._postings
    assert kept._size == sum(one.size for one in kept._kept.values()) <= 400


def test_only_what_asks_for_any_word_is_taken_apart() -> None:
    assert atoms('"a" OR "b c" OR "d""e" OR "f"*') == ['"a"', '"b c"', '"d""e"', '"f"*']
    assert atoms('"a" AND "b"') == []
    assert atoms('"a" OR ("b" AND "c")') == []
    assert atoms('" OR "') == ['" OR "']
