"""Keeps the vectors in line with the rows: embeds what is new, removes what is gone."""

import logging
import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from services.allocator import give_back
from services.cancel import CancelToken, Progress, no_progress
from services.index.embedder import Embedder, Vectors
from services.index.token_codes import TokenEmbedder, codes_of
from services.index.vectors import Grain, VectorIndex
from services.index.windows import LONG_CHARACTERS, own_text, windows_of
from services.records import SegmentId, Source, Tier
from services.said import said
from services.store import HitRow, Store

log = logging.getLogger("index.indexer")

BATCH = 64
WARM_UP = "memory"
# Their windows are put together from the vectors of their segments.
_COMPOSED = frozenset({Source.SCREEN, Source.FILE})
# Removing many at once writes each of the index's files anew only once.
REMOVED_AT_ONCE = 1_000


@dataclass(frozen=True, slots=True)
class IndexReport:
    """What a run did; ``cpu_s`` is the time the embedder took on its thread."""

    embedded: int = 0
    removed: int = 0
    renewed: int = 0
    cpu_s: float = 0.0


class Indexer:
    """Embeds hot segments and applies removals; one run at a time, from any thread.

    ``coming`` says that the model is not in use yet: then only ``embed`` is called, and its marks
    stand apart. ``shadow`` is such an indexer that must let go of what this one removes.

    Rows are marked after their vectors lie in the index, and vectors are removed before their
    removal is ticked off, so that a crash at any moment leaves work to do again and none undone.
    """

    def __init__(
        self, store: Store, embedder: Embedder, vectors: VectorIndex, *, coming: bool = False
    ) -> None:
        self.coming = coming
        self.shadow: Indexer | None = None
        self._store = store
        self._embedder = embedder
        self._vectors = vectors
        self._lock = threading.Lock()
        self._reconciled = False

    def warm_up(self) -> None:
        """Read into memory what searches need, so that none waits for it.

        Raises ``IndexUnavailableError`` where the index cannot be used.
        """
        # the first key needs the words, a filter what comes next, meaning the last
        self._store.words.warm_up()
        self._store.facets.warm_up()
        self._vectors.warm_up()
        self._store.database.rest()  # what was read now lies in arrays
        give_back()
        if self._store.words.total():  # so that nobody's question is the first
            self._vectors.search(self._embedder.embed([WARM_UP])[0], 1)

    def catch_up(
        self, progress: Progress = no_progress, cancel: CancelToken | None = None
    ) -> IndexReport:
        """Bring the index into line with the rows; the first run also compares them whole.

        Raises ``Cancelled`` between batches (what is done stays done) and
        ``IndexUnavailableError`` where the index cannot be used.
        """
        cancel = cancel or CancelToken()
        with self._lock:
            if not self._reconciled:
                self.reconcile()
            removed = self._apply_removals()
            renewed = self._renew_windows(cancel)
            embedded, cpu_s = self._embed_all(progress, cancel)
            self._vectors.notice = ""
        if embedded or removed or renewed:
            self._store.counters.add({"cpu_s.embed": cpu_s, "vectors.embedded": embedded})
        return IndexReport(embedded, removed, renewed, cpu_s)

    def reconcile(self) -> tuple[int, int]:
        """Compare rows and vectors whole, as after a crash.

        Returns how many rows will be embedded again and how many vectors were removed.
        """
        model = self._embedder.model_id
        self._store.segments.unmark_other_models(model)
        self._vectors.drop_other_models([self.shadow._vectors] if self.shadow else [])
        there = self._vectors.heal()
        alone, windows = there[Grain.SEGMENT], there[Grain.WINDOW]
        expected = self._store.segments.embedded(model)
        missing = expected - (alone & windows)
        self._store.segments.mark_embedded(sorted(missing), "")
        stray = (alone | windows) - expected
        self._take_out(sorted(stray))
        if missing or stray:
            log.info("index: %d to embed again, %d removed", len(missing), len(stray))
        self._reconciled = True
        self._vectors.rest()  # comparing opened all of it
        return len(missing), len(stray)

    def _take_out(self, ids: Sequence[SegmentId]) -> None:
        """Remove vectors; of segments that were deleted no byte stays in the index's files.

        A segment that is vivid all the same was written anew: its old vector goes like a deleted
        one's. Of those that faded the words are still there.
        """
        self._vectors.remove(ids)
        now = self._store.segments.many(ids)
        gone = set(ids) - {own for own, segment in now.items() if segment.tier is not Tier.HOT}
        self._vectors.scrub(sorted(gone))
        if self.shadow is not None:
            self.shadow.drop(ids)

    def drop(self, ids: Sequence[SegmentId]) -> None:
        """Remove vectors of the model to come, and every byte of them; present rows come again."""
        self._vectors.remove(ids)
        self._vectors.scrub(ids)
        self._store.next_embeddings.unmark(ids)

    def _apply_removals(self) -> int:
        removed = 0
        while names := self._store.removals.pending("vector", REMOVED_AT_ONCE):
            ids = [SegmentId(int(name)) for name in names]
            self._take_out(ids)
            with self._store.transaction():
                # ids of deleted rows are given out again: whoever has one now is embedded anew
                self._store.segments.mark_embedded(self._store.segments.many(ids), "")
                self._store.removals.done("vector", names)
            removed += len(names)
        return removed

    def _renew_windows(self, cancel: CancelToken) -> int:
        """Make window vectors anew where a neighbour was deleted."""
        renewed = 0
        while names := self._store.removals.pending("window", REMOVED_AT_ONCE):
            ids = [SegmentId(int(name)) for name in names]
            present, _ = self._vectors.vectors(ids)
            for at in range(0, len(present), BATCH):
                cancel.check()
                rows = list(self._store.segments.hits(present[at : at + BATCH]).values())
                self._store_windows(rows, {})
            self._vectors.scrub(present, (Grain.WINDOW,))
            if self.shadow is not None:
                self.shadow.drop(present)
            self._store.removals.done("window", names)
            renewed += len(present)
        return renewed

    def _embed_all(self, progress: Progress, cancel: CancelToken) -> tuple[int, float]:
        done, cpu_s = 0, 0.0
        total = self._store.segments.count_to_embed()
        while rows := self._store.segments.to_embed(BATCH):
            cancel.check()
            progress(done, max(total, done), said("Learning what was seen"))
            start = time.thread_time()
            self.embed(rows)
            cpu_s += time.thread_time() - start
            done += len(rows)
        if done:
            progress(done, done, said("Learning what was seen"))
        return done, cpu_s

    def embed(self, rows: Sequence[HitRow]) -> None:
        """Store vectors and codes of rows, the vectors of windows that hold them; mark the rows."""
        ids = [row.segment.id for row in rows]
        vectors, codes = self._embed_with_codes([own_text(row) for row in rows])
        self._vectors.add(ids, vectors, [row.segment.at_ms for row in rows])
        self._store_windows([*rows, *self._beside(ids)], dict(zip(ids, vectors, strict=True)))
        with self._store.transaction():
            # rows that were deleted or faded meanwhile queued no removal: they had no vector yet
            now = self._store.segments.many(ids)
            # and what was written anew meanwhile has its vector from words that are gone
            read = {row.segment.id: (row.segment.heading, row.segment.text) for row in rows}
            hot = {
                own
                for own, segment in now.items()
                if segment.tier is Tier.HOT and (segment.heading, segment.text) == read[own]
            }
            if self.coming:
                self._store.next_embeddings.mark(sorted(hot), self._embedder.model_id)
            else:
                self._store.segments.mark_embedded(sorted(hot), self._embedder.model_id)
                self._store.tokens.put(self._embedder.model_id, dict(zip(ids, codes, strict=False)))
        self._vectors.remove([own for own in ids if own not in hot])

    def _beside(self, ids: Sequence[SegmentId]) -> list[HitRow]:
        """Neighbours whose window vectors lack the new segments."""
        around = self._store.segments.neighbours_of(ids)
        beside = {i for before, after in around.values() for i in (*before, *after)} - set(ids)
        present, _ = self._vectors.vectors(sorted(beside), Grain.WINDOW)
        rows = self._store.segments.hits(present).values()
        return [row for row in rows if len(own_text(row)) < LONG_CHARACTERS]

    def _store_windows(self, rows: Sequence[HitRow], own: Mapping[SegmentId, Vectors]) -> None:
        """Make the window vectors of rows; ``own`` are vectors of segments that are at hand.

        The windows of screens and files are put together from the vectors of the segments (mean
        cosine to an embedding of the whole text: 0.92), which costs nothing: there a segment is a
        paragraph. Elsewhere turns are short and lean on each other, so the text is embedded.
        """
        if not rows:
            return
        windows = windows_of(self._store, rows)
        composed = {row.segment.id for row in rows if row.hit.source in _COMPOSED}
        cheap = [window for window in windows if window.alone or window.id in composed]
        parts = {part for window in cheap for part, _ in window.parts}
        known = {**self._vectors.opened(sorted(parts - own.keys())), **own}
        made = {window.id: window.composed(known) for window in cheap if window.id in known}
        rest = [window for window in windows if window.id not in made]
        texts = self._embed_each_once([window.text for window in rest])
        made |= dict(zip((window.id for window in rest), texts, strict=True))
        ids, times = [row.segment.id for row in rows], [row.segment.at_ms for row in rows]
        self._vectors.add(ids, np.array([made[i] for i in ids]), times, Grain.WINDOW)

    def _embed_with_codes(self, texts: Sequence[str]) -> tuple[Vectors, list[bytes]]:
        """Vectors of texts with the codes of their tokens, of which some models tell nothing."""
        if not isinstance(self._embedder, TokenEmbedder) or self.coming:
            return self._embed_each_once(texts), []
        each = dict.fromkeys(texts)
        read = dict(zip(each, self._embedder.embed_tokens(list(each)), strict=True))
        codes = {text: codes_of(made) for text, made in read.items()}
        return np.array([read[text].whole for text in texts]), [codes[text] for text in texts]

    def _embed_each_once(self, texts: Sequence[str]) -> Vectors:
        """Vectors of texts, in order."""
        places = {text: place for place, text in enumerate(dict.fromkeys(texts))}
        return self._embedder.embed(list(places))[[places[text] for text in texts]]
