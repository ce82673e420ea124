"""Ids, enumerations and the small values that everything else is made of."""

from dataclasses import dataclass
from enum import StrEnum
from typing import NewType

CaptureId = NewType("CaptureId", int)
SegmentId = NewType("SegmentId", int)
FrameId = NewType("FrameId", int)
DocumentId = NewType("DocumentId", int)
EventId = NewType("EventId", int)
FactId = NewType("FactId", int)
QuestionId = NewType("QuestionId", int)
ConversationId = NewType("ConversationId", int)


class Source(StrEnum):
    """Where a capture came from; imports may bring further names, kept as plain text."""

    SCREEN = "screen"
    FILE = "file"
    NOTE = "note"
    CHAT = "chat"
    MAIL = "mail"
    PAGE = "page"
    CLIPBOARD = "clipboard"


class Trust(StrEnum):
    """How a memory came in, from most to least trusted."""

    TYPED = "typed"
    FILE = "file"
    SEEN = "seen"
    IMPORTED = "imported"
    PAGE = "page"


class Tier(StrEnum):
    """How far a memory has faded (DESIGN §7)."""

    HOT = "hot"
    WARM = "warm"
    ARCHIVED = "archived"
    FORGOTTEN = "forgotten"


class Signal(StrEnum):
    """What the use of a memory says about its worth."""

    CITED = "cited"
    OPENED = "opened"
    COPIED = "copied"
    SEEN_AGAIN = "seen_again"
    WRONG = "wrong"
    PIN = "pin"
    UNPIN = "unpin"


class PictureState(StrEnum):
    """What is left of a frame's pixels."""

    FULL = "full"
    THUMBNAIL = "thumbnail"
    GONE = "gone"


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle in pixels of its frame; ``right`` and ``bottom`` lie just outside."""

    left: int
    top: int
    width: int
    height: int

    @property
    def right(self) -> int:
        """The first column to the right of the box."""
        return self.left + self.width

    @property
    def bottom(self) -> int:
        """The first row below the box."""
        return self.top + self.height

    def union(self, other: "Box") -> "Box":
        """The smallest box that holds both."""
        left, top = min(self.left, other.left), min(self.top, other.top)
        return Box(
            left, top, max(self.right, other.right) - left, max(self.bottom, other.bottom) - top
        )

    def overlaps(self, other: "Box") -> bool:
        """Whether the two share at least one pixel."""
        return (
            self.left < other.right
            and other.left < self.right
            and self.top < other.bottom
            and other.top < self.bottom
        )


@dataclass(frozen=True, slots=True)
class Line:
    """One line of text found on a frame; confidence is in [0, 1]."""

    text: str
    box: Box
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Anchor:
    """The way back to where a text stood: boxes on a frame, or a span of a document's text.

    ``start`` and ``end`` count characters of the document version's text; ``place`` names the
    page, slide, sheet, cell or heading as its format does ("page 3", "Sheet1!B2").
    """

    frame_id: FrameId | None = None
    boxes: tuple[Box, ...] = ()
    document_id: DocumentId | None = None
    start: int = 0
    end: int = 0
    place: str = ""
