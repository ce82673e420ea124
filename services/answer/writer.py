"""Lets the language model put evidence into words, and keeps what the evidence bears out."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from services.answer.cite import MOST_CITATIONS, cite, verified
from services.answer.evidence import Piece, in_order, most_valuable
from services.answer.extract import NOTHING_FOUND
from services.answer.followup import Before
from services.answer.ground import Grounded, ground
from services.answer.passages import Passage
from services.answer.prompt import (
    NOT_FOUND,
    QUESTION_GRAMMAR,
    excerpt,
    grammar,
    messages,
    quote_line,
    rewriting,
)
from services.answer.question import content_words
from services.answer.words import weekday
from services.cancel import CancelToken
from services.inference.client import Generation, ModelHost
from services.inference.turns import Priority
from services.inference.wire import Generate
from services.language.stems import stems, stems_of
from services.records import Answer, Citation, Hit, Outcome, SegmentId, Timings
from services.settings import AnswerSettings

_TEMPERATURE = 0.2
_SEED = 7
_REWRITE_TOKENS = 48
_TEMPLATE_TOKENS = 100  # what the model's chat template and line ends add


HitsOf = Callable[[Sequence[SegmentId]], Mapping[SegmentId, Hit]]
"""Loads hits by id; those that are gone are left out."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A question with where and when it was asked, and how it is to be answered."""

    text: str
    now_ms: int
    offset_min: int
    model: Path | None = None


class Writer:
    """Answers from passages with the model host.

    Remembers what the model read last, so that a follow-up finds it in the model's cache. ``hits``
    tells which of that is still there: what was deleted since stands in no other prompt.
    """

    def __init__(self, host: ModelHost, hits: HitsOf) -> None:
        self._host = host
        self._hits = hits
        self._read_last: tuple[Piece, ...] = ()

    def write(
        self,
        asked: Asked,
        model: Path,
        found: Sequence[Passage],
        settings: AnswerSettings,
        on_text: Callable[[str], None],
        cancel: CancelToken,
    ) -> Answer | None:
        """An answer in the model's words; None where nothing of it is borne out.

        Raises ``Cancelled`` and ``ModelError``.
        """
        request, evidence = self._request(asked, model, found, settings, cancel, Priority.QUESTION)
        if request is None:
            return None
        done = self._host.generate(request, on_text, cancel)
        return self._checked(done, evidence)

    def read_ahead(
        self,
        asked: Asked,
        model: Path,
        found: Sequence[Passage],
        settings: AnswerSettings,
        cancel: CancelToken,
    ) -> None:
        """Have the model read what the answer to a half-typed question will need.

        Raises ``Cancelled`` (what was read until then stays in the cache) and ``ModelError``.
        """
        request, _ = self._request(asked, model, found, settings, cancel, Priority.TYPING)
        if request is not None:
            only_read = replace(request, grammar="", max_tokens=1)
            self._host.generate(only_read, cancel=cancel, priority=Priority.TYPING)

    def rewrite(
        self,
        asked: Asked,
        model: Path,
        last: Before,
        settings: AnswerSettings,
        cancel: CancelToken,
    ) -> str:
        """A follow-up as a question of its own; as it is where the model adds words of its own.

        Raises ``Cancelled`` and ``ModelError``.
        """
        self._host.load(model, gpu_layers=settings.gpu_layers, cancel=cancel)
        prompt = rewriting(asked.text, last, _lines(self._still_there()))
        request = Generate(prompt, QUESTION_GRAMMAR, _REWRITE_TOKENS, 0.0, _SEED)
        whole = self._host.generate(request, cancel=cancel).text.strip()
        known = stems_of(f"{asked.text} {last.question} {last.answer} {last.author}")
        mine = stems(content_words(whole))
        return whole if mine and mine <= known else asked.text

    def _still_there(self) -> tuple[Piece, ...]:
        """What was read last, without what is no longer there as it was read: it was deleted."""
        there = self._hits([piece.hit.segment_id for piece in self._read_last])
        self._read_last = tuple(
            piece
            for piece in self._read_last
            if (hit := there.get(piece.hit.segment_id)) is not None and piece.text in hit.text
        )
        return self._read_last

    def _request(
        self,
        asked: Asked,
        model: Path,
        found: Sequence[Passage],
        settings: AnswerSettings,
        cancel: CancelToken,
        priority: Priority,
    ) -> tuple[Generate | None, list[Hit]]:
        """What to ask the model, and the hits behind its numbers; None without any evidence."""
        self._host.load(model, gpu_layers=settings.gpu_layers, cancel=cancel, priority=priority)
        pieces = self._fitting(asked, found, settings, cancel, priority)
        if not pieces:
            return None, []
        self._read_last = tuple(pieces)
        request = Generate(
            messages(asked.text, _lines(pieces), self._today(asked)),
            grammar(len(pieces)),
            settings.answer_tokens,
            _TEMPERATURE,
            _SEED,
        )
        return request, [piece.hit for piece in pieces]

    def _fitting(
        self,
        asked: Asked,
        found: Sequence[Passage],
        settings: AnswerSettings,
        cancel: CancelToken,
        priority: Priority,
    ) -> list[Piece]:
        """The memories worth their tokens, those that were read last in front."""
        trusted = [p for p in found if not p.suspect]
        bare = "\n".join(m.content for m in messages(asked.text, (), self._today(asked)))
        texts = [excerpt(p) for p in trusted]
        lines = (quote_line(10, p.hit, t) for p, t in zip(trusted, texts, strict=True))
        fixed, question, *counts = self._host.count(
            (bare, asked.text, *lines), cancel=cancel, priority=priority
        )
        room = self._host.context_tokens - settings.answer_tokens - fixed - _TEMPLATE_TOKENS
        budget = min(room, settings.prompt_tokens - question)
        pieces = [
            Piece(p.hit, text, p.score, tokens)
            for p, text, tokens in zip(trusted, texts, counts, strict=True)
        ]
        chosen = most_valuable(pieces, budget)
        if not chosen and pieces and pieces[0].tokens <= room:
            chosen = pieces[:1]  # a budget below one memory still gives one
        return in_order(chosen, self._still_there(), budget)

    def _today(self, asked: Asked) -> str:
        return weekday(asked.now_ms, asked.offset_min)

    def _checked(self, done: Generation, evidence: list[Hit]) -> Answer | None:
        times = Timings(first_token=done.first_token_ms)
        if done.text.strip() == NOT_FOUND:
            return Answer(Outcome.NOT_FOUND, NOTHING_FOUND, model=self._host.name, ms=times)
        sentences, dropped = ground(done.text, evidence)
        if not sentences:
            return None
        text, citations, left_out = _marked(sentences, evidence)
        dropped += left_out
        notice = _left_out(dropped) if dropped else ""
        return Answer(
            Outcome.ANSWERED, text, verified(text, citations), self._host.name, times, notice
        )


