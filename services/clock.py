"""Where every time in the program comes from, so that tests and replays can move it."""

from datetime import UTC, datetime
from typing import Protocol

MINUTE_MS = 60_000
HOUR_MS = 60 * MINUTE_MS
DAY_MS = 24 * HOUR_MS


class Clock(Protocol):
    """Tells the time as UTC milliseconds and the local offset at that time."""

    def now_ms(self) -> int:
        """Milliseconds since 1970-01-01 UTC."""
        ...

    def offset_min(self) -> int:
        """Minutes that local time is ahead of UTC now."""
        ...


class SystemClock:
    """The machine's own clock."""

    def now_ms(self) -> int:
        """Milliseconds since 1970-01-01 UTC."""
        return int(datetime.now(UTC).timestamp() * 1000)

    def offset_min(self) -> int:
        """Minutes that local time is ahead of UTC now."""
        return local_offset_min(self.now_ms())


class ManualClock:
    """A clock that stands still until it is moved (``--now``, replays, tests)."""

    def __init__(self, now_ms: int, offset_min: int = 0) -> None:
        self._now_ms = now_ms
        self._offset_min = offset_min

    def now_ms(self) -> int:
        """Milliseconds since 1970-01-01 UTC."""
        return self._now_ms

    def offset_min(self) -> int:
        """Minutes that local time is ahead of UTC now."""
        return self._offset_min

    def advance(self, by_ms: int) -> None:
        """Move forward (or back, when negative) by so many milliseconds."""
        self._now_ms += by_ms

    def set(self, now_ms: int, offset_min: int | None = None) -> None:
        """Jump to a time; the offset stays unless given."""
        self._now_ms = now_ms
        if offset_min is not None:
            self._offset_min = offset_min


def local_offset_min(at_ms: int) -> int:
    """Minutes that this machine's local time was ahead of UTC at ``at_ms``."""
    local = datetime.fromtimestamp(at_ms / 1000).astimezone()
    offset = local.utcoffset()
    return int(offset.total_seconds() // 60) if offset is not None else 0


def parse_instant(text: str) -> tuple[int, int]:
    """Read ISO 8601 into (UTC milliseconds, offset minutes); without an offset it is UTC.

    Raises ``ValueError`` where the text is no ISO 8601 date or time.
    """
    moment = datetime.fromisoformat(text.strip())
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    offset = moment.utcoffset()
    minutes = int(offset.total_seconds() // 60) if offset is not None else 0
    return round(moment.timestamp() * 1000), minutes


def format_instant(at_ms: int) -> str:
    """Write UTC milliseconds as ISO 8601 with a trailing ``Z``, as every JSON output has it."""
    moment = datetime.fromtimestamp(at_ms / 1000, UTC)
    return moment.isoformat(timespec="milliseconds").replace("+00:00", "Z")
