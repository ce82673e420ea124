"""An indexer over a real store, with the real parsers in this process."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from services.capture.file_versions import FileVersions
from services.capture.files import FileIndexer
from services.capture.passes import Passes
from services.clock import ManualClock
from services.memory.ingest import Ingest
from services.records import CaptureId, ChangeKind
from tests.support.filing import InProcess, World
from tests.support.storing import open_store_in


@pytest.fixture
def world(tmp_path: Path, clock: ManualClock) -> Iterator[World]:
    (tmp_path / "library").mkdir()
    root = tmp_path / "papers"
    root.mkdir()
    store = open_store_in(tmp_path / "library", clock)

    def forget(captures: Sequence[CaptureId]) -> None:
        store.deletion.delete(captures)

    parser = InProcess()
    made: World
    changes: list[ChangeKind] = []
    versions = FileVersions(
        store,
        parser,
        Ingest(store, clock, lambda: made.settings),
        clock,
        lambda: made.settings,
        b"a key for hashes",
        forget=forget,
    )
    passes = Passes(store, clock)
    indexer = FileIndexer(
        store, versions, clock, lambda: made.settings, passes, on_change=changes.append
    )
    made = World(root, store, clock, parser, indexer, versions, passes, changes=changes)
    yield made
    store.close()
