"""What memory makes of captures: events, gists, facts, strength and forgetting."""

from dataclasses import dataclass, field

from services.records.base import CaptureId, EventId, FactId, SegmentId, Tier


@dataclass(frozen=True, slots=True)
class Event:
    """What the user was doing for a while, with its gist."""

    id: EventId
    start_ms: int
    end_ms: int
    offset_min: int
    app: str
    title: str
    people: tuple[str, ...] = ()
    gist: tuple[str, ...] = ()
    strength: float = 1.0
    captures: int = 0
    terms: tuple[str, ...] = ()  # what it was about, the most telling first


@dataclass(frozen=True, slots=True)
class Topic:
    """What somebody was at for a part of a day or week: events with one subject.

    ``active_ms`` is how long, ``days`` on how many days.
    """

    title: str
    start_ms: int
    end_ms: int
    active_ms: int
    days: int
    apps: tuple[str, ...]
    people: tuple[str, ...]
    lines: tuple[str, ...]  # the most telling one of each of its events, verbatim
    events: tuple[EventId, ...]


@dataclass(frozen=True, slots=True)
class PeriodSummary:
    """A local day or week, summed up from its events.

    ``topics`` go from the weightiest on; ``apps`` and ``people`` carry milliseconds and events.
    """

    start_ms: int
    end_ms: int
    offset_min: int
    topics: tuple[Topic, ...]
    apps: tuple[tuple[str, int], ...]
    people: tuple[tuple[str, int], ...]
    active_ms: int
    captures: int
    events: int


@dataclass(frozen=True, slots=True)
class FactSource:
    """Where a fact was read: the segment and the verbatim quote in it."""

    segment_id: SegmentId
    quote: str


@dataclass(frozen=True, slots=True)
class NewFact:
    """A fact about to be recorded. ``single`` tells that a slot holds one value at a time."""

    subject: str
    slot: str
    value: str
    valid_from_ms: int
    observed_at_ms: int
    source: FactSource
    single: bool = True


@dataclass(frozen=True, slots=True)
class Fact:
    """A bi-temporal fact: true from ``valid_from_ms`` until ``valid_to_ms`` (None: still)."""

    id: FactId
    subject: str
    slot: str
    value: str
    valid_from_ms: int
    valid_to_ms: int | None
    observed_at_ms: int
    sources: tuple[FactSource, ...] = ()
    edited: bool = False
    conflicting: bool = False
    single: bool = True
    outcome: str = ""  # how a commitment ended: "done" or "dropped"


@dataclass(frozen=True, slots=True)
class Commitment:
    """What somebody promised: ``due_ms`` is the end of its day (UTC), None where none was said."""

    fact_id: FactId
    who: str
    task: str
    said_ms: int
    due_ms: int | None = None
    ended_ms: int | None = None
    outcome: str = ""
    sources: tuple[FactSource, ...] = ()

    @property
    def open(self) -> bool:
        """Whether it is still to be done."""
        return not self.outcome and self.ended_ms is None


@dataclass(frozen=True, slots=True)
class Subject:
    """Someone or something facts are known of."""

    name: str
    facts: int
    conflicts: int
    last_seen_ms: int
    strength: float


@dataclass(frozen=True, slots=True)
class Strength:
    """How alive a memory is: retrievability in [0, 1] now, and what renews it."""

    segment_id: SegmentId
    retrievability: float
    stability_days: float
    salience: float
    uses: int
    tier: Tier
    pinned: bool
    why: str = ""


@dataclass(frozen=True, slots=True)
class Fading:
    """A memory that would move to a lower tier at the next nightly run, and why."""

    segment_id: SegmentId
    capture_id: CaptureId
    text: str
    at_ms: int
    app: str
    title: str
    from_tier: Tier
    to_tier: Tier
    strength: float
    why: str


@dataclass(frozen=True, slots=True)
class ConsolidationReport:
    """What the nightly job did; ``tiers`` counts segments after it."""

    events: int = 0
    gists: int = 0
    facts_added: int = 0
    facts_closed: int = 0
    duplicates: int = 0
    pictures_faded: int = 0
    tiers: dict[str, int] = field(default_factory=dict)
    ms: int = 0


@dataclass(frozen=True, slots=True)
class StudyReport:
    """What the language model read for facts: texts, facts, what it said that no text bears out.

    ``left`` texts are still to be read.
    """

    read: int = 0
    facts_added: int = 0
    facts_closed: int = 0
    refused: int = 0
    left: int = 0


@dataclass(frozen=True, slots=True)
class Note:
    """A note of the person's own: Markdown, with its tags in small letters.

    ``segment_ids`` are its sections in order; ``title`` is its first heading, "" without one.
    ``given`` are those of its tags that do not stand in its text.
    """

    segment_ids: tuple[SegmentId, ...]
    at_ms: int
    offset_min: int
    title: str
    text: str
    tags: tuple[str, ...] = ()
    given: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class NoteList:
    """Notes, the newest first, out of ``total``; ``tags`` tells how many of all notes have each."""

    notes: tuple[Note, ...]
    total: int
    tags: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True)
class DeleteRequest:
    """What to forget: every given condition must hold; ids are internal or external.

    An empty request selects nothing.
    """

    from_ms: int | None = None
    to_ms: int | None = None
    app: str | None = None
    site: str | None = None
    thread: str | None = None
    ids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class DeleteReport:
    """What was (or, on a dry run, would be) deleted, derived things included."""

    captures: int = 0
    segments: int = 0
    frames: int = 0
    documents: int = 0
    events: int = 0
    facts: int = 0
    vectors: int = 0
    cached_lines: int = 0
    questions: int = 0
    dry_run: bool = False
