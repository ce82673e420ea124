"""Segments keep their state of memory, and their text through every tier but the last."""

import dataclasses
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.records import NewSegment, SegmentId, Tier, Trust
from services.store import MemoryChange, NewDocument, SearchFilter, Store
from tests.support.storing import START_MS, capture, like
from tests.support.temporary import TemporaryStore

S = SegmentId


@pytest.fixture(scope="module")
def shared() -> Iterator[Store]:
    """One store for the many examples of a property."""
    library = TemporaryStore()
    yield library.store
    library.close()


def test_the_state_of_memory_changes_where_told(store: Store) -> None:
    (own,) = store.captures.add(capture("a"))[1]
    store.segments.update(
        own,
        MemoryChange(
            salience=0.9,
            salience_why="names",
            stability_days=12.5,
            difficulty=3.0,
            reinforced_at_ms=START_MS + 5,
            uses=2,
            disputed=True,
        ),
    )
    store.segments.update(own, MemoryChange())
    store.segments.reinforce(own, START_MS + 9, 20.0, 2.5)
    got = store.segments.get(own)
    assert got is not None
    assert (got.salience, got.salience_why, got.disputed) == (0.9, "names", True)
    assert (got.stability_days, got.difficulty, got.uses) == (20.0, 2.5, 3)
    assert (got.reinforced_at_ms, got.pinned) == (START_MS + 9, False)
    store.segments.pin([own], True)
    assert [row.segment.id for row in store.segments.pinned(5)] == [own]
    store.segments.pin([own], False)
    assert store.segments.pinned(5) == []


def test_lists_of_what_is_left_to_do(store: Store) -> None:
    ids = store.captures.add(capture("a", "b", "c"))[1]
    assert [row.segment.id for row in store.segments.undigested(2)] == list(ids[:2])
    store.segments.mark_digested(ids[:2])
    assert [row.segment.id for row in store.segments.undigested(9)] == [ids[2]]
    assert [row.segment.id for row in store.segments.to_embed(9)] == list(ids)
    store.segments.mark_embedded(ids[:2], "m1")
    assert [row.segment.id for row in store.segments.to_embed(9)] == [ids[2]]
    assert store.segments.embedded("m1") == set(ids[:2])
    assert store.segments.unmark_other_models("m1") == 0
    assert store.segments.unmark_other_models("m2") == 2
    assert len(store.segments.to_embed(9)) == 3
    store.segments.mark_embedded(ids, "m2")
    store.segments.unmark_embedded(ids[1:])
    assert store.segments.embedded("m2") == {ids[0]}


def test_a_vector_that_comes_too_late_is_queued_to_go(store: Store) -> None:
    ids = store.captures.add(capture("a", "b"))[1]
    store.segments.set_tier(ids[:1], Tier.WARM)
    store.segments.mark_embedded([*ids, S(99)], "m")
    assert store.segments.embedded("m") == {ids[1]}
    assert store.removals.pending("vector") == sorted([str(ids[0]), "99"])


def test_newest_and_between(store: Store) -> None:
    store.captures.add(capture("a", at=0, like=like("chat", Trust.IMPORTED)))
    store.captures.add(capture("b", at=10))
    store.captures.add(capture("c", at=20))
    store.segments.set_tier([S(3)], Tier.FORGOTTEN)
    texts = [row.hit.text for row in store.segments.latest(5)]
    assert texts == ["b", "a"]
    assert [row.hit.text for row in store.segments.latest(5, source="chat")] == ["a"]
    between = store.segments.between(START_MS, START_MS + 10_001, 5)
    assert [row.hit.text for row in between] == ["a", "b"]


def test_segments_can_be_walked_by_id(store: Store) -> None:
    ids = store.captures.add(capture("a", "b", "c"))[1]
    store.segments.mark_digested(ids[1:2])
    store.segments.set_tier(ids[2:], Tier.FORGOTTEN)
    assert [row.segment.id for row in store.segments.after(S(0), 9)] == list(ids[:2])
    assert [row.segment.id for row in store.segments.after(ids[0], 1)] == [ids[1]]
    undigested = store.segments.undigested_after(S(0), 9)
    assert [row.segment.id for row in undigested] == [ids[0], ids[2]]


