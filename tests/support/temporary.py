"""A store in a folder of its own, for tests that make many; both are gone after ``close``."""

import tempfile
from pathlib import Path

from services.clock import Clock
from tests.support.storing import open_store_in


class TemporaryStore:
    """For state machines and properties, where ``tmp_path`` would be shared by all examples."""

    def __init__(self, clock: Clock | None = None) -> None:
        self._folder = tempfile.TemporaryDirectory(prefix="afterimage-store-")
        self.folder = Path(self._folder.name)
        self.store = open_store_in(self.folder, clock)

    def close(self) -> None:
        """Close the store and remove the folder, also where closing fails."""
        try:
            self.store.close()
        finally:
            self._folder.cleanup()
