"""A planted sentence comes in every way there is; afterwards no file holds a byte of it."""

import base64
import json
import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil
import pytest
from PIL import Image, ImageDraw, ImageFont

from services.errors import WorldError
from services.vault.keysources import key_file
from services.vault.vault import Vault
from tests.support import foreign
from tests.support.copier import copier
from tests.support.display import PrivateDisplay
from tests.support.documents import make_zip
from tests.support.isolation import without_network
from tests.support.library import new_library
from tests.support.programs import find_program

pytestmark = [pytest.mark.e2e, pytest.mark.timeout(300)]

ROOT = Path(__file__).parents[2]
# One sentence with a rare word for each way in; none of the words may be found anywhere.
SCREEN = "Zyxophant meets the archivist under the copper bridge at noon."
FILE = "Quordlebank pays the archivist for the copper bridge in kind."
NOTE = "Vexitrope told me about the copper bridge and its archivist."
IMPORT = "Wimblefray sold the copper bridge to an archivist from abroad."
COPY = "Brindlewick copies the ledger of the copper bridge for the archivist."
VISIT = "Jallopard maps of the copper bridge and its archivist"
OTHER = "Krellimund read the archivist's report on the copper bridge."
MEMBER = "Thistlequack keeps the archivist's key to the copper bridge."
RARE = (
    "Zyxophant", "Quordlebank", "Vexitrope", "Wimblefray", "Brindlewick", "Jallopard",
    "Krellimund", "Thistlequack",
)  # fmt: skip


