"""Puts a corpus into a real library, asks its questions, and scores what is found."""

import json
import math
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from services.clock import ManualClock
from services.index.embedder import MiniLmEmbedder
from services.index.indexer import Indexer
from services.index.vectors import VectorIndex
from services.memory.ingest import Ingest
from services.retrieval import Coder, Retriever
from services.settings import Settings
from services.sources.intake import Intake
from services.sources.json_lines import JsonLines
from services.store import BlobStore, Database, Store
from services.vault.sealing import Sealer
from tests.bench.corpora.desk import desktop, documents, mails, screens
from tests.bench.corpora.model import NOW, Corpus
from tests.bench.corpora.talk import talk

KEY = bytes(32)
NOW_MS = int(NOW.timestamp() * 1000)


@dataclass(frozen=True, slots=True)
class Library:
    """A corpus that can be searched."""

    corpus: Corpus
    store: Store
    retriever: Retriever


def corpora() -> dict[str, list[Corpus]]:
    """Every made-up corpus by its group; several small ones make one group."""
    return {
        "pairs": [talk(f"pair{n}", n, 2, 15, 22) for n in range(1, 7)],
        "groups": [talk(f"group{n}", 20 + n, 6, 20, 16) for n in range(1, 4)],
        "documents": [documents()],
        "screens": [screens()],
        "mails": [mails()],
        "desktop": [desktop(0.01)],
    }


@contextmanager
def library(corpus: Corpus, embedder: MiniLmEmbedder) -> Iterator[Library]:
    """The corpus, imported and indexed as the program would."""
    clock = ManualClock(NOW_MS)
    with TemporaryDirectory(prefix="afterimage-bench-") as name:
        folder = Path(name)
        database = Database(folder / "library.db", KEY, clock)
        store = Store(database, BlobStore(folder / "blobs", Sealer(KEY)))
        vectors = VectorIndex(folder / "vectors", embedder.model_id, embedder.dim, KEY)
        records = folder / "records.jsonl"
        lines = (json.dumps(record, ensure_ascii=False) for record in corpus.records)
        records.write_text("\n".join(lines), encoding="utf-8")
        ingest = Ingest(store, clock, Settings)
        report = Intake(store, ingest, Settings, clock.now_ms).take(JsonLines(records))
        assert not report.errors, report.errors
        Indexer(store, embedder, vectors).catch_up()
        Coder(store, lambda: embedder).catch_up()
        try:
            yield Library(corpus, store, Retriever(store, embedder, vectors, clock, Settings))
        finally:
            vectors.close()
            store.close()


def recall(ranked: Sequence[str | None], gold: Sequence[str], k: int) -> float:
    """The share of right ones among the first ``k``; k right ones are all that can be."""
    return len({*ranked[:k]} & {*gold}) / min(len(gold), k)


def gain(ranked: Sequence[str | None], gold: Sequence[str], k: int = 10) -> float:
    """Normalised discounted cumulative gain of the first ``k`` (nDCG@k)."""
    found = sum(1 / math.log2(at + 2) for at, own in enumerate(ranked[:k]) if own in gold)
    return found / sum(1 / math.log2(at + 2) for at in range(min(k, len(gold))))
