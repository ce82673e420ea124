"""Bad files of every kind in one watched folder: each one line, no crash, and the rest is read."""

import gzip
import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from services.engine import Engine
from services.records import FolderMode, Query
from tests.support import foreign
from tests.support.documents import (
    MAKERS,
    NEEDLE,
    deep_zip,
    locked_zip,
    make_docx,
    make_pdf,
    make_tar,
    make_zip,
)
from tests.support.library import new_library
from tests.support.waiting import wait_until

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(300)]


BAD: dict[str, tuple[bytes, str]] = {
    "cut.pdf": (make_pdf()[:400], "damaged"),
    "cut.docx": (make_docx()[:2000], "damaged"),
    "mislabelled.docx": (make_pdf(), "damaged"),
    "mislabelled.pdf": (b"just words", "damaged"),
    "mislabelled.epub": (make_docx(), "damaged"),
    "locked.pdf": (make_pdf("secret"), "password"),
    "locked.zip": (locked_zip(), "password"),
    "bomb.zip": (make_zip({"zeros.txt": bytes(60_000_000)}), "more than it may"),
    "bomb.txt.gz": (gzip.compress(bytes(60_000_000)), "more than it may"),
    "bomb.tar.gz": (make_tar({"zeros.txt": bytes(60_000_000)}), "more than it may"),
    "deep.zip": (deep_zip(6), "archives inside archives"),
    "broken.tar": (b"nothing of a tape" * 100, "damaged"),
    "no picture.png": (b"\x89PNG\r\n\x1a\n" + bytes(40), "damaged"),
    "entities.fodt": (
        b"<?xml version='1.0'?><!DOCTYPE x [<!ENTITY a 'aaaaaaaaaa'>"
        + b"".join(b"<!ENTITY %c '&%c;&%c;&%c;'>" % (c + 1, c, c, c) for c in range(97, 117))
        + b"]><x>&u;</x>",
        "damaged",
    ),
    "binary.txt": (bytes(range(256)) * 40, "binary"),
}
HOSTILE_NAMES = ("-rf *.txt", "$(touch x).md", "a\nb.txt", "ünïcödé ☂.txt", "'; DROP TABLE.txt")


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[Engine]:
    """A library whose parsers may take little time, memory and space."""
    limits = {"files.max_bytes": "20000000", "files.parse_timeout_s": "20"}
    with new_library(tmp_path / "library", overrides=limits) as made:
        made.start()
        yield made


def test_bad_files_are_told_in_a_line_and_the_rest_goes_on(engine: Engine, tmp_path: Path) -> None:
    papers = tmp_path / "papers"
    papers.mkdir()
    for name, (content, _words) in BAD.items():
        (papers / name).write_bytes(content)
    for number, name in enumerate(HOSTILE_NAMES):
        (papers / name).write_text(f"{NEEDLE} Shelf {number} has another one.")
    (papers / os.fsdecode(b"bad\xff.txt")).write_text("words")
    huge = papers / "huge.txt"
    with huge.open("wb") as file:
        file.truncate(2_000_000_000)  # no block of it is on the disk
    (papers / "loop").symlink_to(papers)
    (papers / "encoding.txt").write_bytes("Größe der Lampe, später gemessen. ".encode("cp1252") * 9)
    for name in ("guide.md", "stock.ods", "letters.mbox"):
        (papers / name).write_bytes(MAKERS[name]())
    engine.library.watch(papers)
    wait_until(lambda: engine.library.folders()[0].mode is FolderMode.DONE, "the pass", 200)
    told = {Path(f.path).name: f.error for f in engine.library.failures()}
    wanted = {name: words for name, (_content, words) in BAD.items()}
    wanted |= {"bad?.txt": "no text", "huge.txt": "larger", "letters.mbox": "1 of 3"}
    assert told.keys() == wanted.keys()
    for name, words in wanted.items():
        assert words in told[name], name
        assert "\n" not in told[name]
    kept = {hit.title for hit in engine.library.search(Query("lighthouse keeper lamp", 30)).hits}
    assert {"Guide", "letters", "-rf *", "$(touch x)"} <= kept
    state = engine.library.folders()[0]
    assert state.failed == len(wanted)
    assert state.documents == len(HOSTILE_NAMES) + 4
    assert not (Path.cwd() / "x").exists()


def test_a_history_that_its_browser_holds_and_one_that_is_broken(
    engine: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = tmp_path / "home/.mozilla/firefox"
    visits = [(1, engine.clock.now_ms() - 1000, "https://news.example/", "The copper bridge")]
    path = foreign.firefox(root / "a/places.sqlite", visits)
    (root / "b").mkdir()
    (root / "b/places.sqlite").write_bytes(path.read_bytes()[:5000])
    profiles = "".join(f"[Profile{n}]\nName={n}\nPath={n}\n" for n in "ab")
    (root / "profiles.ini").write_text(profiles)
    monkeypatch.setattr(Path, "home", lambda: tmp_path / "home")
    engine.recording.give_consent()
    engine.change_setting("sources.browsers", True)
    with closing(sqlite3.connect(path, isolation_level=None)) as browser:
        browser.execute("PRAGMA locking_mode = EXCLUSIVE")
        browser.execute("BEGIN EXCLUSIVE")
        report = engine.sources.read_browsers()
    assert (report.imported, len(report.errors)) == (1, 1)
    states = {one.profile: one.problem for one in engine.sources.browsers()}
    assert states["a"] == ""
    assert "damaged" in states["b"]
