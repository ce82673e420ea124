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
from services.index.embedder import Embedder, TokenVectors
from services.index.token_codes import TokenEmbedder
from services.index.vectors import Grain, VectorIndex
from services.language.times import find_time
from services.memory.strength import aliveness
from services.records import Hit, Query, SearchResult, SegmentId, Tier, TimeWindow
from services.retrieval import hops, tokens
from services.retrieval.query import Understood, read_question
from services.retrieval.ranking import Candidates, Scores
from services.retrieval.search import WORDS_ONLY, Search, has_filter
from services.retrieval.vocabulary import Vocabulary
from services.retrieval.weights import CHOSEN, Weights
from services.settings import Settings
from services.store import SearchFilter, Store

log = logging.getLogger("retrieval")

# Candidates of each kind.
CANDIDATES = 150
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
        self._meaning = (embedder, vectors)
        self._clock = clock
        self._settings = settings
        self._vocabulary = Vocabulary(store)
        self._embedded: OrderedDict[tuple[str, str], TokenVectors] = OrderedDict()
        self._weights = weights
        self._lock = threading.Lock()

    def warm_up(self) -> None:
        """Read what every search needs, so that the first one need not wait for it."""
        self._vocabulary.programs()

    def use(self, embedder: Embedder, vectors: VectorIndex) -> None:
        """Search by meaning with another model and its index from now on."""
        self._meaning = (embedder, vectors)  # at once: vectors of two models are never compared

    def search(self, query: Query) -> SearchResult:
        """The best hits for a query, by falling score, duplicates folded.

        Filters of the query hold for every hit; a time that the question names only ranks. Raises
        ``UsageError`` where there is nothing to look for, or a number makes no sense.
        """
        if query.brief:
            with self._store.database.turns.urgent():
                return self._search(query)
        return self._search(query)

    def _search(self, query: Query) -> SearchResult:
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

        if not (understood.exact or query.brief):
            hits = tuple(hops.follow(query.text, hits, again, self._vocabulary.is_author))
        ms = (time.perf_counter() - start) * 1000
        notice = " ".join(dict.fromkeys(filter(None, (self.notice, *search.notices))))
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
            words, rarity = self._store.words, self._vocabulary.rarity
            candidates.all_words = sum(rarity([*telling, *understood.phrases]).values())
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
        vector = self._question(embedder, meaning).whole
        hot = dataclasses.replace(where, tiers=(Tier.HOT,))
        every = hot == SearchFilter(tiers=(Tier.HOT,))
        allowed = None if every else self._store.segments.allowed(hot)
        near = vectors.search(vector, CANDIDATES, allowed=allowed)
        candidates.meaning += near
        near = vectors.search(vector, CANDIDATES, allowed=allowed, grain=Grain.WINDOW)
        candidates.meaning_window += near

    def complete_meaning(self, meaning: str, candidates: Candidates) -> None:
        """Add the cosines of what was found by words, or by one grain alone; raises as above."""
        embedder, vectors = self._meaning
        if not meaning or embedder is None or vectors is None or not candidates.meaning:
            return
        vector, every = self._question(embedder, meaning).whole, candidates.ids()
        for grain, near in (
            (Grain.SEGMENT, candidates.meaning),
            (Grain.WINDOW, candidates.meaning_window),
        ):
            near.extend(vectors.cosines(vector, every - {own for own, _ in near}, grain))

    def by_faded_meaning(
        self, meaning: str, faded: frozenset[SegmentId], candidates: Candidates
    ) -> None:
        """Compare what words found of the warm tier by its token codes, in place of its vectors."""
        candidates.without_vectors = faded
        embedder = self._meaning[0]
        if not meaning or not isinstance(embedder, TokenEmbedder) or not candidates.meaning:
            return
        around = self._store.segments.neighbours_of(faded)
        windows = {own: (*before, own, *after) for own, (before, after) in around.items()}
        parts = {part for window in windows.values() for part in window}
        codes = self._store.tokens.of(parts, embedder.model_id)
        whole = self._question(embedder, meaning).whole
        told = tokens.meanings(whole, codes, windows)
        candidates.meaning += [(own, alone) for own, alone, _ in told]
        candidates.meaning_window += [(own, window) for own, _, window in told]
        candidates.without_vectors = faded - {own for own, _, _ in told}

    def by_tokens(self, meaning: str, texts: Mapping[SegmentId, str]) -> Scores:
        """How well candidates answer token by token, given their texts; none where unknown."""
        embedder, vectors = self._meaning
        if not meaning or not isinstance(embedder, TokenEmbedder) or vectors is None:
            return {}
        question, rarity = self._question(embedder, meaning), self._vocabulary.rarity
        codes = self._store.tokens.of(texts, embedder.model_id)
        without = {own: text for own, text in texts.items() if own not in codes}
        found = tokens.score(question, codes, rarity, texts)
        return found | tokens.score_by_words(question, without, rarity)

    def _question(self, embedder: Embedder, text: str) -> TokenVectors:
        """A question's vectors; kept, for the same words come at every key typed behind them."""
        key = (embedder.model_id, text)
        with self._lock:
            if key in self._embedded:
                self._embedded.move_to_end(key)
                return self._embedded[key]
        made = _embed(embedder, text)
        with self._lock:
            self._embedded[key] = made
            while len(self._embedded) > CACHED_QUESTIONS:
                self._embedded.popitem(last=False)
        return made

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
        vectors = self._meaning[1]
        return "" if vectors is None else vectors.notice


def _cleaned(query: Query) -> Query:
    """The query without halves of characters, which no index can hold."""

    def whole(text: str | None) -> str | None:
        return None if text is None else text.encode("utf-8", "ignore").decode()

    return dataclasses.replace(
        query,
        text=whole(query.text) or "",
        app=whole(query.app),
        source=whole(query.source),
        person=whole(query.person),
    )


def _check(query: Query) -> None:
    if not 1 <= query.k <= MOST_RESULTS:
        raise UsageError(f"A search gives 1 to {MOST_RESULTS} results.", "Choose such a number.")
    if not query.text.strip() and not has_filter(query):
        raise UsageError("There is nothing to look for.", "Give a word, a name or a time.")


def _embed(embedder: Embedder, text: str) -> TokenVectors:
    if isinstance(embedder, TokenEmbedder):
        return embedder.embed_tokens([text])[0]
    whole = embedder.embed([text])[0]
    return TokenVectors((), np.empty((0, len(whole)), dtype=np.float32), whole)
