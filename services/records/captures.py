"""What flows in: captures, their segments and frames, and documents."""

from dataclasses import dataclass, field

from services.records.base import (
    Anchor,
    Box,
    CaptureId,
    DocumentId,
    FrameId,
    Line,
    PictureState,
    SegmentId,
    Tier,
    Trust,
)


@dataclass(frozen=True, slots=True)
class WindowInfo:
    """One visible window as the window system tells of it; ``box`` is in screen pixels.

    ``furniture`` is what nobody works in: panels, menus, notifications and the desktop itself.
    ``pid`` is the process that it says it belongs to (0: unknown), told of the focused one only.
    """

    app: str
    title: str
    url: str = ""
    box: Box | None = None
    focused: bool = False
    furniture: bool = False
    pid: int = 0


@dataclass(frozen=True, slots=True)
class CachedLine:
    """The text of a line by a keyed hash of its pixels; never of a line that held a secret."""

    key: bytes
    text: str = field(repr=False)
    confidence: float


@dataclass(frozen=True, slots=True)
class NewSegment:
    """A unit of text about to be stored. ``lines`` are the frame's lines it is made of, in order.

    For documents ``start``/``end`` count characters of the document's text, ``place`` names the
    page, sheet or heading, and ``heading`` is the heading path ("Guide > Setup").
    """

    text: str
    lines: tuple[Line, ...] = ()
    start: int = 0
    end: int = 0
    place: str = ""
    heading: str = ""


@dataclass(frozen=True, slots=True)
class Patch:
    """One rectangle of a frame as WebP bytes."""

    box: Box
    webp: bytes


@dataclass(frozen=True, slots=True)
class EncodedFrame:
    """A frame ready to be sealed: a keyframe (one patch over all), or changes to ``base``."""

    width: int
    height: int
    patches: tuple[Patch, ...]
    base: FrameId | None = None
    monitor: int = 0


@dataclass(frozen=True, slots=True)
class NewCapture:
    """One thing seen at one time, about to be stored with its segments in one transaction.

    ``checked`` says that secrets were taken out where it was read, so that nobody looks again.
    """

    source: str
    at_ms: int
    offset_min: int
    trust: Trust
    segments: tuple[NewSegment, ...] = ()
    external_id: str | None = None
    app: str = ""
    title: str = ""
    url: str = ""
    thread: str = ""
    author: str = ""
    monitor: int = 0
    frame: EncodedFrame | None = None
    document_id: DocumentId | None = None
    pinned: bool = False
    checked: bool = False


@dataclass(frozen=True, slots=True)
class Capture:
    """A stored capture, without its segments.

    ``until_ms`` is until when the same window stood in front with the person there; 0 where that
    is not known. ``end_ms`` and ``dwell_ms`` are the values to count with.
    """

    id: CaptureId
    source: str
    at_ms: int
    offset_min: int
    trust: Trust
    external_id: str | None
    app: str
    title: str
    url: str
    thread: str
    author: str
    monitor: int
    frame_id: FrameId | None
    document_id: DocumentId | None
    until_ms: int = 0

    @property
    def end_ms(self) -> int:
        """Until when it was in front; its own time where that is not known."""
        return max(self.at_ms, self.until_ms)

    @property
    def dwell_ms(self) -> int:
        """How long it was in front."""
        return self.end_ms - self.at_ms


@dataclass(frozen=True, slots=True)
class Segment:
    """A stored unit of text with its anchor and its state of memory.

    ``stability_days`` and ``difficulty`` (1-10) are FSRS's; ``salience`` lies in [0, 1];
    ``reinforced_at_ms`` is when strength was last renewed (first: when it was seen).
    """

    id: SegmentId
    capture_id: CaptureId
    ordinal: int
    text: str
    at_ms: int
    anchor: Anchor
    heading: str = ""
    salience: float = 0.5
    salience_why: str = ""
    stability_days: float = 1.0
    difficulty: float = 5.0
    reinforced_at_ms: int = 0
    uses: int = 0
    tier: Tier = Tier.HOT
    pinned: bool = False
    disputed: bool = False
    duplicate_of: SegmentId | None = None
    event_id: int | None = None


@dataclass(frozen=True, slots=True)
class Frame:
    """A stored frame: where its pixels are and how much of them is left."""

    id: FrameId
    capture_id: CaptureId
    width: int
    height: int
    base_id: FrameId | None
    blob: str
    bytes: int
    state: PictureState
    monitor: int


@dataclass(frozen=True, slots=True)
class Document:
    """One version of a file that was read; ``content_hash`` is SHA-256 keyed with a vault key."""

    id: DocumentId
    path: str
    content_hash: str
    size_bytes: int
    modified_ms: int
    read_at_ms: int
    state: str = "present"  # present | replaced | deleted
    title: str = ""
    text_blob: str = ""


@dataclass(frozen=True, slots=True)
class FileFailure:
    """A file that could not be read, and why, in words for a person."""

    path: str
    error: str
    at_ms: int = 0


@dataclass(frozen=True, slots=True)
class Withheld:
    """A line of the ledger: something was not stored, when and by which rule; never the thing."""

    at_ms: int
    rule: str
    kind: str  # "app", "title", "site", "private", "secret", "error"
    app: str = ""
    count: int = 1


@dataclass(frozen=True, slots=True)
class FrameCounts:
    """What became of the frames that were looked at."""

    seen: int = 0
    kept: int = 0
    dropped: int = 0
    withheld: int = 0


@dataclass(frozen=True, slots=True)
class ReplayReport:
    """What a replay did; ``cpu_s`` maps a stage (decode, compare, read …) to CPU seconds."""

    frames: FrameCounts
    cpu_s: dict[str, float] = field(default_factory=dict)
    errors: tuple[FileFailure, ...] = ()


@dataclass(frozen=True, slots=True)
class AddReport:
    """What indexing of files and folders did."""

    added: int = 0
    updated: int = 0
    skipped: int = 0
    failed: tuple[FileFailure, ...] = ()


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What an import did, or would do (``dry_run``); ``errors`` are (line number from 1, words).

    ``left_out`` fell under an exclusion. ``from_ms`` and ``to_ms`` are the first and last time.
    """

    imported: int = 0
    skipped: int = 0
    errors: tuple[tuple[int, str], ...] = ()
    program: str = ""
    left_out: int = 0
    dry_run: bool = False
    from_ms: int | None = None
    to_ms: int | None = None
