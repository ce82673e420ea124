"""Finds what bears on a question, by words and by meaning, and says why."""

import dataclasses
import logging
import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Mapping, Sequence

import numpy as np

from services.clock import Clock
from services.errors import IndexUnavailableError, UsageError
from services.index.embedder import Embedder, TokenVectors, Vectors
from services.index.vectors import Found, Grain, VectorIndex
from services.language.times import find_time
from services.memory.strength import aliveness
from services.records import Hit, Query, SearchResult, SegmentId, Tier, TimeWindow
from services.retrieval import hops, tokens
from services.retrieval.query import Understood, read_question
from services.retrieval.ranking import Candidates, Scores
from services.retrieval.search import WORDS_ONLY, Search, has_filter
from services.retrieval.tokens import TokenEmbedder
from services.retrieval.vocabulary import Vocabulary
from services.retrieval.weights import CHOSEN, Weights
from services.settings import Settings
from services.store import SearchFilter, Store

log = logging.getLogger("retrieval")

# Candidates of each kind.
CANDIDATES = 150
# With a filter, so many near ones are fetched; where not enough of them pass, the newest that
# pass are compared one by one.
FILTERED = 600
ENOUGH = 25
COMPARED = 500
MOST_RESULTS = 1_000
CACHED_QUESTIONS = 128


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
        weights: Weights = CHOSEN,
    ) -> None:
        self._store = store
        self._embedder = embedder
        self._vectors = vectors
        self._clock = clock
        self._settings = settings
        self._vocabulary = Vocabulary(store)
        self._embedded: OrderedDict[str, TokenVectors] = OrderedDict()
        self._weights = weights
        self._lock = threading.Lock()

    def search(self, query: Query) -> SearchResult:
        """The best hits for a query, by falling score, duplicates folded.

        Filters of the query hold for every hit; a time that the question names only ranks. Raises
        ``UsageError`` where there is nothing to look for, or a number makes no sense.
        """
        start = time.perf_counter()
        query = _cleaned(query)
        _check(query)
        now_ms = self._clock.now_ms() if query.now_ms is None else query.now_ms
        offset_min = self._clock.offset_min() if query.offset_min is None else query.offset_min
        search = self._read(query, now_ms, offset_min)
        hits = search.run()
        understood = search.understood

        def again(text: str) -> Sequence[Hit]:
            return self._read(dataclasses.replace(query, text=text), now_ms, offset_min).run()

        if not understood.exact:
            hits = tuple(hops.follow(query.text, hits, again, self._vocabulary.is_author))
        ms = (time.perf_counter() - start) * 1000
        notice = " ".join(search.notices)
        return SearchResult(hits[: query.k], ms, understood.in_words(), notice)

    def _read(self, query: Query, now_ms: int, offset_min: int) -> Search:
        vocabulary = self._vocabulary
        understood = read_question(
            query.text, now_ms, offset_min, vocabulary.names, vocabulary.programs()
        )
        return Search(self, query, understood, now_ms)

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
        return SearchFilter(query.from_ms, query.to_ms, query.app, query.source, tiers)

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
        if self._embedder is None or self._vectors is None:
            raise IndexUnavailableError(WORDS_ONLY)
        vector = self._question(meaning).whole
        candidates.meaning += self._nearest(vector, where, Grain.SEGMENT)
        candidates.meaning_window += self._nearest(vector, where, Grain.WINDOW)

    def _nearest(self, vector: Vectors, where: SearchFilter, grain: Grain) -> Found:
        assert self._vectors is not None  # noqa: S101 - the caller has looked
        where = dataclasses.replace(where, tiers=(Tier.HOT,))
        if where == SearchFilter(tiers=(Tier.HOT,)):
            return self._vectors.search(vector, CANDIDATES, grain=grain)
        # Chroma's own filter takes 30 to 75 ms: filter what is near, or compare the few there are
        near = self._vectors.search(vector, FILTERED, grain=grain)
        passing = self._store.segments.matching(where, FILTERED, among=[own for own, _ in near])
        if len(passing) >= ENOUGH or len(near) < FILTERED:
            kept = set(passing)
            return [one for one in near if one[0] in kept][:CANDIDATES]
        few = frozenset(self._store.segments.matching(where, COMPARED))
        return self._vectors.search(vector, CANDIDATES, allowed=few, grain=grain)

    def by_tokens(self, meaning: str, texts: Mapping[SegmentId, str]) -> Scores:
        """How well candidates answer token by token, given their texts; none where unknown."""
        if not meaning or not isinstance(self._embedder, TokenEmbedder) or self._vectors is None:
            return {}
        question, rarity = self._question(meaning), self._vocabulary.rarity
        codes = self._store.tokens.of(texts, self._embedder.model_id)
        without = {own: text for own, text in texts.items() if own not in codes}
        found = tokens.score(question, codes, rarity)
        return found | tokens.score_by_words(question, without, rarity)

    def _question(self, text: str) -> TokenVectors:
        """A question's vectors; kept, for the same words come at every key typed behind them."""
        with self._lock:
            if text in self._embedded:
                self._embedded.move_to_end(text)
                return self._embedded[text]
        made = self._embed(text)
        with self._lock:
            self._embedded[text] = made
            while len(self._embedded) > CACHED_QUESTIONS:
                self._embedded.popitem(last=False)
        return made

    def _embed(self, text: str) -> TokenVectors:
        assert self._embedder is not None  # noqa: S101 - the caller has looked
        if isinstance(self._embedder, TokenEmbedder):
            return self._embedder.embed_tokens([text])[0]
        whole = self._embedder.embed([text])[0]
        return TokenVectors((), np.empty((0, len(whole)), dtype=np.float32), whole)

    def is_begun(self, word: str) -> bool:
        """Whether a word is none of the library's own but the beginning of one."""
        return self._vocabulary.is_begun(word)

    def programs(self) -> tuple[str, ...]:
        """The programs that something was captured from, the most frequent first."""
        return self._vocabulary.programs()

    @property
    def weights(self) -> Weights:
        """What each sign that a memory answers counts for."""
        return self._weights

    @property
    def store(self) -> Store:
        """The rows."""
        return self._store

    @property
    def notice(self) -> str:
        """What the index has to say for itself."""
        return self._vectors.notice if self._vectors is not None else ""


def _cleaned(query: Query) -> Query:
    """The query without halves of characters, which no index can hold."""

    def whole(text: str | None) -> str | None:
        return None if text is None else text.encode("utf-8", "ignore").decode()

    text = whole(query.text) or ""
    return dataclasses.replace(query, text=text, app=whole(query.app), source=whole(query.source))


def _check(query: Query) -> None:
    if not 1 <= query.k <= MOST_RESULTS:
        raise UsageError(f"A search gives 1 to {MOST_RESULTS} results.", "Choose such a number.")
    if not query.text.strip() and not has_filter(query):
        raise UsageError("There is nothing to look for.", "Give a word, a name or a time.")
