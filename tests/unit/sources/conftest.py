"""A real store with the one way in, and settings that a test can change."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from services.clock import ManualClock
from services.memory.ingest import Ingest
from services.settings import Settings, Value
from services.sources.intake import Intake
from services.store import Store
from tests.support.storing import open_store_in


@dataclass
class Wishes:
    """The settings in force."""

    settings: Settings = field(default_factory=Settings)

    def set(self, key: str, value: Value) -> None:
        self.settings = self.settings.with_value(key, value)


@pytest.fixture
def wishes() -> Wishes:
    """Settings to change."""
    return Wishes()


@pytest.fixture
def store(tmp_path: Path, clock: ManualClock) -> Iterator[Store]:
    """An empty store."""
    made = open_store_in(tmp_path / "library", clock)
    yield made
    made.close()


@pytest.fixture
def intake(store: Store, clock: ManualClock, wishes: Wishes) -> Intake:
    """The one way in."""
    ingest = Ingest(store, clock, lambda: wishes.settings)
    return Intake(store, ingest, lambda: wishes.settings, clock.now_ms)
