"""What reading a folder of documents costs, beside a plain loop over the same libraries.

Run: ``packaging/dev.py bench sources --documents 5000 [--embed 500]``. The documents are made from
a seed: text of ten kinds, office files, books, PDF. Four passes over them: the readers alone in one
process; the program's first pass (child, secrets, rows, words, sealed text) without and with
embedding (of so many documents); and another pass over what did not change. PDF goes through the
program once more by itself.
"""

import argparse
import gc
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil

sys.path.insert(0, str(Path(__file__).parents[2]))

from resources import ROOT as RESOURCES
from services.cancel import CancelToken
from services.capture.file_versions import FileVersions
from services.capture.files import FileIndexer
from services.capture.passes import Passes
from services.clock import SystemClock
from services.index.embedder import MiniLmEmbedder
from services.index.indexer import Indexer
from services.index.vectors import VectorIndex
from services.memory.ingest import Ingest
from services.reading.documents.blocks import Source
from services.reading.documents.kinds import Kind, kind_of
from services.reading.documents.parse import parse_source
from services.reading.jobs import ParseLimits
from services.reading.worker import ReadingWorker
from services.settings import Settings
from services.store import Store
from tests.bench.made_documents import write
from tests.support.storing import open_store_in

KEY = bytes(32)


@contextmanager
def spent(what: str, documents: int, worker: ReadingWorker | None = None) -> Iterator[None]:
    """Print what the block took, by the clock and of the processor."""
    began, cpu = time.perf_counter(), time.process_time()
    child = worker.cpu_s() if worker else 0.0
    yield
    took, cpu = time.perf_counter() - began, time.process_time() - cpu
    child = (worker.cpu_s() if worker else 0.0) - child
    rates = f"{documents / took:,.1f}/s by the clock, {documents / (cpu + child):,.1f}/s of CPU"
    print(f"{what}: {took:.1f} s, CPU {cpu:.1f} s + child {child:.1f} s; {rates}", flush=True)


def plain(paths: list[Path]) -> None:
    """The readers alone: no child, no check for secrets, nothing stored."""
    pdf_bytes, pdf_s = 0, 0.0
    with spent("plain loop over the same libraries", len(paths)):
        for path in paths:
            began = time.process_time()
            parsed = parse_source(Source(path.name, path.read_bytes()), redact=False)
            if kind_of(path) is Kind.PDF:
                pdf_bytes += len(parsed.text.encode())
                pdf_s += time.process_time() - began
    print(f"  PDF text: {pdf_bytes / 1e6:.2f} MB, {pdf_bytes / 1e6 / pdf_s:.2f} MB/s of CPU")


class Timed:
    """Counts the seconds that calls of some methods take, by name."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}

    def watch(self, owner: object, name: str, label: str) -> None:
        method = getattr(owner, name)

        def timed(*args: object, **kwargs: object) -> object:
            began = time.perf_counter()
            try:
                return method(*args, **kwargs)
            finally:
                took = time.perf_counter() - began
                self.seconds[label] = self.seconds.get(label, 0.0) + took

        setattr(owner, name, timed)

    def words(self) -> str:
        return ", ".join(f"{label} {s:.1f} s" for label, s in self.seconds.items())


class Program:
    """The program's way of reading a folder, with what its steps take."""

    def __init__(self, folder: Path) -> None:
        clock, settings = SystemClock(), Settings()
        folder.mkdir(exist_ok=True)
        self.store: Store = open_store_in(folder, clock)
        self.worker = ReadingWorker()
        self.timed = Timed()
        ingest = Ingest(self.store, clock, lambda: settings)
        versions = FileVersions(
            self.store, self.worker, ingest, clock, lambda: settings, KEY, forget=lambda _ids: None
        )
        self.passes = passes = Passes(self.store, clock)
        self.indexer = FileIndexer(self.store, versions, clock, lambda: settings, passes)
        self.timed.watch(self.worker, "parse_document", "waiting for the parsing child")
        self.timed.watch(self.store.documents, "add", "sealing the text")
        self.timed.watch(ingest, "add", "segments, words, salience")

    def read(self, root: Path, grows: list[float] | None = None) -> None:
        process, number = psutil.Process(), 0

        def between() -> None:
            nonlocal number
            number += 1
            if grows is not None and number % 500 == 0:
                grows.append(process.memory_info().rss / 1e6)

        report = self.indexer.read_folder(root, CancelToken(), between)
        print(f"  added {report.added}, unchanged {report.skipped}, failed {len(report.failed)}")

    def close(self) -> None:
        self.worker.close()
        self.store.close()


def embed(program: Program, folder: Path) -> None:
    """Embed all that was stored."""
    embedder = MiniLmEmbedder(RESOURCES / "embedder")
    vectors = VectorIndex(folder / "vectors", embedder.model_id, embedder.dim, KEY)
    segments = program.store.segments.count_to_embed()
    with spent(f"embedding of {segments} segments", segments):
        Indexer(program.store, embedder, vectors).catch_up()
    vectors.close()


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--documents", type=int, default=5000)
    options.add_argument("--embed", type=int, default=500)
    options.add_argument("--folder", type=Path, default=None, help="where the files are made")
    args = options.parse_args()
    with tempfile.TemporaryDirectory(prefix="afterimage-bench-", dir=args.folder) as name:
        root = Path(name) / "papers"
        root.mkdir()
        write(root, args.documents)
        paths = sorted(path for path in root.rglob("*") if path.is_file())
        size = sum(path.stat().st_size for path in paths)
        print(f"{len(paths)} documents, {size / 1e6:.1f} MB")
        plain(paths)
        program = Program(Path(name) / "library")
        grows: list[float] = []
        gc.collect()
        with spent("first pass, without embedding", len(paths), program.worker):
            program.read(root, grows)
        print(f"  where: {program.timed.words()}")
        print(f"  resident MB each 500 documents: {[round(mb) for mb in grows]}")
        for _ in range(2):
            with spent("pass over what did not change", len(paths), program.worker):
                program.read(root)
        program.close()
        only_pdf(Path(name), [path for path in paths if path.suffix == ".pdf"])
        with_embedding(Path(name), paths[: args.embed])


def only_pdf(folder: Path, paths: list[Path]) -> None:
    """The PDF files alone, through the whole way but embedding."""
    root = folder / "pdf"
    root.mkdir()
    for path in paths:
        shutil.copy(path, root)
    program = Program(folder / "pdf-library")
    program.worker.parse_document(
        paths[0], ParseLimits()
    )  # the child's start is not of the reading
    began = time.perf_counter()
    with spent("first pass over PDF", len(paths), program.worker):
        program.read(root)
    took = time.perf_counter() - began
    documents = program.store.documents
    read = sum(len(documents.text(own.id).text.encode()) for own in documents.under(str(root)))
    print(f"  PDF text: {read / 1e6:.2f} MB, {read / 1e6 / took:.2f} MB/s by the clock")
    program.close()


def with_embedding(folder: Path, paths: list[Path]) -> None:
    """Another library with some of the documents, embedded as they are stored."""
    root = folder / "some"
    root.mkdir()
    for path in paths:
        (root / path.name).write_bytes(path.read_bytes())
    program = Program(folder / "embedded")
    with spent("first pass with embedding", len(paths), program.worker):
        program.read(root)
        embed(program, folder / "embedded")
    program.close()


if __name__ == "__main__":
    main()
