"""One search on its way from a question as read to hits in order."""

import dataclasses
from collections.abc import Iterable, Iterator, Mapping
from typing import Protocol

from services.errors import IndexUnavailableError
from services.index.windows import own_text
from services.language.places import is_program
from services.language.stems import stem
from services.memory.strength import aliveness
from services.records import Hit, Query, SegmentId, Tier, TimeWindow
from services.retrieval import deep, ranking
from services.retrieval.query import Understood
from services.retrieval.ranking import Asked, Candidates, Scores
from services.retrieval.reasons import Reasons
from services.retrieval.weights import Weights
from services.store import HitRow, SearchFilter, Store, phrase

# The best of all candidates go on to their neighbours and their rows.
POOL = 160
WITH_NEIGHBOURS = 40
# So many that hold this share of the question by words are among them, whatever else is known.
FIRST, HELD = 20, 0.5
# So many programs of a kind ("terminal") are looked through apart.
MOST_PROGRAMS = 3

WORDS_ONLY = "Search by meaning is not available now: only words were searched."
NOT_EXACT = "Nothing holds these exact words; this comes near."


class Finder(Protocol):
    """What a search asks of the indexes."""

    @property
    def store(self) -> Store:
        """The rows."""
        ...

    @property
    def weights(self) -> Weights:
        """What each sign counts for."""
        ...

    def programs(self) -> tuple[str, ...]:
        """The programs that something was captured from, the most frequent first."""
        ...

    def filter(self, query: Query) -> SearchFilter:
        """The query's filters and the tiers it may see."""
        ...

    def by_words(self, understood: Understood, where: SearchFilter, candidates: Candidates) -> None:
        """Add what the word indexes find."""
        ...

    def by_meaning(self, meaning: str, where: SearchFilter, candidates: Candidates) -> None:
        """Add what lies nearest; raises ``IndexUnavailableError`` where that cannot be told."""
        ...

    def complete_meaning(self, meaning: str, candidates: Candidates) -> None:
        """Add how near everything else lies that was found; raises as ``by_meaning``."""
        ...

    def by_faded_meaning(
        self, meaning: str, faded: frozenset[SegmentId], candidates: Candidates
    ) -> None:
        """Compare faded candidates with the question as far as that is still known."""
        ...

    def by_tokens(self, meaning: str, texts: Mapping[SegmentId, str]) -> Scores:
        """How well candidates answer token by token, given their texts; none where unknown."""
        ...

    def is_begun(self, word: str) -> bool:
        """Whether a word is none of the library's own but the beginning of one."""
        ...


