"""Search in libraries of 10,000 to 1,000,000 memories: latency, filters, opening, adding, memory.

``dev.py bench scale --segments 100000 [--folder DIR]`` makes a library of nonsense with the spread
of words of prose (kept in DIR and used again), and measures it in processes of their own: opening,
searching with and without filters while another thread adds, and what the same machine does with
FTS5 alone, with NumPy's whole product and with Chroma alone. Only time is measured here, and which
vectors are found; meaning is random.
"""

import argparse
import os
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

import numpy as np
import psutil
from numpy.typing import NDArray

from app.compose import Opening, open_library
from resources import ROOT
from services.clock import DAY_MS, ManualClock
from services.index.embedder import MiniLmEmbedder
from services.index.indexer import Indexer
from services.index.vectors import Grain, VectorIndex
from services.language.lexicon import STOP_WORDS
from services.records import Query, SegmentId, Tier
from services.retrieval.retriever import Retriever
from services.retrieval.vocabulary import Vocabulary
from services.settings import Settings
from services.store import SearchFilter, Store, phrase
from tests.bench.made_library import (
    DIM,
    NOW_MS,
    UNLOCK,
    YEARS,
    Library,
    give_codes,
    hot_ids,
    made_vectors,
    make_rows,
    open_made,
)
from tests.bench.scale_writer import Writer, storing_english

QUESTIONS = 100
WORDS_A_QUESTION = 4
CANDIDATES = 150
PARTS = ("make", "open", "search", "ask", "compare")
Numbers = NDArray[Any]
SPAN_MS = YEARS * 365 * DAY_MS


def filters() -> list[tuple[str, Query]]:
    """Filters of each kind, from the rarest on."""
    shares = (0.001, 0.01, 0.1, 0.5)
    names = ("thousandth", "hundredth", "tenth", "half")
    found = [("no filter", Query(""))]
    found += [
        (f"time {share:.1%}", Query("", from_ms=NOW_MS - int(share * SPAN_MS))) for share in shares
    ]
    found += [
        (f"app {share:.1%}", Query("", app=name)) for name, share in zip(names, shares, strict=True)
    ]
    found += [("source note 1.1%", Query("", source="note"))]
    found += [("source screen 60%", Query("", source="screen"))]
    found += [
        (f"person {0.3 * share:.2%}", Query("", person=name))
        for name, share in zip(names, shares, strict=True)
    ]
    return [
        *found,
        ("tier hot", Query("", tier=Tier.HOT)),
        ("tier warm", Query("", tier=Tier.WARM)),
    ]


def questions(store: Store, count: int, last: int) -> list[str]:
    """Words out of memories, as one remembers them."""
    random = np.random.default_rng(77)
    ids = [SegmentId(int(own)) for own in random.integers(1, last, 2 * count)]
    found = []
    for segment in store.segments.many(ids).values():
        words = [word for word in segment.text.split() if word not in STOP_WORDS]
        if len(words) >= WORDS_A_QUESTION:
            found.append(" ".join(random.choice(words, WORDS_A_QUESTION, replace=False)))
    return found[:count]


def percentiles(times: Sequence[tuple[float, float]]) -> str:
    """Median and 95th percentile in words, of the time and of the CPU's."""
    wall, cpu = (sorted(column) for column in zip(*times, strict=True))
    middle, late = len(wall) // 2, len(wall) * 95 // 100
    return (
        f"p50 {wall[middle]:6.1f} ms  p95 {wall[late]:6.1f} ms"
        f"  (CPU {cpu[middle]:5.1f}, {cpu[late]:5.1f})"
    )


def timed(work: Callable[..., object], *given: Any, **named: Any) -> tuple[float, float]:
    """Milliseconds of one call, and those of this thread's CPU."""
    start, cpu = time.perf_counter(), time.thread_time()
    work(*given, **named)
    return (time.perf_counter() - start) * 1000, (time.thread_time() - cpu) * 1000


def nearest(matrix: Numbers, query: Numbers) -> Any:
    """The places of the nearest by the whole product."""
    return np.argpartition(-(matrix @ query), CANDIDATES)


