"""Which facts a question asks for: those whose subject and slot are all that it speaks of.

A question is answered from facts only where nothing of it is left over: "What is my manager's
name?" asks for a slot, "What did my manager say about the lease?" asks for something else although
it names the same slot.
"""

import re
from collections.abc import Iterator, Sequence

from services.answer.question import Kind, Question, content_words, names_the_kind
from services.language.stems import stem
from services.language.text import words
from services.memory.slots import related_words, singular, slot_name
from services.records import Fact

SELF = "me"
_ASIDE = re.compile(
    r"\b(?:tell|remind|show|give) (?:me|us)\b|\b(?:as far as )?i know\b|\blet me know\b"
    r"|\b(?:do|can|could|did) i (?:still )?(?:know|remember)\b|\bdo you (?:know|remember)\b"
    r"|\bsag mir\b",
    re.IGNORECASE,
)
_SPEAKER = re.compile(r"\b(?:i|i'm|me|my|mine|our|we|ich|mein\w*|mir|unser\w*)\b", re.IGNORECASE)
_OWN = re.compile(r"\b(?:my|our|mein\w*|unser\w*)\s+(?P<rest>[^?.!,;]+)", re.IGNORECASE)
# How someone or something is asks for a state, which is no fact.
_STATE = re.compile(
    r"^\W*(?:(?:and|so|hey)\W+)*"
    r"(?:how (?:is|are|was|were|'s|do|does|did|can|to)|why|wie geht|warum)\b",
    re.IGNORECASE,
)
_PLAIN_TEXT = """
actually again already anyone anything call called currently days each else ever every exactly
former formerly full get getting got have having kind name named names new nowadays original own
present presently previous previously real right sort still then these thing things those type use
used usually
aktuell aktuelle aktueller aktuelles alte alter altes frühere früherer früheres heute heißt jetzt
neue neuer neues
"""
_PLAIN = frozenset(_PLAIN_TEXT.split())
_QUALIFIER = frozenset({"old", "older"})  # plain in "my old bank", but not in "how old is my bank"
# Words that belong to a slot but ask for a hundred other things too.
_WEAK_TEXT = """
where from come call reach write report account number due owe born birth partner town city
"""
_WEAK = frozenset(_WEAK_TEXT.split())
_LONGEST_SLOT = 4  # words


def asked_facts(question: Question, facts: Sequence[Fact]) -> list[Fact]:
    """The facts of the one slot that the question asks for; none where it asks for more."""
    text = _ASIDE.sub(" ", question.text)
    if _STATE.search(question.text):
        return []
    for subject in _subjects(text, facts):
        own = [f for f in facts if f.subject == subject]
        found = _by_slot(text, subject, own) or _by_verb(question, text, subject, own)
        if found:
            return [f for f in found if _fits_kind(question, f)]
    return []


def _subjects(text: str, facts: Sequence[Fact]) -> Iterator[str]:
    """Whom a question may be about: people and things it names, else who asks."""
    found = set(words(text)) | {_bare(w) for w in words(text)}
    names = sorted({f.subject for f in facts} - {SELF}, key=lambda s: (-len(s.split()), s))
    firsts = [words(n)[0] for n in names if len(words(n)) > 1]
    for name in names:
        parts = words(name)
        if parts and set(parts) <= found:
            yield name
    for name in names:  # a first name alone, where only one full name begins with it
        parts = words(name)
        if len(parts) > 1 and parts[0] in found and firsts.count(parts[0]) == 1:
            yield name
    if _SPEAKER.search(text):
        yield SELF


def _bare(word: str) -> str:
    return re.sub(r"['’]s?$", "", word)


def _by_slot(text: str, subject: str, facts: list[Fact]) -> list[Fact]:
    """The facts whose slot stands beside their subject: "my X", "Ada's X", "the X of Ada"."""
    by_slot = _grouped(facts)
    for phrase in _phrases(text, subject):
        slot = slot_name(phrase)
        for name in (slot, singular(slot)) if slot else ():
            if name in by_slot and not _left_over(text, subject, phrase, by_slot[name]):
                return by_slot[name]
    return []


def _by_verb(question: Question, text: str, subject: str, facts: list[Fact]) -> list[Fact]:
    """The facts of the slot to which every word of the question belongs: "Where do I live?"."""
    left = {stem(w) for w in _left_over(text, subject, "", [])}
    if not left:
        return []
    fitting = [
        (slot, found)
        for slot, found in _grouped(facts).items()
        if left <= {stem(w) for w in related_words(slot) - _WEAK}
    ]
    if len(fitting) > 1 and question.kind in (Kind.WHERE, Kind.WHO):
        # "Where do I work?" asks for a name, not for a trade.
        fitting = [(s, found) for s, found in fitting if any(_is_name(f) for f in found)]
    return fitting[0][1] if fitting else []


def _is_name(fact: Fact) -> bool:
    return fact.value[:1].isupper() or fact.value[:1].isdigit()


def _grouped(facts: Sequence[Fact]) -> dict[str, list[Fact]]:
    groups: dict[str, list[Fact]] = {}
    for fact in facts:
        groups.setdefault(fact.slot.lower(), []).append(fact)
    return groups


def _phrases(text: str, subject: str) -> Iterator[str]:
    """What may name the slot, the longest first."""
    if subject == SELF:
        runs = [m["rest"].split() for m in _OWN.finditer(text)]
    else:
        first = re.escape(words(subject)[0])
        owner = rf"\b{first}(?:\s+[\w'’\-]+)??['’]s?\s+(?P<rest>[^?.!,;]+)"
        runs = [m["rest"].split() for m in re.finditer(owner, text, re.IGNORECASE)]
        of = rf"(?P<rest>[^?.!,;]+?)\s+(?:of|for)\s+(?:the\s+)?{first}\b"
        for match in re.finditer(of, text, re.IGNORECASE):
            tail = match["rest"].split()[-_LONGEST_SLOT:]
            yield from (" ".join(tail[start:]) for start in range(len(tail)))
    for run in runs:
        for length in range(min(_LONGEST_SLOT, len(run)), 0, -1):
            yield " ".join(run[:length])


def _left_over(text: str, subject: str, phrase: str, facts: Sequence[Fact]) -> list[str]:
    """Words of the question beyond the subject, the slot, and what any such question has.

    A value may be named: "Is Ada my manager?".
    """
    plain = _PLAIN | (_QUALIFIER if phrase else frozenset())
    used = {_bare(w) for w in (*words(subject), *words(phrase))}
    used |= {_bare(w) for f in facts for w in words(f.value)}
    left = (_bare(w) for w in content_words(text))
    return [w for w in left if w not in used and w not in plain]


def _fits_kind(question: Question, fact: Fact) -> bool:
    """Whether a value can be what was asked for: a number for "how much", a date for "when"."""
    if question.kind in (Kind.HOW_MANY, Kind.WHEN):
        return names_the_kind(question.kind, fact.value)
    return True
