"""What is deleted is deleted everywhere, and nothing else is."""

import dataclasses
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.records import (
    Box,
    CachedLine,
    CaptureId,
    DeleteRequest,
    DocumentId,
    FactSource,
    NewCapture,
    PictureState,
    SegmentId,
    Tier,
    Trust,
)
from services.store import NewDocument, Reach, Store
from services.store.deletion import on_site
from tests.support.storing import (
    START_MS,
    add_frame,
    answer_citing,
    capture,
    change,
    event,
    fact,
    keyframe,
    like,
    pixel,
)


def chosen(store: Store, **values: object) -> list[int]:
    request = dataclasses.replace(DeleteRequest(), **values)  # type: ignore[arg-type]
    return [int(own) for own in store.deletion.select(request)]


def web(url: str, at: int) -> NewCapture:
    return dataclasses.replace(capture("page", at=at, like=like("page", app="Firefox")), url=url)


def test_an_empty_request_means_nothing(store: Store) -> None:
    store.captures.add(capture("a"))
    assert chosen(store) == []
    assert store.deletion.delete([]) == Reach()
    assert len(store.captures.latest(5)) == 1


def test_captures_are_chosen_by_time_app_thread_and_site_together(store: Store) -> None:
    store.captures.add_many(
        [
            capture("a", at=0, like=like(app="Mail", thread="t1")),
            capture("b", at=10, like=like(app="Mail")),
            capture("c", at=20, like=like(app="Editor")),
            web("https://news.example.org/today", 30),
            web("https://example.com/?from=example.org", 40),
        ]
    )
    assert chosen(store, from_ms=START_MS + 10_000) == [2, 3, 4, 5]
    assert chosen(store, to_ms=START_MS + 10_000) == [1]
    assert chosen(store, from_ms=START_MS + 1, to_ms=START_MS + 20_001) == [2, 3]
    assert chosen(store, app="mail") == [1, 2]
    assert chosen(store, app="Mail", thread="t1") == [1]
    assert chosen(store, thread="t2") == []
    assert chosen(store, site="example.org") == [4]
    assert chosen(store, site="example.org", from_ms=START_MS + 31_000) == []


def test_captures_are_chosen_by_internal_and_external_ids(store: Store) -> None:
    store.captures.add(capture("a", "b"))
    store.captures.add(dataclasses.replace(capture("c"), external_id="D1:1"))
    store.captures.add(dataclasses.replace(capture(), external_id="empty"))
    assert chosen(store, ids=("2",)) == [1]
    assert chosen(store, ids=("1", "2", "D1:1")) == [1, 2]
    assert chosen(store, ids=("empty",)) == [3]
    assert chosen(store, ids=("nothing", "99")) == []
    assert chosen(store, ids=("1",), app="Mail") == []


@pytest.mark.parametrize(
    ("url", "site", "on"),
    [
        ("https://example.org/a", "example.org", True),
        ("https://mail.example.org", "example.org", True),
        ("https://example.org", "mail.example.org", False),
        ("https://badexample.org", "example.org", False),
        ("https://example.org.evil.net", "example.org", False),
        ("https://evil.net/?u=example.org", "example.org", False),
        ("example.org/path", "EXAMPLE.org", True),
        ("https://www.example.org:8443/x", "https://example.org/y", True),
        ("https://example.org.", "example.org", True),
        ("https://[broken", "example.org", False),
        ("", "example.org", False),
        ("https://example.org", "", False),
        ("file:///home/u/a.html", "example.org", False),
    ],
)
def test_sites(url: str, site: str, on: bool) -> None:
    assert on_site(url, site) is on


@given(url=st.text(), site=st.text())
def test_any_text_may_stand_where_a_site_is_expected(url: str, site: str) -> None:
    on_site(url, site)


def test_everything_made_from_a_capture_goes_with_it(store: Store, tmp_path: Path) -> None:
    thread = like("chat", Trust.IMPORTED, thread="t")
    a, b, c = (
        store.captures.add(capture(text, at=at, like=thread))
        for at, text in enumerate(("the albatross", "the bittern", "the curlew"))
    )
    gone = b[1][0]
    store.segments.mark_embedded([gone], "m")
    store.lines.put([CachedLine(b"k1", " the bittern ", 1.0), CachedLine(b"k2", "the curlew", 1.0)])
    shared = store.events.add(event(0, 2), [a[0], b[0]], [gone, a[1][0]])
    own = store.events.add(event(2, 3), [], [gone])
    kept = store.facts.add(fact("bird", "name", "curlew", c[1][0]))
    store.facts.add_source(kept, FactSource(gone, "bittern"))
    orphan = store.facts.add(fact("bird", "call", "boom", gone))
    asked = store.questions.add(answer_citing(store, "x [1] [2]", gone, a[1][0]), "which?", 1)
    expected = Reach(
        captures=(b[0],),
        segments=(gone,),
        events=(shared, own),
        emptied=(own,),
        facts=(kept, orphan),
        orphaned=(orphan,),
        questions=(asked,),
        vectors=1,
        cached_lines=1,
    )
    assert store.deletion.reach([b[0]]) == expected
    assert store.captures.get(b[0]) is not None
    assert store.deletion.delete([b[0]]) == expected
    assert store.captures.get(b[0]) is None
    assert store.segments.get(gone) is None
    assert store.removals.pending("vector") == [str(gone)]
    assert set(store.lines.get_many([b"k1", b"k2"])) == {b"k2"}
    assert store.events.sources(shared) == [a[1][0]]
    changed = store.events.get(shared)
    assert changed is not None
    assert changed.captures == 1
    remaining = store.facts.get(kept)
    assert remaining is not None
    assert [source.segment_id for source in remaining.sources] == [c[1][0]]
    question = store.questions.get(asked)
    assert question is not None
    assert [segment for _, segment, _ in question.citations] == [a[1][0]]
    for window in (False, True):
        assert store.words.search("bittern", 9, window=window) == []
    joined = store.words.search("albatross AND curlew", 9, window=True)
    assert {found for found, _ in joined} == {a[1][0], c[1][0]}
    assert store.check() == []
    assert store.deletion.delete([b[0]]) == Reach()