def resident_mb() -> float:
    """Megabytes of memory of this process now."""
    return float(psutil.Process().memory_info().rss / 1e6)


def make(folder: Path, count: int, _questions: int) -> None:
    """Rows, and vectors in Chroma and in the codes."""
    library = make_rows(folder, count, MiniLmEmbedder.model_id)
    vectors = _vectors(library)
    if coded := give_codes(library.store, MiniLmEmbedder.model_id):
        print(f"{coded} memories were given codes of their tokens")
    ids = hot_ids(library.store, MiniLmEmbedder.model_id)
    missing = ids[vectors.count() :]
    start, cpu = time.perf_counter(), time.process_time()
    for at in range(0, len(missing), 1_000):
        part = missing[at : at + 1_000]
        own, window = made_vectors(part)
        named = [SegmentId(int(one)) for one in part]
        for made, grain in ((window, Grain.WINDOW), (own, Grain.SEGMENT)):
            vectors.add(named, made, [NOW_MS] * len(named), grain)
    if len(missing):
        each = 1000 / len(missing)
        print(
            f"vectors of {len(missing)} memories stored: {(time.perf_counter() - start) * each:.2f}"
            f" ms each, {(time.process_time() - cpu) * each:.2f} ms of CPU"
        )
    megabytes = library.store.database.size_bytes() / 1e6
    print(f"{len(ids)} vivid; database {megabytes:.0f} MB, Chroma {vectors.bytes() / 1e6:.0f} MB")
    library.close()
    vectors.close()


def _vectors(library: Library) -> VectorIndex:
    return VectorIndex(
        library.data.vectors,
        MiniLmEmbedder.model_id,
        DIM,
        library.vault.key("vectors"),
        keeper=library.store.codes,
    )


def measure_opening(folder: Path, _count: int, _questions: int) -> None:
    """The program's own opening, the first searches, and the memory after them."""
    start = time.perf_counter()
    engine = open_library(Opening(folder, UNLOCK, ManualClock(NOW_MS)))
    opened = time.perf_counter()
    print(f"open {opened - start:.2f} s, {resident_mb():.0f} MB")
    engine.library.search(Query("napegi milefi"))
    first = time.perf_counter()
    engine.library.search(Query("femomeke vufenu", app="tenth"))
    print(
        f"first search {first - opened:.2f} s, first with a filter"
        f" {time.perf_counter() - first:.2f} s, {resident_mb():.0f} MB"
    )
    engine.close()


def measure_asking(folder: Path, count: int, asking: int) -> None:
    """Whole answers without a model, kept in the history: of words of one memory each."""
    with closing(open_library(Opening(folder, UNLOCK, ManualClock(NOW_MS)))) as engine:
        with closing(open_made(folder)) as library:
            asked = questions(library.store, asking + 5, count)
        wholes = [f"When did {text} happen?" for text in asked]
        for text in wholes[:5]:
            engine.asking.ask(text, extractive=True)
        times = [timed(engine.asking.ask, text, extractive=True) for text in wholes[5:]]
        print(f"{'an answer':20} {percentiles(times)}", flush=True)
        engine.asking.clear_history()


