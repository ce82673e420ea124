"""Programs that speak AT-SPI in ways that toolkits do not: pages, nonsense, far too much."""

import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from services.capture.accessibility.atspi import AtSpi, Placing
from services.capture.accessibility.base import AccessibleText, Bounds
from services.records import Box, WindowInfo
from tests.support import spoken_program
from tests.support.accessibility_bus import AccessibleDesk, start_accessibility
from tests.support.display import PrivateDisplay
from tests.support.waiting import wait_until

WINDOW = WindowInfo("browser", "Tides", box=Box(100, 50, 600, 400), focused=True)
AMPLE = Bounds(call_s=20.0, wall_s=30.0, cpu_s=20.0)


@pytest.fixture(scope="module")
def session(shared_display: PrivateDisplay) -> Iterator[AccessibleDesk]:
    with start_accessibility(shared_display) as desk:
        yield desk


@pytest.fixture
def desk(session: AccessibleDesk) -> Iterator[AccessibleDesk]:
    yield session
    session.stop_programs()


def read_when_there(
    desk: AccessibleDesk, kind: str, window: WindowInfo = WINDOW, bounds: Bounds = AMPLE
) -> tuple[AccessibleText | None, dict[str, int]]:
    """What a program tells (None: it cost us the bus), and the counts."""
    desk.start(sys.executable, str(Path(spoken_program.__file__)), kind, "Tides")
    source = AtSpi(environ=desk.environ, bounds=bounds)
    counts: dict[str, int] = {}

    def ask() -> tuple[AccessibleText | None] | None:
        found = source.read(window)
        counts.update(source.counts())
        return (found,) if found is not None or "accessibility.lost" in counts else None

    try:
        answer = wait_until(ask, "the program to answer", 30.0)
        assert answer is not None
        return answer[0], counts
    finally:
        source.close()


def test_a_page_tells_its_address_and_its_text(desk: AccessibleDesk) -> None:
    found, counts = read_when_there(desk, "page")
    assert found is not None
    assert found.url == spoken_program.PAGE
    assert [line.text for line in found.lines] == ["Slack water at noon", "The tide table"]
    assert found.lines[0].box == Box(110, 90, 300, 20)
    assert counts["accessibility.read"] == 1


def test_a_program_that_counts_from_its_own_corner_is_put_in_its_place(
    desk: AccessibleDesk,
) -> None:
    found, _ = read_when_there(desk, "shrunk")
    assert found is not None
    assert found.lines[0].box == Box(110, 90, 300, 20)


def test_answers_of_other_kinds_are_no_text(desk: AccessibleDesk) -> None:
    found, _ = read_when_there(desk, "odd")
    assert found is None or found.lines == ()


def test_far_too_long_an_answer_ends_the_reading(desk: AccessibleDesk) -> None:
    found, counts = read_when_there(desk, "huge")
    assert found is None
    assert counts["accessibility.lost"] == 1


def test_a_tree_without_end_stays_inside_the_bounds(desk: AccessibleDesk) -> None:
    bounds = Bounds(nodes=40, call_s=20.0, wall_s=30.0, cpu_s=20.0)
    found, counts = read_when_there(desk, "endless", bounds=bounds)
    assert found is not None
    assert found.nodes == 40
    assert not found.complete
    assert counts["accessibility.cut"] == 1


@pytest.mark.parametrize(
    "bounds",
    [
        Bounds(call_s=20.0, wall_s=0.0, cpu_s=20.0),
        Bounds(call_s=20.0, wall_s=30.0, cpu_s=0.0),
        Bounds(call_s=20.0, wall_s=30.0, cpu_s=20.0, received_bytes=0),
    ],
    ids=["time", "cpu", "bytes"],
)
def test_every_bound_holds(desk: AccessibleDesk, bounds: Bounds) -> None:
    desk.start(sys.executable, str(Path(spoken_program.__file__)), "page", "Tides")
    source = AtSpi(environ=desk.environ, bounds=bounds)
    started_s = time.monotonic()
    found = source.read(WINDOW)
    assert found is None or not found.complete
    assert time.monotonic() - started_s < 10.0
    source.close()


@pytest.mark.parametrize(
    ("told", "window", "expected"),
    [
        (Box(100, 70, 600, 380), Box(99, 50, 602, 401), Box(110, 90, 10, 10)),
        (Box(0, 0, 600, 380), Box(99, 50, 602, 401), Box(210, 160, 10, 10)),
        (Box(50, 35, 300, 190), Box(99, 50, 602, 401), Box(220, 180, 20, 20)),
        (None, Box(99, 50, 602, 401), Box(110, 90, 10, 10)),
    ],
    ids=["as told", "from the corner", "scaled twice", "without a place"],
)
def test_places_become_pixels(told: Box | None, window: Box, expected: Box) -> None:
    assert Placing.between(told, window).of(Box(110, 90, 10, 10)) == expected
