"""Answers a question: finds evidence, then quotes it or lets the model put it into words."""

import logging
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Protocol

from services.answer.cite import cite, unmarked, verified
from services.answer.extract import Embed, Passage, Weights, choose, is_about, passages, weigh
from services.answer.ground import Grounded, ground
from services.answer.guard import is_suspect
from services.answer.known import find_known, tell
from services.answer.prompt import NOT_FOUND, grammar, messages, quote_line
from services.answer.question import Question, understand
from services.answer.words import provenance, weekday
from services.cancel import CancelToken
from services.errors import ModelError
from services.inference.client import Generation, ModelHost
from services.inference.wire import Generate
from services.records import (
    Answer,
    Citation,
    Fact,
    Hit,
    Outcome,
    Query,
    SearchResult,
    SegmentId,
    TimeWindow,
    Timings,
)
from services.settings import AnswerSettings

log = logging.getLogger("answer")

NOTHING_FOUND = "I have not seen anything that answers this."
CANDIDATES = 12
_TEMPERATURE = 0.2
_SEED = 7


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


@dataclass(frozen=True, slots=True)
class Asked:
    """A question with where and when it was asked, and how it is to be answered."""

    text: str
    now_ms: int
    offset_min: int
    model: Path | None = None


def _ignore(_text: str) -> None:
    pass


class Answerer:
    """Turns a question into an ``Answer``; holds no state between questions."""

    def __init__(self, memory: Memory, embed: Embed, host: ModelHost) -> None:
        self._memory = memory
        self._embed = embed
        self._host = host

    def ask(
        self,
        asked: Asked,
        settings: AnswerSettings,
        on_text: Callable[[str], None] = _ignore,
        cancel: CancelToken | None = None,
    ) -> Answer:
        """Answer; streams generated text to ``on_text``.

        Raises ``Cancelled``. A model that fails is told in the answer's ``notice``, and the
        extracted answer is given.
        """
        began = time.perf_counter()
        cancel = cancel or CancelToken()
        question = understand(asked.text)
        result = self._memory.search(
            Query(asked.text, CANDIDATES, now_ms=asked.now_ms, offset_min=asked.offset_min)
        )
        retrieve_ms = (time.perf_counter() - began) * 1000
        cancel.check()
        answer = self._from_facts(question, asked)
        if answer is None:
            answer = self._from_hits(question, asked, result, settings, on_text, cancel)
        total_ms = (time.perf_counter() - began) * 1000
        notice = answer.notice or result.notice
        return replace(
            answer, notice=notice, ms=replace(answer.ms, retrieve=retrieve_ms, total=total_ms)
        )

    def _from_facts(self, question: Question, asked: Asked) -> Answer | None:
        when = self._memory.time_of(asked.text, asked.now_ms, asked.offset_min)
        known = find_known(question, self._memory.facts(), when)
        if known is None:
            return None
        outcome, text, citations = tell(known, self._memory.hits(known.segment_ids))
        if outcome is Outcome.NOT_FOUND:
            return None
        return Answer(outcome, text, verified(text, citations))

    def _from_hits(
        self,
        question: Question,
        asked: Asked,
        result: SearchResult,
        settings: AnswerSettings,
        on_text: Callable[[str], None],
        cancel: CancelToken,
    ) -> Answer:
        weights = self._weights(question)
        found = passages(question, result.hits, weights)
        timed = bool(result.hits) and not question.terms
        if not (timed or is_about(question, found, weights, self._embed)):
            return Answer(Outcome.NOT_FOUND, NOTHING_FOUND)
        extracted = extractive(found)
        if asked.model is None:
            return extracted
        try:
            return self._generate(asked, found, settings, on_text, cancel, extracted)
        except ModelError as error:
            log.warning("answered by quoting: %s", type(error).__name__)
            return replace(extracted, notice=str(error))

    def _weights(self, question: Question) -> Weights:
        frequency, total = self._memory.frequencies(sorted(question.terms))
        return weigh(frequency, total)

    def _generate(
        self,
        asked: Asked,
        found: list[Passage],
        settings: AnswerSettings,
        on_text: Callable[[str], None],
        cancel: CancelToken,
        extracted: Answer,
    ) -> Answer:
        if asked.model is None:
            return extracted
        self._host.load(asked.model, gpu_layers=settings.gpu_layers)
        cancel.check()
        evidence = self._evidence([p.hit for p in found], settings.prompt_tokens)
        lines = [quote_line(n, hit) for n, hit in enumerate(evidence, 1)]
        today = weekday(asked.now_ms, asked.offset_min)
        request = Generate(
            messages(asked.text, lines, today),
            grammar(len(evidence)),
            settings.answer_tokens,
            _TEMPERATURE,
            _SEED,
        )
        done = self._host.generate(request, on_text, cancel)
        return self._checked(done, evidence, extracted)

    def _evidence(self, hits: Sequence[Hit], budget_tokens: int) -> list[Hit]:
        """The best hits that fit the prompt, by time, so that follow-ups share a prefix."""
        counts = self._host.count(tuple(quote_line(n, hit) for n, hit in enumerate(hits, 1)))
        chosen: list[Hit] = []
        left = budget_tokens
        for hit, tokens in zip(hits, counts, strict=True):
            if tokens > left and chosen:
                break
            if is_suspect(hit.text):
                continue
            chosen.append(hit)
            left -= tokens
        return sorted(chosen or list(hits[:1]), key=lambda h: (h.at_ms, h.segment_id))

    def _checked(self, done: Generation, evidence: list[Hit], extracted: Answer) -> Answer:
        times = Timings(first_token=done.first_token_ms)
        if done.text.strip() == NOT_FOUND:
            return Answer(Outcome.NOT_FOUND, NOTHING_FOUND, model=self._host.name, ms=times)
        sentences, dropped = ground(done.text, evidence)
        if not sentences:
            return replace(
                extracted,
                ms=times,
                notice="What the model wrote is not borne out by what was seen, so it is quoted.",
            )
        text, citations = _marked(sentences, evidence)
        notice = f"{dropped} unsupported sentences were left out." if dropped else ""
        return Answer(
            Outcome.ANSWERED, text, verified(text, citations), self._host.name, times, notice
        )


def extractive(found: list[Passage]) -> Answer:
    """The best sentences, verbatim, with who said them and when; one line each."""
    chosen = choose(found)
    if not chosen:
        return Answer(Outcome.NOT_FOUND, NOTHING_FOUND)
    lines, citations = [], []
    for mark, passage in enumerate(chosen, 1):
        suspect = is_suspect(passage.text)
        citations.append(cite(mark, passage.hit, passage.start, passage.end, flagged=suspect))
        lines.append(f"{provenance(passage.hit)}: {unmarked(passage.text)} [{mark}]")
    text = "\n".join(lines)
    return Answer(Outcome.ANSWERED, text, verified(text, citations))


def _marked(sentences: list[Grounded], evidence: list[Hit]) -> tuple[str, list[Citation]]:
    """Number the used evidence from 1 in the order in which it is cited."""
    numbers: dict[int, int] = {}
    citations: list[Citation] = []
    parts = []
    for sentence in sentences:
        marks = ""
        for old, start, end in sentence.quotes:
            if old not in numbers:
                numbers[old] = len(numbers) + 1
                citations.append(cite(numbers[old], evidence[old - 1], start, end))
            marks += f"[{numbers[old]}]"
        parts.append(f"{sentence.text} {marks}")
    return " ".join(parts), citations
