"""A stored text shown to read, scrolled to a span that is marked in it."""

from PySide6.QtGui import QColor, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QTextEdit

from ui.theme import Theme
from ui.words import tr


class TextView(QTextEdit):
    """Read-only plain text with one marked span and, within it, one quote."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._spans: tuple[tuple[int, int], ...] = ()
        self.setProperty("role", "page")
        self.setReadOnly(True)
        self.setAccessibleName(tr("Text"))
        theme.changed.connect(self._mark)

    def show_text(self, text: str, span: tuple[int, int], quote: str = "") -> None:
        """Show a text with characters ``span`` marked, the quote in it more strongly."""
        self.setPlainText(text)
        start, end = max(span[0], 0), min(span[1], len(text))
        at = text.find(quote, start, end) if quote else -1
        if at < 0 and quote:
            at = text.find(quote)
        strong = (at, at + len(quote)) if at >= 0 else (start, end)
        self._spans = ((start, end), strong)
        self._mark()
        cursor = self.textCursor()
        cursor.setPosition(_utf16(text, strong[0]))
        self.setTextCursor(cursor)
        self._centre(cursor)

    def marked_text(self) -> str:
        """The words that are marked most strongly."""
        text = self.toPlainText()
        return text[slice(*self._spans[-1])] if self._spans else ""

    def _mark(self) -> None:
        text = self.toPlainText()
        tokens, made = self._theme.tokens, []
        for (start, end), ground in zip(self._spans, (tokens.selection, tokens.mark), strict=False):
            if end <= start:
                continue
            selection = QTextEdit.ExtraSelection()
            cursor = QTextCursor(self.document())
            cursor.setPosition(_utf16(text, start))
            cursor.setPosition(_utf16(text, end), QTextCursor.MoveMode.KeepAnchor)
            look = QTextCharFormat()
            look.setBackground(QColor(ground))
            selection.cursor, selection.format = cursor, look
            made.append(selection)
        self.setExtraSelections(made)

    def _centre(self, cursor: QTextCursor) -> None:
        rect = self.cursorRect(cursor)
        bar = self.verticalScrollBar()
        bar.setValue(bar.value() + rect.center().y() - self.viewport().height() // 3)


def _utf16(text: str, position: int) -> int:
    """Qt counts UTF-16 units, Python characters."""
    return len(text[:position].encode("utf-16-le")) // 2
