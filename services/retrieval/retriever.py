"""Finds what bears on a question, by words and by meaning, and says why."""

import dataclasses
import logging
import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Iterable, Sequence

from services.clock import Clock
from services.errors import IndexUnavailableError, UsageError
from services.index.embedder import Embedder, Vectors
from services.index.vectors import Grain, VectorIndex
from services.language.times import find_time
from services.memory.strength import aliveness
from services.records import Hit, Query, SearchResult, SegmentId, Tier, TimeWindow
from services.retrieval import deep, ranking
from services.retrieval.query import Understood, read_question
from services.retrieval.ranking import Asked, Candidates, Scores
from services.retrieval.reasons import Reasons
from services.retrieval.vocabulary import Vocabulary
from services.settings import Settings
from services.store import HitRow, SearchFilter, Store

log = logging.getLogger("retrieval")

# Candidates of each kind; the best of all go on to their neighbours and their rows.
CANDIDATES = 150
POOL = 120
WITH_NEIGHBOURS = 40
MOST_RESULTS = 1_000
CACHED_QUESTIONS = 128

WORDS_ONLY = "Search by meaning is not available now: only words were searched."
NOT_EXACT = "Nothing holds these exact words; this comes near."


class Retriever:
    """Answers searches; safe to use from several threads.

    ``embedder`` and ``vectors`` may be None (not there, or not yet): then words alone are searched.
    """

    def __init__(
        self,
        store: Store,
        embedder: Embedder | None,
        vectors: VectorIndex | None,
        clock: Clock,
        settings: Callable[[], Settings],
    ) -> None:
        self._store = store
        self._meaning = (embedder, vectors)
        self._clock = clock
        self._settings = settings
        self._vocabulary = Vocabulary(store)
        self._embedded: OrderedDict[tuple[str, str], Vectors] = OrderedDict()
        self._lock = threading.Lock()

    def use(self, embedder: Embedder, vectors: VectorIndex) -> None:
        """Search by meaning with another model and its index from now on."""
        self._meaning = (embedder, vectors)  # at once: vectors of two models are never compared

    def search(self, query: Query) -> SearchResult:
        """The best hits for a query, by falling score, duplicates folded.

        Filters of the query hold for every hit; a time that the question names only ranks. Raises
        ``UsageError`` where there is nothing to look for, or a number makes no sense.
        """
        start = time.perf_counter()
        _check(query)
        now_ms = self._clock.now_ms() if query.now_ms is None else query.now_ms
        offset_min = self._clock.offset_min() if query.offset_min is None else query.offset_min
        understood = read_question(query.text, now_ms, offset_min, self._vocabulary.names)
        search = _Search(self, query, understood, now_ms)
        hits = search.run()
        ms = (time.perf_counter() - start) * 1000
        notices = filter(None, dict.fromkeys((self.notice, *search.notices)))
        return SearchResult(hits, ms, understood.in_words(), " ".join(notices))

    def load(self, ids: Sequence[SegmentId]) -> dict[SegmentId, Hit]:
        """Memories by id as hits, with their strength now and no score; those gone are left out."""
        now_ms = self._clock.now_ms()
        return {
            own: dataclasses.replace(row.hit, strength=aliveness(row.segment, now_ms))
            for own, row in self._store.segments.hits(ids).items()
        }

    def time_of(self, question: str, now_ms: int, offset_min: int) -> TimeWindow | None:
        """The time that a question names, None where it names none."""
        phrase = find_time(question, now_ms, offset_min)
        return None if phrase is None else phrase.window

    def forget_questions(self) -> None:
        """Drop the vectors of recent questions (when the vault is locked)."""
        with self._lock:
            self._embedded.clear()

    def filter(self, query: Query) -> SearchFilter:
        """The query's filters and the tiers the settings let it see."""
        tiers = (Tier.HOT, Tier.WARM) if self._settings().memory.search_warm else (Tier.HOT,)
        if query.tier is not None:
            tiers = (query.tier,)
        return SearchFilter(
            query.from_ms, query.to_ms, query.app, query.source, tiers, query.person
        )

    def by_words(self, understood: Understood, where: SearchFilter, candidates: Candidates) -> None:
        """Add what the word indexes find."""
        telling = self._vocabulary.telling(understood.words)
        expression = dataclasses.replace(understood, words=telling).match_expression()
        if expression:
            words = self._store.words
            candidates.words += words.search(expression, CANDIDATES, where=where)
            candidates.words_window += words.search(
                expression, CANDIDATES, window=True, where=where
            )

    def by_meaning(self, meaning: str, where: SearchFilter, candidates: Candidates) -> None:
        """Add what lies nearest; raises ``IndexUnavailableError`` where that cannot be told."""
        if not meaning:
            return
        embedder, vectors = self._meaning
        if embedder is None or vectors is None:
            raise IndexUnavailableError(WORDS_ONLY)
        if Tier.HOT not in where.tiers:
            return
        vector = self._vector(embedder, meaning)
        hot = dataclasses.replace(where, tiers=(Tier.HOT,))
        every = hot == SearchFilter(tiers=(Tier.HOT,))
        allowed = None if every else self._store.segments.allowed(hot)
        near = vectors.search(vector, CANDIDATES, allowed=allowed)
        candidates.meaning += near
        near = vectors.search(vector, CANDIDATES, allowed=allowed, grain=Grain.WINDOW)
        candidates.meaning_window += near

    def _vector(self, embedder: Embedder, text: str) -> Vectors:
        """The question's vector; kept, for the same words come at every key typed behind them."""
        key = (embedder.model_id, text)
        with self._lock:
            if key in self._embedded:
                self._embedded.move_to_end(key)
                return self._embedded[key]
        vector: Vectors = embedder.embed([text])[0]
        with self._lock:
            self._embedded[key] = vector
            while len(self._embedded) > CACHED_QUESTIONS:
                self._embedded.popitem(last=False)
        return vector

    @property
    def store(self) -> Store:
        """The rows."""
        return self._store

    @property
    def notice(self) -> str:
        """What the index has to say for itself."""
        vectors = self._meaning[1]
        return "" if vectors is None else vectors.notice


