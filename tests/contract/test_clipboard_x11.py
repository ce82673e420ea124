"""What only an X clipboard can do: hand a copy over in pieces, and go away."""

from collections.abc import Iterator

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
from tests.support.copier import copier
from tests.support.display import PrivateDisplay, start_display
from tests.support.piecewise import piecewise


@pytest.fixture
def clipboard(display: PrivateDisplay) -> Iterator[X11Clipboard]:
    made = X11Clipboard(display.name, X11Windows(display.name))
    yield made
    made.close()


def test_a_copy_in_pieces_is_put_together(
    clipboard: X11Clipboard, display: PrivateDisplay, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert clipboard.read(pictures=True) is None, "nobody copied anything yet"
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


def test_the_program_that_copied_is_known(clipboard: X11Clipboard, display: PrivateDisplay) -> None:
    with copier(display, "vault", "Plan") as program:
        program.copy("text hello")
        assert clipboard.wait(20)
        copied = clipboard.read(pictures=True)
        window = clipboard.window()
    assert copied is not None
    assert window is not None
    assert (copied.text, window.app) == ("hello", "vault")


def test_a_display_that_goes_away_is_told() -> None:
    with start_display() as display:
        clipboard = X11Clipboard(display.name, X11Windows(display.name))
    with pytest.raises(CaptureUnavailableError, match="went away"):
        clipboard.wait(20)
    with pytest.raises(CaptureUnavailableError, match="went away"):
        clipboard.read(pictures=True)
    clipboard.close()


def test_where_there_is_no_clipboard_to_follow(display: PrivateDisplay) -> None:
    with pytest.raises(CaptureUnavailableError, match="cannot be reached"):
        X11Clipboard(":9999", X11Windows(display.name))
    environ = {"XDG_SESSION_TYPE": "x11", "DISPLAY": display.name}
    LinuxDesktop(ManualClock(0), CaptureSettings, environ, Permit()).open_clipboard().close()
