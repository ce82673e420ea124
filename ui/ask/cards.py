"""The cards at the right of an answer: where it comes from."""

import html

from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QEnterEvent,
    QImage,
    QLinearGradient,
    QMouseEvent,
    QPainter,
    QPixmap,
)
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from services.errors import WorldError
from services.records import Answer, Citation, Hit
from ui.ask.excerpt import excerpt
from ui.context import Context
from ui.design.bars import StrengthBar
from ui.design.pictures import image_of
from ui.design.widgets import Card, ElidedLabel, button, clear_layout, label, row, scroll
from ui.engine_words import reason_words
from ui.words import origin_words, tr

CROP_HEIGHT = 120
FADE = 40
READABLE = 0.7  # text of a screen cannot be read when it is made smaller than this


def marked_html(text: str, quote: str, mark: str, color: str, answer: str = "") -> str:
    """A text as HTML with its quote on the marking colour; what answers in it is bold."""
    before, found, after = excerpt(text, quote)
    inner = html.escape(found)
    if answer and answer in found:
        head, tail = found.split(answer, 1)
        inner = f"{html.escape(head)}<b>{html.escape(answer)}</b>{html.escape(tail)}"
    middle = f'<span style="background:{mark}; color:{color}">{inner}</span>'
    body = html.escape(before) + (middle if found else "") + html.escape(after)
    return body.replace("\n", "<br>")


def fading_out(image: QImage, width: int) -> QImage:
    """The image with its right end fading away: there is more of it than is shown."""
    made = image.convertToFormat(QImage.Format.Format_ARGB32_Premultiplied)
    shade = QLinearGradient(made.width() - width, 0, made.width(), 0)
    shade.setColorAt(0, QColor(0, 0, 0, 255))
    shade.setColorAt(1, QColor(0, 0, 0, 0))
    painter = QPainter(made)
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_DestinationIn)
    painter.fillRect(made.rect(), shade)
    painter.end()
    return made


def _stretching(layout: QHBoxLayout, index: int) -> QHBoxLayout:
    """Let the item at ``index`` take the room that is left."""
    layout.setStretch(index, 1)
    return layout


class CropView(QWidget):
    """The region of a frame where the quote stood."""

    def __init__(self, hit: Hit) -> None:
        super().__init__()
        self._image = QImage()
        self._label = QLabel()
        self._label.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        self._label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(f"{tr('Part of the frame')}: {hit.text[:120]}")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._label)
        self.hide()

    def show_image(self, image: QImage) -> None:
        """Show a crop, not larger than a card can hold."""
        if image.isNull():
            return
        self._image = image
        self.show()
        self._fit()

    def has_image(self) -> bool:
        """Whether there is something to see."""
        return not self._image.isNull()

    def _fit(self) -> None:
        ratio = self.devicePixelRatioF()
        room = QSize(round(max(self.width(), 300) * ratio), round(CROP_HEIGHT * ratio))
        factor = max(min(room.width() / self._image.width(), ratio), READABLE * ratio)
        scaled = self._image.scaledToWidth(
            round(self._image.width() * factor), Qt.TransformationMode.SmoothTransformation
        )
        cut = scaled.width() > room.width()
        scaled = scaled.copy(QRect(QPoint(0, 0), room.boundedTo(scaled.size())))
        if cut:
            scaled = fading_out(scaled, round(FADE * ratio))
        shown = QPixmap.fromImage(scaled)
        shown.setDevicePixelRatio(ratio)
        self._label.setPixmap(shown)


