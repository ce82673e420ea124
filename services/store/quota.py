"""What the quota asks of the rows: frames by age with their bytes, and captures that may go."""

from dataclasses import dataclass

from services.records import CaptureId, FrameId, PictureState
from services.store.database import Database

_PINNED = "EXISTS (SELECT 1 FROM segment s WHERE s.capture_id = c.id AND s.pinned)"


@dataclass(frozen=True, slots=True)
class OldFrame:
    """A frame as the quota sees it; ``pinned`` where a segment of its capture is."""

    id: FrameId
    at_ms: int
    bytes: int
    pinned: bool


class QuotaRows:
    """Reads only."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def blob_bytes(self) -> int:
        """Bytes of all pictures and texts of documents."""
        with self._database.read() as connection:
            row = connection.execute(
                "SELECT (SELECT coalesce(sum(bytes), 0) FROM frame)"
                " + (SELECT coalesce(sum(bytes), 0) FROM document)"
            ).fetchone()
        return 0 if row is None else int(row[0])

    def frames(self, state: PictureState) -> list[OldFrame]:
        """The frames in a state, the oldest first."""
        with self._database.read() as connection:
            rows = connection.execute(
                f"SELECT f.id, c.at_ms, f.bytes, {_PINNED}"
                " FROM frame f JOIN capture c ON c.id = f.capture_id"
                " WHERE f.state = ? ORDER BY f.id",
                (state,),
            )
            return [OldFrame(FrameId(r[0]), r[1], r[2], bool(r[3])) for r in rows]

    def screen_captures(self, before_ms: int, limit: int) -> list[CaptureId]:
        """Captures of the screen made before a time, nothing of them pinned, the oldest first."""
        with self._database.read() as connection:
            rows = connection.execute(
                f"SELECT c.id FROM capture c WHERE c.source = 'screen' AND c.at_ms < ?"
                f" AND NOT {_PINNED} ORDER BY c.at_ms, c.id LIMIT ?",
                (before_ms, limit),
            )
            return [CaptureId(row[0]) for row in rows]
