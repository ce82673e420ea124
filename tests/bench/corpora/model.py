"""What a corpus is: records as ``import`` takes them, and questions with their right answers."""

import random
import re
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from services.language.lexicon import STOP_WORDS
from services.language.text import search_words
from tests.bench.corpora.words import (
    CAUSES,
    CHANGES,
    MONTHS,
    PEOPLE,
    PLACES,
    SUPPLIERS,
)

# A Monday: questions are asked then, and memories lie in the year before.
NOW = datetime(2026, 3, 2, 10, 0, tzinfo=UTC)

KEYWORDS = 0.4

Record = dict[str, str]


@dataclass(frozen=True, slots=True)
class Asked:
    """A question of a kind, and the ids of all records that answer it.

    ``reworded`` tells whether it calls what it is about by other words than the memory does.
    """

    id: str
    kind: str
    text: str
    gold: tuple[str, ...]
    reworded: bool


@dataclass(slots=True)
class Corpus:
    """Records and the questions about them, all from one seed."""

    name: str
    seed: int
    records: list[Record] = field(default_factory=list)
    questions: list[Asked] = field(default_factory=list)
    chance: random.Random = field(init=False)
    quiz: random.Random = field(init=False)
    _reworded: bool = False

    def __post_init__(self) -> None:
        # two, so that other questions leave the memories as they are
        self.chance, self.quiz = random.Random(self.seed), random.Random(self.seed + 1_000)

    def add(self, at: datetime, text: str, source: str, **more: str) -> str:
        """Remember something; returns its id."""
        own = f"{self.name}-{len(self.records)}"
        record = {"id": own, "at": at.isoformat(), "source": source, "text": text}
        self.records.append(record | {key: value for key, value in more.items() if value})
        return own

    def ask(self, kind: str, text: str, *gold: str, reworded: bool = False) -> None:
        """Ask something that these records answer; ``reworded`` where any part of it is."""
        text = text[:1].upper() + text[1:]
        own = f"{self.name}?{len(self.questions)}"
        self.questions.append(Asked(own, kind, text, gold, self._reworded or reworded))
        self._reworded = False

    def ask_keywords(self, text: str, thing: tuple[str, str], *gold: str) -> None:
        """Ask, for one memory in three, as one types into a box: a few of its very words."""
        if self.quiz.random() > KEYWORDS:
            return
        about = thing[0].split()
        told = [
            word.lower()
            for word in search_words(text)
            if len(word) > 3 and word.lower() not in STOP_WORDS and word not in about
        ]
        few = self.quiz.sample(told, min(len(told), 2))
        self.ask("keywords", " ".join([*few, about[-1].lower()]), *gold)

    def asked(self, wording: str, thing: tuple[str, str], **fixed: str) -> str:
        """A question about a thing, which half of the time is called by other words."""
        own = f"the {re.sub(r'^(?:an?|the) ', '', thing[0])}"
        called = self.quiz.choice((own, thing[1]))
        self._reworded |= called == thing[1] and "{q}" in wording
        gaps = {"q": called, **fixed}
        text = wording.format(**gaps)
        return text[:1].upper() + text[1:]

    def hint(self, wording: str, thing: tuple[str, str], **fixed: str) -> str:
        """A memory that only hints at its thing ("it"): what stands before it names it."""
        text = re.sub(r"\b[Tt]he it\b", "it", self.fill(wording, ("it", ""), **fixed))
        assert thing[0] not in text
        return text[:1].upper() + text[1:]

    def fill(self, wording: str, thing: tuple[str, str], **fixed: str) -> str:
        """A memory's wording with its gaps filled; what is not ``fixed`` is drawn."""
        pick = self.chance.choice
        day = NOW.date() + timedelta(days=self.chance.randrange(10, 200))
        gaps = {
            "v": thing[0], "k": thing[0], "name": pick(PEOPLE),
            "supplier": pick(SUPPLIERS), "amount": str(self.chance.randrange(90, 9900)),
            "no": f"{pick('ABDKRTX')}-{self.chance.randrange(1000, 9999)}",
            "date": f"{day.day} {MONTHS[day.month - 1]}", "month": pick(MONTHS),
            "time": f"{self.chance.randrange(7, 19)}:{pick(('00', '15', '30', '45'))}",
            "place": pick(PLACES), "cause": pick(CAUSES), "change": pick(CHANGES),
            "pct": f"{self.chance.randrange(12, 98)} percent",
            "version": f"{self.chance.randrange(1, 9)}.{self.chance.randrange(0, 30)}",
        }  # fmt: skip
        text = wording.format(**(gaps | fixed))
        return text[:1].upper() + text[1:]
