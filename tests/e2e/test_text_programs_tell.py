"""Text too small to read is found all the same, because its program tells it; passwords never."""

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import cast

import pytest
from PIL import Image

from app.compose import Opening, create_library
from services.capture.accessibility.atspi import AtSpi
from services.capture.accessibility.base import Bounds
from services.clock import SystemClock
from services.engine import Engine
from services.records import Box, FramePicture, Hit, Query
from services.vault.keysources import Passphrase
from tests.support.accessibility_bus import AccessibleDesk, start_accessibility
from tests.support.accessible_window import PASSWORD, TINY
from tests.support.display import PrivateDisplay
from tests.support.library import CHEAP
from tests.support.waiting import wait_until

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(360)]


@pytest.fixture
def desk(display: PrivateDisplay, monkeypatch: pytest.MonkeyPatch) -> Iterator[AccessibleDesk]:
    """A desktop whose accessibility bus is the one that the program finds in its environment."""
    with start_accessibility(display) as desk:
        for name in ("DBUS_SESSION_BUS_ADDRESS", "XDG_RUNTIME_DIR"):
            monkeypatch.setenv(name, desk.environ[name])
        yield desk


@pytest.fixture
def engine(tmp_path: Path, desk: AccessibleDesk) -> Iterator[Engine]:
    """A library that captures the desktop at first without listening to programs."""
    settings = {"capture.interval_ms": "500", "capture.idle_after_s": "3600"}
    opening = Opening(tmp_path / "library", Passphrase("a test", CHEAP), SystemClock(), settings)
    engine, _code = create_library(opening)
    with engine:
        engine.change_setting("capture.accessibility", value=False)
        yield engine


def found(engine: Engine, sentence: str) -> Hit | None:
    hits = engine.library.search(Query(sentence, 5)).hits
    return next((hit for hit in hits if sentence in " ".join(hit.text.split())), None)


def look_until(engine: Engine, sentence: str) -> Hit | None:
    """Look anew until a sentence is found: on a busy machine a program may answer too late."""
    for _ in range(8):
        engine.recording.pause(None)
        engine.recording.resume()
        with suppress(AssertionError):
            return wait_until(lambda: found(engine, sentence), "what the program tells", 15.0)
    return None


def secret_place(desk: AccessibleDesk, title: str) -> Box:
    """Where the window has its field for a password."""
    source = AtSpi(environ=desk.environ, bounds=Bounds(call_s=20, wall_s=30, cpu_s=20))
    try:
        told = source.read(desk.wait_for_front(title))
    finally:
        source.close()
    assert told is not None
    (box,) = told.secrets
    return box


def darkest_and_brightest(picture: FramePicture, box: Box) -> tuple[int, int]:
    image = Image.frombytes("RGB", (picture.width, picture.height), picture.rgb).convert("L")
    part = image.crop((box.left, box.top, box.right, box.bottom))
    darkest, brightest = cast("tuple[int, int]", part.getextrema())
    return darkest, brightest


def test_tiny_text_is_found_through_what_its_program_tells(
    desk: AccessibleDesk, engine: Engine
) -> None:
    desk.start_window("tiny", "Survey")
    engine.recording.give_consent()
    engine.start()
    wait_until(lambda: engine.recording.state().kept, "a picture to be kept", 150.0)
    assert not any(found(engine, line) for line in TINY), "the pixels alone would do"

    engine.change_setting("capture.accessibility", value=True)
    hit = look_until(engine, TINY[0])
    assert hit is not None
    engine.settle()
    assert found(engine, TINY[1])
    assert not any(PASSWORD in hit.text for hit in engine.library.search(Query(PASSWORD, 5)).hits)
    assert engine.recording.state().cpu_s["accessibility"] > 0

    assert hit.anchor.frame_id is not None
    picture = engine.library.picture(hit.anchor.frame_id)
    assert hit.anchor.boxes
    darkest, brightest = darkest_and_brightest(picture, hit.anchor.boxes[0])
    assert brightest - darkest > 60, "the box of the answer holds ink"
    _darkest, brightest = darkest_and_brightest(picture, secret_place(desk, "Survey"))
    assert brightest < 24, "the field of the password is painted over"
