"""What every page is given: the engine, the way off the main thread, notices and the theme."""

from dataclasses import dataclass, field

from services.records import SegmentId
from ui.changes import Changes
from ui.ports import Engine
from ui.tasks import Slot, Tasks
from ui.theme import Theme
from ui.words import day_words, when_words


@dataclass(frozen=True, slots=True)
class Context:
    """The collaborators of a page.

    ``drafts`` are notes (by the id of their first section) as they are being edited, with their
    tags: they outlive the widgets, in memory only, until the library is closed.
    """

    engine: Engine
    tasks: Tasks
    changes: Changes
    theme: Theme
    drafts: dict[SegmentId, tuple[str, str]] = field(default_factory=dict)

    def slot(self) -> Slot:
        """A place for one piece of work at a time."""
        return Slot(self.tasks)

    def now_ms(self) -> int:
        """The time by the engine's clock."""
        return self.engine.clock.now_ms()

    def offset_min(self) -> int:
        """Minutes that local time is ahead of UTC."""
        return self.engine.clock.offset_min()

    def when(self, at_ms: int, offset_min: int | None = None) -> str:
        """A date and time in few words."""
        return when_words(
            at_ms, self.offset_min() if offset_min is None else offset_min, self.now_ms()
        )

    def day(self, at_ms: int) -> str:
        """A day by its name and date."""
        return day_words(at_ms, self.offset_min(), self.now_ms())
