"""What every part of the engine shares."""

from dataclasses import dataclass

from services.allocator import give_back
from services.clock import Clock
from services.engine.changes import Changes
from services.engine.preferences import Preferences
from services.store import Store
from services.vault.datadir import DataDir


@dataclass(frozen=True, slots=True)
class Core:
    """The open library: its folder, rows, clock, settings, and who hears of changes."""

    data: DataDir
    store: Store
    clock: Clock
    preferences: Preferences
    changes: Changes

    def rest(self) -> None:
        """Let go of the memory that long work took: pages of the database, and what was freed."""
        self.store.database.rest_all()
        give_back()
