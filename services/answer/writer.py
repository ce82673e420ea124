"""Lets the language model put evidence into words, and keeps what the evidence bears out."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from services.answer.cite import MOST_CITATIONS, cite, verified
from services.answer.extract import NOTHING_FOUND
from services.answer.ground import Grounded, ground
from services.answer.passages import Passage
from services.answer.prompt import NOT_FOUND, grammar, messages, quote_line
from services.answer.words import weekday
from services.cancel import CancelToken
from services.inference.client import Generation, ModelHost
from services.inference.wire import Generate
from services.records import Answer, Citation, Hit, Outcome, Timings
from services.settings import AnswerSettings

_TEMPERATURE = 0.2
_SEED = 7
_TEMPLATE_TOKENS = 100  # what the model's chat template and line ends add


@dataclass(frozen=True, slots=True)
class Asked:
    """A question with where and when it was asked, and how it is to be answered."""

    text: str
    now_ms: int
    offset_min: int
    model: Path | None = None


class Writer:
    """Answers from passages with the model host."""

    def __init__(self, host: ModelHost) -> None:
        self._host = host

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
        self._host.load(model, gpu_layers=settings.gpu_layers, cancel=cancel)
        hits = [p.hit for p in found if not p.suspect]
        evidence = self._fitting(asked, hits, settings, cancel)
        if not evidence:
            return None
        lines = [quote_line(n, hit) for n, hit in enumerate(evidence, 1)]
        request = Generate(
            messages(asked.text, lines, self._today(asked)),
            grammar(len(evidence)),
            settings.answer_tokens,
            _TEMPERATURE,
            _SEED,
        )
        done = self._host.generate(request, on_text, cancel)
        return self._checked(done, evidence)

    def _fitting(
        self, asked: Asked, hits: Sequence[Hit], settings: AnswerSettings, cancel: CancelToken
    ) -> list[Hit]:
        """The best hits that fit the prompt, by time, so that follow-ups share a prefix."""
        bare = "\n".join(m.content for m in messages(asked.text, (), self._today(asked)))
        lines = (quote_line(n, hit) for n, hit in enumerate(hits, 1))
        fixed, question, *counts = self._host.count((bare, asked.text, *lines), cancel=cancel)
        room = self._host.context_tokens - settings.answer_tokens - fixed - _TEMPLATE_TOKENS
        left = settings.prompt_tokens - question
        chosen: list[Hit] = []
        for hit, tokens in zip(hits, counts, strict=True):
            if tokens > room or (tokens > left and chosen):
                break
            chosen.append(hit)
            room, left = room - tokens, left - tokens
        return sorted(chosen, key=lambda h: (h.at_ms, h.segment_id))

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
        notice = f"{dropped} unsupported sentences were left out." if dropped else ""
        notice = notice.replace("1 unsupported sentences were", "1 unsupported sentence was")
        return Answer(
            Outcome.ANSWERED, text, verified(text, citations), self._host.name, times, notice
        )


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