def measure_search(folder: Path, count: int, asking: int) -> None:
    """Latency of whole searches, query embedding included, while a writer adds."""
    library = open_made(folder)
    store, embedder, vectors = library.store, MiniLmEmbedder(ROOT / "embedder"), _vectors(library)
    retriever = Retriever(store, embedder, vectors, ManualClock(NOW_MS), Settings)
    indexer = Indexer(store, embedder, vectors)
    start = time.perf_counter()
    indexer.warm_up()
    print(f"warmed up in {time.perf_counter() - start:.2f} s, {resident_mb():.0f} MB")
    indexer._reconciled = True  # comparing all rows and vectors belongs to the start
    asked = questions(store, 2 * asking, count)
    for text in asked[:5]:
        retriever.search(Query(text))
    _words_apart(store, asked[:asking])
    with Writer(store, indexer) as writer:
        for name, query in filters():
            texts = asked[asking:] if name == "no filter" else asked[:asking]
            retriever.forget_questions()
            times = []
            for text in texts:
                whole = Query(text, 10, query.from_ms, query.to_ms, query.app, query.source,
                              person=query.person, tier=query.tier)  # fmt: skip
                times.append(timed(retriever.search, whole))
            print(f"{name:20} {percentiles(times)}", flush=True)
        typed = [text[:-n] for text in asked[:25] for n in (4, 3, 2, 1)]
        times = [timed(retriever.search, Query(text)) for text in typed]
        print(f"{'as one types':20} {percentiles(times)}")
    print(f"embedding a question {percentiles([timed(embedder.embed, [t]) for t in asked])}")
    storing_english(embedder)
    if writer.added:
        each = 1000 / writer.added
        index_cpu_s = writer.index_cpu_s - writer.embed_cpu_s
        print(
            f"{writer.added} added meanwhile, each: rows and words {writer.rows_s * each:.1f} ms"
            f" ({writer.rows_cpu_s * each:.1f} of CPU), vectors {index_cpu_s * each:.1f} ms of CPU,"
            f" embedding {writer.embed_cpu_s * each:.1f} ms of CPU"
        )
    print(f"resident {resident_mb():.0f} MB with {vectors.count()} vivid memories")
    library.close()
    vectors.close()


def _words_apart(store: Store, asked: Sequence[str]) -> None:
    """What the ranking by words takes by itself, with lists of ids not yet in memory."""
    vocabulary = Vocabulary(store)
    times = []
    for text in asked:
        telling = vocabulary.telling(tuple(text.split()))
        expression = " OR ".join(phrase(word) for word in telling)
        times.append(timed(store.words.search, expression, CANDIDATES))
    print(f"{'words, first time':20} {percentiles(times)}")


def compare(folder: Path, count: int, asking: int) -> None:
    """FTS5 alone, NumPy's product and Chroma alone, on the same machine in the same run."""
    library = open_made(folder)
    store = library.store
    asked = questions(store, asking, count)
    expressions = [" OR ".join(phrase(word) for word in text.split()) for text in asked]
    conditions = [("", SearchFilter()), (" app 10%", SearchFilter(app="tenth"))]
    for name, where in conditions:
        times = [
            timed(
                lambda e=e, where=where: store.words._ranked(e, CANDIDATES, False, where, (1, 0.3))
            )
            for e in expressions
        ]
        print(f"{'FTS5 alone' + name:28} {percentiles(times)}", flush=True)
    ids = hot_ids(store, MiniLmEmbedder.model_id)
    ids = ids[ids <= count]
    matrix = np.concatenate(
        [made_vectors(ids[at : at + 1000])[0] for at in range(0, len(ids), 1000)]
    )
    random = np.random.default_rng(6)
    near = matrix[random.integers(0, len(ids), asking)] + 0.05 * random.normal(size=(asking, DIM))
    asked_vectors = (near / np.linalg.norm(near, axis=1, keepdims=True)).astype(np.float32)
    times = [timed(nearest, matrix, q) for q in asked_vectors]
    print(f"{'NumPy, float32, one grain':28} {percentiles(times)}", flush=True)
    _ours(library, ids, matrix, asked_vectors)
    library.close()
    _chroma_alone(folder, store, ids, matrix, asked_vectors)


