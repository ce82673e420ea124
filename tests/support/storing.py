"""A store on a real SQLCipher database in a folder, and values to put into it."""

import dataclasses
from io import BytesIO
from pathlib import Path

from PIL import Image

from services.clock import Clock, ManualClock
from services.records import (
    Answer,
    Box,
    Citation,
    EncodedFrame,
    Event,
    EventId,
    FactSource,
    FrameId,
    NewCapture,
    NewFact,
    NewSegment,
    Outcome,
    Patch,
    SegmentId,
    Trust,
)
from services.store import BlobStore, Database, Store
from services.vault.sealing import Sealer

KEY = bytes(range(32))
BLOB_KEY = bytes(range(32, 64))
START_MS = 1_772_442_000_000
Colour = tuple[int, int, int]
_PLAIN = NewCapture(source="note", at_ms=START_MS, offset_min=60, trust=Trust.TYPED)


def open_store_in(folder: Path, clock: Clock | None = None) -> Store:
    """The store of a folder, made where there is none; the caller closes it."""
    database = Database(folder / "library.db", KEY, clock or ManualClock(START_MS))
    return Store(database, BlobStore(folder / "blobs", Sealer(BLOB_KEY)))


def capture(*texts: str, at: float = 0, like: NewCapture = _PLAIN) -> NewCapture:
    """A capture with a segment for each text, ``at`` seconds after the start."""
    segments = tuple(NewSegment(text) for text in texts)
    return dataclasses.replace(like, at_ms=START_MS + round(at * 1000), segments=segments)


def like(source: str = "note", trust: Trust = Trust.TYPED, **texts: str) -> NewCapture:
    """What captures have in common: ``capture("text", like=like(app="Mail"))``."""
    return dataclasses.replace(_PLAIN, source=source, trust=trust, **texts)  # type: ignore[arg-type]


def webp(width: int, height: int, colour: Colour) -> bytes:
    """A picture of one colour as lossless WebP."""
    out = BytesIO()
    Image.new("RGB", (width, height), colour).save(out, "WEBP", lossless=True)
    return out.getvalue()


def keyframe(colour: Colour, width: int = 640, height: int = 400, monitor: int = 0) -> EncodedFrame:
    """A whole frame of one colour."""
    patch = Patch(Box(0, 0, width, height), webp(width, height, colour))
    return EncodedFrame(width, height, (patch,), monitor=monitor)


def change(
    base: FrameId, box: Box, colour: Colour, width: int = 640, height: int = 400
) -> EncodedFrame:
    """A frame that differs from ``base`` in one rectangle."""
    return EncodedFrame(
        width, height, (Patch(box, webp(box.width, box.height, colour)),), base=base
    )


def add_frame(store: Store, frame: EncodedFrame, at: float = 0, text: str = "seen") -> FrameId:
    """Store a capture with a frame; gives the frame."""
    new = dataclasses.replace(capture(text, at=at), source="screen", frame=frame)
    frame_id = store.captures.add(new)[2]
    assert frame_id is not None
    return frame_id


def pixel(store: Store, frame_id: FrameId, x: int, y: int) -> Colour:
    """A pixel of a stored frame's picture."""
    picture = store.frames.picture(frame_id)
    at = (y * picture.width + x) * 3
    red, green, blue = picture.rgb[at : at + 3]
    return red, green, blue


def event(start: float, end: float, title: str = "Work") -> Event:
    """An event between two seconds after the start."""
    start_ms, end_ms = START_MS + round(start * 1000), START_MS + round(end * 1000)
    return Event(EventId(0), start_ms, end_ms, 60, "Editor", title)


def fact(subject: str, slot: str, value: str, segment: SegmentId, at: float = 0) -> NewFact:
    """A fact read in a segment, true from ``at`` seconds after the start."""
    at_ms = START_MS + round(at * 1000)
    return NewFact(subject, slot, value, at_ms, at_ms, FactSource(segment, value))


def answer_citing(store: Store, text: str, *segments: SegmentId) -> Answer:
    """An answer that cites stored segments with their whole text."""
    hits = store.segments.hits(segments)
    citations = tuple(
        Citation(mark, hits[own].hit, hits[own].hit.text) for mark, own in enumerate(segments, 1)
    )
    return Answer(Outcome.ANSWERED, text, citations)