def test_frames_that_built_on_a_deleted_one_stay_whole(store: Store) -> None:
    first = add_frame(store, keyframe((200, 0, 0)))
    second = add_frame(store, change(first, Box(0, 0, 64, 64), (0, 200, 0)), 1)
    third = add_frame(store, change(second, Box(600, 0, 40, 40), (0, 0, 200)), 2)
    reach = store.deletion.delete([CaptureId(1), CaptureId(2)])
    assert reach.frames == (first, second)
    assert store.frames.get(first) is None
    assert pixel(store, third, 10, 10) == pytest.approx((0, 200, 0), abs=6)
    assert pixel(store, third, 620, 10) == pytest.approx((0, 0, 200), abs=6)
    assert pixel(store, third, 300, 300) == pytest.approx((200, 0, 0), abs=6)
    store.scrub()
    assert len(list(store.blobs.names())) == 1
    assert store.check() == []


def test_a_faded_or_broken_picture_does_not_stop_a_deletion(store: Store) -> None:
    first = add_frame(store, keyframe((200, 0, 0)))
    second = add_frame(store, change(first, Box(0, 0, 64, 64), (0, 200, 0)), 1)
    third = add_frame(store, keyframe((0, 0, 200)), 2)
    store.frames.drop([third])
    base = store.frames.get(first)
    assert base is not None
    store.blobs.remove(base.blob)
    store.deletion.delete([CaptureId(1), CaptureId(3)])
    left = store.frames.get(second)
    assert left is not None
    assert left.state is PictureState.GONE
    assert store.check() == []


def test_a_document_goes_when_no_capture_of_it_is_left(store: Store) -> None:
    own = store.documents.add(NewDocument("/a.txt", "h", 1, 2, "A", "the whole text"))
    shape = dataclasses.replace(like("file", Trust.FILE), document_id=own)
    ids = [store.captures.add(capture(text, like=shape))[0] for text in ("the", "whole")]
    assert store.deletion.of_documents([own, DocumentId(9)]) == ids
    assert store.deletion.delete(ids[:1]).documents == ()
    assert store.documents.text(own).text == "the whole text"
    assert store.deletion.delete(ids[1:]).documents == (own,)
    assert store.documents.get(own) is None
    store.scrub()
    assert list(store.blobs.names()) == []


def test_lines_that_were_archived_leave_the_cache_too(store: Store) -> None:
    own, segments, _ = store.captures.add(capture("first line\nsecond line", ""))
    store.lines.put([CachedLine(b"k", "second line", 1.0), CachedLine(b"l", "line", 1.0)])
    store.segments.set_tier(segments, Tier.ARCHIVED)
    assert store.deletion.delete([own]).cached_lines == 1
    assert [line.key for line in store.lines.recent(5)] == [b"l"]


def test_a_capture_without_text_can_be_deleted(store: Store) -> None:
    own = store.captures.add(capture())[0]
    store.lines.put([CachedLine(b"k", "", 1.0)])
    assert store.deletion.delete([own]) == Reach(captures=(own,))


def test_thousands_are_deleted_at_once(store: Store) -> None:
    added = store.captures.add_many([capture(f"word{i}", at=i) for i in range(1500)])
    reach = store.deletion.delete([own for own, _, _ in added][:1400])
    assert (len(reach.captures), len(reach.segments)) == (1400, 1400)
    assert store.segments.count_by_tier()["hot"] == 100
    assert store.words.check() == []


def test_after_scrubbing_no_word_of_it_is_left_in_the_index(store: Store) -> None:
    store.captures.add_many([capture(f"common word{i}", at=i) for i in range(50)])
    own = store.captures.add(capture("zyzzyva"))[0]
    store.deletion.delete([own])
    store.scrub()
    with store.database.read() as connection:
        blocks = connection.execute(
            "SELECT block FROM segment_words_data UNION ALL SELECT block FROM window_words_data"
        ).fetchall()
    assert not any(b"zyva" in bytes(block) for (block,) in blocks)
    assert store.segments.get(SegmentId(51)) is None
