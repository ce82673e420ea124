"""What is copied is kept only where the person asked, and by the rules that hold for windows."""

import queue
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from services.capture.clipboard import watcher as watcher_module
from services.capture.clipboard.base import Copied
from services.capture.clipboard.watcher import ClipboardLinks, ClipboardWatcher
from services.clock import ManualClock
from services.errors import CaptureUnavailableError, WorldError
from services.memory.ingest import Ingest
from services.reading.documents.parse import parse_content
from services.reading.jobs import ParsedDocument, ParseLimits
from services.records import Trust, WindowInfo
from services.settings import Settings, Value
from services.store import Store
from tests.support.documents import NEEDLE, make_picture
from tests.support.storing import open_store_in
from tests.support.waiting import wait_until


@dataclass
class FakeClipboard:
    """A clipboard of a test's making; each copy is handed over once."""

    copies: "queue.Queue[Copied | None]" = field(default_factory=queue.Queue)
    front: WindowInfo = field(default_factory=lambda: WindowInfo("editor", "Plan"))
    asked: list[bool] = field(default_factory=list)
    taken: int = 0
    closed: bool = False
    error: Exception | None = None
    _awake: threading.Event = field(default_factory=threading.Event)

    def copy(self, copied: Copied | None) -> None:
        self.copies.put(copied)
        self._awake.set()

    def wait(self, timeout_s: float) -> bool:
        if self.copies.empty() and self.error is None:
            self._awake.wait(timeout_s)
            self._awake.clear()
        if self.error is not None:
            raise self.error
        return not self.copies.empty()

    def wake(self) -> None:
        self._awake.set()

    def window(self) -> WindowInfo | None:
        if self.asked is not None:
            self.taken += 1
        return self.front

    def read(self, *, pictures: bool) -> Copied | None:
        self.asked.append(pictures)
        return self.copies.get_nowait()

    def close(self) -> None:
        self.closed = True


@dataclass
class World:
    """A watcher over a real store."""

    store: Store
    clock: ManualClock
    settings: Settings = field(default_factory=Settings)
    allowed: bool = True
    clipboard: FakeClipboard = field(default_factory=FakeClipboard)
    opened: int = 0
    leave_asked: int = 0
    refuse: bool = False
    failing: bool = False
    watcher: ClipboardWatcher = field(init=False)

    def set(self, key: str, value: Value) -> None:
        self.settings = self.settings.with_value(key, value)
        self.watcher.refresh()

    def may_capture(self) -> bool:
        self.leave_asked += 1
        return self.allowed

    def open(self) -> FakeClipboard:
        if self.refuse:
            raise CaptureUnavailableError("A Wayland desktop tells nothing.")
        self.opened += 1
        self.clipboard.closed = False
        return self.clipboard

    def texts(self) -> list[str]:
        captures = self.store.captures.latest(20)
        return [s.text for c in captures for s in self.store.segments.of_capture(c.id)]


@pytest.fixture
def world(tmp_path: Path, clock: ManualClock) -> Iterator[World]:
    store = open_store_in(tmp_path / "library", clock)
    made = World(store, clock)
    ingest = Ingest(store, clock, lambda: made.settings)

    def keep(capture: object) -> object:
        if made.failing:
            raise WorldError("The disk is full.")
        return ingest.add(capture)  # type: ignore[arg-type] # passed on

    def read(png: bytes, limits: ParseLimits) -> ParsedDocument:
        return parse_content("copied.png", png, limits)

    made.watcher = ClipboardWatcher(
        ClipboardLinks(
            clock=clock,
            settings=lambda: made.settings,
            allowed=made.may_capture,
            open=made.open,
            store=keep,  # type: ignore[arg-type] # the ids of the ingest
            note=store.ledger.add,
            read_picture=read,
            hash_key=b"a key",
        )
    )
    made.watcher.start()
    yield made
    made.watcher.close()
    store.close()


@pytest.fixture
def watched(world: World) -> World:
    """The world with the setting on."""
    world.set("sources.clipboard", True)
    wait_until(lambda: world.watcher.state().watched, "the watch")
    return world


def settled(world: World, copied: Copied | None) -> Callable[[], bool]:
    """Copy something; tells whether the watcher is done with it."""
    before = world.clipboard.taken
    world.clipboard.copy(copied)
    return lambda: world.clipboard.taken > before and world.clipboard.copies.empty()


def test_nothing_is_opened_until_asked_for(world: World) -> None:
    assert (world.watcher.state().wanted, world.watcher.state().watched) == (False, False)
    world.set("sources.clipboard", True)
    wait_until(lambda: world.watcher.state().watched, "the watch")
    world.set("sources.clipboard", False)
    wait_until(lambda: world.clipboard.closed, "the end of the watch")
    assert world.opened == 1