class Program:
    """The program in processes of its own, with a temporary folder that can be searched."""

    def __init__(self, folder: Path) -> None:
        self.data = folder / "library"
        self.temp = folder / "temp"
        self.temp.mkdir()
        self.home = folder / "home"
        self.home.mkdir()
        self.key = folder / "key"
        self.key.write_text("the leak test's passphrase\n")

    def run(self, *words: str, display: str = "") -> str:
        """Run a command; returns what it prints."""
        environ = {
            **os.environ, "TMPDIR": str(self.temp), "DISPLAY": display, "HOME": str(self.home),
            "XDG_SESSION_TYPE": "x11",
        }  # fmt: skip
        command = [sys.executable, "-m", "app", "--data-dir", str(self.data)]
        done = subprocess.run(
            [*command, "--key-file", str(self.key), "--json", *words],
            env=environ, cwd=ROOT, capture_output=True, text=True, check=False, timeout=200,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
        return done.stdout

    def keys(self) -> list[bytes]:
        """Every key of the vault, and the passphrase."""
        vault = Vault.open(self.data, key_file(self.key))
        purposes = ("database", "blobs", "vectors", "hashes")
        keys = [vault._open_key(), *(vault.key(p) for p in purposes)]
        vault.lock()
        return [*keys, b"leak test's passphrase"]


@pytest.fixture
def program(tmp_path: Path) -> Program:
    """The program with an empty library to come."""
    return Program(tmp_path)


def write_frame(folder: Path) -> None:
    """A picture of the screen's sentence."""
    folder.mkdir()
    image = Image.new("RGB", (1280, 720), "white")
    font = ImageFont.truetype("DejaVuSans.ttf", 20)
    ImageDraw.Draw(image).text((80, 200), SCREEN, fill="black", font=font)
    image.save(folder / "20260301T090000.000Z.png")


def files(*folders: Path) -> Iterator[Path]:
    for folder in folders:
        yield from (p for p in folder.rglob("*") if p.is_file())


@contextmanager
def copying(display: PrivateDisplay, text: str) -> Iterator[None]:
    """A program that copies a text again and again, for whoever begins to listen late."""
    enough = threading.Event()

    def copy() -> None:
        while not enough.wait(0.5):
            copies.copy(f"text {text}")

    with copier(display, title="copies") as copies:
        thread = threading.Thread(target=copy)
        thread.start()
        try:
            yield
        finally:
            enough.set()
            thread.join()


def test_no_byte_of_what_was_captured_lies_open(
    program: Program, tmp_path: Path, display: PrivateDisplay
) -> None:
    write_frame(tmp_path / "frames")
    paper = tmp_path / "papers" / "plan.md"
    paper.parent.mkdir()
    paper.write_text(f"# Plan\n\n{FILE}\n")
    records = tmp_path / "records.jsonl"
    record = {"id": "x", "at": "2026-03-01T10:00:00Z", "source": "chat", "text": IMPORT}
    records.write_text(json.dumps(record) + "\n")
    xterm = find_program("xterm", "xterm")
    display.start(xterm, "-T", "plain", "-e", "sh", "-c", f"echo '{SCREEN}'; sleep 300")
    display.wait_for_window("plain")

    (paper.parent / "more.zip").write_bytes(make_zip({"inside.md": MEMBER.encode()}))
    foreign.openrecall(tmp_path / "recall.db", [("Reader", "Report", OTHER, 1_772_355_600)])
    browser = program.home / ".mozilla/firefox"
    at_ms = time.time_ns() // 1_000_000 - 3_600_000  # histories are read some days back
    foreign.firefox(browser / "p/places.sqlite", [(1, at_ms, "https://maps.example/", VISIT)])
    (browser / "profiles.ini").write_text("[Profile0]\nName=default\nPath=p\n")

    program.run("capture", "--replay", str(tmp_path / "frames"))
    program.run("add", str(paper.parent))
    program.run("note", NOTE)
    program.run("import", str(records))
    program.run("import", str(tmp_path / "recall.db"))
    with copying(display, COPY):
        program.run(
            "--set", "sources.clipboard=true", "run", "--headless", "--consent", "--seconds", "8",
            display=display.name,
        )  # fmt: skip
    program.run("--set", "sources.browsers=true", "sources", "browsers")
    program.run("consolidate")
    asked = tmp_path / "asked.jsonl"
    asked.write_text(
        "".join(
            json.dumps({"id": word, "query": word, "question": f"What of {word} and the bridge?"})
            + "\n"
            for word in RARE
        )
    )
    found = program.run("search", "--batch", str(asked), "-k", "1").splitlines()
    for word, line in zip(RARE, found, strict=True):
        hits = json.loads(line)["hits"]
        assert hits, f"{word} was kept"
        assert word in f"{hits[0]['text']} {hits[0]['title']}", "it is found"
    program.run("ask", "--batch", str(asked), "--extractive")
    program.run("doctor")

    wanted = [word.encode(form) for word in RARE for form in ("utf-8", "utf-16-le")]
    wanted += [word.lower().encode() for word in RARE]
    keys = program.keys()
    wanted += keys + [k.hex().encode() for k in keys] + [base64.b64encode(k) for k in keys]
    looked = 0
    for path in files(program.data, program.temp):
        content = path.read_bytes()
        looked += 1
        leaked = [secret for secret in wanted if secret in content]
        assert not leaked, f"{path.relative_to(tmp_path)} holds what it must not"
    assert looked >= 8
    assert not list(files(program.temp)), "no temporary file is left"


def test_the_search_for_leaks_can_find_one(tmp_path: Path) -> None:
    with new_library(tmp_path / "library") as engine:
        engine.library.add_note(NOTE)
        (tmp_path / "library" / "logs" / "careless.log").write_text(f"INFO note: {NOTE}\n")
        checks = {c.check: c for c in engine.upkeep.doctor()}
        assert not checks["leaks"].ok
        assert "careless.log" in checks["leaks"].detail


def test_nothing_listens(tmp_path: Path) -> None:
    with new_library(tmp_path / "library") as engine:
        engine.library.add_note(NOTE)
        engine.start()
        engine.asking.ask("Who told me about the bridge?", extractive=True)
        process = psutil.Process()
        family = [process, *process.children(recursive=True)]
        open_ports = [c for p in family for c in p.net_connections("inet")]
        assert [c for c in open_ports if c.status == psutil.CONN_LISTEN] == []


def test_everything_works_without_any_network(program: Program) -> None:
    command = [sys.executable, "-m", "app", "--data-dir", str(program.data)]
    command += ["--key-file", str(program.key), "--json"]
    for words in (("note", NOTE), ("search", "copper bridge"), ("consolidate",), ("doctor",)):
        done = subprocess.run(
            without_network(*command, *words), cwd=ROOT, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr
    checks = {c["check"]: c["ok"] for c in json.loads(done.stdout)}
    assert checks["vectors"]
    assert checks["reading"]


def test_other_users_are_kept_out(program: Program) -> None:
    program.run("note", NOTE)
    for path in (program.data, *program.data.rglob("*")):
        assert not path.stat().st_mode & 0o077, path.name


def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("")
    with pytest.raises(WorldError, match="data folder"):
        new_library(blocked / "library")
