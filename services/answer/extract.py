"""Answers without a model: the sentences that say it, verbatim, dated, with who said it."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from services.answer.cite import MOST_CITATIONS, cite, verified
from services.answer.guard import shown
from services.answer.passages import Passage
from services.answer.question import Kind, Question, content_stems, names_the_kind
from services.answer.spans import answer_span, dated, verdict
from services.answer.subject import PARTLY
from services.answer.words import provenance
from services.records import Answer, Citation, Outcome

NOTHING_FOUND = "I have not seen anything that answers this."
KEEP_FROM = 0.5
"""Of the best sentence's score: below it a sentence is about something else."""
_LOOKED_AT = 8
# Evidence is about the question where its words are so like the question's (``Passage.near``), or
# where the share of its words and the likeness of its meaning add up to so much. Measured in
# tests/unit/answer/test_abstention.py: unrelated memories reach .0-.48 and .0-.72, those that
# answer .5-.96 and .75-2.0. A question of how much needs more where no number stands.
_ABOUT, _WITHOUT_A_NUMBER = 0.42, 0.15
_ABOUT_BY_WORDS, _BY_WORDS_WITHOUT_A_NUMBER = 0.75, 1.2
_NEAREST, _NEARLY = 2, 0.75
# So much better do somebody else's words fit a question that was asked of the wrong person.
_MARGIN = 0.1


def is_about(question: Question, found: Sequence[Passage]) -> bool:
    """Whether any of the best passages is about what was asked; if not, nothing was found.

    Where somebody else's words fit clearly better than any of whom the question is about, it is
    that other one's life that was asked for by mistake.
    """
    if not question.terms:
        return False
    looked = found[:_LOOKED_AT]
    own = [p for p in looked if p.of >= PARTLY]
    others = max((_near(question, p) for p in looked if p.of < PARTLY), default=0.0)
    nearest = max((_near(question, p) for p in own), default=0.0)
    return nearest >= others - _MARGIN and any(_speaks_to(question, p) for p in own)


def _near(question: Question, passage: Passage) -> float:
    return passage.near - (_WITHOUT_A_NUMBER if _lacks_number(question, passage) else 0.0)


def _lacks_number(question: Question, passage: Passage) -> bool:
    counted = question.kind is Kind.HOW_MANY
    return counted and not names_the_kind(Kind.HOW_MANY, passage.text)


def _speaks_to(question: Question, passage: Passage) -> bool:
    # Words beside the sentence count half: a long page holds many words by chance.
    words = max(passage.share, passage.around / 2)
    lacks = _lacks_number(question, passage)
    enough = _BY_WORDS_WITHOUT_A_NUMBER if lacks else _ABOUT_BY_WORDS
    return _near(question, passage) >= _ABOUT or words + passage.meaning >= enough


def nearest(question: Question, found: Sequence[Passage]) -> tuple[Citation, ...]:
    """What a person may look at where nothing answers: nearly as near as an answer would be."""
    near = [
        p
        for p in found
        if _near(question, p) >= _NEARLY * _ABOUT
        or p.share + p.meaning >= _NEARLY * _ABOUT_BY_WORDS
    ]
    return quoted(choose(near, most=_NEAREST), question).citations


def choose(
    found: Iterable[Passage], *, keep_from: float = KEEP_FROM, most: int = MOST_CITATIONS
) -> list[Passage]:
    """The few sentences worth showing: those of ``keep_from`` of the best score.

    None is among them whose words another, better one holds: it would say nothing more.
    """
    chosen: list[Passage] = []
    said: list[frozenset[str]] = []
    for passage in found:
        if chosen and passage.score < keep_from * chosen[0].score:
            break
        says = content_stems(passage.text)
        if any(says <= other for other in said):
            continue
        said.append(says)
        chosen.append(passage)
        if len(chosen) == most:
            break
    return chosen


def in_time(chosen: Iterable[Passage]) -> list[Passage]:
    """Passages in the order in which they were seen."""
    return sorted(chosen, key=lambda p: (p.hit.at_ms, p.hit.segment_id))


def quoted(chosen: Sequence[Passage], question: Question | None = None) -> Answer:
    """Sentences with who said them and when, one line and one citation each.

    With the question, the words that answer it are told with each citation, and a first sentence
    that says or denies all of it is led by "Yes" or "No". Without any sentence the outcome is
    ``not_found``.
    """
    if not chosen:
        return Answer(Outcome.NOT_FOUND, NOTHING_FOUND)
    lines, citations = [], []
    for mark, passage in enumerate(chosen, 1):
        span = answer_span(question, passage.text, passage.hit) if question else None
        named = passage.text[slice(*span)] if span else ""
        cited = cite(mark, passage.hit, passage.start, passage.end, flagged=passage.suspect)
        citations.append(replace(cited, answer=named))
        told = shown(dated(passage.text, passage.hit))
        lines.append(f"{shown(provenance(passage.hit))}: {told} [{mark}]")
    if question and (lead := verdict(question, chosen[0].text)) and not chosen[0].suspect:
        lines[0] = f"{lead}. {lines[0]}"
    text = "\n".join(lines)
    return Answer(Outcome.ANSWERED, text, verified(text, citations))
