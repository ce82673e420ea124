"""The list of hits that opens below the box while one types."""

import re
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QModelIndex,
    QPersistentModelIndex,
    QPointF,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QTextCharFormat, QTextLayout
from PySide6.QtWidgets import (
    QFrame,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from services.records import Hit
from ui.context import Context
from ui.design.strength import strength_color
from ui.design.widgets import label
from ui.engine_words import engine_words, reason_words
from ui.words import origin_words, tr

HIT_ROLE = Qt.ItemDataRole.UserRole + 1
ROOT = QModelIndex()


def snippet(text: str, words: tuple[str, ...], length: int) -> str:
    """The part of a text around the first of the words, on one line."""
    flat = " ".join(text.split())
    if len(flat) <= length:
        return flat
    found = [at for word in words if (at := flat.casefold().find(word)) >= 0]
    start = max(min(found, default=0) - length // 4, 0)
    start = flat.rfind(" ", 0, start) + 1 if start else 0
    cut = flat[start : start + length]
    return ("…" if start else "") + cut + ("…" if start + length < len(flat) else "")


def words_of(text: str) -> tuple[str, ...]:
    """The words to mark in hits, small, without the shortest."""
    return tuple(word for word in re.findall(r"\w+", text.casefold()) if len(word) > 2)


class HitModel(QAbstractListModel):
    """Hits in order of score."""

    def __init__(self) -> None:
        super().__init__()
        self.hits: tuple[Hit, ...] = ()

    def show(self, hits: tuple[Hit, ...]) -> None:
        """Show other hits."""
        self.beginResetModel()
        self.hits = hits
        self.endResetModel()

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = ROOT) -> int:
        """How many."""
        return 0 if parent.isValid() else len(self.hits)

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = 0) -> Any:
        """A hit, and its text for screen readers."""
        hit = self.hits[index.row()]
        if role == HIT_ROLE:
            return hit
        if role in {Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole}:
            origin = origin_words(hit.source, hit.app, hit.title, hit.author)
            return f"{origin}: {hit.text[:200]} ({', '.join(map(engine_words, hit.why))})"
        if role == Qt.ItemDataRole.ToolTipRole:
            return tr("Found by {why}").format(why=reason_words(hit.why))
        return None


