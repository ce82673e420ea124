"""Measures search in a library of many made-up memories: milliseconds, bytes and memory.

``dev.py bench retrieval [--segments 100000]`` fills a library with nonsense of a natural spread
of words, then asks it with and without filters. Meaning is random here: only time is measured.
"""

import argparse
import resource
import tempfile
from collections.abc import Callable
from pathlib import Path

import numpy as np

from resources import ROOT
from services.clock import MINUTE_MS, ManualClock
from services.index.embedder import MiniLmEmbedder
from services.index.vectors import Grain, VectorIndex
from services.records import NewCapture, NewSegment, Query, SegmentId, Trust
from services.retrieval.retriever import Retriever
from services.settings import Settings
from services.store import BlobStore, Database, Store
from services.vault.sealing import Sealer

KEY = bytes(32)
NOW_MS = 1_772_442_000_000
PAGE = 1_000
QUESTIONS = 100


class Nonsense:
    """Words with Zipf's spread, from a fixed seed."""

    def __init__(self) -> None:
        self._random = np.random.default_rng(1)
        syllables = [c + v for c in "bcdfglmnprst" for v in "aeiou"]
        sizes = self._random.integers(2, 5, 20_000)
        self._words = ["".join(self._random.choice(syllables, size)) for size in sizes]
        share = 1 / np.arange(1, len(self._words) + 1) ** 1.05
        self._share = share / share.sum()

    def text(self, words: int) -> str:
        """So many words."""
        return " ".join(self._random.choice(self._words, words, p=self._share))


def fill(store: Store, vectors: VectorIndex, model_id: str, count: int) -> Nonsense:
    """Store ``count`` segments with random vectors."""
    nonsense, random = Nonsense(), np.random.default_rng(2)
    for start in range(0, count, PAGE):
        added = store.captures.add_many(
            [_capture(nonsense.text(25), n, count) for n in range(start, start + PAGE)]
        )
        ids: list[SegmentId] = [own for _, segments, _ in added for own in segments]
        made = random.normal(size=(PAGE, vectors.dim)).astype(np.float32)
        made /= np.linalg.norm(made, axis=1, keepdims=True)
        for grain in Grain:
            vectors.add(ids, made, [NOW_MS] * PAGE, grain)
        store.segments.mark_embedded(ids, model_id)
    return nonsense


def _capture(text: str, number: int, count: int) -> NewCapture:
    chat = number % 3 > 0
    return NewCapture(
        source="chat" if chat else "screen",
        at_ms=NOW_MS - (count - number) * MINUTE_MS,
        offset_min=0,
        trust=Trust.IMPORTED,
        segments=(NewSegment(text),),
        app=f"app{number % 17}",
        title=f"window {number // 40}",
        thread=f"thread {number // 30}" if chat else "",
        author=f"Person{number % 23}" if chat else "",
    )


def ask(label: str, retriever: Retriever, query: Callable[[], Query]) -> None:
    """Ask many times; print the median and the 95th percentile in milliseconds."""
    times = sorted(retriever.search(query()).ms for _ in range(QUESTIONS))
    middle, late = times[QUESTIONS // 2], times[QUESTIONS * 95 // 100]
    print(f"{label:14} p50 {middle:6.1f} ms   p95 {late:6.1f} ms")


def main() -> None:
    """Fill, ask, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--segments", type=int, default=100_000)
    count = -(-parser.parse_args().segments // PAGE) * PAGE
    embedder = MiniLmEmbedder(ROOT / "embedder")
    with tempfile.TemporaryDirectory(prefix="afterimage-bench-") as name:
        folder = Path(name)
        database = Database(folder / "library.db", KEY, ManualClock(NOW_MS))
        store = Store(database, BlobStore(folder / "blobs", Sealer(KEY)))
        vectors = VectorIndex(folder / "vectors", embedder.model_id, embedder.dim, KEY)
        nonsense = fill(store, vectors, embedder.model_id, count)
        retriever = Retriever(store, embedder, vectors, database.clock, Settings)
        retriever.search(Query(nonsense.text(5)))
        print(f"{count} segments, vectors {vectors.bytes() / 1e6:.0f} MB")
        ask("words", retriever, lambda: Query(nonsense.text(5)))
        ask("last week", retriever, lambda: Query(nonsense.text(5) + " last week"))
        ask("one app", retriever, lambda: Query(nonsense.text(5), app="app3"))
        ask("one source", retriever, lambda: Query(nonsense.text(5), source="chat"))
        ask("typing", retriever, lambda: Query(nonsense.text(2)[:-2]))
        peak_mb = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(f"resident at most {peak_mb:.0f} MB")
        vectors.close()
        database.close()


if __name__ == "__main__":
    main()
