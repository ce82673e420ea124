"""What flows out: queries, hits, evidence and answers."""

from dataclasses import dataclass, field
from enum import StrEnum

from services.records.base import (
    Anchor,
    CaptureId,
    ConversationId,
    QuestionId,
    SegmentId,
    Tier,
    Trust,
)


@dataclass(frozen=True, slots=True)
class TimeWindow:
    """A stretch of time, UTC milliseconds; ``end_ms`` lies outside."""

    start_ms: int
    end_ms: int


@dataclass(frozen=True, slots=True)
class Query:
    """A search as asked: text plus filters that must hold. ``now_ms`` anchors "yesterday".

    ``brief`` is for what is shown between two keys: by words alone, in a fraction of the time.
    """

    text: str
    k: int = 10
    from_ms: int | None = None
    to_ms: int | None = None
    app: str | None = None
    source: str | None = None
    deep: bool = False
    now_ms: int | None = None
    offset_min: int | None = None
    person: str | None = None
    tier: Tier | None = None
    brief: bool = False


@dataclass(frozen=True, slots=True)
class Hit:
    """A found segment with what a person needs to judge it; ``why`` says in words what matched."""

    segment_id: SegmentId
    capture_id: CaptureId
    external_id: str | None
    score: float
    at_ms: int
    offset_min: int
    source: str
    app: str
    title: str
    url: str
    thread: str
    author: str
    text: str
    anchor: Anchor
    tier: Tier
    trust: Trust
    strength: float
    why: tuple[str, ...] = ()
    pinned: bool = False
    disputed: bool = False


@dataclass(frozen=True, slots=True)
class SearchResult:
    """Hits in order of score; ``understood`` says how the question was read."""

    hits: tuple[Hit, ...]
    ms: float
    understood: tuple[str, ...] = ()
    notice: str = ""


class Outcome(StrEnum):
    """How a question ended."""

    ANSWERED = "answered"
    NOT_FOUND = "not_found"
    CONFLICTING = "conflicting"


@dataclass(frozen=True, slots=True)
class Citation:
    """A mark in an answer and the words it rests on: ``quote`` is verbatim in the hit's text.

    ``answer`` is the part of the quote that names what was asked for, "" where none is known.
    """

    mark: int
    hit: Hit
    quote: str
    flagged: bool = False
    answer: str = ""


@dataclass(frozen=True, slots=True)
class Timings:
    """Milliseconds of the parts of an answer; None where a part did not happen."""

    retrieve: float = 0.0
    first_token: float | None = None
    total: float = 0.0


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer with citation marks ``[1]`` in its text; ``model`` is "" where it was extracted.

    ``understood`` is the whole question that a follow-up was taken for, "" where it stood alone.
    ``nearest`` is what came nearest to an answer where nothing was found: no part of the text.
    """

    outcome: Outcome
    text: str
    citations: tuple[Citation, ...] = ()
    model: str = ""
    ms: Timings = field(default_factory=Timings)
    notice: str = ""
    question_id: QuestionId | None = None
    conversation_id: ConversationId | None = None
    understood: str = ""
    nearest: tuple[Citation, ...] = ()


@dataclass(frozen=True, slots=True)
class AskedQuestion:
    """A question of the history with its answer as it was given."""

    id: QuestionId
    at_ms: int
    question: str
    outcome: Outcome
    answer: str
    model: str
    citations: tuple[tuple[int, SegmentId, str], ...] = ()
    conversation_id: ConversationId | None = None
    understood: str = ""
