"""The engine's smaller parts, each by itself."""

import logging
import threading
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.clock import DAY_MS
from services.engine import forecast as forecasting
from services.engine.changes import Changes
from services.engine.consent import Consent
from services.engine.idleness import Idleness
from services.engine.indexing import Indexing
from services.engine.pictures import cut
from services.errors import Cancelled, CaptureUnavailableError, IndexUnavailableError
from services.memory.strength import retrievability
from services.records import (
    Box,
    ChangeKind,
    FrameId,
    FramePicture,
    PictureState,
    Stats,
)
from services.settings import MemorySettings, Settings
from services.store.moments import _STRENGTH
from tests.support.waiting import wait_until


def stats(**changes: Any) -> Stats:
    values: dict[str, Any] = {
        "captures": 10,
        "segments": {},
        "facts": {},
        "bytes": {"database": 1_000_000, "images": 7_000_000, "vectors": 500_000},
        "frames": {},
        "ocr": {},
        "cpu_s": {},
        "oldest_ms": 0,
    }
    return Stats(**(values | changes))


def test_a_failing_listener_does_not_stop_the_others(caplog: pytest.LogCaptureFixture) -> None:
    changes = Changes()
    heard: list[ChangeKind] = []

    def broken(_kind: ChangeKind) -> None:
        raise ValueError

    changes.subscribe(broken)
    leave = changes.subscribe(heard.append)
    with caplog.at_level(logging.CRITICAL):
        changes.tell(ChangeKind.FACTS)
        leave()
        leave()
        changes.tell(ChangeKind.EVENTS)
    assert heard == [ChangeKind.FACTS]


def test_the_forecast_grows_with_text_and_levels_with_pictures() -> None:
    memory = MemorySettings(pixels_days=7, disk_budget_mb=10_000)
    points = forecasting.forecast(stats(), memory, 7 * DAY_MS)
    sizes = [size for _at, size in points]
    assert sizes[0] == 8_500_000
    assert sizes == sorted(sizes)
    assert sizes[2] - sizes[1] == pytest.approx(sizes[9] - sizes[8], rel=0.01)
    assert points[-1][0] - points[0][0] >= 720 * DAY_MS
    capped = forecasting.forecast(stats(), MemorySettings(disk_budget_mb=100), 7 * DAY_MS)
    assert max(size for _at, size in capped) == 100_000_000
    empty = forecasting.forecast(stats(oldest_ms=None, bytes={}), memory, 0)
    assert {size for _at, size in empty} == {0}


def test_the_forecast_knows_that_no_more_than_a_budget_stays_vivid() -> None:
    library = stats(bytes={"vectors": 10_000_000}, segments={"hot": 1_000})

    def last(hot_limit: int) -> int:
        memory = MemorySettings(hot_limit=hot_limit, disk_budget_mb=100_000)
        return forecasting.forecast(library, memory, 365 * DAY_MS)[-1][1]

    assert last(100_000) == pytest.approx(30_000_000, rel=0.02)
    assert last(1_500) == 15_000_000
    assert last(10) == 10_000_000, "it shrinks at night, not before"


PICTURE = FramePicture(
    FrameId(1), 40, 30, np.arange(40 * 30 * 3, dtype=np.uint32).astype(np.uint8).tobytes(),
    PictureState.FULL,
)  # fmt: skip


@given(
    st.integers(-50, 60), st.integers(-50, 60), st.integers(1, 80), st.integers(1, 80),
    st.sampled_from((1.0, 0.5)),
)  # fmt: skip
def test_a_cut_lies_inside_its_picture(
    left: int, top: int, width: int, height: int, scale: float
) -> None:
    part = cut(PICTURE, Box(left, top, width, height), scale=scale)
    if part is None:
        assert left * scale >= 39 or top * scale >= 29 or left + width <= 0 or top + height <= 0
    else:
        assert 0 < part.width <= 40
        assert 0 < part.height <= 30
        assert len(part.rgb) == part.width * part.height * 3


