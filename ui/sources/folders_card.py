"""Watched folders: how much of each is read, how long the rest takes, paused as one or all."""

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QProgressBar, QVBoxLayout, QWidget

from services.records import FolderMode, FolderState
from ui.context import Context
from ui.design.widgets import Card, ElidedLabel, IconButton, chip, icon_button, label, row
from ui.engine_words import engine_words
from ui.sources.lists import place_words
from ui.words import count_words, tr

MODE_WORDS = {
    FolderMode.PAUSED: "paused", FolderMode.HELD: "held for now",
    FolderMode.WAITING: "waits to go on",
}  # fmt: skip
BUSY_MODES = (FolderMode.READING, FolderMode.PAUSED, FolderMode.HELD, FolderMode.WAITING)


def folder_words(folder: FolderState) -> str:
    """Such as "42 documents", "1 204 of 8 000 files, about 12 min left", "paused · …"."""
    words = count_words(folder.documents, "document", "documents")
    if folder.mode is FolderMode.MISSING:
        return f"{tr('not there now')} · {words}"
    if folder.mode is FolderMode.DONE or (folder.mode is FolderMode.WAITING and not folder.total):
        waits = folder.mode is FolderMode.WAITING
        return f"{tr('waits to be read')} · {words}" if waits else words
    if not folder.total:
        return f"{tr(MODE_WORDS[folder.mode])} · {words}" if folder.mode in MODE_WORDS else words
    far = f"{folder.done:n} {tr('of')} {folder.total:n} {tr('files')}"
    if folder.mode is FolderMode.READING:
        left = "" if folder.left_s is None else f", {left_words(folder.left_s)}"
        return f"{far}{left}"
    return f"{tr(MODE_WORDS[folder.mode])} · {far}"


def left_words(left_s: int) -> str:
    """Such as "about 12 min left"."""
    if left_s < 60:
        return tr("less than a minute left")
    minutes = round(left_s / 60)
    words = f"{minutes} min" if minutes < 90 else f"{round(minutes / 60)} h"
    return f"{tr('about')} {words} {tr('left')}"


class FolderRow(QWidget):
    """One folder; it stays the same widget while its numbers move, so that it can be pressed."""

    paused = Signal(object, bool)  # path, wanted
    removed = Signal(object)

    def __init__(self, context: Context, path: str) -> None:
        super().__init__()
        self._path = path
        self._paused = False
        self._words = label("", "second", wrap=True)
        self.pause_button: IconButton = icon_button(
            context.theme, "pause", tr("Pause"), self._press
        )
        close = icon_button(
            context.theme, "close", f"{tr('Stop watching')} {place_words(path)}",
            lambda: self.removed.emit(Path(path)),
        )  # fmt: skip
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName(f"{tr('Progress')}: {place_words(path)}")
        self._detail = label("", "second", wrap=True)
        line = row(ElidedLabel(place_words(path)), self.pause_button, close)
        line.setStretch(0, 1)
        inner = QVBoxLayout(self)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(3)
        inner.addLayout(line)
        inner.addWidget(self._words)
        inner.addWidget(self._bar)
        inner.addWidget(self._detail)

    def show_folder(self, folder: FolderState) -> None:
        """Show how far it is."""
        words = folder_words(folder)
        if folder.failed:
            words += f" · {folder.failed} {tr('could not be read')}"
        self._words.setText(words)
        self._paused = folder.paused
        picture, action = ("play", tr("Read on")) if folder.paused else ("pause", tr("Pause"))
        self.pause_button.show_as(picture, f"{action}: {place_words(self._path)}")
        self._bar.setVisible(folder.mode in BUSY_MODES and folder.total > 0)
        self._bar.setRange(0, max(1, folder.total))
        self._bar.setValue(folder.done)
        self._detail.setText(engine_words(folder.detail))
        self._detail.setVisible(bool(folder.detail))

    def _press(self) -> None:
        self.paused.emit(Path(self._path), not self._paused)


class FoldersCard(Card):
    """The folders, and what begins and pauses all of them."""

    add_wanted = Signal()
    removed = Signal(object)
    paused = Signal(bool)
    folder_paused = Signal(object, bool)  # path, wanted

    def __init__(self, context: Context) -> None:
        super().__init__(tr("Folders"), spacing=8)
        self._context = context
        self.rows: dict[str, FolderRow] = {}
        self._list = QVBoxLayout()
        self._list.setSpacing(10)
        self._nothing = label(
            tr("No folder is watched. Documents in a watched folder are read and found."),
            "muted",
            wrap=True,
        )
        self._list.addWidget(self._nothing)
        self.add(self._list)
        self._pausing = False
        self.pause_chip = chip(tr("Pause reading"), lambda: self.paused.emit(not self._pausing))
        watch = chip(tr("Watch a folder…"), self.add_wanted.emit)
        self.add(row(watch, self.pause_chip, None))

    def show_folders(self, folders: tuple[FolderState, ...], *, paused: bool = False) -> None:
        """Show how far the folders are; a row comes or goes with its folder."""
        self._pausing = paused
        words = tr("Read on") if paused else tr("Pause reading")
        self.pause_chip.setText(words)
        self.pause_chip.setAccessibleName(words)
        self.pause_chip.setVisible(bool(folders))
        self._nothing.setVisible(not folders)
        for path in [path for path in self.rows if path not in {f.path for f in folders}]:
            gone = self.rows.pop(path)
            self._list.removeWidget(gone)
            gone.hide()
            gone.deleteLater()
        for place, folder in enumerate(folders):
            shown = self.rows.get(folder.path) or self._new_row(folder.path)
            if self._list.indexOf(shown) != place:
                self._list.insertWidget(place, shown)
            shown.show_folder(folder)

    def _new_row(self, path: str) -> FolderRow:
        made = self.rows[path] = FolderRow(self._context, path)
        made.paused.connect(self.folder_paused)
        made.removed.connect(self.removed)
        return made
