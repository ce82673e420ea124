"""The person's own notes: by tag, the newest first, to be read, edited, opened or forgotten."""

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QButtonGroup, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from services.records import ChangeKind, DeleteRequest, Note, NoteList, SegmentId
from ui.context import Context
from ui.design.forget import ForgetDialog, report_words
from ui.design.gradually import Gradually
from ui.design.widgets import Empty, FlowLayout, chip, clear_layout, label, row, scroll
from ui.memories.note_card import NoteCard
from ui.problems import Problem
from ui.words import count_words, tr

SHOWN = 60
"""Notes on the page; a tag brings the others."""
MOST_TAGS = 30


class NotesView(QWidget):
    """Tags as chips above cards. Tab and the arrow keys go from tag to tag."""

    opened = Signal(object)  # Hit
    note_wanted = Signal()
    done = Signal(str, object)  # words, a way back or None
    failed = Signal(object)  # Problem

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._list, self._open, self._edit = context.slot(), context.slot(), context.slot()
        self.tag = ""
        self.shown: tuple[Note, ...] = ()
        self.cards: list[NoteCard] = []
        self._back_to: SegmentId | None = None
        self._building = Gradually(self)
        self.chips: dict[str, QPushButton] = {}
        self.group = QButtonGroup(self)
        holder = QWidget()
        self._tags = FlowLayout(holder, 6)
        self._cards = QVBoxLayout()
        self._cards.setSpacing(10)
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 8, 8)
        column.addLayout(self._cards)
        column.addStretch(1)
        self.waiting = Empty(context.theme, "note", tr("Recalling…"))
        self.empty = Empty(
            context.theme, "note", tr("No notes yet"),
            tr("A note is a memory by hand. #words in it are tags, and notes never fade."),
            chip(tr("Write a note"), self.note_wanted.emit),
        )  # fmt: skip
        self.stack = QStackedWidget()
        for view in (self.waiting, self.empty, scroll(inner)):
            self.stack.addWidget(view)
        self.count = label("", "muted")
        self.write = chip(tr("Write a note"), self.note_wanted.emit)
        head = row(self.count, None, self.write)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        layout.addWidget(holder)
        layout.addLayout(head)
        layout.addWidget(self.stack, 1)
        self._show_head(False)
        context.changes.changed.connect(self._on_changes)

    def _on_changes(self, kinds: frozenset[ChangeKind]) -> None:
        if ChangeKind.CAPTURES in kinds and self.isVisible():
            self.refresh()

    def showEvent(self, event: QShowEvent) -> None:
        """Look again, whenever they are looked at."""
        super().showEvent(event)
        self.refresh()

    def refresh(self) -> None:
        """Ask for the notes again."""
        library, tag = self._context.engine.library, self.tag
        self._list.run(lambda job: library.notes(tag, SHOWN), self._show, self._no_notes)

    def choose(self, tag: str) -> None:
        """Show the notes that have a tag; "" shows all."""
        if tag == self.tag:
            return
        self.tag = tag
        for card in self.cards:  # what is written there is a draft, and stands there again
            card.close_quietly()
        self.refresh()

    def focus_first(self) -> bool:
        """The chosen tag takes the keys, once there are any."""
        chosen = self.chips.get(self.tag)
        if chosen is None or not chosen.isVisible():
            return False
        chosen.setFocus(Qt.FocusReason.OtherFocusReason)
        return True

    def _no_notes(self, problem: Problem) -> None:
        self.failed.emit(problem)
        if self.stack.currentWidget() is self.waiting:
            self.waiting.say(tr("The notes could not be read"))

    def _show(self, found: NoteList) -> None:
        if any(card.editing for card in self.cards):
            return  # what is being written is not taken away; it is asked again after that
        if self.tag and not found.notes:  # its last note was forgotten
            self.choose("")
            return
        self.shown = found.notes
        self._show_head(bool(found.notes))
        self._show_tags(found)
        words = count_words(found.total, "note", "notes")
        self.count.setText(f"#{self.tag} · {words}" if self.tag else words)
        for card in self.cards:
            if card.has_focus():
                self._back_to = card.note.segment_ids[0]
        clear_layout(self._cards)
        self.cards = []
        rest = found.total - len(found.notes)
        self._building.run(
            [
                *(partial(self._add_card, note) for note in found.notes),
                partial(self._say_rest, rest),
            ]
        )
        self.stack.setCurrentIndex(2 if found.notes else 1)

    def _say_rest(self, rest: int) -> None:
        if rest > 0:
            self._cards.addWidget(label(f"{tr('and')} {rest} {tr('more')}", "second"))

    def _show_head(self, any_notes: bool) -> None:
        for item in (self.count, self.write):
            item.setVisible(any_notes)

    def _show_tags(self, found: NoteList) -> None:
        """Chips for the tags; they stay where they are, for who goes through them by keys."""
        tags = found.tags[:MOST_TAGS]
        names = ["", *(name for name, _count in tags)] if tags else []
        if names != list(self.chips):
            had = any(made.hasFocus() for made in self.chips.values())
            for made in self.chips.values():
                self.group.removeButton(made)
            clear_layout(self._tags)
            self.chips = {name: self._tag_chip(name) for name in names}
            if had:
                self.focus_first()
        counts = dict(tags)
        for name, made in self.chips.items():
            told = count_words(counts[name], "note", "notes") if name else ""
            made.setText(f"#{name} · {counts[name]}" if name else tr("All"))
            made.setAccessibleName(f"#{name}, {told}" if name else tr("All notes"))
            made.setChecked(name == self.tag)

    def _tag_chip(self, name: str) -> QPushButton:
        made = chip("", checkable=True)
        self.group.addButton(made)
        made.toggled.connect(lambda on: self.choose(name) if on else None)
        self._tags.addWidget(made)
        return made

    def _add_card(self, note: Note) -> None:
        card = NoteCard(self._context, note)
        card.tag_wanted.connect(self.choose)
        card.open_wanted.connect(self._show_whole)
        card.forget_wanted.connect(self._ask)
        card.saved.connect(partial(self._save, card))
        card.closed.connect(partial(self._closed, card))
        self.cards.append(card)
        self._cards.addWidget(card)
        if note.segment_ids[0] == self._back_to:
            self._back_to = None
            card.show()
            card.edit_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _save(self, card: NoteCard, note: Note, text: str, tags: tuple[str, ...]) -> None:
        library, key = self._context.engine.library, note.segment_ids[0]

        def kept(_note: Note) -> None:
            self._context.drafts.pop(key, None)
            undo = partial(self._write_back, note)
            self.done.emit(tr("Saved. What the note said before is forgotten."), undo)
            card.stop_editing()

        def failed(problem: Problem) -> None:
            if card.editor is not None:
                card.editor.failed(problem)

        self._edit.run(lambda job: library.edit_note(key, text, tags), kept, failed)

    def _write_back(self, note: Note) -> None:
        """Undo an edit: the note says again what it said."""
        library, key = self._context.engine.library, note.segment_ids[0]
        self._edit.run(
            lambda job: library.edit_note(key, note.text, note.given),
            lambda _note: self._said_again(),
            self.failed.emit,
        )

    def _said_again(self) -> None:
        self.done.emit(tr("The note says again what it said."), None)
        self.refresh()

    def _closed(self, card: NoteCard) -> None:
        """The keys go back to where the editing began."""
        self._back_to = card.note.segment_ids[0]
        self.refresh()

    def _show_whole(self, note: Note) -> None:
        library, segment = self._context.engine.library, note.segment_ids[0]
        self._open.run(lambda job: library.hit(segment), self.opened.emit, self.failed.emit)

    def _ask(self, note: Note) -> None:
        self.forget(note).open()

    def forget(self, note: Note) -> ForgetDialog:
        """The dialog that forgets a note with all of its sections."""
        ids = tuple(str(segment) for segment in note.segment_ids)
        dialog = ForgetDialog(
            self._context, ((tr("This note"), DeleteRequest(ids=ids)),), self.window()
        )
        dialog.accepted.connect(lambda: self._forgotten(dialog))
        return dialog

    def _forgotten(self, dialog: ForgetDialog) -> None:
        if dialog.report is not None:
            self.done.emit(f"{tr('Forgotten')}: {report_words(dialog.report)}.", None)
        self.refresh()
