"""The timeline's questions: how dense time is, which pictures it has, what lies nearest."""

import pytest

from services.records import CaptureId
from services.store import MemoryChange, Store
from services.store.moments import Moments
from tests.support.storing import START_MS, add_frame, capture, keyframe, like

HOUR_MS = 3_600_000


def test_density_counts_captures_by_bin_and_app(store: Store) -> None:
    for at, app in ((0, "Mail"), (1, "Mail"), (2, "Editor"), (60, "Mail")):
        store.captures.add(capture("a", "b", at=at, like=like(app=app)))
    rows = Moments(store.database).density(START_MS, START_MS + 90_000, 30_000, START_MS)
    found = [(row.bin, row.app, row.captures) for row in rows]
    assert found == [(0, "Editor", 1), (0, "Mail", 2), (2, "Mail", 1)]
    assert [row.strength for row in rows] == pytest.approx([1.0] * 3)


def test_strength_falls_with_time_and_rises_with_stability(store: Store) -> None:
    _, (weak,), _ = store.captures.add(capture("a", like=like(app="weak")))
    _, (strong,), _ = store.captures.add(capture("a", like=like(app="strong")))
    store.segments.update(weak, MemoryChange(stability_days=1.0))
    store.segments.update(strong, MemoryChange(stability_days=50.0))
    later = START_MS + 24 * HOUR_MS
    rows = Moments(store.database).density(START_MS, START_MS + 1, 1, later)
    by_app = {row.app: row.strength for row in rows}
    # the power law gives 0.9 once the time passed equals the stability
    assert by_app["weak"] == pytest.approx(0.9, abs=1e-4)
    assert 0.99 < by_app["strong"] < 1.0


def test_a_capture_without_text_counts_and_has_no_strength(store: Store) -> None:
    store.captures.add(capture())
    (row,) = Moments(store.database).density(START_MS, START_MS + 1000, 1000, START_MS)
    assert (row.captures, row.strength) == (1, 0.0)


def test_the_filmstrip_has_one_picture_a_stretch(store: Store) -> None:
    frames = [add_frame(store, keyframe((9, 9, 9), 32, 32), at) for at in (0, 1, 50, 99)]
    store.frames.drop(frames[3:])
    film = Moments(store.database).film(START_MS, START_MS + 100_000, 2, START_MS)
    assert [(item.frame_id, item.at_ms - START_MS) for item in film] == [
        (frames[0], 0),
        (frames[2], 50_000),
    ]


def test_the_nearest_capture_and_its_offset(store: Store) -> None:
    moments = Moments(store.database)
    assert moments.nearest(START_MS) is None
    assert moments.offset_at(START_MS, 30) == 30
    for at in (0, 10):
        store.captures.add(capture("a", at=at))
    assert moments.nearest(START_MS - 5) == CaptureId(1)
    assert moments.nearest(START_MS + 5_000) == CaptureId(1)
    assert moments.nearest(START_MS + 5_001) == CaptureId(2)
    assert moments.nearest(START_MS + 99_000) == CaptureId(2)
    assert moments.offset_at(START_MS, 30) == 60
    assert moments.count(START_MS, START_MS + 10_000) == 1