def test_a_copy_is_kept_with_its_window_and_once_a_day(watched: World) -> None:
    watched.clipboard.front = WindowInfo("Firefox", "News", "https://news.example/")
    for _ in range(2):
        wait_until(settled(watched, Copied("  The copper bridge opens. ")), "the copy")
    wait_until(lambda: watched.texts() == ["The copper bridge opens."], "the memory")
    (capture,) = watched.store.captures.latest(5)
    assert (capture.source, capture.app, capture.url) == (
        "clipboard", "Firefox", "https://news.example/"
    )  # fmt: skip
    assert capture.trust is Trust.SEEN


def test_secrets_in_a_copy_are_blacked_out(watched: World) -> None:
    watched.clipboard.copy(Copied("Card 4111 1111 1111 1111 for the bridge"))
    wait_until(watched.texts, "the memory")
    assert "1111" not in watched.texts()[0]


def test_a_picture_is_kept_as_its_text(watched: World) -> None:
    watched.clipboard.copy(Copied(picture=b"no picture"))
    watched.clipboard.copy(Copied(picture=make_picture()))
    wait_until(watched.texts, "the memory")
    assert NEEDLE[:25].replace(" ", "") in "".join(watched.texts()).replace(" ", "")
    watched.set("sources.clipboard_pictures", False)
    watched.clipboard.copy(None)
    wait_until(lambda: watched.clipboard.asked[-1] is False, "the question without pictures")


def test_excluded_programs_copies_are_not_even_asked_for(watched: World) -> None:
    watched.clipboard.front = WindowInfo("keepassxc", "Passwords")
    watched.clipboard.copy(Copied("correct horse"))
    wait_until(lambda: watched.store.ledger.recent(5), "the ledger")
    watched.set("sources.clipboard", False)
    wait_until(lambda: watched.clipboard.closed, "the end of the watch")
    assert watched.clipboard.asked == []
    assert watched.store.stats().captures == 0
    assert watched.store.ledger.recent(5)[0].kind == "app"


def test_what_is_marked_or_owned_by_an_excluded_program_is_left_alone(watched: World) -> None:
    watched.clipboard.copy(Copied(secret=True, owner="vault"))
    watched.clipboard.copy(Copied("correct horse", owner="keepassxc"))
    wait_until(lambda: len(watched.store.ledger.recent(5)) == 2, "the ledger")
    noted = {(line.kind, line.app) for line in watched.store.ledger.recent(5)}
    assert noted == {("secret", "vault"), ("app", "keepassxc")}
    assert watched.store.stats().captures == 0


def test_nothing_is_kept_without_consent_or_while_paused(watched: World) -> None:
    watched.allowed = False
    watched.clipboard.copy(Copied("before consent"))
    wait_until(lambda: watched.leave_asked, "the question whether it may")
    watched.set("sources.clipboard", False)
    wait_until(lambda: watched.clipboard.closed, "the end of the watch")
    assert watched.clipboard.asked == []
    assert watched.store.stats().captures == 0


def test_an_empty_copy_and_a_full_disk_are_passed_over(watched: World) -> None:
    watched.clipboard.copy(Copied("   "))
    watched.failing = True
    watched.clipboard.copy(Copied("lost to the disk"))
    wait_until(lambda: len(watched.clipboard.asked) == 2, "both copies")
    watched.failing = False
    watched.clipboard.copy(Copied("kept"))
    wait_until(lambda: watched.texts() == ["kept"], "the next one")


def test_trouble_is_told_and_tried_again(
    world: World, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(watcher_module, "_TRY_AGAIN_S", 0.01)
    world.refuse = True
    world.set("sources.clipboard", True)
    wait_until(lambda: "Wayland" in world.watcher.state().problem, "the problem")
    assert "Wayland" in world.watcher.try_out()
    world.refuse = False
    wait_until(lambda: world.watcher.state().watched, "the watch")
    assert world.watcher.state().problem == ""
    assert world.watcher.try_out() == ""
    opened = world.opened
    world.clipboard.error = CaptureUnavailableError("The display went away.")
    world.clipboard.wake()
    wait_until(lambda: world.opened > opened, "another try after the display went away")
    world.clipboard.error = RuntimeError("a bug")
    wait_until(lambda: "watching the clipboard failed" in caplog.text, "the log")
    world.clipboard.error = None
    wait_until(lambda: world.watcher.state().watched, "the watch again")


def test_one_that_never_started_can_be_closed(world: World) -> None:
    ClipboardWatcher(world.watcher._links).close()
