"""What views and commands show: the state of capture, timeline, sizes, checks."""

from dataclasses import dataclass, field
from enum import StrEnum

from services.records.base import CaptureId, FrameId, PictureState
from services.records.captures import Capture, Segment
from services.records.memory import Event, Strength


class CaptureMode(StrEnum):
    """What the recorder is doing."""

    RECORDING = "recording"
    PAUSED = "paused"
    IDLE = "idle"
    OFF = "off"
    NO_CONSENT = "no_consent"
    UNAVAILABLE = "unavailable"
    HELD = "held"  # too little disk, battery or memory; goes on by itself


@dataclass(frozen=True, slots=True)
class CaptureState:
    """The recorder's state for the tray, the rail and the Sources page.

    ``backlog`` pictures wait to be read, in ``backlog_bytes`` of memory, the oldest since
    ``waiting_since_ms``; ``pace`` tells how: "full", "waiting" (for CPU), "thin" (fewer are read).
    """

    mode: CaptureMode
    detail: str = ""
    paused_until_ms: int | None = None
    monitors: int = 0
    seen: int = 0
    kept: int = 0
    dropped: int = 0
    withheld: int = 0
    backlog: int = 0
    read_up_to_ms: int | None = None
    cpu_s: dict[str, float] = field(default_factory=dict)
    backlog_bytes: int = 0
    waiting_since_ms: int | None = None
    pace: str = "full"


class ChangeKind(StrEnum):
    """What kind of thing changed; views ask again for what they show."""

    CAPTURES = "captures"
    EVENTS = "events"
    FACTS = "facts"
    STRENGTH = "strength"
    TIERS = "tiers"  # memories moved between tiers: some need vectors, some lose theirs
    SOURCES = "sources"
    SETTINGS = "settings"
    RECORDER = "recorder"
    QUESTIONS = "questions"
    MODEL = "model"
    LOCK = "lock"


@dataclass(frozen=True, slots=True)
class FramePicture:
    """A frame put together again: RGB bytes, row by row (``len == width*height*3``)."""

    frame_id: FrameId
    width: int
    height: int
    rgb: bytes
    state: PictureState


@dataclass(frozen=True, slots=True)
class DocumentText:
    """The stored text of a document version."""

    path: str
    title: str
    text: str
    current: bool
    read_at_ms: int


@dataclass(frozen=True, slots=True)
class Moment:
    """Everything known of one capture, for "this moment"."""

    capture: Capture
    segments: tuple[Segment, ...]
    strengths: tuple[Strength, ...]
    event: Event | None
    curve: tuple[tuple[int, float], ...] = ()


