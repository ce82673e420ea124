"""The one way in: checks, cleans, cuts and stores what was seen, with its first worth."""

import dataclasses
from collections import deque
from collections.abc import Callable, Iterable, Mapping, Sequence

from services.clock import Clock
from services.errors import UsageError, WorldError
from services.language.text import fingerprint, split_long
from services.memory.half_lives import HalfLives
from services.memory.information import WordStatistics
from services.memory.refresh import CONTEXT
from services.memory.salience import Situation, salience
from services.memory.statistics import RunningStatistics
from services.memory.strength import SEEN_DIFFICULTY, TYPED_DIFFICULTY
from services.memory.telling import Told, told
from services.reading.redaction import WITHHELD, redact_text
from services.records import (
    CaptureId,
    ChangeKind,
    NewCapture,
    NewSegment,
    SegmentId,
    Source,
    Trust,
    Withheld,
)
from services.said import said
from services.settings import Settings
from services.store import Store
from services.store.segments import MemoryChange

LONGEST_SEGMENT = 900
_LONGEST_LABEL = 1000  # a window's title can be a whole page of text


class RedactionFailedError(WorldError):
    """A text could not be checked for secrets, so nothing of it was stored."""


class Ingest:
    """Takes captures from the recorder, files, notes and imports into the store."""

    def __init__(
        self,
        store: Store,
        clock: Clock,
        settings: Callable[[], Settings],
        on_change: Callable[[ChangeKind], None] = lambda _kind: None,
    ) -> None:
        self._store = store
        self._clock = clock
        self._settings = settings
        self._on_change = on_change
        self._statistics = RunningStatistics(store.words)

    def add(self, capture: NewCapture) -> CaptureId:
        """Store one capture in one transaction; an external id that is known gives the old capture.

        Raises ``UsageError`` where the capture is not one, ``RedactionFailedError`` where it could
        not be checked for secrets; nothing is stored then.
        """
        return self.store_batch([capture])[0][0]

    def add_many(self, captures: Iterable[NewCapture]) -> list[CaptureId]:
        """Store captures in one transaction, all or none; their ids in order. Raises as ``add``."""
        return [capture_id for capture_id, _ in self.store_batch(captures)]

    def store_batch(self, captures: Iterable[NewCapture]) -> list[tuple[CaptureId, bool]]:
        """Like ``add_many``; tells of each whether it is new."""
        cleaned = [self.clean(capture) for capture in captures]
        with self._store.database.write():
            known = self._known(capture for capture, _ in cleaned)
            fresh: list[NewCapture] = []
            seen: set[str] = set()
            for capture, withheld in cleaned:
                identity = capture.external_id
                if identity in known or identity in seen:
                    continue
                fresh.append(capture)
                seen |= {identity} if identity else set()
                for entry in withheld:
                    self._store.ledger.add(entry)
            ids = self._store_all(fresh)
        if fresh:
            self._on_change(ChangeKind.CAPTURES)
        return _in_order((capture for capture, _ in cleaned), ids, known)

    def _known(self, captures: Iterable[NewCapture]) -> dict[str | None, CaptureId]:
        known: dict[str | None, CaptureId] = {}
        for identity in {capture.external_id for capture in captures} - {None, ""}:
            if identity and (found := self._store.captures.find_external(identity)) is not None:
                known[identity] = found
        return known

    def _store_all(self, captures: Sequence[NewCapture]) -> list[CaptureId]:
        """Store captures with the first worth of each segment."""
        worths = self._first_worths(captures)
        added = self._store.captures.add_many(captures)
        changes: dict[SegmentId, MemoryChange] = {}
        for (_, segment_ids, _), some in zip(added, worths, strict=True):
            changes.update(zip(segment_ids, some, strict=True))
        self._store.segments.update_many(changes)
        return [capture_id for capture_id, _, _ in added]

    def judge(self, capture: NewCapture, made: Mapping[SegmentId, NewSegment]) -> None:
        """Give segments that were written anew the worth that new ones are given."""
        (worths,) = self._first_worths([dataclasses.replace(capture, segments=(*made.values(),))])
        self._store.segments.update_many(dict(zip(made, worths, strict=True)))

    def _first_worths(self, captures: Sequence[NewCapture]) -> list[list[MemoryChange]]:
        parted = [
            [told(s.text, typed=c.trust is Trust.TYPED) for s in c.segments] for c in captures
        ]
        statistics = self._statistics.over(
            [s.text for c in captures for s in c.segments],
            [t.text for some in parted for t in some],
        )
        worths: list[list[MemoryChange]] = []
        half_lives = HalfLives(self._settings().memory.half_lives)
        talks: dict[str, deque[str]] = {}
        for capture, some in zip(captures, parted, strict=True):
            worths.append([])
            for segment, tells in zip(capture.segments, some, strict=True):
                talk = talks.setdefault(capture.thread, deque(maxlen=CONTEXT))
                before = tuple(talk) if capture.thread else ()
                worths[-1].append(
                    _first_worth(capture, segment, tells, statistics, before, half_lives)
                )
                talk.append(segment.text)
        return worths

    def clean(self, capture: NewCapture) -> tuple[NewCapture, list[Withheld]]:
        """Redact what was not checked where it was read, and cut what is too long.

        Gives what the ledger must say of it as well. Raises as ``add``.
        """
        capture = _checked(capture)
        rules: dict[str, int] = {}
        if self._settings().privacy.redact and not capture.checked:
            capture = self._redacted(capture, rules)
        segments = tuple(
            part for segment in capture.segments for part in _parts(segment) if part.text.strip()
        )
        capture = dataclasses.replace(capture, segments=segments)
        now_ms = self._clock.now_ms()
        return capture, [
            Withheld(at_ms=now_ms, rule=rule, kind="secret", app=capture.app, count=count)
            for rule, count in rules.items()
        ]

    def _redacted(self, capture: NewCapture, rules: dict[str, int]) -> NewCapture:
        def clean(text: str) -> str:
            if not text:
                return text
            result = redact_text(text)
            for rule in result.rules:
                rules[rule] = rules.get(rule, 0) + 1
            return result.text

        cleaned = dataclasses.replace(
            capture,
            # Lines with boxes were checked by the frame reader, together with their pixels.
            segments=tuple(
                s
                if s.lines
                else dataclasses.replace(s, text=clean(s.text), heading=clean(s.heading))
                for s in capture.segments
            ),
            title=clean(capture.title),
            url=clean(capture.url),
            thread=clean(capture.thread),
            author=clean(capture.author),
        )
        if WITHHELD in rules:
            self._store.ledger.add(
                Withheld(self._clock.now_ms(), said("redaction"), "error", app=capture.app)
            )
            raise RedactionFailedError(
                "A text could not be checked for secrets and was not stored.",
                "Run `doctor`; the log says what failed.",
            )
        return cleaned


