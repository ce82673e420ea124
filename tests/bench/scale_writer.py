"""What storing costs: a thread that captures while others search, and plain English embedded."""

import threading
import time

import numpy as np

from services.index.embedder import MiniLmEmbedder
from services.index.indexer import BATCH, Indexer
from services.records import NewCapture, NewSegment, Trust
from services.store import Store
from tests.bench.corpora.frames import read_lines
from tests.bench.made_library import NOW_MS, Prose


class Writer:
    """Adds captures of the screen as a busy person makes them, and embeds them."""

    def __init__(self, store: Store, indexer: Indexer) -> None:
        self._store = store
        self._indexer = indexer
        self._prose = Prose(int(time.time()))
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, name="writer")
        self.added = 0
        self.rows_s = self.rows_cpu_s = self.index_s = self.index_cpu_s = self.embed_cpu_s = 0.0

    def __enter__(self) -> "Writer":
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        self._thread.join()

    def _run(self) -> None:
        while not self._stop.wait(1.0):
            texts = self._prose.texts(5)
            capture = NewCapture(
                source="screen",
                at_ms=NOW_MS + self.added,
                offset_min=0,
                trust=Trust.IMPORTED,
                segments=tuple(NewSegment(text) for text in texts),
                app="half",
                title="window of today",
            )
            wall, cpu = time.perf_counter(), time.thread_time()
            self._store.captures.add_many([capture])
            self.rows_s += time.perf_counter() - wall
            self.rows_cpu_s += time.thread_time() - cpu
            wall, cpu = time.perf_counter(), time.thread_time()
            report = self._indexer.catch_up()
            self.index_s += time.perf_counter() - wall
            self.index_cpu_s += time.thread_time() - cpu
            self.embed_cpu_s += report.cpu_s
            self.added += len(texts)


def storing_english(embedder: MiniLmEmbedder) -> None:
    """What embedding takes of plain English: made-up words are cut into three times the tokens."""
    lines = read_lines("office")
    texts = [f"{one} {other}" for one in lines for other in lines[::5] if one != other]
    read = embedder.embed_tokens(texts[:BATCH])  # the model is loaded
    start = time.thread_time()
    for at in range(0, len(texts), BATCH):
        read = embedder.embed_tokens(texts[at : at + BATCH])
    each = 1000 * (time.thread_time() - start) / len(texts)
    words = np.mean([len(text.split()) for text in texts])
    tokens = np.mean([len(one.words) for one in read])
    print(f"embedding {words:.0f} English words ({tokens:.0f} tokens): {each:.1f} ms of CPU")