@dataclass(frozen=True, slots=True)
class Density:
    """How much was captured: bins ``width_ms`` wide from ``start_ms`` on, a lane each app."""

    start_ms: int
    width_ms: int
    total: tuple[int, ...]
    strength: tuple[float, ...]
    lanes: dict[str, tuple[int, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class TimelineFilter:
    """What of time is looked at: one app, one kind of source, one person; "" is any of them."""

    app: str = ""
    source: str = ""
    person: str = ""


@dataclass(frozen=True, slots=True)
class FilmFrame:
    """One picture of the filmstrip."""

    capture_id: CaptureId
    frame_id: FrameId
    at_ms: int
    app: str
    title: str
    strength: float


@dataclass(frozen=True, slots=True)
class DaySummary:
    """A day in words: titles of what mattered most, and counts."""

    start_ms: int
    lines: tuple[str, ...]
    captures: int
    events: int


class FolderMode(StrEnum):
    """What the reading of a watched folder is doing."""

    READING = "reading"
    PAUSED = "paused"
    HELD = "held"  # battery, disk, memory or the budget; goes on by itself
    WAITING = "waiting"  # has not begun, or was cut off by the end of the program
    DONE = "done"  # read once; changes are followed
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class FolderState:
    """A watched folder and how far it is read: ``done`` of ``total`` files in this pass.

    ``left_s`` is None where it is not known; ``detail`` says why reading is held; ``failed`` files
    could not be read; ``paused`` tells whether just this one is paused.
    """

    path: str
    documents: int
    present: bool
    mode: FolderMode = FolderMode.DONE
    done: int = 0
    total: int = 0
    left_s: int | None = None
    detail: str = ""
    failed: int = 0
    paused: bool = False


@dataclass(frozen=True, slots=True)
class ClipboardState:
    """Whether copies are wanted and watched; ``problem`` says why they cannot be."""

    wanted: bool = False
    watched: bool = False
    problem: str = ""


@dataclass(frozen=True, slots=True)
class BrowserState:
    """A browser's profile whose history can be read, and when it was read last, if ever."""

    browser: str
    profile: str
    read_at_ms: int | None = None
    problem: str = ""


@dataclass(frozen=True, slots=True)
class CostToday:
    """CPU seconds of capture by stage since ``since_ms``; ``share`` of one core since then."""

    since_ms: int
    cpu_s: dict[str, float] = field(default_factory=dict)
    share: float = 0.0


@dataclass(frozen=True, slots=True)
class QuotaPreview:
    """What the disk budget and the days let go of: pictures made small, pictures gone, captures.

    ``freed_bytes`` is what that gives back; ``over_bytes`` what is too much even then.
    """

    used_bytes: int = 0
    budget_bytes: int = 0
    fade: int = 0
    drop: int = 0
    captures: int = 0
    freed_bytes: int = 0
    over_bytes: int = 0


@dataclass(frozen=True, slots=True)
class RuleCheck:
    """Whether a window would be captured; ``rule`` and ``kind`` tell what leaves it out."""

    kept: bool
    rule: str = ""
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Stats:
    """Sizes, tiers and costs (``stats``).

    ``frames`` also counts looks: "seen", "kept", "dropped" and "withheld". ``backlog`` pictures of
    this run wait to be read.
    """

    captures: int
    segments: dict[str, int]
    facts: dict[str, int]
    bytes: dict[str, int]
    frames: dict[str, int]
    ocr: dict[str, int]
    cpu_s: dict[str, float]
    events: int = 0
    documents: int = 0
    oldest_ms: int | None = None
    newest_ms: int | None = None
    today: CostToday | None = None
    backlog: int = 0
    backlog_bytes: int = 0


@dataclass(frozen=True, slots=True)
class Check:
    """One line of ``doctor``."""

    check: str
    ok: bool
    detail: str
    remedy: str = ""


@dataclass(frozen=True, slots=True)
class ModelOffer:
    """A model that can be downloaded; ``path`` is where it lies once it was, else "".

    ``about_bytes`` is estimated; ``speed`` is fast, medium or slow on a processor.
    """

    id: str
    title: str
    repo: str
    licence: str
    languages: str
    about_bytes: int
    memory_gb: int
    speed: str
    fits: bool
    recommended: bool
    path: str = ""


@dataclass(frozen=True, slots=True)
class FoundModel:
    """A model file on this computer, and the program that brought it ("Afterimage": this one)."""

    path: str
    program: str
    name: str
    file_bytes: int
    chosen: bool = False


@dataclass(frozen=True, slots=True)
class ModelSpeed:
    """What a model did on this machine: tokens a second read and written, and the load time."""

    name: str
    read_per_s: float
    written_per_s: float
    load_ms: float
    device: str


@dataclass(frozen=True, slots=True)
class EmbedderState:
    """Which embedding model finds by meaning; ``path`` is "" for the bundled one.

    While another one is prepared, ``coming`` names it, and ``done`` of ``total`` memories have
    its vectors. ``problem`` says what is wrong and what to do, "" where all is well.
    """

    path: str
    name: str
    coming: str = ""
    done: int = 0
    total: int = 0
    problem: str = ""


@dataclass(frozen=True, slots=True)
class ModelState:
    """Whether answers can be generated, and with what.

    ``build`` tells of a llama.cpp that is still being compiled ("building 41 %"), else "".
    ``device`` says where the loaded model computes, "" while none is loaded.
    """

    available: bool
    path: str = ""
    name: str = ""
    detail: str = ""
    build: str = ""
    device: str = ""
