"""The clipboards of Windows and macOS, beside the promises that all keep."""

import io
import struct
import sys
from types import ModuleType

import pytest
from PIL import Image

from services.capture.clipboard import win32
from services.capture.clipboard.base import Copied
from services.capture.clipboard.macos import MacClipboard
from services.capture.clipboard.win32 import Libraries, Win32Clipboard
from services.capture.platform import Desktop
from services.capture.windows.fake import FakeWindows
from services.capture.windows.win32 import Win32Windows
from services.clock import ManualClock
from services.errors import CaptureUnavailableError
from services.settings import Settings
from tests.support.clipboards import FakePasteboard, FakeWin32Clipboard, dib_of
from tests.support.documents import draw_needle
from tests.support.win32 import FakeSystem, FakeWindow


@pytest.fixture
def system() -> FakeWin32Clipboard:
    return FakeWin32Clipboard()


@pytest.fixture
def windows(system: FakeWin32Clipboard) -> Win32Clipboard:
    desktop = FakeSystem({7: FakeWindow("Vault", pid=1)}, {1: "C:\\Tools\\KeePass.exe"}, front=7)
    return Win32Clipboard(Win32Windows(desktop.libraries()), system.libraries())


def test_win32_tells_whose_the_copy_is(windows: Win32Clipboard, system: FakeWin32Clipboard) -> None:
    system.copy("text hello")
    assert windows.read(pictures=True) == Copied("hello")
    system.owner = 7
    assert windows.read(pictures=True) == Copied("hello", owner="KeePass")


@pytest.mark.parametrize(
    ("form", "content", "secret"),
    [
        ("ExcludeClipboardContentFromMonitorProcessing", b"\0", True),
        ("Clipboard Viewer Ignore", b"1", True),
        ("CanIncludeInClipboardHistory", b"\0\0\0\0", True),
        ("CanIncludeInClipboardHistory", b"\1\0\0\0", False),
        ("CanUploadToCloudClipboard", b"\0\0\0\0", False),
    ],
)
def test_win32_leaves_alone_what_is_for_no_monitor(
    windows: Win32Clipboard, system: FakeWin32Clipboard, form: str, content: bytes, secret: bool
) -> None:
    system.copy("text correct horse")
    system.add(system.form(form), content)
    expected = Copied(secret=True) if secret else Copied("correct horse")
    assert windows.read(pictures=True) == expected
    assert (system.opened, system.locked) == (0, 0)