class HitDelegate(QStyledItemDelegate):
    """Paints a hit: where from, why, when, the words found, and its strength as a dot."""

    def __init__(self, context: Context, parent: QWidget) -> None:
        super().__init__(parent)
        self._context = context
        self.words: tuple[str, ...] = ()

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        """Two lines."""
        return QSize(200, self._context.theme.px(46))

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Draw the hit."""
        hit: Hit = index.data(HIT_ROLE)
        theme, tokens = self._context.theme, self._context.theme.tokens
        rect: QRect = option.rect
        state: QStyle.StateFlag = option.state
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        if state & (QStyle.StateFlag.State_Selected | QStyle.StateFlag.State_MouseOver):
            painter.setBrush(QColor(tokens.selection))
            painter.drawRoundedRect(QRectF(rect).adjusted(4, 1, -4, -1), 8, 8)
        painter.setBrush(strength_color(tokens, hit.strength))
        painter.drawEllipse(QPointF(rect.left() + 18, rect.center().y() + 1), 4, 4)
        inner = rect.adjusted(36, theme.px(5), -16, -theme.px(5))
        self._draw_head(painter, inner, hit)
        self._draw_text(painter, inner, hit)
        painter.restore()

    def _draw_head(self, painter: QPainter, inner: QRect, hit: Hit) -> None:
        theme, tokens = self._context.theme, self._context.theme.tokens
        painter.setFont(theme.font(11))
        painter.setPen(QColor(tokens.muted))
        when = self._context.when(hit.at_ms, hit.offset_min)
        metrics = QFontMetrics(painter.font())
        room = inner.width() - metrics.horizontalAdvance(when) - 16
        top, elide = Qt.AlignmentFlag.AlignTop, Qt.TextElideMode.ElideRight
        left = int(top | Qt.AlignmentFlag.AlignLeft)
        origin = origin_words(hit.source, hit.app, hit.title, hit.author)
        # why it was found stands behind where it is from, in what room there is
        origin = metrics.elidedText(origin, elide, room * 3 // 5)
        painter.drawText(inner, left, origin)
        painter.drawText(inner, int(top | Qt.AlignmentFlag.AlignRight), when)
        behind = metrics.horizontalAdvance(origin) + 12
        if hit.why and room - behind > metrics.averageCharWidth() * 8:
            painter.setPen(QColor(tokens.accent_text))
            why = metrics.elidedText(reason_words(hit.why), elide, room - behind)
            painter.drawText(inner.adjusted(behind, 0, 0, 0), left, why)

    def _draw_text(self, painter: QPainter, inner: QRect, hit: Hit) -> None:
        theme, tokens = self._context.theme, self._context.theme.tokens
        font = theme.font(13)
        metrics = QFontMetrics(font)
        text = snippet(
            hit.text, self.words, max(inner.width() // max(metrics.averageCharWidth(), 1), 20)
        )
        text = metrics.elidedText(text, Qt.TextElideMode.ElideRight, inner.width())
        layout = QTextLayout(text, font)
        ranges = []
        for word in self.words:
            for match in re.finditer(re.escape(word), text.casefold()):
                part = QTextLayout.FormatRange()
                look = QTextCharFormat()
                look.setForeground(QColor(tokens.accent_text))
                part.start, part.length, part.format = match.start(), len(word), look
                ranges.append(part)
        layout.setFormats(ranges)
        layout.beginLayout()
        layout.createLine()
        layout.endLayout()
        painter.setPen(QColor(tokens.text))
        layout.draw(painter, QPointF(inner.left(), inner.bottom() - metrics.height()))


class HitsDrop(QFrame):
    """The drop-down; it takes no focus, the box drives it."""

    chosen = Signal(object)

    def __init__(self, context: Context, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("role", "drop")
        self.setAccessibleName(tr("Hits"))
        self.model = HitModel()
        self.delegate = HitDelegate(context, self)
        self.view = QListView()
        self.view.setAccessibleName(tr("Hits"))
        self.view.setModel(self.model)
        self.view.setItemDelegate(self.delegate)
        self.view.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.view.setMouseTracking(True)
        self.view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.view.clicked.connect(lambda index: self.chosen.emit(index.data(HIT_ROLE)))
        self.foot = label("", "small")
        self.foot.setContentsMargins(16, 2, 16, 6)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(4, 6, 4, 4)
        layout.setSpacing(2)
        layout.addWidget(self.view)
        layout.addWidget(self.foot)
        self._context = context
        self.hide()

    def show_hits(self, text: str, hits: tuple[Hit, ...], note: str) -> None:
        """Show hits under the box; the chosen row stays where its hit is still there."""
        chosen = self.current()
        self.delegate.words = words_of(text)
        self.model.show(hits)
        self.foot.setText(note)
        if chosen is not None:
            for at, hit in enumerate(hits):
                if hit.segment_id == chosen.segment_id:
                    self.view.setCurrentIndex(self.model.index(at))
        height = self._context.theme.px(46) * min(len(hits), 8)
        self.view.setFixedHeight(height + (4 if hits else 0))
        self.view.setVisible(bool(hits))
        self.adjustSize()
        self.show()
        self.raise_()

    def move_by(self, step: int) -> None:
        """Choose the next or the previous hit; before the first none is chosen."""
        at = self.view.currentIndex().row() + step
        if at < 0 or not self.model.hits:
            self.view.setCurrentIndex(QModelIndex())
            return
        self.view.setCurrentIndex(self.model.index(min(at, len(self.model.hits) - 1)))

    def current(self) -> Hit | None:
        """The chosen hit, if one is."""
        index = self.view.currentIndex()
        return self.model.hits[index.row()] if index.isValid() and self.model.hits else None
