"""What goes into the reading worker and what comes back."""

from dataclasses import dataclass, field

from services.errors import WorldError
from services.records import Box, CachedLine, EncodedFrame, Line, NewSegment


class ReadingError(WorldError):
    """The reading worker hung, crashed or could not check for secrets; nothing was kept."""


@dataclass(frozen=True, slots=True)
class FrameJob:
    """One grabbed frame, to be read and encoded.

    ``pixels`` are ``height * width * 3`` bytes, RGB, row by row; where they may be written to,
    they are, and are worth nothing afterwards. ``changed`` are the regions that
    differ from the last job of this monitor; a keyframe, or the first job of a monitor, is read
    whole. ``excluded`` regions are painted over before anything looks at them. ``redact`` False
    keeps secrets (the person asked for it). ``hints`` are lines that a program tells of its own
    window, in pixels of the frame (``services.reading.hints``).
    """

    width: int
    height: int
    pixels: bytes | memoryview = field(repr=False)
    monitor: int = 0
    changed: tuple[Box, ...] = ()
    excluded: tuple[Box, ...] = ()
    keyframe: bool = False
    redact: bool = True
    hints: tuple[Line, ...] = ()


@dataclass(frozen=True, slots=True)
class FrameReading:
    """What was read from one frame, secrets already gone from text and pixels.

    ``lines`` are all lines that touch the changed regions, in reading order; ``new`` those of them
    whose text was not on this monitor before. ``frame`` holds painted pixels; its ``base`` is
    for the parent to fill in. ``rules`` name the redaction rules that fired on these lines, one
    entry a secret. ``counts`` are ``ocr.lines`` and ``ocr.from_cache``; ``cpu_s`` maps the stages
    ``find``, ``read``, ``redact`` and ``encode`` to CPU seconds of the child. ``fresh`` are cache
    entries to be stored.
    """

    lines: tuple[Line, ...]
    new: tuple[Line, ...]
    frame: EncodedFrame
    rules: tuple[str, ...] = ()
    counts: dict[str, int] = field(default_factory=dict)
    cpu_s: dict[str, float] = field(default_factory=dict)
    fresh: tuple[CachedLine, ...] = ()


@dataclass(frozen=True, slots=True)
class ParseLimits:
    """What parsing of one file may take; beyond it there is a ``DocumentError``.

    ``recognise`` has the text in pictures and scanned pages read as well.
    """

    max_bytes: int = 50_000_000
    timeout_s: float = 60.0
    memory_mb: int = 1024
    redact: bool = True
    recognise: bool = True


@dataclass(frozen=True, slots=True)
class ParsedDocument:
    """A file's text and segments, whose ``start``/``end`` count characters of ``text``.

    ``author`` and ``written_at_ms`` (UTC) are there where the file itself tells (e-mail does).
    ``notice`` says what was left out, for a person.
    """

    title: str
    text: str = field(repr=False)
    segments: tuple[NewSegment, ...] = ()
    rules: tuple[str, ...] = ()
    author: str = ""
    written_at_ms: int | None = None
    notice: str = ""