class CitationCard(Card):
    """One cited place: mark, origin, date, the quote in its text, strength, why it was found."""

    opened = Signal(object)

    def __init__(self, context: Context, citation: Citation) -> None:
        super().__init__(margin=14, spacing=8)
        self._context, self.citation = context, citation
        hit = citation.hit
        origin = origin_words(hit.source, hit.app, hit.title, hit.author)
        self.setAccessibleName(f"{tr('Source')} {citation.mark}: {origin}")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        when = context.when(hit.at_ms, hit.offset_min)
        self.add(
            _stretching(
                row(
                    label(str(citation.mark), "accent"),
                    ElidedLabel(origin, "second"),
                    label(when, "second"),
                ),
                1,
            )
        )
        self.crop = CropView(hit)
        self.quote = label("", wrap=True, rich=True)
        inset = QFrame()
        inset.setProperty("role", "inset")
        inside = QVBoxLayout(inset)
        inside.setContentsMargins(12, 8, 12, 8)
        inside.addWidget(self.crop)
        inside.addWidget(self.quote)
        self.add(inset)
        self.add(StrengthBar(context.theme, hit.strength))
        why = reason_words(hit.why) or tr("found by its words")
        if citation.flagged:
            why = f"{tr('looks like an instruction, taken as a quote only')} · {why}"
        name = f"{tr('Open source')} {citation.mark}"
        self.open_button = button(tr("Open ↗"), self._open, "link", name=name)
        self.add(_stretching(row(ElidedLabel(why, "second"), self.open_button), 0))
        self._render()
        context.theme.changed.connect(self._render)

    def _render(self) -> None:
        tokens = self._context.theme.tokens
        cited = self.citation
        text = marked_html(cited.hit.text, cited.quote, tokens.mark, tokens.text, cited.answer)
        self.quote.setText(text)
        self.quote.setAccessibleName(self.citation.quote)

    def _open(self) -> None:
        self.opened.emit(self.citation)

    def set_pointed(self, pointed: bool) -> None:
        """Show that its mark in the answer is pointed at."""
        vivid = self._context.theme.tokens.vivid
        self.setStyleSheet(f"CitationCard {{ border: 1px solid {vivid}; }}" if pointed else "")

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Anywhere on the card opens it."""
        inside = self.rect().contains(event.position().toPoint())
        if event.button() is Qt.MouseButton.LeftButton and inside:
            self._open()

    def enterEvent(self, event: QEnterEvent) -> None:
        """Answer to the pointer."""
        self.set_pointed(True)

    def leaveEvent(self, event: QEvent) -> None:
        """Rest."""
        self.set_pointed(False)


class CardColumn(QWidget):
    """All cards of the answer that is looked at."""

    opened = Signal(object)

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._slot = context.slot()
        self.cards: list[CitationCard] = []
        inner = QWidget()
        self._list = QVBoxLayout(inner)
        self._list.setContentsMargins(0, 0, 8, 0)
        self._list.setSpacing(12)
        self.heading = label(tr("WHERE THIS COMES FROM"), "section")
        self.heading.hide()  # until there is a place to show
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 8, 0, 0)
        layout.setSpacing(12)
        layout.addWidget(self.heading)
        layout.addWidget(scroll(inner), 1)

    def show_answer(self, answer: Answer | None) -> None:
        """Show where an answer comes from, or what came nearest to one."""
        citations = answer.citations if answer else ()
        nearest = answer.nearest if answer and not citations else ()
        words = tr("NEAREST TO IT") if nearest else tr("WHERE THIS COMES FROM")
        self.heading.setText(words)
        self._show_citations(citations or nearest)

    def _show_citations(self, citations: tuple[Citation, ...]) -> None:
        """Cards; their pictures come later."""
        if tuple(card.citation for card in self.cards) == citations:
            return
        clear_layout(self._list)
        self.cards = []
        for citation in citations:
            card = CitationCard(self._context, citation)
            card.opened.connect(self.opened)
            self.cards.append(card)
            self._list.addWidget(card)
        self._list.addStretch(1)
        self.heading.setVisible(bool(citations))
        self._load_crops(citations)

    def point_at(self, mark: int) -> None:
        """Show which card a mark belongs to."""
        for card in self.cards:
            card.set_pointed(card.citation.mark == mark)

    def _load_crops(self, citations: tuple[Citation, ...]) -> None:
        wanted = [c for c in citations if c.hit.anchor.frame_id is not None]
        if not wanted:
            self._slot.stop()
            return
        library = self._context.engine.library

        def fetch() -> dict[int, QImage]:
            found = {}
            for citation in wanted:
                try:
                    picture = library.crop(citation.hit)
                except WorldError:
                    continue  # the quote is there; the other cards keep their pictures
                if picture is not None:
                    found[citation.mark] = image_of(picture)
            return found

        self._slot.run(lambda job: fetch(), self._show_crops)

    def _show_crops(self, images: dict[int, QImage]) -> None:
        for card in self.cards:
            if card.citation.mark in images:
                card.crop.show_image(images[card.citation.mark])