def test_fingerprints_leave_out_duplicates(store: Store) -> None:
    ids = store.captures.add(capture("a", "b", "c"))[1]
    store.segments.update_many(
        {
            ids[0]: MemoryChange(fingerprint=-5),
            ids[1]: MemoryChange(fingerprint=-5, duplicate_of=ids[0]),
        }
    )
    found, prints = store.segments.fingerprints(START_MS, START_MS + 1)
    assert (found.tolist(), prints.tolist()) == ([ids[0]], [-5])
    assert store.segments.undigested_stretch() is not None
    rows = {row.id: row for row in store.tier_rows.every()}
    assert [rows[own].duplicate for own in ids] == [False, True, False]
    assert store.segments.many(ids)[ids[1]].duplicate_of == ids[0]


def test_every_segment_that_is_not_forgotten_is_looked_at_for_its_tier(store: Store) -> None:
    ids = store.captures.add(capture(*"abcde", like=like(app="Mail")))[1]
    store.segments.set_tier([ids[2]], Tier.FORGOTTEN)
    store.segments.update(ids[3], MemoryChange(kept_until_ms=7, salience=0.25, pinned=True))
    rows = list(store.tier_rows.every(page=2))
    assert [row.id for row in rows] == [ids[0], ids[1], ids[3], ids[4]]
    row = rows[2]
    assert (row.kept_until_ms, row.salience, row.pinned, row.tier) == (7, 0.25, True, Tier.HOT)
    assert (row.app, row.source, row.trust, row.uses) == ("Mail", "note", "typed", 0)


# Surrogates have no UTF-8 form, so no source of text can bring them; NUL ends a text for SQLite.
texts = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=300)
moves = st.lists(st.sampled_from([Tier.HOT, Tier.WARM, Tier.ARCHIVED]), max_size=5)


@given(text=texts, tiers=moves)
def test_text_comes_back_from_every_tier(shared: Store, text: str, tiers: list[Tier]) -> None:
    (own,) = shared.captures.add(capture(text + " quillwort"))[1]
    before = shared.words.search("quillwort", 1000)
    for tier in tiers:
        shared.segments.set_tier([own], tier)
        assert shared.segments.set_tier([own], tier) == 0
        got = shared.segments.get(own)
        assert got is not None
        assert (got.text, got.tier) == (text + " quillwort", tier)
        for window in (False, True):
            found = {i for i, _ in shared.words.search("quillwort", 1000, window=window)}
            assert (own in found) == (tier is not Tier.ARCHIVED)
    shared.segments.set_tier([own], Tier.HOT)
    after = shared.words.search("quillwort", 1000)
    assert {i for i, _ in after} == {i for i, _ in before}
    assert shared.words.check() == []


def test_archived_text_is_packed_and_smaller(store: Store) -> None:
    (own,) = store.captures.add(capture("the same words again and again " * 50))[1]
    store.segments.set_tier([own], Tier.ARCHIVED)
    with store.database.read() as connection:
        row = connection.execute("SELECT text, length(packed) FROM segment").fetchone()
    assert row is not None
    assert row[0] == ""
    assert row[1] < 200
    assert [found.hit.text[:14] for found in store.segments.archived(S(0), 5)] == ["the same words"]
    assert store.segments.archived(own, 5) == []


def test_forgotten_is_for_good(store: Store) -> None:
    ids = store.captures.add(capture("the heron", "the stork"))[1]
    store.segments.set_tier(ids, Tier.ARCHIVED)
    assert store.segments.set_tier([ids[0]], Tier.FORGOTTEN) == 1
    assert store.segments.set_tier(ids, Tier.HOT) == 1
    got = store.segments.get(ids[0])
    assert got is not None
    assert (got.text, got.tier) == ("", Tier.FORGOTTEN)
    assert store.segments.count_by_tier() == {"hot": 1, "warm": 0, "archived": 0, "forgotten": 1}
    assert store.words.check() == []


