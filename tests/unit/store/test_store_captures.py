"""Captures go in whole or not at all, and are found by time, window, event and id."""

import dataclasses

import pytest

from services.errors import Bug
from services.records import (
    Anchor,
    Box,
    CaptureId,
    EventId,
    Line,
    NewSegment,
    SegmentId,
    Tier,
    Trust,
)
from services.store import BaseFrameGoneError, NewDocument, Store
from tests.support.storing import START_MS, capture, change, event, keyframe, like

MAIL = like("mail", Trust.IMPORTED, app="Mail", title="Inbox", thread="t1", author="Ada")


def test_a_capture_comes_back_as_it_went_in(store: Store) -> None:
    new = dataclasses.replace(
        capture(like=dataclasses.replace(MAIL, url="https://mail.example.org/1", monitor=2)),
        external_id="msg-1",
        pinned=True,
        frame=keyframe((10, 20, 30)),
        segments=(
            NewSegment(
                "one line\nanother",
                lines=(Line("one line", Box(1, 2, 3, 4)), Line("another", Box(5, 6, 7, 8), 0.5)),
                start=7,
                end=23,
                place="page 3",
                heading="Guide > Setup",
            ),
            NewSegment("second"),
        ),
    )
    capture_id, segments, frame_id = store.captures.add(new)
    got = store.captures.get(capture_id)
    assert got is not None
    for name in ("source", "at_ms", "offset_min", "trust", "external_id", "app", "title", "url"):
        assert getattr(got, name) == getattr(new, name)
    assert (got.thread, got.author, got.monitor, got.frame_id) == ("t1", "Ada", 2, frame_id)
    assert isinstance(got.trust, Trust)
    first = store.segments.get(segments[0])
    assert first is not None
    assert first.text == "one line\nanother"
    boxes = (Box(1, 2, 3, 4), Box(5, 6, 7, 8))
    assert first.anchor == Anchor(frame_id, boxes, None, 7, 23, "page 3")
    assert (first.heading, first.pinned, first.tier) == ("Guide > Setup", True, Tier.HOT)
    assert first.reinforced_at_ms == first.at_ms == new.at_ms
    assert [s.text for s in store.segments.of_capture(capture_id)] == [first.text, "second"]
    hit = store.segments.hits(segments)[segments[0]]
    assert hit.segment == first
    assert (hit.hit.external_id, hit.hit.author, hit.monitor) == ("msg-1", "Ada", 2)
    assert (hit.hit.trust, hit.hit.anchor) == (Trust.IMPORTED, first.anchor)


def test_what_is_gone_is_none_or_left_out(store: Store) -> None:
    assert store.captures.get(CaptureId(1)) is None
    assert store.captures.find_external("x") is None
    assert store.captures.span() is None
    assert store.segments.get(SegmentId(1)) is None
    assert store.segments.hits([SegmentId(1)]) == {}
    assert store.segments.of_capture(CaptureId(1)) == []
    assert store.segments.neighbours(SegmentId(1)) == ([], [])
    assert store.captures.latest_in_window("a", "b", START_MS) is None


def test_a_batch_is_stored_whole_or_not_at_all(store: Store) -> None:
    first = dataclasses.replace(capture("a"), external_id="1", frame=keyframe((1, 2, 3)))
    with pytest.raises(Bug):
        store.captures.add_many([first, dataclasses.replace(capture("b"), external_id="1")])
    assert store.captures.latest(5) == []
    assert store.words.search("a", 5) == []
    assert list(store.blobs.names()) == []


def test_a_base_frame_that_is_gone_is_told(store: Store) -> None:
    _, _, base = store.captures.add(dataclasses.replace(capture("a"), frame=keyframe((1, 2, 3))))
    assert base is not None
    store.frames.fade(base)
    late = dataclasses.replace(capture("b"), frame=change(base, Box(0, 0, 8, 8), (9, 9, 9)))
    with pytest.raises(BaseFrameGoneError):
        store.captures.add(late)
    assert len(store.captures.latest(5)) == 1