class FakeIndexer:
    """Counts calls; fails as told."""

    def __init__(self) -> None:
        self.calls = 0
        self.error: Exception | None = None
        self.began = threading.Event()

    def warm_up(self) -> None:
        pass

    def catch_up(self, progress: Any = None, cancel: Any = None) -> None:
        self.calls += 1
        self.began.set()
        assert cancel is not None
        if self.error is not None:
            raise self.error


def test_indexing_works_at_once_for_a_command_and_in_the_background_for_a_window(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("services.engine.indexing._SETTLE_S", 0.0)
    indexer, changes = FakeIndexer(), Changes()
    indexing = Indexing(indexer, changes)  # type: ignore[arg-type]  # the indexer as far as it is used
    indexing.request()
    assert indexer.calls == 1
    changes.tell(ChangeKind.TIERS)  # a command moved memories: at once
    changes.tell(ChangeKind.STRENGTH)
    assert indexer.calls == 2
    indexing.start()
    indexing.start()
    assert indexing.settle(10)
    calls = indexer.calls
    changes.tell(ChangeKind.CAPTURES)
    wait_until(lambda: indexer.calls > calls, "the next catch up")
    changes.tell(ChangeKind.FACTS)
    indexing.close()


@pytest.mark.parametrize("error", [Cancelled(), IndexUnavailableError("away"), ValueError("bug")])
def test_a_failing_index_stops_nothing(error: Exception, caplog: pytest.LogCaptureFixture) -> None:
    indexer = FakeIndexer()
    indexer.error = error
    with caplog.at_level(logging.CRITICAL):
        Indexing(indexer, Changes()).request()  # type: ignore[arg-type]  # see above
    assert indexer.calls == 1


class FakeWindows:
    """An idle time, or none."""

    def __init__(self, idle_ms: int | None) -> None:
        self.idle = idle_ms
        self.closed = False

    def idle_ms(self) -> int:
        if self.idle is None:
            raise CaptureUnavailableError("gone")
        return self.idle

    def close(self) -> None:
        self.closed = True


def test_idleness_asks_the_desktop_and_else_the_load(monkeypatch: pytest.MonkeyPatch) -> None:
    windows = FakeWindows(90_000)
    idle = Idleness(lambda: windows, Settings)
    assert idle()
    windows.idle = 10
    assert not idle()
    windows.idle = None
    monkeypatch.setattr("psutil.getloadavg", lambda: (99.0, 0.0, 0.0))
    assert not idle()
    assert windows.closed
    monkeypatch.setattr("psutil.getloadavg", lambda: (0.0, 0.0, 0.0))
    assert idle()
    idle.close()


def test_who_just_used_our_window_is_there(monkeypatch: pytest.MonkeyPatch) -> None:
    now_s = 1_000.0
    monkeypatch.setattr("services.engine.idleness.time.monotonic", lambda: now_s)
    idle = Idleness(lambda: FakeWindows(90_000_000), Settings)
    assert idle()
    idle.used()
    now_s += Settings().capture.idle_after_s - 1
    assert not idle()
    now_s += 1
    assert idle()
    idle.close()


def test_consent_is_kept(store: Any, clock: Any) -> None:
    consent = Consent(store.flags, clock)
    assert not consent.given()
    consent.give()
    assert Consent(store.flags, clock).given()
    consent.withdraw()
    assert not Consent(store.flags, clock).given()


@given(st.floats(0, 4000), st.floats(0.01, 3650))
def test_strength_in_the_database_is_the_same(elapsed_days: float, stability: float) -> None:
    import sqlite3

    connection = sqlite3.connect(":memory:")
    connection.execute("CREATE TABLE s (reinforced_at_ms INTEGER, stability_days REAL)")
    connection.execute("INSERT INTO s VALUES (0, ?)", (stability,))
    now_ms = round(elapsed_days * DAY_MS)
    try:
        row = connection.execute(f"SELECT {_STRENGTH} FROM s", (now_ms,)).fetchone()
    finally:
        connection.close()
    assert row[0] == pytest.approx(retrievability(now_ms / DAY_MS, stability), abs=2e-4)