def test_leaving_the_hot_tier_queues_the_vector(store: Store) -> None:
    ids = store.captures.add(capture("a", "b"))[1]
    store.segments.mark_embedded(ids[:1], "m")
    store.segments.set_tier(ids, Tier.WARM)
    assert store.removals.pending("vector") == [str(ids[0])]
    assert store.segments.to_embed(5) == []
    store.segments.set_tier(ids, Tier.HOT)
    assert len(store.segments.to_embed(5)) == 2


def test_neighbours_in_a_thread_are_in_order_of_time_whatever_came_first(store: Store) -> None:
    thread = like("chat", Trust.IMPORTED, thread="t1")
    for word, at in (("c", 20), ("a", 0), ("b1", 10), ("d", 99_999)):
        store.captures.add(capture(word, at=at, like=thread))
    store.captures.add(capture("other", at=11, like=like("chat", Trust.IMPORTED, thread="t2")))
    store.captures.add(capture("b2", at=10, like=thread))
    store.captures.add(capture(at=15, like=thread))  # without a segment: passed over
    text = {row.segment.id: row.hit.text for row in store.segments.latest(99)}
    own = next(i for i, found in text.items() if found == "c")
    before, after = store.segments.neighbours(own, 2)
    assert [text[i] for i in before] == ["b1", "b2"]
    assert [text[i] for i in after] == ["d"]


def test_neighbours_in_a_document_and_in_one_capture(store: Store) -> None:
    document = store.documents.add(NewDocument("/a/b.txt", "h", 1, 2, "B", "text"))
    file = dataclasses.replace(like("file", Trust.FILE, title="B"), document_id=document)
    first = store.captures.add(capture("1", "2", like=file))[1]
    second = store.captures.add(capture("3", at=5000, like=file))[1]
    assert store.segments.neighbours(first[1]) == ([first[0]], [second[0]])
    notes = store.captures.add(capture("n1", "n2", at=1))[1]
    alone = store.captures.add(capture("n3", at=2))[1]
    assert store.segments.neighbours(notes[1], 3) == ([notes[0]], [])
    assert store.segments.neighbours_of(alone) == {alone[0]: ([], [])}


def test_neighbours_in_a_window_lie_at_most_ten_minutes_apart(store: Store) -> None:
    window = like("screen", Trust.SEEN, app="Editor", title="notes")
    other = like("screen", Trust.SEEN, app="Editor", title="letters")
    ids = [
        store.captures.add(capture("x", at=at, like=shape))[1][0]
        for at, shape in ((0, window), (1, other), (600, window), (1199, window), (1800, window))
    ]
    assert store.segments.neighbours(ids[2], 5) == ([ids[0]], [ids[3]])
    assert store.segments.neighbours(ids[4], 5) == ([], [])


def test_many_ids_are_one_query_up_to_hundreds(store: Store) -> None:
    batch = [dataclasses.replace(capture(), segments=(NewSegment("w"),) * 30)] * 25
    added = store.captures.add_many(batch)
    ids = [own for _, segments, _ in added for own in segments]
    queries: list[str] = []
    with store.database.read() as connection:
        connection.set_trace_callback(queries.append)  # type: ignore[attr-defined]
        assert len(store.segments.hits(ids[:400])) == 400
        connection.set_trace_callback(None)  # type: ignore[attr-defined]
    assert len(queries) == 1
    assert len(store.segments.hits(ids)) == 750


def test_segments_are_listed_by_filter_alone(store: Store) -> None:
    for at, app in enumerate(("Mail", "Editor", "Mail")):
        store.captures.add(capture("x", at=at, like=like(app=app)))
    mail = SearchFilter(app="Mail")
    assert store.segments.matching(mail, 9) == [3, 1]
    assert store.segments.matching(mail, 1) == [3]
    assert store.segments.matching(mail, 9, among=[S(1), S(2)]) == [1]
    assert store.segments.matching(mail, 9, among=[]) == []
    assert store.segments.matching(SearchFilter(), 9) == [3, 2, 1]
