"""Reads for facts with the language model what is worth most, while nobody needs the machine.

One text at a time, each in a request and a transaction of its own: whoever asks a question waits
for neither, and a run that was cut off anywhere goes on with the next text. What the model writes
passes the same gate as what the patterns read (``facts.FactLearner.take``).
"""

import json
import logging
import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, replace
from time import monotonic
from typing import Protocol

from services.cancel import CancelToken, Progress, no_progress
from services.errors import Cancelled, ModelError
from services.inference.extraction import ExtractedFact
from services.language.trust import looks_like_instructions
from services.memory.facts import FactLearner
from services.records import ChangeKind, StudyReport
from services.said import said
from services.store import Store
from services.store.rows import HitRow

log = logging.getLogger("memory.study")

JOB = "study"
LEAST_SALIENCE = 0.3  # small talk and page furniture are not worth seconds of the processor
RUN_S = 300.0  # other work of the schedule waits no longer than this
_BATCH = 16


class FactReader(Protocol):
    """What reads texts for facts: the chosen language model, or in tests a script."""

    def ready(self) -> bool:
        """Whether there is a model, and the person wants it to read."""
        ...

    def prepare(self, cancel: CancelToken) -> None:
        """Have the model loaded; raises ``ModelError`` and ``Cancelled``."""
        ...

    def facts(self, text: str, cancel: CancelToken) -> Sequence[ExtractedFact]:
        """The facts of a text. Raises ``ModelError``, and ``Cancelled`` where it gave way."""
        ...


class Study:
    """The model's part of the nightly work."""

    def __init__(
        self,
        store: Store,
        reader: FactReader,
        on_change: Callable[[ChangeKind], None] = lambda _kind: None,
    ) -> None:
        self._store = store
        self._reader = reader
        self._on_change = on_change
        self._learner = FactLearner(store)
        self._alone = threading.Lock()

    def run(
        self,
        progress: Progress = no_progress,
        cancel: CancelToken | None = None,
        *,
        may_go_on: Callable[[], bool] = lambda: True,
        longest_s: float | None = None,
    ) -> StudyReport:
        """Read until all is read, somebody asks a question, ``may_go_on`` says no or time is up.

        Without a model nothing is done. Raises ``Cancelled`` and ``ModelError``; what was read
        until then stays read.
        """
        cancel = cancel or CancelToken()
        if not self._reader.ready():
            return StudyReport(left=self._left())
        with self._alone:
            return self._run(progress, cancel, may_go_on, longest_s)

    def last_report(self) -> StudyReport | None:
        """What the runs did until all was read, or so far; None where none ever ran."""
        job = self._store.jobs.get(JOB)
        return None if job is None else _read_report(job.report or job.checkpoint)

    def _run(
        self,
        progress: Progress,
        cancel: CancelToken,
        may_go_on: Callable[[], bool],
        longest_s: float | None,
    ) -> StudyReport:
        report = _read_report(self._store.jobs.start(JOB).checkpoint)
        until = None if longest_s is None else monotonic() + longest_s
        loaded, total = False, self._left()
        for row in self._rows():
            progress(report.read, report.read + total, said("reading for facts"))
            cancel.check()
            if not may_go_on() or (until is not None and monotonic() > until):
                break
            if not loaded:
                self._reader.prepare(cancel)
                loaded = True
            told = self._told(row, cancel)
            if told is None:
                break
            report = self._take(row, told, report)
        report = replace(report, left=self._left())
        self._store.jobs.checkpoint(JOB, json.dumps(asdict(report)))
        if not report.left:
            self._store.jobs.finish(JOB, json.dumps(asdict(report)))
        return report

    def _rows(self) -> Iterator[HitRow]:
        while rows := self._store.segments.to_study(LEAST_SALIENCE, _BATCH):
            yield from rows

    def _told(self, row: HitRow, cancel: CancelToken) -> Sequence[ExtractedFact] | None:
        """What the model says a text states; None where it gave way to a question."""
        text = row.hit.text
        if looks_like_instructions(text):
            return ()
        try:
            return self._reader.facts(text, cancel)
        except Cancelled:
            cancel.check()
            return None
        except ModelError:
            # read it as far as it went: else a text that the model dies of is met at every run
            self._store.segments.mark_studied([row.segment.id])
            raise

    def _take(self, row: HitRow, told: Sequence[ExtractedFact], report: StudyReport) -> StudyReport:
        added, closed, refused = 0, 0, 0
        with self._store.transaction():
            if self._store.segments.get(row.segment.id) is None:  # deleted while it was read
                return report
            for one in told:
                learned = self._learner.take(row, one)
                refused += learned is None
                added += 0 if learned is None else learned.added
                closed += 0 if learned is None else learned.closed
            self._store.segments.mark_studied([row.segment.id])
            report = replace(
                report,
                read=report.read + 1,
                facts_added=report.facts_added + added,
                facts_closed=report.facts_closed + closed,
                refused=report.refused + refused,
            )
            self._store.jobs.checkpoint(JOB, json.dumps(asdict(report)))
        if added or closed:
            self._on_change(ChangeKind.FACTS)
        return report

    def _left(self) -> int:
        return self._store.segments.count_to_study(LEAST_SALIENCE)


def _read_report(checkpoint: str) -> StudyReport:
    if not checkpoint:
        return StudyReport()
    try:
        return StudyReport(**json.loads(checkpoint))
    except (TypeError, json.JSONDecodeError):
        log.warning("an old checkpoint could not be read; counting begins anew")
        return StudyReport()