def _ours(library: Library, ids: Numbers, matrix: Numbers, asked: Numbers) -> None:
    """Our own search of one grain, and how much of NumPy's truth it finds."""
    vectors = _vectors(library)
    vectors.warm_up()
    library.store.facets.warm_up()
    for name, where in [
        ("", None),
        (" app 50%", SearchFilter(app="half", tiers=(Tier.HOT,))),
        (" app 10%", SearchFilter(app="tenth", tiers=(Tier.HOT,))),
        (" app 1%", SearchFilter(app="hundredth", tiers=(Tier.HOT,))),
        (" app 0.1%", SearchFilter(app="thousandth", tiers=(Tier.HOT,))),
    ]:
        mask = None if where is None else library.store.segments.allowed(where)
        passing = np.ones(len(ids), bool) if mask is None else mask[ids]
        if not passing.any():
            continue
        times, ten, all_of = [], [], []
        for query in asked:
            times.append(timed(vectors.search, query, CANDIDATES, allowed=mask))
            found = [own for own, _ in vectors.search(query, CANDIDATES, allowed=mask)]
            truth = ids[np.argsort(-np.where(passing, matrix @ query, -9))][: int(passing.sum())]
            ten.append(len({*found[:10]} & {*truth[:10].tolist()}) / min(10, len(truth)))
            few = min(CANDIDATES, len(truth))
            all_of.append(len({*found} & {*truth[:CANDIDATES].tolist()}) / few)
        print(
            f"{'ours, one grain' + name:28} {percentiles(times)}   of the nearest 10 found"
            f" {np.mean(ten):.3f}, of 150 {np.mean(all_of):.3f}",
            flush=True,
        )
    vectors.close()


def _chroma_alone(
    folder: Path,
    store: Store,
    ids: Numbers,
    matrix: Numbers,
    asked: Numbers,
) -> None:
    from services.index import chroma

    before = resident_mb()
    client = chroma.folder_client(folder / "chroma-alone")
    collection = client.get_or_create_collection(
        "alone", embedding_function=None, configuration={"hnsw": {"space": "ip"}}
    )
    start, done = time.perf_counter(), collection.count()
    made = open_made(folder)
    for at in range(done, len(ids), 1000):
        part = [SegmentId(int(own)) for own in ids[at : at + 1000]]
        rows = made.store.segments.hits(part)
        collection.upsert(
            ids=[str(own) for own in part],
            embeddings=matrix[at : at + 1000],
            metadatas=[{"app": rows[own].hit.app, "at": rows[own].hit.at_ms} for own in part],
        )
    made.close()
    if done < len(ids):
        each = (time.perf_counter() - start) * 1000 / (len(ids) - done)
        print(f"{'Chroma alone, adding':28} {each:.2f} ms each")
    for name, where in [
        ("", None),
        (" app 50%", {"app": "half"}),
        (" app 10%", {"app": "tenth"}),
        (" app 1%", {"app": "hundredth"}),
        (" app 0.1%", {"app": "thousandth"}),
        (" time 10%", {"at": {"$gte": NOW_MS - SPAN_MS // 10}}),
    ]:
        times = [
            timed(
                collection.query,
                query_embeddings=q[None],
                n_results=CANDIDATES,
                include=["distances"],
                where=where,
            )
            for q in asked[:50]
        ]
        print(f"{'Chroma alone, one grain' + name:28} {percentiles(times)}", flush=True)
    print(f"Chroma alone holds {resident_mb() - before:.0f} MB for one grain")
    chroma.release(client)


def main() -> None:
    """Run each part in a process of its own."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--segments", type=int, default=100_000)
    parser.add_argument("--folder", type=Path, default=Path.home() / ".cache/afterimage/bench")
    parser.add_argument("--questions", type=int, default=QUESTIONS, help="asked with each filter")
    parser.add_argument("--part", choices=PARTS, action="append")
    parser.add_argument("--here", action="store_true", help=argparse.SUPPRESS)
    args = parser.parse_args()
    folder = args.folder / f"scale-{args.segments}"
    if args.here:
        work = {"make": make, "open": measure_opening, "search": measure_search}
        work |= {"ask": measure_asking, "compare": compare}
        work[args.part[0]](folder, args.segments, args.questions)
        return
    for part in args.part or PARTS:
        print(f"-- {part}, {args.segments} segments", flush=True)
        command = [sys.executable, __file__, "--here", "--part", part]
        command += ["--segments", str(args.segments), "--folder", str(args.folder)]
        command += ["--questions", str(args.questions)]
        # one thread for NumPy too: two cores are shared with whatever the person does
        environ = {
            **os.environ,
            "OPENBLAS_NUM_THREADS": "1",
            "PYTHONPATH": os.pathsep.join(sys.path),
        }
        subprocess.run(command, check=True, env=environ)


if __name__ == "__main__":
    main()
