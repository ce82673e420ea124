"""What reading a folder of documents costs, beside a plain loop over the same libraries.

Run: ``packaging/dev.py bench sources --documents 5000 [--embed 500]``. The documents are made from
a seed: text of ten kinds, office files, books, PDF. Four passes over them: the readers alone in one
process; the program's first pass (child, secrets, rows, words, sealed text) without and with
embedding (of so many documents); and another pass over what did not change.
"""

import argparse
import gc
import json
import random
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from email.message import EmailMessage
from io import BytesIO
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

import docx
import openpyxl
import psutil
from reportlab.pdfgen.canvas import Canvas

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
from services.reading.worker import ReadingWorker
from services.settings import Settings
from services.store import Store
from tests.bench.corpora.words import CAUSES, PEOPLE, PLACES, SUPPLIERS
from tests.support import documents as made
from tests.support.storing import open_store_in

KEY = bytes(32)


class Writer:
    """Writes documents from a seed; sentences are put together from lists of words."""

    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed)

    def sentence(self) -> str:
        pick = self._random.choice
        return pick(
            (
                f"{pick(PEOPLE)} asked {pick(SUPPLIERS)} for offer {self.number()} by Friday.",
                f"The cause in {pick(PLACES)} was {pick(CAUSES)}, {pick(PEOPLE)} found.",
                f"We meet in {pick(PLACES)} at {self._random.randint(8, 18)}:30 about the offer.",
                f"{pick(SUPPLIERS)} delivers {self.number()} pieces to {pick(PLACES)}.",
            )
        )

    def number(self) -> int:
        return self._random.randint(100, 99_999)

    def prose(self, sentences: int) -> str:
        return " ".join(self.sentence() for _ in range(sentences))

    def sections(self) -> list[tuple[str, list[str]]]:
        count = self._random.randint(1, 4)
        return [
            (f"Report {self.number()}", [self.prose(5) for _ in range(self._random.randint(1, 3))])
            for _ in range(count)
        ]

    def make(self, kind: str) -> bytes:
        return _MAKERS[kind](self)


def _markdown(writer: Writer) -> bytes:
    parts = (f"## {head}\n\n" + "\n\n".join(runs) for head, runs in writer.sections())
    return f"# Notes {writer.number()}\n\n{chr(10).join(parts)}\n".encode()


def _html(writer: Writer) -> bytes:
    body = "".join(
        f"<h2>{head}</h2>" + "".join(f"<p>{run}</p>" for run in runs)
        for head, runs in writer.sections()
    )
    return f"<html><head><title>Page</title></head><body>{body}</body></html>".encode()


def _code(writer: Writer) -> bytes:
    functions = (
        f"def step_{writer.number()}(value: int) -> int:\n    # {writer.sentence()}\n"
        f"    return value + {writer.number()}\n"
        for _ in range(8)
    )
    return "\n\n".join(functions).encode()


def _table(writer: Writer) -> bytes:
    rows = (f"{writer.number()};{writer.sentence()}" for _ in range(20))
    return ("Number;What\n" + "\n".join(rows)).encode()


def _tree(writer: Writer) -> bytes:
    value = {head: {"notes": runs} for head, runs in writer.sections()}
    return json.dumps(value, indent=2).encode()


def _mail(writer: Writer) -> bytes:
    mail = EmailMessage()
    mail["Subject"], mail["From"] = writer.sentence(), "Ida <ida@harbour.example>"
    mail["Date"] = "Mon, 02 Mar 2026 09:30:00 +0100"
    mail.set_content(writer.prose(8))
    return mail.as_bytes()


def _docx(writer: Writer) -> bytes:
    document = docx.Document()
    for head, runs in writer.sections():
        document.add_heading(head, 1)
        for run in runs:
            document.add_paragraph(run)
    return _saved(document.save)


def _xlsx(writer: Writer) -> bytes:
    book = openpyxl.Workbook()
    assert book.active is not None
    for _ in range(20):
        book.active.append([writer.number(), writer.sentence()])
    return _saved(book.save)


def _open_text(writer: Writer) -> bytes:
    content = made.OPEN_TEXT.replace(made.NEEDLE, escape(writer.prose(8)))
    return made.packed(content=content, meta=made.OPEN_META)


def _pdf(writer: Writer) -> bytes:
    out = BytesIO()
    canvas = Canvas(out)
    for _ in range(6):
        for line in range(44):
            canvas.drawString(60, 780 - 16 * line, writer.sentence()[:90])
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def _saved(save: Callable[[Any], object]) -> bytes:
    out = BytesIO()
    save(out)
    return out.getvalue()


_MAKERS: dict[str, Callable[[Writer], bytes]] = {
    "txt": lambda writer: "\n\n".join(writer.prose(5) for _ in range(3)).encode(),
    "md": _markdown,
    "html": _html,
    "py": _code,
    "csv": _table,
    "json": _tree,
    "org": lambda writer: _markdown(writer).replace(b"#", b"*"),
    "tex": lambda writer: f"\\section{{R}}\n\n{writer.prose(12)}\n".encode(),
    "eml": _mail,
    "docx": _docx,
    "xlsx": _xlsx,
    "odt": _open_text,
    "pdf": _pdf,
}
_SHARE = (
    "txt", "txt", "txt", "md", "md", "md", "md", "html", "html", "py", "py", "csv", "json", "org",
    "tex", "eml", "eml", "docx", "docx", "xlsx", "odt", "pdf",
)  # fmt: skip


def write(folder: Path, count: int) -> None:
    """Make the documents, a hundred a folder."""
    writer = Writer(7)
    for number in range(count):
        kind = _SHARE[number % len(_SHARE)]
        path = folder / f"{number // 100:03}" / f"{number}.{kind}"
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(writer.make(kind))


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
        folder.mkdir()
        self.store: Store = open_store_in(folder, clock)
        self.worker = ReadingWorker()
        self.timed = Timed()
        ingest = Ingest(self.store, clock, lambda: settings)
        versions = FileVersions(
            self.store, self.worker, ingest, clock, lambda: settings, KEY, forget=lambda _ids: None
        )
        passes = Passes(self.store, clock)
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
        with_embedding(Path(name), paths[: args.embed])


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
