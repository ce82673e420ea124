"""Opens what a memory came from where it lives: its page in the browser, its file in its program.

Only a person's press does so, and only web addresses and files are opened; a file that would run
as a program is shown in its folder instead.
"""

from pathlib import Path

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices

from services.errors import WorldError
from services.records import Capture, DocumentId, Hit
from ui.ports import Engine
from ui.words import tr

RUNNING = frozenset(
    {
        ".app", ".appimage", ".bat", ".cmd", ".com", ".command", ".desktop", ".exe", ".jar",
        ".js", ".lnk", ".msi", ".ps1", ".py", ".pyw", ".rb", ".reg", ".run", ".scr", ".sh",
        ".url", ".vbs", ".wsf",
    }
)  # fmt: skip
"""Names that end so may be run where they are opened."""


def web_address(text: str) -> QUrl:
    """A captured address as one that may be opened; empty where it is none of the web."""
    text = text.strip()
    if "://" not in text and "." in text.split("/")[0] and not any(c.isspace() for c in text):
        text = f"https://{text}"
    url = QUrl(text, QUrl.ParsingMode.StrictMode)
    web = url.isValid() and url.scheme() in {"http", "https"} and bool(url.host())
    return url if web else QUrl()


def elsewhere_words(source: Capture | Hit, document: DocumentId | None) -> str:
    """What the button that opens it says; "" where there is nothing to open."""
    if document is not None:
        return tr("Open file ↗")
    return tr("Open page ↗") if not web_address(source.url).isEmpty() else ""


def place_of(engine: Engine, source: Capture | Hit, document: DocumentId | None) -> QUrl:
    """Where it lives. Called off the main thread; raises ``WorldError`` where that is gone."""
    if document is None:
        return web_address(source.url)
    path = Path(engine.library.document(document).path)
    if not path.exists():
        raise WorldError(
            tr("The file is no longer where it was read."),
            tr("Its text is still here. It may have been moved, renamed or deleted."),
        )
    shown = path.parent if path.suffix.casefold() in RUNNING else path
    return QUrl.fromLocalFile(str(shown))


def open_place(url: QUrl) -> None:
    """Hand an address to the desktop."""
    if not url.isEmpty():
        QDesktopServices.openUrl(url)