def _checked(capture: NewCapture) -> NewCapture:
    if not capture.source.strip():
        raise UsageError("A memory needs a source.", "Say where it comes from, e.g. “note”.")
    if capture.at_ms < 0:
        raise UsageError("A memory cannot be older than 1970.", "Check its date.")
    if not capture.segments and capture.frame is None:
        raise UsageError("There is no text to remember.", "Give at least one word.")
    return dataclasses.replace(
        capture,
        title=_label(capture.title),
        url=_label(capture.url),
        thread=_label(capture.thread),
        author=_label(capture.author),
    )


def _label(text: str) -> str:
    return " ".join(text.split())[:_LONGEST_LABEL]


def _parts(segment: NewSegment) -> list[NewSegment]:
    """A segment cut at sentence bounds where it is too long; spans keep their place."""
    if segment.lines or len(segment.text) <= LONGEST_SEGMENT:
        return [segment]
    return [
        dataclasses.replace(
            segment,
            text=segment.text[start:end],
            start=segment.start + start,
            end=segment.start + end,
        )
        for start, end in split_long(segment.text, LONGEST_SEGMENT)
    ]


def _first_worth(
    capture: NewCapture,
    segment: NewSegment,
    tells: Told,
    statistics: WordStatistics,
    before: tuple[str, ...],
    half_lives: HalfLives,
) -> MemoryChange:
    """Salience, S₀ = 60^σ days, difficulty and fingerprint of a segment that is new."""
    situation = Situation(
        trust=capture.trust,
        author=capture.author,
        title=capture.title,
        heading=segment.heading,
        copied=capture.source == Source.CLIPBOARD,
        before=before,
    )
    worth = salience(segment.text, situation, statistics, tells)
    return MemoryChange(
        salience=worth.value,
        salience_why=worth.why,
        stability_days=half_lives.initial_stability(worth.value, capture.app, capture.source),
        difficulty=TYPED_DIFFICULTY if capture.trust is Trust.TYPED else SEEN_DIFFICULTY,
        fingerprint=fingerprint(segment.text),
    )


def _in_order(
    captures: Iterable[NewCapture], ids: Sequence[CaptureId], known: dict[str | None, CaptureId]
) -> list[tuple[CaptureId, bool]]:
    """The id of each capture and whether it is new; ``ids`` are those of the new ones in order."""
    left = iter(ids)
    result: list[tuple[CaptureId, bool]] = []
    for capture in captures:
        found = known.get(capture.external_id) if capture.external_id else None
        if found is not None:
            result.append((found, False))
            continue
        new = next(left)
        result.append((new, True))
        if capture.external_id:
            known[capture.external_id] = new
    return result
