"""Memory on real stores, with a clock that is moved by hand."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from services.clock import ManualClock
from services.memory.consolidate import Consolidator
from services.memory.ingest import Ingest
from services.records import CaptureId, NewCapture, NewSegment, Source, Trust
from services.settings import Settings
from services.store import Store
from tests.support.storing import open_store_in

Tell = Callable[..., CaptureId]


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """An empty store, closed at the end."""
    opened = open_store_in(tmp_path)
    yield opened
    opened.close()


@pytest.fixture
def ingest(store: Store, clock: ManualClock) -> Ingest:
    """The way in, with default settings."""
    return Ingest(store, clock, Settings)


@pytest.fixture
def consolidator(store: Store, clock: ManualClock) -> Consolidator:
    """The nightly job, with default settings."""
    return Consolidator(store, clock, Settings)


@pytest.fixture
def tell(ingest: Ingest, clock: ManualClock) -> Tell:
    """Store a text at the clock's time; a note of the user's unless said otherwise."""

    def store_text(text: str, **fields: object) -> CaptureId:
        values: dict[str, object] = {
            "source": Source.NOTE,
            "at_ms": clock.now_ms(),
            "offset_min": clock.offset_min(),
            "trust": Trust.TYPED,
            "segments": (NewSegment(text=text),),
        }
        return ingest.add(NewCapture(**(values | fields)))  # type: ignore[arg-type]

    return store_text
