"""The list of subjects; names fade with the strength of what is known of them."""

from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
)
from PySide6.QtGui import QColor, QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from services.records import Subject
from ui.design.strength import faded_text, strength_color
from ui.theme import Theme
from ui.words import count_words, tr

SUBJECT_ROLE = Qt.ItemDataRole.UserRole + 1
ROOT = QModelIndex()


def subject_words(name: str) -> str:
    """A subject's name as it is shown: the person's own facts are kept under "me"."""
    return tr("Me") if name.casefold() == "me" else name


class SubjectModel(QAbstractListModel):
    """Subjects, strongest first."""

    def __init__(self) -> None:
        super().__init__()
        self.all: tuple[Subject, ...] = ()
        self.shown: tuple[Subject, ...] = ()
        self._filter = ""

    def show(self, subjects: tuple[Subject, ...]) -> None:
        """Show other subjects."""
        self.all = tuple(sorted(subjects, key=lambda s: (-s.strength, s.name.casefold())))
        self.narrow(self._filter)

    def narrow(self, text: str) -> None:
        """Only those whose name holds a text."""
        self._filter = text
        self.beginResetModel()
        self.shown = tuple(s for s in self.all if text.casefold() in s.name.casefold())
        self.endResetModel()

    def row_of(self, name: str) -> int:
        """The row of a name, -1 where it is not shown."""
        return next((at for at, s in enumerate(self.shown) if s.name == name), -1)

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = ROOT) -> int:
        """How many."""
        return 0 if parent.isValid() else len(self.shown)

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = 0) -> Any:
        """A subject and its name."""
        subject = self.shown[index.row()]
        if role == SUBJECT_ROLE:
            return subject
        if role == Qt.ItemDataRole.DisplayRole:
            return subject_words(subject.name)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{subject.name}, {count_words(subject.facts, 'fact', 'facts')}"
        return None


class SubjectDelegate(QStyledItemDelegate):
    """Paints a name and how many facts there are; a conflict has a dot."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        """One line with air."""
        return QSize(120, self._theme.px(36))

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Draw the row."""
        subject: Subject = index.data(SUBJECT_ROLE)
        theme, tokens = self._theme, self._theme.tokens
        rect: QRect = option.rect
        state: QStyle.StateFlag = option.state
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        over = bool(state & QStyle.StateFlag.State_MouseOver)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if chosen or over:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(tokens.selection if chosen else tokens.rail))
            painter.drawRoundedRect(QRectF(rect).adjusted(0, 1, 0, -1), 8, 8)
        if chosen and state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QColor(tokens.focus))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(rect).adjusted(0.5, 1.5, -0.5, -1.5), 8, 8)
        painter.setFont(theme.font(13))
        metrics = QFontMetrics(painter.font())
        count = str(subject.facts)
        inner = rect.adjusted(12, 0, -12, 0)
        ground = tokens.selection if chosen else tokens.window
        painter.setPen(faded_text(tokens, subject.strength, onto=ground))
        room = inner.width() - metrics.horizontalAdvance(count) - 28
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.drawText(
            inner, int(middle | Qt.AlignmentFlag.AlignLeft),
            metrics.elidedText(subject_words(subject.name), Qt.TextElideMode.ElideRight, room),
        )  # fmt: skip
        painter.setPen(QColor(tokens.muted))
        painter.drawText(inner, int(middle | Qt.AlignmentFlag.AlignRight), count)
        if subject.conflicts:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(strength_color(tokens, 1.0))
            x = inner.right() - metrics.horizontalAdvance(count) - 12
            painter.drawEllipse(QRectF(x, rect.center().y() - 2, 6, 6))
        painter.restore()