def test_win32_waits_for_a_clipboard_that_another_program_has_open(
    windows: Win32Clipboard, system: FakeWin32Clipboard, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(win32, "_PAUSE_S", 0.001)
    system.copy("text hello")
    system.busy = 3
    assert windows.read(pictures=True) == Copied("hello")
    system.busy = 1000
    assert windows.read(pictures=True) is None
    assert system.opened == 0


def test_win32_takes_a_png_before_a_bitmap(
    windows: Win32Clipboard, system: FakeWin32Clipboard
) -> None:
    png = b"\x89PNG as it was copied"
    system.put({8: dib_of(draw_needle()), system.form("PNG"): png})
    assert windows.read(pictures=True) == Copied(picture=png)
    assert windows.read(pictures=False) is None


@pytest.mark.parametrize("mode", ["RGB", "L", "1", "P"])
def test_win32_makes_a_file_of_a_bitmap(
    windows: Win32Clipboard, system: FakeWin32Clipboard, mode: str
) -> None:
    drawn = draw_needle().convert(mode)
    system.put({8: dib_of(drawn)})
    copied = windows.read(pictures=True)
    assert copied is not None
    with Image.open(io.BytesIO(copied.picture)) as opened:
        assert opened.format == "BMP"
        assert opened.convert("RGB").tobytes() == drawn.convert("RGB").tobytes()


def test_win32_knows_masks_behind_the_header(
    windows: Win32Clipboard, system: FakeWin32Clipboard
) -> None:
    masks = struct.pack("<III", 0xFF0000, 0xFF00, 0xFF)
    header = struct.pack("<IiiHHIIiiII", 40, 2, 1, 1, 32, 3, 8, 0, 0, 0, 0)
    system.put({8: header + masks + bytes([1, 2, 3, 0, 4, 5, 6, 0])})
    copied = windows.read(pictures=True)
    assert copied is not None
    with Image.open(io.BytesIO(copied.picture)) as opened:
        assert opened.convert("RGB").tobytes() == bytes([3, 2, 1, 6, 5, 4])


@pytest.mark.parametrize("dib", [b"short", struct.pack("<I", 12) + b"\0" * 60])
def test_win32_leaves_what_is_no_bitmap(
    windows: Win32Clipboard, system: FakeWin32Clipboard, dib: bytes
) -> None:
    system.put({8: dib})
    assert windows.read(pictures=True) is None


def test_win32_passes_over_memory_that_is_closed_to_it(
    windows: Win32Clipboard, system: FakeWin32Clipboard
) -> None:
    system.copy("text hello")
    system.closed_blocks.add(13)
    assert windows.read(pictures=True) is None
    windows.close()


def test_elsewhere_the_libraries_are_missing() -> None:
    with pytest.raises(CaptureUnavailableError, match="no Windows"):
        Libraries.load()
    with pytest.raises(CaptureUnavailableError, match="pyobjc-framework-Cocoa"):
        MacClipboard(FakeWindows())
    for platform, words in (("win32", "no Windows"), ("darwin", "missing")):
        desktop = Desktop(ManualClock(0), Settings, platform=platform)
        with pytest.raises(CaptureUnavailableError, match=words):
            desktop.open_clipboard()


def test_each_system_opens_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    desktop, program, board = FakeSystem(), FakeWin32Clipboard(), FakePasteboard()
    monkeypatch.setattr("services.capture.windows.win32.Libraries.load", desktop.libraries)
    monkeypatch.setattr(Libraries, "load", program.libraries)
    opened = Desktop(ManualClock(0), Settings, platform="win32").open_clipboard()
    assert isinstance(opened, Win32Clipboard)
    for name in ("Quartz", "AppKit", "objc"):
        module = ModuleType(name)
        module.NSPasteboard = board  # type: ignore[attr-defined] # a stand-in
        module.autorelease_pool = board.pool  # type: ignore[attr-defined] # a stand-in
        module.CGPreflightScreenCaptureAccess = lambda: True  # type: ignore[attr-defined]
        monkeypatch.setitem(sys.modules, name, module)
    opened = Desktop(ManualClock(0), Settings, platform="darwin").open_clipboard()
    assert isinstance(opened, MacClipboard)
    opened.close()


@pytest.mark.parametrize(
    "mark",
    [
        "org.nspasteboard.ConcealedType",
        "org.nspasteboard.TransientType",
        "com.agilebits.onepassword",
        "de.petermaurer.TransientPasteboardType",
    ],
)
def test_macos_leaves_alone_what_is_for_no_one_else(mark: str) -> None:
    board = FakePasteboard(forms={"public.utf8-plain-text": b"correct horse", mark: b""})
    assert MacClipboard(FakeWindows(), board, board.pool).read(pictures=True) == Copied(secret=True)


def test_macos_takes_what_there_is() -> None:
    board = FakePasteboard()
    clipboard = MacClipboard(FakeWindows(), board, board.pool)
    assert clipboard.read(pictures=True) is None
    board.forms = {"public.utf8-plain-text": b""}
    assert clipboard.read(pictures=True) is None
    board.forms = {"public.tiff": b"II*\0"}
    assert clipboard.read(pictures=True) == Copied(picture=b"II*\0")
    assert clipboard.read(pictures=False) is None
    board.forms = {"public.png": b""}  # promised, and not given
    assert clipboard.read(pictures=True) is None