class Search:
    """One search: candidates, comparison token by token, neighbours, factors, folding."""

    def __init__(self, finder: Finder, query: Query, understood: Understood, now_ms: int) -> None:
        self._finder = finder
        self._store = finder.store
        self._weights = finder.weights
        self._query = query
        self.understood = understood
        self._where = finder.filter(query)
        self._asked = Asked(
            frozenset(understood.people),
            understood.window,
            now_ms,
            kind=understood.place.kind if understood.place else None,
            excluded=frozenset(stem(word) for word in understood.excluded),
            unwanted=frozenset(stem(word) for word in understood.unwanted),
            answer=understood.answer,
        )
        self.meaning = "" if query.brief else self._settled_meaning()
        self._pool = 2 * query.k if query.brief else max(POOL, query.k)
        self.notices: list[str] = []

    def run(self) -> tuple[Hit, ...]:
        """Everything in order."""
        candidates = self.candidates()
        scores = candidates.fused(self._weights) or self._by_filter()
        scores = {own: scores[own] for own in self._chosen(scores, candidates)}
        rows = self._store.segments.hits(scores)
        if not self._query.brief:
            texts = {own: own_text(row) for own, row in rows.items()}
            candidates.tokens = self._finder.by_tokens(self.meaning, texts)
            scores = ranking.add_tokens(scores, candidates.tokens, self._weights.tokens)
            scores = self._with_neighbours(scores)
        rows = self._rows(scores, rows)
        if self._query.deep:
            for row, score in deep.search(self._store, self.understood, self._where, self._pool):
                rows[row.segment.id] = row
                scores[row.segment.id] = score
        facts = self.facts(rows)
        ranked = [
            (row, scores[own] * ranking.factor(row, facts, self._weights))
            for own, row in rows.items()
        ]
        ranked = ranking.by_time(ranked, self.understood.order, self._weights.at_end)
        return self._hits(ranked, Reasons(self.understood, facts, candidates))

    def facts(self, ids: Iterable[SegmentId]) -> Asked:
        """What bears on the rows of these candidates."""
        return dataclasses.replace(self._asked, placed=self._in_files(ids))

    def aliveness(self, row: HitRow) -> float:
        """How alive a row is when the question is asked, in (0, 1]."""
        return aliveness(row.segment, self._asked.now_ms)

    def _settled_meaning(self) -> str:
        """The text to embed, without a last word that is still being typed.

        "greyh" means nothing to the model, and what it makes of it changes with each key.
        """
        asked = self.understood
        if not asked.prefix or not self._finder.is_begun(asked.prefix):
            return asked.meaning
        return " ".join(w for w in asked.meaning.split() if w.lower() != asked.prefix)

    def _hits(self, ranked: list[tuple[HitRow, float]], reasons: Reasons) -> tuple[Hit, ...]:
        return tuple(
            dataclasses.replace(
                row.hit,
                score=score,
                strength=self.aliveness(row),
                why=reasons.of(row, copies),
            )
            for row, score, copies in ranking.fold(ranked)[: self._query.k]
        )

    def candidates(self) -> Candidates:
        """What the indexes find, by each of their ways."""
        found = Candidates()
        filters = [self._where]
        if self._asked.window is not None:
            # what was seen then competes also among itself, or the rest of life crowds it out
            filters.append(_within(self._where, self._asked.window))
        filters += self._places(filters[-1])
        for where in filters:
            self._finder.by_words(self.understood, where, found)
        if self._query.brief:
            return found
        if self.understood.exact:
            if found.words or self._query.deep:
                return found  # all of it must stand there: meaning has no say
            self.notices.append(NOT_EXACT)
            loose = dataclasses.replace(self.understood, exact=False)
            self._finder.by_words(loose, self._where, found)
        try:
            for where in filters:
                self._finder.by_meaning(self.meaning, where, found)
            self._finder.complete_meaning(self.meaning, found)
        except IndexUnavailableError as error:
            self.notices += [error.message, WORDS_ONLY]
        if Tier.WARM in self._where.tiers and (alone := found.by_words_alone()):
            warm = SearchFilter(tiers=(Tier.WARM,))
            faded = self._store.segments.matching(warm, len(alone), among=alone)
            self._finder.by_faded_meaning(self.meaning, frozenset(faded), found)
            self._asked = dataclasses.replace(self._asked, words_only=found.without_vectors)
        return found

    def _places(self, where: SearchFilter) -> Iterator[SearchFilter]:
        """Filters for the place that the question names, where the query itself leaves it open."""
        kind = self._asked.kind
        if kind is None or where.app is not None or where.source is not None:
            return
        for source in sorted(kind.sources):
            yield dataclasses.replace(where, source=source)
        named = [name for name in self._finder.programs() if is_program(kind, name)]
        for name in named[:MOST_PROGRAMS]:
            yield dataclasses.replace(where, app=name)

    def _chosen(self, scores: Scores, candidates: Candidates) -> set[SegmentId]:
        """Those that are read and compared: the best of all, and what holds the very words.

        That may lie far in meaning, among much else on a screen.
        """
        chosen = {*_best(self._favoured(scores), self._pool)}
        for scaled in candidates.scaled()[:2]:
            held = {own: value for own, value in scaled.items() if value >= HELD}
            chosen.update(_best(held, FIRST))
        return chosen

    def _favoured(self, scores: Scores) -> Scores:
        """Scores with the factors of who, when and where, as far as they are known without rows.

        Only the best are read, and what was seen at the asked time must be among them.
        """
        among, weights, window = [*scores], self._weights, self._asked.window
        by = [SearchFilter(person=name) for name in sorted(self._asked.people)]
        within = [_within(SearchFilter(), window)] if window else []
        placed = self._matching(self._places(SearchFilter()), among) | self._in_files(among)
        favoured = dict(scores)
        for weight, held in (
            (weights.person, self._matching(by, among)),
            (weights.in_time, self._matching(within, among)),
            (weights.in_place, placed),
        ):
            for own in held:
                favoured[own] *= weight
        return favoured

    def _matching(self, ways: Iterable[SearchFilter], among: list[SegmentId]) -> set[SegmentId]:
        """Those for which one of the filters holds."""
        found = (self._store.segments.matching(where, -1, among=among) for where in ways)
        return {own for some in found for own in some}

    def _in_files(self, ids: Iterable[SegmentId]) -> frozenset[SegmentId]:
        """Those that stand in a file with an ending that the question names."""
        kind = self._asked.kind
        if kind is None or not kind.endings:
            return frozenset()
        endings = " OR ".join(phrase(ending) for ending in sorted(kind.endings))
        return frozenset(self._store.words.holding(f"context : ({endings})", ids))

    def _by_filter(self) -> Scores:
        """What stands out at the asked time and place, where the question names nothing else."""
        window, kind = self._asked.window, self._asked.kind
        if self.understood.words or not (window or kind or has_filter(self._query)):
            return {}
        where = _within(self._where, window) if window else self._where
        found: Scores = {}
        for each in [*self._places(where)] or [where]:
            rows = self._store.segments.hits(self._store.segments.matching(each, self._pool))
            found.update((own, 0.5 + 0.5 * row.segment.salience) for own, row in rows.items())
        return found

    def _with_neighbours(self, scores: Scores) -> Scores:
        near = _best(scores, WITH_NEIGHBOURS)
        around = self._store.segments.neighbours_of(near)
        return ranking.add_neighbours(scores, around, self._weights.neighbour)

    def _rows(self, scores: Scores, known: dict[SegmentId, HitRow]) -> dict[SegmentId, HitRow]:
        """The rows of the best; neighbours must pass the filters too."""
        best = _best(scores, self._pool)
        rows = known | self._store.segments.hits([own for own in best if own not in known])
        barred = self._asked.excluded
        return {
            own: row
            for own, row in rows.items()
            if own in best
            and ranking.passes(row, self._where)
            and not (barred and not barred.isdisjoint(ranking.held_stems(row)))
        }


def has_filter(query: Query) -> bool:
    """Whether a query holds more than its text."""
    filters = (query.from_ms, query.to_ms, query.app, query.source, query.person, query.tier)
    return any(value is not None for value in filters)


def _within(where: SearchFilter, window: TimeWindow) -> SearchFilter:
    start = window.start_ms if where.from_ms is None else max(where.from_ms, window.start_ms)
    end = window.end_ms if where.to_ms is None else min(where.to_ms, window.end_ms)
    return dataclasses.replace(where, from_ms=start, to_ms=end)


def _best(scores: Scores, count: int) -> Scores:
    order: Iterable[SegmentId] = sorted(scores, key=lambda own: (-scores[own], -own))
    return {own: scores[own] for own in list(order)[:count]}
