"""How rows become values: the columns that are read together, and what they are made into."""

import json
import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from services.records import (
    Anchor,
    Box,
    Capture,
    CaptureId,
    DocumentId,
    EventId,
    Frame,
    FrameId,
    Hit,
    Line,
    PictureState,
    Segment,
    SegmentId,
    Tier,
    Trust,
)
from services.store.database import Row

CAPTURE = (
    "c.id, c.source, c.at_ms, c.offset_min, c.trust, c.external_id, c.app, c.title, c.url,"
    " c.thread, c.author, c.monitor, f.id, c.document_id, c.until_ms"
)
CAPTURE_FROM = "capture c LEFT JOIN frame f ON f.capture_id = c.id"
SEGMENT = (
    "s.id, s.capture_id, s.ordinal, s.text, s.packed, s.at_ms, f.id, s.boxes, c.document_id,"
    ' s.start, s."end", s.place, s.heading, s.salience, s.salience_why, s.stability_days,'
    " s.difficulty, s.reinforced_at_ms, s.uses, s.tier, s.pinned, s.disputed, s.duplicate_of,"
    " c.event_id"
)
SEGMENT_FROM = (
    "segment s JOIN capture c ON c.id = s.capture_id LEFT JOIN frame f ON f.capture_id = c.id"
)
SEGMENT_WIDTH = 24
HIT = SEGMENT + (
    ", c.external_id, c.offset_min, c.source, c.app, c.title, c.url, c.thread, c.author, c.trust,"
    " c.monitor"
)
FRAME = "id, capture_id, width, height, base_id, blob, bytes, state, monitor"


@dataclass(frozen=True, slots=True)
class HitRow:
    """A segment with its capture: everything a ``Hit`` needs but score, why and strength.

    ``hit`` carries score 0.0 and strength 0.0; ``dataclasses.replace`` sets them.
    """

    hit: Hit
    segment: Segment
    monitor: int


def capture_of(row: Row) -> Capture:
    """A capture from the columns ``CAPTURE``."""
    return Capture(
        id=CaptureId(row[0]),
        source=row[1],
        at_ms=row[2],
        offset_min=row[3],
        trust=Trust(row[4]),
        external_id=row[5],
        app=row[6],
        title=row[7],
        url=row[8],
        thread=row[9],
        author=row[10],
        monitor=row[11],
        frame_id=None if row[12] is None else FrameId(row[12]),
        document_id=None if row[13] is None else DocumentId(row[13]),
        until_ms=row[14],
    )


def segment_of(row: Row) -> Segment:
    """A segment from the columns ``SEGMENT``; archived text is unpacked."""
    return Segment(
        id=SegmentId(row[0]),
        capture_id=CaptureId(row[1]),
        ordinal=row[2],
        text=text_of(row[3], row[4]),
        at_ms=row[5],
        anchor=Anchor(
            frame_id=None if row[6] is None else FrameId(row[6]),
            boxes=boxes_of(row[7]),
            document_id=None if row[8] is None else DocumentId(row[8]),
            start=row[9],
            end=row[10],
            place=row[11],
        ),
        heading=row[12],
        salience=row[13],
        salience_why=row[14],
        stability_days=row[15],
        difficulty=row[16],
        reinforced_at_ms=row[17],
        uses=row[18],
        tier=Tier(row[19]),
        pinned=bool(row[20]),
        disputed=bool(row[21]),
        duplicate_of=None if row[22] is None else SegmentId(row[22]),
        event_id=None if row[23] is None else EventId(row[23]),
    )


def hit_of(row: Row) -> HitRow:
    """A segment with its capture from the columns ``HIT``."""
    segment = segment_of(row)
    external_id, offset_min, source, app, title, url, thread, author, trust, monitor = row[
        SEGMENT_WIDTH:
    ]
    hit = Hit(
        segment_id=segment.id,
        capture_id=segment.capture_id,
        external_id=external_id,
        score=0.0,
        at_ms=segment.at_ms,
        offset_min=offset_min,
        source=source,
        app=app,
        title=title,
        url=url,
        thread=thread,
        author=author,
        text=segment.text,
        anchor=segment.anchor,
        tier=segment.tier,
        trust=Trust(trust),
        strength=0.0,
        pinned=segment.pinned,
        disputed=segment.disputed,
    )
    return HitRow(hit, segment, monitor)


def frame_of(row: Row) -> Frame:
    """A frame from the columns ``FRAME``."""
    return Frame(
        id=FrameId(row[0]),
        capture_id=CaptureId(row[1]),
        width=row[2],
        height=row[3],
        base_id=None if row[4] is None else FrameId(row[4]),
        blob=row[5],
        bytes=row[6],
        state=PictureState(row[7]),
        monitor=row[8],
    )


def boxes_text(lines: Sequence[Line]) -> str:
    """The boxes of lines as they are stored; "" where there are none."""
    if not lines:
        return ""
    return json.dumps(
        [[b.left, b.top, b.width, b.height] for b in (line.box for line in lines)],
        separators=(",", ":"),
    )


def boxes_of(text: str) -> tuple[Box, ...]:
    """The boxes again."""
    return tuple(Box(*four) for four in json.loads(text)) if text else ()


def pack(text: str) -> bytes:
    """Compress the text of an archived segment."""
    return zlib.compress(text.encode(), 9)


def text_of(text: str, packed: bytes | None) -> str:
    """The text of a segment, wherever it is kept."""
    return text if packed is None else zlib.decompress(packed).decode()


def marks(items: Sequence[object]) -> str:
    """Question marks for an IN list."""
    return ",".join("?" * len(items))


def chunks(ids: Iterable[int], size: int = 500) -> list[list[int]]:
    """Ids in groups small enough for one statement."""
    every = list(ids)
    return [every[i : i + size] for i in range(0, len(every), size)]
