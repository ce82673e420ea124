"""How candidates become one order: fusion of scores, and what a hit's row adds to its score."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from services.language.answer_kinds import AnswerKind, tells
from services.language.lexicon import is_self
from services.language.places import Kind, is_program
from services.language.stems import stem
from services.language.text import search_words, stands_in
from services.memory.strength import aliveness
from services.records import SegmentId, Tier, TimeWindow
from services.retrieval.vocabulary import name_parts
from services.retrieval.weights import CHOSEN, Weights
from services.store import HitRow, SearchFilter, written_by

Scored = Sequence[tuple[SegmentId, float]]
Scores = dict[SegmentId, float]

GOOD = 0.6  # of the best score, for the first or latest of the hits


@dataclass(slots=True)
class Candidates:
    """Scored lists by kind; higher is better, each on a scale of its own.

    ``all_words`` is what a text of middling length scores that holds every word of the question.
    """

    words: list[tuple[SegmentId, float]] = field(default_factory=list)
    words_window: list[tuple[SegmentId, float]] = field(default_factory=list)
    meaning: list[tuple[SegmentId, float]] = field(default_factory=list)
    meaning_window: list[tuple[SegmentId, float]] = field(default_factory=list)
    without_vectors: frozenset[SegmentId] = frozenset()
    tokens: dict[SegmentId, float] = field(default_factory=dict)
    all_words: float = 0.0

    def ids(self) -> set[SegmentId]:
        """All candidates."""
        lists = (self.words, self.words_window, self.meaning, self.meaning_window)
        return {own for scored in lists for own, _ in scored}

    def by_words_alone(self) -> set[SegmentId]:
        """The candidates of which no meaning is known."""
        return self.ids() - {own for own, _ in (*self.meaning, *self.meaning_window)}

    def fused(self, weights: Weights = CHOSEN) -> Scores:
        """One score in [0, 1] each: a convex sum of the lists, each scaled (``scaled``).

        What has no vector, and everything where nothing was searched by meaning, has only its words
        to speak for it: they have all the weight. Their missing half is no sign of being far from
        the question.
        """
        shares = (weights.words, weights.words_window, weights.meaning, weights.meaning_window)
        all_words = weights.words + weights.words_window
        blind = not self.meaning and not self.meaning_window
        total: Scores = {}
        for share, values in zip(shares, self.scaled(), strict=True):
            for own, value in values.items():
                of_words = blind or own in self.without_vectors
                weight = all_words if of_words else 1.0
                total[own] = total.get(own, 0.0) + share / weight * value
        return total

    def scaled(self) -> tuple[Scores, Scores, Scores, Scores]:
        """The lists in [0, 1], in the order of their fields.

        Words are scaled by the best, but at least by what all words of the question would score:
        where the best holds but one of many, that is no full answer. Without that bound the single
        "see" of a question stood beside the nearest in meaning (Bruch et al. 2022 on such bounds).
        """
        return (
            min_max(self.words, self.all_words),
            min_max(self.words_window, self.all_words),
            min_max(self.meaning),
            min_max(self.meaning_window),
        )


def min_max(scored: Iterable[tuple[SegmentId, float]], bound: float = 0.0) -> Scores:
    """Scores scaled by their range over the whole library, the greatest (or ``bound``) to 1.

    The least of the whole library is 0: what holds no word of the question, or lies across it
    (Bruch et al. 2022 take such a bound too). The least of a list would hang on its length, and
    blow the smallest differences up.
    """
    found = dict(scored)
    if not found:
        return {}
    least, most = min(0.0, *found.values()), max(bound, *found.values())
    if most - least < 1e-12:
        return dict.fromkeys(found, 1.0)
    return {own: (value - least) / (most - least) for own, value in found.items()}


def add_tokens(scores: Scores, tokens: Mapping[SegmentId, float], weight: float) -> Scores:
    """Scores averaged with how well tokens answer, which weighs ``weight`` against them.

    Nothing changes where nothing was compared; what alone was not compared scores 0 there.
    """
    if not tokens:
        return scores
    return {
        own: (value + weight * tokens.get(own, 0.0)) / (1 + weight) for own, value in scores.items()
    }


def add_neighbours(
    scores: Mapping[SegmentId, float],
    around: Mapping[SegmentId, tuple[list[SegmentId], list[SegmentId]]],
    share: float = CHOSEN.neighbour,
) -> Scores:
    """Each segment gains a share of its better neighbour: what answers stands next to what asks.

    A neighbour that was no candidate itself becomes one.
    """
    links: dict[SegmentId, set[SegmentId]] = {}
    for own, (before, after) in around.items():
        for other in (*before, *after):
            links.setdefault(own, set()).add(other)
            links.setdefault(other, set()).add(own)
    raised = dict(scores)
    for own, others in links.items():
        best = max(scores.get(other, 0.0) for other in others)
        raised[own] = scores.get(own, 0.0) + share * best
    return raised


@dataclass(frozen=True, slots=True)
class Asked:
    """What of the question bears on a row: people, time, place, what it asks for, the time it is.

    ``placed`` are candidates known to be at the place asked for, by the name of their file,
    ``words_only`` faded ones of which nothing but words is left to compare.
    """

    people: frozenset[str]
    window: TimeWindow | None
    now_ms: int
    kind: Kind | None = None
    placed: frozenset[SegmentId] = frozenset()
    words_only: frozenset[SegmentId] = frozenset()
    excluded: frozenset[str] = frozenset()
    unwanted: frozenset[str] = frozenset()
    answer: AnswerKind | None = None


def factor(row: HitRow, asked: Asked, weights: Weights = CHOSEN) -> float:
    """What a row multiplies its score by: person, time, place, tier, and how alive it is."""
    value = 1.0
    if named(row, asked.people):
        value *= weights.person
    if is_at(row, asked):
        value *= weights.in_place
    if asked.window is None:
        # a question about a date asks for what was then, however faded
        share = weights.strength_share
        value *= 1 - share + share * aliveness(row.segment, asked.now_ms)
    elif is_within(row, asked.window):
        value *= weights.in_time
    if asked.answer is not None and tells(asked.answer, row.hit.text):
        value *= weights.answer
    if asked.unwanted and not asked.unwanted.isdisjoint(held_stems(row)):
        value *= weights.unwanted
    if row.hit.tier is Tier.WARM and row.segment.id in asked.words_only:
        value *= weights.warm  # what faded is told by its strength; this is for what is unknown
    elif row.hit.tier is Tier.ARCHIVED:
        value *= weights.archived
    return value


def is_at(row: HitRow, asked: Asked) -> bool:
    """Whether it was seen at the place asked for."""
    kind = asked.kind
    return kind is not None and (
        row.hit.source in kind.sources
        or is_program(kind, row.hit.app)
        or row.segment.id in asked.placed
    )


def words_of(row: HitRow) -> list[str]:
    """All words of a row in lower case: of its text and what it stands under."""
    hit = row.hit
    text = " ".join((hit.text, hit.title, hit.app, hit.author, hit.thread, row.segment.heading))
    return search_words(text.lower())


def held_stems(row: HitRow) -> set[str]:
    """The stems of all words of a row."""
    return {stem(word) for word in words_of(row)}


def by_time(
    ranked: Sequence[tuple[HitRow, float]], order: str, share: float
) -> list[tuple[HitRow, float]]:
    """Good hits with up to ``share`` added to those at the asked end of time ("first", "latest").

    Good is what reaches ``GOOD`` of the best score: the newest of what is beside the matter is no
    answer.
    """
    if not order or not ranked:
        return list(ranked)
    best = max(score for _, score in ranked)
    good = [row for row, score in ranked if score >= GOOD * best]
    good.sort(key=lambda row: row.hit.at_ms, reverse=order == "first")
    place = {row.segment.id: at / max(len(good) - 1, 1) for at, row in enumerate(good)}
    return [(row, score + share * best * place.get(row.segment.id, 0.0)) for row, score in ranked]


def named(row: HitRow, people: frozenset[str]) -> str:
    """The name of whom it is by, or about where nobody else wrote it; "" for none of these people.

    A name in somebody's message is often whom it was said to. On a screen, in a file or a note of
    one's own it is whom it tells of.
    """
    hit = row.hit
    if not people:
        return ""
    if not people.isdisjoint(name_parts(hit.author)):
        return hit.author
    if hit.author and not is_self(hit.author):
        return ""
    text = f"{hit.title} {hit.text}".lower()
    return next((name.title() for name in sorted(people) if stands_in(name, text)), "")


def is_within(row: HitRow, window: TimeWindow) -> bool:
    """Whether it was seen in a window of time."""
    return window.start_ms <= row.hit.at_ms < window.end_ms


def passes(row: HitRow, where: SearchFilter) -> bool:
    """Whether a filter holds for a row, as the store itself would say."""
    hit = row.hit
    return (
        hit.tier in where.tiers
        and (where.from_ms is None or hit.at_ms >= where.from_ms)
        and (where.to_ms is None or hit.at_ms < where.to_ms)
        and (where.app is None or hit.app.lower() == where.app.lower())
        and (where.source is None or hit.source == where.source)
        and (where.person is None or written_by(hit.author, where.person))
    )


def fold(ranked: Sequence[tuple[HitRow, float]]) -> list[tuple[HitRow, float, int]]:
    """The best of each group of duplicates, and how many stand for it, in order.

    Duplicates are what the nightly job has found to be, and the same words by the same person.
    """
    groups: dict[object, list[tuple[HitRow, float]]] = {}
    for row, score in ranked:
        same: object = (row.hit.author, " ".join(row.hit.text.casefold().split()))
        groups.setdefault(same, []).append((row, score))
    first_of = {row.segment.id: key for key, rows in groups.items() for row, _ in rows}
    merged: dict[object, list[tuple[HitRow, float]]] = {}
    for key, rows in groups.items():
        original = rows[0][0].segment.duplicate_of
        merged.setdefault(first_of.get(original, key) if original else key, []).extend(rows)
    best = [(max(rows, key=lambda one: one[1]), len(rows)) for rows in merged.values()]
    best.sort(key=lambda one: (-one[0][1], -one[0][0].hit.at_ms))
    return [(row, score, count) for (row, score), count in best]
