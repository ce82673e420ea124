"""A store on a real SQLCipher database, and captures to put into it."""

from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from services.clock import ManualClock
from services.records import Box, EncodedFrame, FrameId, NewCapture, NewSegment, Patch, Trust
from services.store import BlobStore, Database, Store
from services.vault.sealing import Sealer

KEY = bytes(range(32))
BLOB_KEY = bytes(range(32, 64))
START_MS = 1_772_442_000_000

MakeCapture = Callable[..., NewCapture]
OpenStore = Callable[[Path], Store]


@pytest.fixture
def open_store() -> Iterator[OpenStore]:
    """Opens a store in a folder; all of them are closed at the end."""
    opened: list[Store] = []

    def make(folder: Path) -> Store:
        database = Database(folder / "library.db", KEY, ManualClock(START_MS))
        store = Store(database, BlobStore(folder / "blobs", Sealer(BLOB_KEY)))
        opened.append(store)
        return store

    yield make
    for store in opened:
        store.close()


@pytest.fixture
def store(tmp_path: Path, open_store: OpenStore) -> Store:
    """An empty store."""
    return open_store(tmp_path)


def capture(*texts: str, at: int = 0, **values: object) -> NewCapture:
    """A capture with these segments, ``at`` seconds after the start."""
    given: dict[str, object] = {
        "source": "note",
        "at_ms": START_MS + at * 1000,
        "offset_min": 60,
        "trust": Trust.TYPED,
        "segments": tuple(NewSegment(text) for text in texts),
    }
    return NewCapture(**{**given, **values})  # type: ignore[arg-type]


def webp(width: int, height: int, colour: tuple[int, int, int]) -> bytes:
    """A picture of one colour as lossless WebP."""
    out = BytesIO()
    Image.new("RGB", (width, height), colour).save(out, "WEBP", lossless=True)
    return out.getvalue()


def keyframe(colour: tuple[int, int, int], width: int = 640, height: int = 400) -> EncodedFrame:
    """A whole frame of one colour."""
    patch = Patch(Box(0, 0, width, height), webp(width, height, colour))
    return EncodedFrame(width, height, (patch,))


def change(
    base: FrameId, box: Box, colour: tuple[int, int, int], width: int = 640, height: int = 400
) -> EncodedFrame:
    """A frame that differs from ``base`` in one rectangle."""
    patch = Patch(box, webp(box.width, box.height, colour))
    return EncodedFrame(width, height, (patch,), base=base)


@pytest.fixture
def make_capture() -> MakeCapture:
    """Builds captures: ``make_capture("text", at=seconds, app="…")``."""
    return capture
