"""What is copied on a real X display: text of any length, pictures, and what is marked secret."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from services.capture.clipboard import x11
from services.capture.clipboard.base import Copied
from services.capture.clipboard.x11 import X11Clipboard
from services.capture.linux import LinuxDesktop
from services.capture.session.presence import Permit
from services.capture.windows.x11 import X11Windows
from services.clock import ManualClock
from services.errors import CaptureUnavailableError
from services.settings import CaptureSettings
from tests.support.copier import Copier, copier
from tests.support.display import PrivateDisplay
from tests.support.documents import draw_needle
from tests.support.piecewise import piecewise


@pytest.fixture
def clipboard(display: PrivateDisplay) -> Iterator[X11Clipboard]:
    made = X11Clipboard(display.name, X11Windows(display.name))
    yield made
    made.close()


@pytest.fixture
def program(display: PrivateDisplay) -> Iterator[Copier]:
    with copier(display) as made:
        yield made


def after(clipboard: X11Clipboard, program: Copier, line: str) -> Copied | None:
    """What is read once a line was copied."""
    program.copy(line)
    assert clipboard.wait(20)
    return clipboard.read(pictures=True)


def test_what_is_copied_is_read(clipboard: X11Clipboard, program: Copier, tmp_path: Path) -> None:
    copied = after(clipboard, program, "text Grüße from the copper bridge ☂")
    assert copied is not None
    assert copied.text == "Grüße from the copper bridge ☂"
    window = clipboard.window()
    assert window is not None
    assert window.title == "Plan"
    picture = tmp_path / "picture.png"
    draw_needle().save(picture)
    copied = after(clipboard, program, f"picture {picture}")
    assert copied is not None
    assert copied.png.startswith(b"\x89PNG")
    assert clipboard.read(pictures=False) is None


def test_long_copies_are_read_and_too_long_ones_left(
    clipboard: X11Clipboard, program: Copier, monkeypatch: pytest.MonkeyPatch
) -> None:
    copied = after(clipboard, program, "long 80000")
    assert copied is not None
    assert copied.text.endswith("word79999")
    assert copied.text.count(" ") == 79_999
    monkeypatch.setattr(x11, "MOST_TEXT_BYTES", 10_000)
    assert after(clipboard, program, "long 80000") is None
    copied = after(clipboard, program, "text short")
    assert copied is not None
    assert copied.text == "short"


def test_a_copy_in_pieces_is_put_together(
    clipboard: X11Clipboard, display: PrivateDisplay, monkeypatch: pytest.MonkeyPatch
) -> None:
    with piecewise(display.name, [b"The copper ", b"bridge ", b"opens."]):
        assert clipboard.wait(20)
        assert clipboard.read(pictures=True) == Copied("The copper bridge opens.")
        monkeypatch.setattr(x11, "MOST_TEXT_BYTES", 12)
        assert clipboard.read(pictures=True) is None
        monkeypatch.undo()
        assert clipboard.read(pictures=True) == Copied("The copper bridge opens.")
    monkeypatch.setattr(x11, "_ANSWER_S", 0.05)
    with piecewise(display.name, [b"It never "], ends=False):
        assert clipboard.wait(20)
        assert clipboard.read(pictures=True) is None


def test_what_is_marked_as_a_password_is_not_asked_for(
    clipboard: X11Clipboard, program: Copier
) -> None:
    copied = after(clipboard, program, "secret correct horse")
    assert copied is not None
    assert copied.secret
    assert (copied.text, copied.png) == ("", b"")


def test_what_is_no_text_is_nothing(clipboard: X11Clipboard, program: Copier) -> None:
    assert clipboard.read(pictures=True) is None, "nobody copied anything yet"
    assert after(clipboard, program, "nothing") is None


def test_a_wait_is_ended_from_elsewhere(clipboard: X11Clipboard) -> None:
    clipboard.wake()
    assert not clipboard.wait(60)
    assert not clipboard.wait(0.01)


def test_where_there_is_no_clipboard_to_follow(display: PrivateDisplay) -> None:
    with pytest.raises(CaptureUnavailableError, match="cannot be reached"):
        X11Clipboard(":9999", X11Windows(display.name))
    clock = ManualClock(0)
    wayland = {"XDG_SESSION_TYPE": "wayland", "WAYLAND_DISPLAY": "wayland-0"}
    desktop = LinuxDesktop(clock, CaptureSettings, wayland, Permit())
    with pytest.raises(CaptureUnavailableError, match="Wayland"):
        desktop.open_clipboard()
    environ = {"XDG_SESSION_TYPE": "x11", "DISPLAY": display.name}
    LinuxDesktop(clock, CaptureSettings, environ, Permit()).open_clipboard().close()
