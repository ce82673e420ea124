"""Questions that need several memories: taken apart, or followed from one memory to the next."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from services.language.lexicon import DAYS, MONTHS, OPENERS, STOP_WORDS
from services.language.text import tokens_of
from services.records import Hit, SegmentId
from services.said import said

_ASK = (
    r"(?:what|when|where|who|whom|whose|which|why|how|was|wann|wo|wer|wem|wen|welche[rsmn]?|warum|wie"
    r"|qui|que|quoi|quel(?:le)?s?|où|ou|quand|comment|pourquoi|combien|qué|cuándo|dónde|quién|cómo|cuánto)"
)
# "and by what date", "und bis wann", "et jusqu'à quand", "y desde cuándo"
_TO_ASK = (
    r"(?:(?:at|by|for|from|in|of|on|since|to|under|until|with|an|auf|aus|bei|bis|für|in|mit|seit|um|von"
    r"|zu|à|avec|dans|de|depuis|pour|sur|a|con|desde|en|hasta|para|por)\s+|jusqu['’]à\s+)?"
) + _ASK
_JOINT = re.compile(
    rf"(?:\s*[,;?.]\s*|\s+)(?:and|und|et|y)\s+(?:also\s+|auch\s+|aussi\s+|también\s+)?"
    rf"(?={_TO_ASK}\b)|\?\s+(?={_TO_ASK}\b)",
    re.IGNORECASE,
)
# "the one who plays the cello", "die Person, die …", "celui qui …", "la persona que …"
_BRIDGE = re.compile(
    r"\b(?:the|my|our|that|der|die|den|dem|le|la|el|un|une|una)?\s*"
    r"(?:one|person|man|woman|guy|colleague|friend|neighbou?r|client|somebody|someone|people"
    r"|kolleg(?:e|in)|freund(?:in)?|nachbar(?:in)?|mann|frau|derjenige|diejenige"
    r"|celui|celle|personne|homme|femme|coll[eè]gue|ami|amie"
    r"|persona|hombre|mujer|colega|amigo|amiga)\s*,?\s*"
    r"(?:(?:who|that|whom|der|die|qui|que|quien)\s+|(?=(?:hired|known|named|called|working|living"
    r"|responsible|in\s+charge)\b))"
    r"(?P<clause>[^,?.;]+)",
    re.IGNORECASE,
)
_CAPITAL = re.compile(r"(?<![\w'’])[^\W\d_a-zà-ÿ][^\W\d_]+")
_CALENDAR = re.compile(rf"(?:{MONTHS}|{DAYS})", re.IGNORECASE)
WHOLE = 0.7  # of hits of the question as a whole, where its parts were asked too
MOST_PARTS = 3
MOST_LINKS = 2
LOOKED_AT = 3  # the first hits, which may name whom the clause means
FIRST = 3  # of the hits of a clause: the memory that names somebody belongs to the answer

Ask = Callable[[str], Sequence[Hit]]


@dataclass(frozen=True, slots=True)
class Bridge:
    """A question about somebody who is told by another memory; ``around`` are its two ends.

    ``ends`` tells whether the description ends where the question goes on: of "what did the one who
    sings want" the grammar alone would say.
    """

    clause: str
    around: tuple[str, str]
    ends: bool

    def about(self, name: str) -> str:
        """The question with the name in place of the description."""
        kept = "" if self.ends else f" {self.clause}"
        return f"{self.around[0]}{name}{kept}{self.around[1]}"


def parts_of(text: str) -> list[str]:
    """The questions that stand in one, where there are several; else none."""
    parts = [part.strip(" ,;") for part in _JOINT.split(text)]
    told = [part for part in parts if sum(w.lower() not in STOP_WORDS for w in tokens_of(part)) > 0]
    return told[:MOST_PARTS] if len(told) > 1 else []


def bridge_of(text: str) -> Bridge | None:
    """The description of somebody in a question, where there is one."""
    match = _BRIDGE.search(text)
    if match is None:
        return None
    around = f"{text[: match.start()].rstrip()} ", text[match.end() :]
    more = any(word.lower() not in STOP_WORDS for word in tokens_of(" ".join(around)))
    return Bridge(match["clause"].strip(), around, more)


def links(hits: Sequence[Hit], question: str, is_author: Callable[[str], bool]) -> list[str]:
    """Names in the first hits that lead on: of who wrote, or written with a capital."""
    asked = {word.lower() for word in tokens_of(question)}
    found: dict[str, float] = {}
    for at, hit in enumerate(hits[:LOOKED_AT]):
        weight = 1.0 / (at + 1)
        if hit.source == "chat" and hit.author and is_author(hit.author.split()[0]):
            found[hit.author] = found.get(hit.author, 0.0) + weight
        for match in _CAPITAL.finditer(hit.text):
            word = match.group()
            if word.lower() in asked | OPENERS | STOP_WORDS or _CALENDAR.fullmatch(word):
                continue
            inside = match.start() > 0 and hit.text[match.start() - 1] == " "
            sure = 2.0 if is_author(word) else 1.0 if inside else 0.5
            found[word] = found.get(word, 0.0) + weight * sure
    return sorted(found, key=lambda name: -found[name])[:MOST_LINKS]


def merged(lists: Iterable[tuple[Sequence[Hit], float]], *, by_place: bool = False) -> list[Hit]:
    """Lists of hits as one, each scaled by its best and weighed; a hit counts where it is best.

    ``by_place`` has half of a score from the place in the list (one over it): where many nearly
    answer one part of a question, they would else stand before what answers the other.
    """
    best: dict[SegmentId, Hit] = {}
    for hits, weight in lists:
        top = max((hit.score for hit in hits), default=0.0) or 1.0
        for place, hit in enumerate(hits, 1):
            score = hit.score / top
            score = weight * ((score + 1 / place) / 2 if by_place else score)
            known = best.get(hit.segment_id)
            if known is None or known.score < score:
                more = known.why if known is not None else ()
                why = tuple(dict.fromkeys((*hit.why, *more)))
                best[hit.segment_id] = replace(hit, score=score, why=why)
    return sorted(best.values(), key=lambda hit: -hit.score)


def follow(
    text: str, whole: Sequence[Hit], ask: Ask, is_author: Callable[[str], bool]
) -> list[Hit]:
    """The hits of a question, with what its parts or a second round find.

    ``whole`` are the hits of the question as it stands, ``ask`` searches for another. A question
    that is one and whole keeps its hits.
    """
    bridge = bridge_of(text)
    if bridge is not None:
        first = ask(bridge.clause)
        rounds: list[tuple[Sequence[Hit], float]] = [(whole, WHOLE), (first[:FIRST], 1.0)]
        for at, name in enumerate(links(first, text, is_author)):
            second = [_told(hit, name) for hit in ask(bridge.about(name)) if _is_of(hit, name)]
            rounds.append((second, 1.0 if at == 0 else WHOLE))
        return merged(rounds)
    parts = parts_of(text)
    if not parts:
        return [*whole]
    return merged([(whole, WHOLE), *((ask(part), 1.0) for part in parts)], by_place=True)


def _is_of(hit: Hit, name: str) -> bool:
    """Whether a hit is by or about somebody: the rest was found by the whole question."""
    return name.casefold() in f"{hit.author} {hit.text} {hit.title}".casefold()


def _told(hit: Hit, name: str) -> Hit:
    return replace(hit, why=(*hit.why, said(f"second step: {name}")))