def test_captures_are_found_by_time_app_and_window(store: Store) -> None:
    editor = like("screen", Trust.SEEN, app="Editor", title="notes")
    store.captures.add_many(
        [
            capture("a", at=0, like=editor),
            capture("b", at=10, like=MAIL),
            capture("c", at=20, like=editor),
        ]
    )
    captures = store.captures
    assert [c.id for c in captures.between(START_MS, START_MS + 20_000, 9)] == [1, 2]
    assert [c.id for c in captures.between(START_MS, START_MS + 20_001, 9, app="Editor")] == [1, 3]
    assert [c.id for c in captures.between(START_MS, START_MS + 99_000, 1)] == [1]
    assert [c.id for c in captures.latest(2)] == [3, 2]
    assert captures.apps() == [("Editor", 2), ("Mail", 1)]
    assert captures.span() == (START_MS, START_MS + 20_000)
    found = captures.latest_in_window("Editor", "notes", START_MS + 19_999)
    assert found is not None
    assert found.id == 1


def test_captures_are_found_by_event_and_document(store: Store) -> None:
    document = store.documents.add(NewDocument("/a/b.txt", "h", 1, 2, "B", "text"))
    file = dataclasses.replace(like("file", Trust.FILE), document_id=document)
    ids = [store.captures.add(capture("x", at=at, like=file))[0] for at in (0, 1)]
    ids.append(store.captures.add(capture("y", at=2))[0])
    assert [c.id for c in store.captures.of_document(document)] == ids[:2]
    assert [c.id for c in store.captures.without_event(2)] == ids[:2]
    event_id = store.events.add(event(0, 1), ids[:1])
    store.captures.set_event(ids[1:2], event_id)
    assert [c.id for c in store.captures.of_event(event_id)] == ids[:2]
    store.captures.set_event(ids[:1], None)
    assert [c.id for c in store.captures.without_event(9)] == [ids[0], ids[2]]
    with pytest.raises(Bug):
        store.captures.set_event(ids, EventId(99))


def test_an_id_is_a_segment_or_an_external_capture(store: Store) -> None:
    store.captures.add(dataclasses.replace(capture("a", "b"), external_id="D1:3"))
    store.captures.add(dataclasses.replace(capture("c"), external_id="77"))
    store.captures.add(dataclasses.replace(capture("d"), external_id="1"))
    resolve = store.captures.resolve
    assert resolve(" D1:3 ") == [1, 2]
    assert resolve("2") == [2]
    assert resolve("77") == [3]
    assert resolve("1") == [1], "an internal id goes first"
    assert resolve("9" * 40) == resolve("²") == resolve("") == resolve("none") == []
    assert store.captures.find_external("77") == 2


def test_authors_who_wrote_the_most_come_first(store: Store) -> None:
    for author in ("Ada", "Grace", "Grace", ""):
        store.captures.add(capture("x", like=like(author=author)))
    assert store.captures.authors(9) == ["Grace", "Ada"]
    assert store.captures.authors(1) == ["Grace"]


def test_a_capture_remembers_until_when_it_stood(store: Store) -> None:
    (own, _, _) = store.captures.add(capture("a page"))
    before = store.captures.get(own)
    assert before is not None
    assert (before.until_ms, before.dwell_ms) == (START_MS, 0)
    store.captures.stood(own, START_MS + 9_000)
    store.captures.stood(own, START_MS - 1)
    store.captures.stood(CaptureId(own + 1), START_MS + 1)
    after = store.captures.get(own)
    assert after is not None
    assert (after.end_ms, after.dwell_ms) == (START_MS + 9_000, 9_000)
    assert store.captures.between(START_MS + 1, START_MS + 9_000, 9) == []


def test_dwell_goes_on_in_the_same_window_for_an_hour(store: Store) -> None:
    page = like("screen", Trust.SEEN, app="Reader", title="report.pdf")
    made = [
        (0, page),
        (60, page),
        (90, dataclasses.replace(page, title="other.pdf")),
        (100, dataclasses.replace(page, monitor=1)),
        (3600, page),
        (10, like("note")),
    ]
    ids = [store.captures.add(capture("x", at=at, like=kind))[0] for at, kind in made]
    for own, (at, _) in zip(ids, made, strict=True):
        store.captures.stood(own, START_MS + (at + 10) * 1000)
    sums = [20_000, 20_000, 10_000, 10_000, 10_000]
    assert store.captures.dwell(ids) == dict(zip(ids, sums, strict=False))
    assert store.captures.dwell([]) == {}
