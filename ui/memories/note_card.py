"""One note as a card: laid out as the Markdown that it is, or open for editing."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from services.records import Note
from ui.context import Context
from ui.design.markdown import LONGEST, MarkdownView
from ui.design.widgets import Card, ElidedLabel, FlowLayout, button, chip, label, row
from ui.memories.note_editor import NoteEditor
from ui.plain import one_line
from ui.words import tr

EXCERPT, LINES = 700, 14
"""Characters and lines of a note that are shown at first."""


class NoteCard(Card):
    """Its title, its text and its tags, and what can be done with it."""

    tag_wanted = Signal(str)
    open_wanted = Signal(object)  # Note
    forget_wanted = Signal(object)  # Note
    saved = Signal(object, str, object)  # Note, text, tags
    closed = Signal()

    def __init__(self, context: Context, note: Note) -> None:
        super().__init__(spacing=6)
        self._context, self.note = context, note
        self.editor: NoteEditor | None = None
        self._first = one_line(note.title or note.text.partition("\n")[0].lstrip("# "))
        self._text = _body(note)
        self._all = False
        self.setAccessibleName(self._first)
        when = label(context.when(note.at_ms, note.offset_min), "second")
        head = row(ElidedLabel(one_line(note.title), "strong"), when, spacing=12)
        head.setStretch(0, 1)
        self.add(head)
        self.view = MarkdownView(context.theme, self._first)
        self.add(self.view)
        self.more = button(tr("Show more"), self._toggle, "link",
                           name=f"{tr('Show all')}: {self._first}")  # fmt: skip
        self.add(row(self.more, None))
        self.below = QWidget()
        self.below.setLayout(self._below())
        self.add(self.below)
        self._show_text()
        self._show_parts()
        if note.segment_ids[0] in context.drafts:
            self.edit()

    def _below(self) -> QHBoxLayout:
        tags = QWidget()
        flow = FlowLayout(tags, 6)
        for tag in self.note.tags:
            name = f"{tr('Show')}: #{tag}"
            flow.addWidget(chip(f"#{tag}", partial(self.tag_wanted.emit, tag), name=name))
        first = self._first
        self.edit_button = button(tr("Edit"), self.start_editing, "link",
                                  name=f"{tr('Edit')}: {first}")  # fmt: skip
        made = (
            button(tr("Open"), self._open, "link", name=f"{tr('Open')}: {first}"),
            self.edit_button,
            button(tr("Forget…"), self._forget, "link", name=f"{tr('Forget…')} {first}"),
        )
        below = row(tags, *made, spacing=12)
        below.setContentsMargins(0, 0, 0, 0)
        below.setStretch(0, 1)
        return below

    @property
    def editing(self) -> bool:
        """Whether it is open for editing."""
        return self.editor is not None

    def has_focus(self) -> bool:
        """Whether the keys are somewhere in it."""
        return any(child.hasFocus() for child in self.findChildren(QWidget))

    def start_editing(self) -> None:
        """Open it and go there."""
        self.edit()
        if self.editor is not None:
            self.editor.take_focus()

    def edit(self) -> None:
        """Open it for editing."""
        if self.editor is not None:
            return
        self.editor = NoteEditor(self._context, self.note)
        self.editor.saved.connect(lambda text, tags: self.saved.emit(self.note, text, tags))
        self.editor.given_up.connect(self.stop_editing)
        for item in (self.view, self.more, self.below):
            item.hide()
        self.add(self.editor)
        self.editor.show()  # now, not at the next turn of the loop: it is about to have the focus

    def stop_editing(self) -> None:
        """Show it as it is kept."""
        if self.editor is not None:
            self.close_quietly()
            self.closed.emit()

    def close_quietly(self) -> None:
        """Close the editor; what is written in it stays a draft."""
        editor, self.editor = self.editor, None
        if editor is None:
            return
        self.body.removeWidget(editor)
        editor.hide()
        editor.deleteLater()
        self._show_parts()

    def _show_parts(self) -> None:
        """What belongs to a note that is not edited."""
        self.view.setVisible(bool(self._text))
        self.more.setVisible(_shortened(self._text) != self._text)
        self.below.show()

    def _toggle(self) -> None:
        self._all = not self._all
        self._show_text()

    def _show_text(self) -> None:
        text = self._text[: LONGEST - 3] if self._all else _shortened(self._text)
        rest = self._text[len(text) :]
        self.view.show_markdown(text + (rest and ("\n\n…" if rest.startswith("\n") else " …")))
        self.more.setText(tr("Show less") if self._all else tr("Show more"))
        self.more.setAccessibleName(f"{self.more.text()}: {self._first}")

    def _open(self) -> None:
        self.open_wanted.emit(self.note)

    def _forget(self) -> None:
        self.forget_wanted.emit(self.note)


def _body(note: Note) -> str:
    """What stands below the title; all of it where there is none."""
    first, _, rest = note.text.partition("\n")
    if not note.title or not first.startswith("#") or first.strip("# ") != note.title:
        return note.text
    return rest.strip("\n")


def _shortened(text: str) -> str:
    """Its beginning: whole lines, except of a first one that is very long."""
    lines = text.split("\n")[:LINES]
    short = "\n".join(lines)
    if len(short) > EXCERPT:
        cut = short.rfind("\n", 1, EXCERPT)
        cut = cut if cut > EXCERPT // 3 else short.rfind(" ", 1, EXCERPT)
        short = short[: cut if cut > EXCERPT // 3 else EXCERPT]
    return text if len(short) >= len(text) - 2 else short.rstrip()
