"""Every clipboard keeps the same promises: text of any length, pictures, what is marked secret.

X11 and Wayland are real displays with real programs; Windows and macOS are stood in for.
"""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from services.capture.clipboard.base import Clipboard, Copied
from services.capture.clipboard.macos import MacClipboard
from services.capture.clipboard.wayland import open_on_wayland
from services.capture.clipboard.win32 import Win32Clipboard
from services.capture.clipboard.x11 import X11Clipboard
from services.capture.windows.fake import FakeWindows
from services.capture.windows.win32 import Win32Windows
from services.capture.windows.x11 import X11Windows
from services.records import WindowInfo
from tests.support.clipboards import FakePasteboard, FakeWin32Clipboard
from tests.support.copier import copier
from tests.support.display import PrivateDisplay
from tests.support.documents import draw_needle
from tests.support.wayland import PrivateWayland
from tests.support.wayland_copier import WaylandCopier
from tests.support.win32 import FakeSystem, FakeWindow

PLAN = WindowInfo("editor", "Plan", focused=True)


@dataclass
class Desk:
    """A clipboard and a program that copies, with a window titled “Plan” in front."""

    clipboard: Clipboard
    copy: Callable[[str], None]

    def after(self, line: str, *, pictures: bool = True) -> Copied | None:
        """What is read once a line was copied."""
        self.copy(line)
        assert self.clipboard.wait(20)
        return self.clipboard.read(pictures=pictures)


@contextmanager
def on_x11(request: pytest.FixtureRequest) -> Iterator[Desk]:
    display: PrivateDisplay = request.getfixturevalue("display")
    clipboard = X11Clipboard(display.name, X11Windows(display.name))
    with copier(display) as program:
        yield Desk(clipboard, program.copy)
    clipboard.close()


@contextmanager
def on_wayland(request: pytest.FixtureRequest) -> Iterator[Desk]:
    wayland: PrivateWayland = request.getfixturevalue("wayland")
    clipboard = open_on_wayland(wayland.environ, lambda: False)
    with wayland.window("Plan"), WaylandCopier(wayland).running() as program:
        yield Desk(clipboard, program.copy)
    clipboard.close()


@contextmanager
def on_win32(_request: pytest.FixtureRequest) -> Iterator[Desk]:
    system = FakeSystem({7: FakeWindow("Plan", pid=1)}, {1: "C:\\Tools\\editor.exe"}, front=7)
    program = FakeWin32Clipboard(owner=7)
    yield Desk(Win32Clipboard(Win32Windows(system.libraries()), program.libraries()), program.copy)
    assert (program.opened, program.locked, system.opened) == (0, 0, 0)


@contextmanager
def on_macos(_request: pytest.FixtureRequest) -> Iterator[Desk]:
    board = FakePasteboard()
    yield Desk(MacClipboard(FakeWindows(PLAN), board, board.pool), board.copy)
    assert board.pools


Maker = Callable[[pytest.FixtureRequest], AbstractContextManager[Desk]]
DESKS: dict[str, Maker] = {
    "x11": on_x11, "wayland": on_wayland, "win32": on_win32, "macos": on_macos
}  # fmt: skip


@pytest.fixture(params=list(DESKS.values()), ids=list(DESKS))
def desk(request: pytest.FixtureRequest) -> Iterator[Desk]:
    with request.param(request) as made:
        yield made


def test_what_is_copied_is_read(desk: Desk, tmp_path: Path) -> None:
    copied = desk.after("text Grüße from the copper bridge ☂")
    assert copied is not None
    assert copied.text == "Grüße from the copper bridge ☂"
    assert not copied.secret
    window = desk.clipboard.window()
    assert window is not None
    assert window.title == "Plan"
    picture = tmp_path / "picture.png"
    draw_needle().save(picture)
    copied = desk.after(f"picture {picture}")
    assert copied is not None
    assert copied.picture.startswith((b"\x89PNG", b"BM"))
    assert desk.clipboard.read(pictures=False) is None


def test_long_copies_are_read_and_too_long_ones_left(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    copied = desk.after("long 80000")
    assert copied is not None
    assert copied.text.endswith("word79999")
    assert copied.text.count(" ") == 79_999
    monkeypatch.setattr(f"{type(desk.clipboard).__module__}.MOST_TEXT_BYTES", 10_000)
    assert desk.after("long 80000") is None
    copied = desk.after("text short")
    assert copied is not None
    assert copied.text == "short"


def test_what_is_marked_as_a_password_is_not_asked_for(desk: Desk) -> None:
    copied = desk.after("secret correct horse")
    assert copied is not None
    assert copied.secret
    assert (copied.text, copied.picture) == ("", b"")


def test_what_is_no_text_is_nothing(desk: Desk) -> None:
    assert desk.after("nothing") is None


def test_a_copy_is_news_once(desk: Desk) -> None:
    assert not desk.clipboard.wait(0.01), "nobody copied since it was opened"
    desk.copy("text once")
    assert desk.clipboard.wait(20)
    assert not desk.clipboard.wait(0.2)


def test_a_wait_is_ended_from_elsewhere(desk: Desk) -> None:
    desk.clipboard.wake()
    assert not desk.clipboard.wait(60)
