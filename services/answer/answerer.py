"""Answers a question: finds evidence, then quotes it or lets the model put it into words."""

import logging
import time
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Protocol

from services.answer.consensus import consistent
from services.answer.extract import NOTHING_FOUND, choose, in_time, is_about, nearest, quoted
from services.answer.followup import Before
from services.answer.known import find_known, tell
from services.answer.likeness import Read
from services.answer.passages import READ_ALL, Passage, openings, passages, weigh
from services.answer.question import Question, understand
from services.answer.writer import Asked, Writer, fallen_back
from services.cancel import CancelToken
from services.errors import ModelError
from services.inference.client import ModelHost
from services.records import (
    Answer,
    Fact,
    Hit,
    Outcome,
    Query,
    SearchResult,
    SegmentId,
    TimeWindow,
)
from services.settings import AnswerSettings

__all__ = ["Answerer", "Asked", "Memory", "Read"]

log = logging.getLogger("answer")

CANDIDATES = 12
NOT_BORNE_OUT = "What the model wrote is not borne out by what was seen, so it is quoted."
NOTHING_THEN = "I have not seen anything from that time."


class Memory(Protocol):
    """What answering asks of the rest of the engine."""

    def search(self, query: Query) -> SearchResult:
        """Find hits."""
        ...

    def hits(self, ids: Sequence[SegmentId]) -> dict[SegmentId, Hit]:
        """Load hits by id; those that are gone are left out."""
        ...

    def facts(self) -> Sequence[Fact]:
        """All facts, closed ones too."""
        ...

    def frequencies(self, terms: Sequence[str]) -> tuple[dict[str, int], int]:
        """Document frequency of each term, and the number of documents."""
        ...

    def time_of(self, question: str, now_ms: int, offset_min: int) -> TimeWindow | None:
        """The time a question names."""
        ...


def _ignore(_text: str) -> None:
    pass


class Answerer:
    """Turns a question into an ``Answer``; holds no state between questions."""

    def __init__(self, memory: Memory, read: Read, host: ModelHost) -> None:
        self._memory = memory
        self._read = read
        self._writer = Writer(host, memory.hits)

    def ask(
        self,
        asked: Asked,
        settings: AnswerSettings,
        on_text: Callable[[str], None] = _ignore,
        cancel: CancelToken | None = None,
    ) -> Answer:
        """Answer; streams generated text to ``on_text``.

        What is streamed is the model's raw text; only the returned answer is checked. Raises
        ``Cancelled``. A model that fails is told in the answer's ``notice``, and the extracted
        answer is given.
        """
        began = time.perf_counter()
        cancel = cancel or CancelToken()
        question = understand(asked.text)
        when = self._memory.time_of(asked.text, asked.now_ms, asked.offset_min)
        answer = self._from_facts(question, when, asked.now_ms)
        retrieve_ms = 0.0
        if answer is None:
            cancel.check()
            result = self._memory.search(self._query(asked))
            retrieve_ms = (time.perf_counter() - began) * 1000
            cancel.check()
            answer = self._from_hits(question, when, asked, result.hits, settings, on_text, cancel)
            answer = replace(answer, notice=answer.notice or result.notice)
        total_ms = (time.perf_counter() - began) * 1000
        return replace(answer, ms=replace(answer.ms, retrieve=retrieve_ms, total=total_ms))

    def read_ahead(self, asked: Asked, settings: AnswerSettings, cancel: CancelToken) -> None:
        """Search for a question still being typed, and let the model read what is found.

        Raises ``Cancelled`` and ``ModelError``.
        """
        question = understand(asked.text)
        if asked.model is None or not question.terms:
            return
        result = self._memory.search(self._query(asked))
        cancel.check()
        found = self._passages(question, result.hits)
        cancel.check()
        if is_about(question, found):
            self._writer.read_ahead(asked, asked.model, found, settings, cancel)

    def rewritten(
        self, asked: Asked, last: Before, settings: AnswerSettings, cancel: CancelToken
    ) -> str:
        """A follow-up as a whole question in the model's words; as it is where that fails.

        Raises ``Cancelled``.
        """
        if asked.model is None:
            return asked.text
        try:
            return self._writer.rewrite(asked, asked.model, last, settings, cancel)
        except ModelError as error:
            log.warning("a follow-up stays as it is: %s", type(error).__name__)
            return asked.text

    def _query(self, asked: Asked) -> Query:
        return Query(asked.text, CANDIDATES, now_ms=asked.now_ms, offset_min=asked.offset_min)

    def _from_facts(
        self, question: Question, when: TimeWindow | None, now_ms: int
    ) -> Answer | None:
        known = find_known(question, self._memory.facts(), when, now_ms)
        return tell(known, self._memory.hits(known.segment_ids)) if known is not None else None

    def _from_hits(
        self,
        question: Question,
        when: TimeWindow | None,
        asked: Asked,
        hits: Sequence[Hit],
        settings: AnswerSettings,
        on_text: Callable[[str], None],
        cancel: CancelToken,
    ) -> Answer:
        timed = when is not None and not question.terms
        if when is not None and timed:
            hits = [h for h in hits if when.start_ms <= h.at_ms < when.end_ms]
        found = openings(hits) if timed else self._passages(question, hits)
        if timed and not found:
            return Answer(Outcome.NOT_FOUND, NOTHING_THEN)
        if not timed and not is_about(question, found):
            return Answer(Outcome.NOT_FOUND, NOTHING_FOUND, nearest=nearest(question, found))
        chosen = in_time(choose(found, keep_from=0.0)) if timed else choose(found)
        extracted = quoted(chosen, question)
        if asked.model is None:
            return extracted
        try:
            written = self._writer.write(asked, asked.model, found, settings, on_text, cancel)
        except ModelError as error:
            log.warning("answered by quoting: %s", type(error).__name__)
            return fallen_back(extracted, str(error))
        return written or fallen_back(extracted, NOT_BORNE_OUT)

    def _passages(self, question: Question, hits: Sequence[Hit]) -> list[Passage]:
        """The sentences of the hits; all are read only where the first ones do not answer."""
        weights = weigh(*self._memory.frequencies(question.words))
        found = passages(question, hits, weights, self._read)
        if question.terms and not is_about(question, found):
            found = passages(question, hits, weights, self._read, READ_ALL)
        return consistent(found)