class _Search:
    """One search on its way from candidates to hits."""

    def __init__(
        self, retriever: Retriever, query: Query, understood: Understood, now_ms: int
    ) -> None:
        self._retriever = retriever
        self._store = retriever.store
        self._query = query
        self._understood = understood
        self._where = retriever.filter(query)
        self._asked = Asked(frozenset(understood.people), understood.window, now_ms)
        self._pool = max(POOL, query.k)
        self.notices: list[str] = []

    def run(self) -> tuple[Hit, ...]:
        """Everything in order."""
        candidates = self._candidates()
        scores = candidates.fused() or self._by_time()
        scores = self._with_neighbours(_best(scores, self._pool))
        rows = self._rows(scores)
        if self._query.deep:
            for row, score in deep.search(self._store, self._understood, self._where, self._pool):
                rows[row.segment.id] = row
                scores[row.segment.id] = score
        ranked = [
            (row, scores[own] * ranking.factor(row, self._asked)) for own, row in rows.items()
        ]
        reasons = Reasons(self._understood, candidates)
        return tuple(
            dataclasses.replace(
                row.hit,
                score=score,
                strength=aliveness(row.segment, self._asked.now_ms),
                why=reasons.of(row, copies),
            )
            for row, score, copies in ranking.fold(ranked)[: self._query.k]
        )

    def _candidates(self) -> Candidates:
        found = Candidates()
        filters = [self._where]
        if self._asked.window is not None:
            # what was seen then competes also among itself, or the rest of life crowds it out
            filters.append(_within(self._where, self._asked.window))
        for where in filters:
            self._retriever.by_words(self._understood, where, found)
        if self._understood.exact:
            if found.words or self._query.deep:
                return found  # all of it must stand there: meaning has no say
            self.notices.append(NOT_EXACT)
            loose = dataclasses.replace(self._understood, exact=False)
            self._retriever.by_words(loose, self._where, found)
        try:
            for where in filters:
                self._retriever.by_meaning(self._understood.meaning, where, found)
        except IndexUnavailableError as error:
            self.notices += [error.message, WORDS_ONLY]
        if Tier.WARM in self._where.tiers and (alone := found.by_words_alone()):
            warm = SearchFilter(tiers=(Tier.WARM,))
            faded = self._store.segments.matching(warm, len(alone), among=alone)
            found.without_vectors = frozenset(faded)
        return found

    def _by_time(self) -> Scores:
        """What stands out in the asked time, where the question names nothing else."""
        window = self._asked.window
        if self._understood.words or not (window or _has_filter(self._query)):
            return {}
        where = _within(self._where, window) if window else self._where
        ids = self._store.segments.matching(where, self._pool)
        rows = self._store.segments.hits(ids)
        return {own: 0.5 + 0.5 * row.segment.salience for own, row in rows.items()}

    def _with_neighbours(self, scores: Scores) -> Scores:
        near = _best(scores, WITH_NEIGHBOURS)
        around = self._store.segments.neighbours_of(near)
        return ranking.add_neighbours(scores, around)

    def _rows(self, scores: Scores) -> dict[SegmentId, HitRow]:
        """The rows of candidates; neighbours must pass the filters too."""
        rows = self._store.segments.hits(_best(scores, self._pool))
        return {own: row for own, row in rows.items() if ranking.passes(row, self._where)}


def _check(query: Query) -> None:
    if not 1 <= query.k <= MOST_RESULTS:
        raise UsageError(f"A search gives 1 to {MOST_RESULTS} results.", "Choose such a number.")
    if not query.text.strip() and not _has_filter(query):
        raise UsageError("There is nothing to look for.", "Give a word, a name or a time.")


def _has_filter(query: Query) -> bool:
    filters = (query.from_ms, query.to_ms, query.app, query.source, query.person, query.tier)
    return any(value is not None for value in filters)


def _within(where: SearchFilter, window: TimeWindow) -> SearchFilter:
    start = window.start_ms if where.from_ms is None else max(where.from_ms, window.start_ms)
    end = window.end_ms if where.to_ms is None else min(where.to_ms, window.end_ms)
    return dataclasses.replace(where, from_ms=start, to_ms=end)


def _best(scores: Scores, count: int) -> Scores:
    order: Iterable[SegmentId] = sorted(scores, key=lambda own: (-scores[own], -own))
    return {own: scores[own] for own in list(order)[:count]}
