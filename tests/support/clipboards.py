"""Stand-ins for the clipboards of Windows and macOS, which answer as those do."""

import ctypes
import io
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from PIL import Image

from services.capture.clipboard.win32 import Libraries


@dataclass
class FakeWin32Clipboard:
    """user32 and kernel32 with a clipboard: blocks of memory by the number of their form."""

    sequence: int = 7
    owner: int | None = None
    busy: int = 0
    opened: int = 0
    locked: int = 0
    closed_blocks: set[int] = field(default_factory=set)
    blocks: dict[int, Any] = field(default_factory=dict)
    names: list[str] = field(default_factory=list)

    def libraries(self) -> Libraries:
        return Libraries(self, self)

    def copy(self, line: str) -> None:
        """Copy what a line asks for, as ``tests/support/copying.py`` does."""
        kind, _, rest = line.partition(" ")
        if kind in {"text", "secret"}:
            self.put({13: f"{rest}\0".encode("utf-16-le")})
        elif kind == "long":
            words = " ".join(f"word{number}" for number in range(int(rest)))
            self.put({13: f"{words}\0".encode("utf-16-le")})
        elif kind == "picture":
            self.put({8: dib_of(Image.open(rest))})
        else:
            self.put({self.form("application/x-nothing"): b"nothing"})
        if kind == "secret":
            self.add(self.form("ExcludeClipboardContentFromMonitorProcessing"), b"\0")

    def put(self, forms: dict[int, bytes]) -> None:
        self.blocks.clear()
        for form, content in forms.items():
            self.add(form, content)
        self.sequence += 1

    def add(self, form: int, content: bytes) -> None:
        self.blocks[form] = (ctypes.c_char * len(content)).from_buffer_copy(content)

    def form(self, name: str) -> int:
        return self.RegisterClipboardFormatW(name)

    # user32

    def GetClipboardSequenceNumber(self) -> int:
        return self.sequence

    def RegisterClipboardFormatW(self, name: str) -> int:
        if name not in self.names:
            self.names.append(name)
        return 0xC000 + self.names.index(name)

    def OpenClipboard(self, window: None) -> int:
        assert window is None
        if self.busy:
            self.busy -= 1
            return 0
        self.opened += 1
        return 1

    def CloseClipboard(self) -> int:
        self.opened -= 1
        return 1

    def GetClipboardOwner(self) -> int | None:
        return self.owner

    def IsClipboardFormatAvailable(self, form: int) -> int:
        return int(form in self.blocks)

    def GetClipboardData(self, form: int) -> int | None:
        assert self.opened == 1
        return form if form in self.blocks else None

    # kernel32

    def GlobalSize(self, handle: int) -> int:
        return len(self.blocks[handle])

    def GlobalLock(self, handle: int) -> int | None:
        if handle in self.closed_blocks:
            return None
        self.locked += 1
        return ctypes.addressof(self.blocks[handle])

    def GlobalUnlock(self, handle: int) -> int:
        self.locked -= 1
        return 0


class _Data(bytes):
    """``NSData``: bytes that tell their length in their own way."""

    def length(self) -> int:
        return len(self)


@dataclass
class FakePasteboard:
    """AppKit with a pasteboard; it is its own ``NSPasteboard`` and its general one."""

    count: int = 3
    forms: dict[str, bytes] | None = None
    pools: int = 0

    @property
    def NSPasteboard(self) -> "FakePasteboard":
        return self

    def copy(self, line: str) -> None:
        """Copy what a line asks for, as ``tests/support/copying.py`` does."""
        kind, _, rest = line.partition(" ")
        text = "public.utf8-plain-text"
        if kind in {"text", "secret"}:
            self.forms = {text: rest.encode()}
        elif kind == "long":
            self.forms = {text: " ".join(f"word{n}" for n in range(int(rest))).encode()}
        elif kind == "picture":
            self.forms = {"public.png": Path(rest).read_bytes()}
        else:
            self.forms = {"application/x-nothing": b"nothing"}
        if kind == "secret":
            self.forms["org.nspasteboard.ConcealedType"] = b""
        self.count += 1

    def pool(self) -> AbstractContextManager[object]:
        self.pools += 1
        return nullcontext()

    def generalPasteboard(self) -> "FakePasteboard":
        return self

    def changeCount(self) -> int:
        return self.count

    def types(self) -> list[str] | None:
        return None if self.forms is None else list(self.forms)

    def stringForType_(self, form: str) -> str | None:
        return (self.forms or {})[form].decode()

    def dataForType_(self, form: str) -> _Data | None:
        content = (self.forms or {})[form]
        return _Data(content) if content else None


def dib_of(picture: Image.Image) -> bytes:
    """A picture as Windows keeps it in memory."""
    file = io.BytesIO()
    picture.save(file, format="BMP")
    return file.getvalue()[14:]
