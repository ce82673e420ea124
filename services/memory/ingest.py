"""The one way in: checks, cleans, cuts and stores what was seen, with its first worth."""

import dataclasses
import logging
from collections.abc import Callable, Iterable, Sequence

from services.clock import Clock
from services.errors import UsageError, WorldError
from services.memory.salience import Salience, Situation, salience
from services.memory.statistics import RunningStatistics
from services.memory.strength import SEEN_DIFFICULTY, TYPED_DIFFICULTY, initial_stability
from services.memory.text import fingerprint, split_long
from services.reading.redaction import redact_text
from services.records import (
    CaptureId,
    ChangeKind,
    NewCapture,
    NewSegment,
    SegmentId,
    Trust,
    Withheld,
)
from services.settings import Settings
from services.store import Store

log = logging.getLogger("afterimage.memory.ingest")

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
        return self.add_many([capture])[0]

    def add_many(self, captures: Iterable[NewCapture]) -> list[CaptureId]:
        """Store captures in one transaction, all or none; their ids in order. Raises as ``add``."""
        return [capture_id for capture_id, _ in self.store_batch(captures)]

    def store_batch(self, captures: Iterable[NewCapture]) -> list[tuple[CaptureId, bool]]:
        """Like ``add_many``; tells of each whether it is new."""
        cleaned = [self._clean(_checked(capture)) for capture in captures]
        texts = [segment.text for capture, _ in cleaned for segment in capture.segments]
        statistics = self._statistics.over(texts)
        stored: list[tuple[CaptureId, bool]] = []
        with self._store.database.write():
            for capture, withheld in cleaned:
                known = capture.external_id and self._store.captures.find_external(
                    capture.external_id
                )
                if known:
                    stored.append((known, False))
                    continue
                worths = [
                    salience(s.text, _situation(capture, s), statistics) for s in capture.segments
                ]
                stored.append((self._store_one(capture, worths), True))
                for entry in withheld:
                    self._store.ledger.add(entry)
        if any(new for _, new in stored):
            self._on_change(ChangeKind.CAPTURES)
        return stored

    def _store_one(self, capture: NewCapture, worths: Sequence[Salience]) -> CaptureId:
        capture_id, segment_ids, _ = self._store.captures.add(capture)
        typed = capture.trust is Trust.TYPED
        for segment_id, segment, worth in zip(segment_ids, capture.segments, worths, strict=True):
            self._first_worth(segment_id, segment, worth, typed=typed)
        return capture_id

    def _first_worth(
        self, segment_id: SegmentId, segment: NewSegment, worth: Salience, *, typed: bool
    ) -> None:
        self._store.segments.update_memory(
            segment_id,
            salience=worth.value,
            salience_why=worth.why,
            stability_days=initial_stability(worth.value),
            difficulty=TYPED_DIFFICULTY if typed else SEEN_DIFFICULTY,
            fingerprint=fingerprint(segment.text),
        )

    def _clean(self, capture: NewCapture) -> tuple[NewCapture, list[Withheld]]:
        """Redact what did not come through the frame reader, and cut what is too long."""
        rules: dict[str, int] = {}
        if self._settings().privacy.redact:
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

        try:
            return dataclasses.replace(
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
        except Exception as error:
            self._store.ledger.add(
                Withheld(self._clock.now_ms(), "redaction", "error", app=capture.app)
            )
            log.exception("the check for secrets failed; nothing was stored")
            raise RedactionFailedError(
                "A text could not be checked for secrets and was not stored.",
                "Run `doctor`; the log says what failed.",
            ) from error


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


def _situation(capture: NewCapture, segment: NewSegment) -> Situation:
    return Situation(
        trust=capture.trust,
        author=capture.author,
        title=capture.title,
        heading=segment.heading,
        has_picture=False,
    )