def _left_out(count: int) -> str:
    if count == 1:
        return "1 unsupported sentence was left out."
    return f"{count} unsupported sentences were left out."


def _lines(pieces: Sequence[Piece]) -> list[str]:
    return [quote_line(n, piece.hit, piece.text) for n, piece in enumerate(pieces, 1)]


def _marked(
    sentences: Sequence[Grounded], evidence: Sequence[Hit]
) -> tuple[str, list[Citation], int]:
    """Number the used evidence from 1 in the order of citation, and count what is left out.

    A sentence that would need more than the most citations is left out.
    """
    numbers: dict[int, int] = {}
    citations: list[Citation] = []
    parts = []
    for sentence in sentences:
        new = [q for q in sentence.quotes if q[0] not in numbers]
        if len(numbers) + len(new) > MOST_CITATIONS:
            continue
        for old, start, end in new:
            numbers[old] = len(numbers) + 1
            citations.append(cite(numbers[old], evidence[old - 1], start, end))
        marks = "".join(f"[{numbers[old]}]" for old, _start, _end in sentence.quotes)
        body = sentence.text.rstrip(".!?")
        parts.append(f"{body} {marks}{sentence.text[len(body) :] or '.'}")
    return " ".join(parts), citations, len(sentences) - len(parts)


def fallen_back(extracted: Answer, notice: str) -> Answer:
    """The extracted answer with why the model did not write it."""
    return replace(extracted, notice=notice)
