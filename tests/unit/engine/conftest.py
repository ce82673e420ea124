"""A store for the engine's smaller parts."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from services.store import Store
from tests.support.storing import open_store_in


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """An empty store, closed at the end."""
    opened = open_store_in(tmp_path)
    yield opened
    opened.close()
