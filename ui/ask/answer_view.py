"""An answer as text with small numbered marks that are links to its sources."""

import html
import re

from PySide6.QtCore import QRectF, QSizeF, Qt, QUrl, Signal
from PySide6.QtGui import QColor, QImage, QPainter, QTextDocument, QTextOption
from PySide6.QtWidgets import QFrame, QSizePolicy, QTextBrowser

from ui.theme import Theme
from ui.words import tr

MARK = re.compile(r"\s?\[(\d{1,2})\]")
CARET = "▍"
HEADING = re.compile(r"(^|: |[“\"])[ \t]*#{1,6}[ \t]+", re.MULTILINE)
ITEM = re.compile(r"(: |[“\"])[ \t]*[-*+•>][ \t]+(?=\D)")


def mark_numbers(text: str) -> tuple[int, ...]:
    """The marks of an answer in the order they stand in."""
    return tuple(int(found) for found in MARK.findall(text))


def shown_text(text: str) -> str:
    """An answer without the heading and list signs of the lines that it quotes.

    The quotes of the citations stay as they are; a list that the answer itself writes stays too.
    """
    return ITEM.sub(r"\1", HEADING.sub(r"\1", text))


class AnswerView(QTextBrowser):
    """Grows with its text; marks are drawn as pills and can be reached with Tab."""

    mark_pressed = Signal(int)
    mark_pointed = Signal(int)  # 0: none

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._text, self._marks, self._alive = "", frozenset[int](), False
        self.setProperty("role", "answer")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setOpenLinks(False)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.setAccessibleName(tr("Answer"))
        self.document().setDocumentMargin(0)
        self.document().documentLayout().documentSizeChanged.connect(self._grow)
        self.anchorClicked.connect(lambda url: self.mark_pressed.emit(_number(url)))
        self.highlighted.connect(lambda url: self.mark_pointed.emit(_number(url)))
        theme.changed.connect(self._render)
        self.setFixedHeight(theme.px(24))

    def show_answer(self, text: str, marks: frozenset[int], *, alive: bool = False) -> None:
        """Show a text; only the marks that have a source become links. ``alive`` adds the caret."""
        self._text, self._marks, self._alive = shown_text(text), marks, alive
        self._render()

    def _render(self) -> None:
        tokens = self._theme.tokens
        self._add_pictures()
        parts, at = [], 0
        for found in MARK.finditer(self._text):
            parts.append(html.escape(self._text[at : found.start()]))
            at = found.end()
            number = int(found.group(1))
            if number in self._marks:
                width, height = self._mark_size(number)
                parts.append(
                    f'&nbsp;<a href="cite:{number}"><img src="mark:{number}" alt="[{number}]" '
                    f'width="{width}" height="{height}" style="vertical-align: middle"></a>'
                )
        parts.append(html.escape(self._text[at:]))
        body = "".join(parts).replace("\n", "<br>")
        if self._alive:
            body += f' <span style="color:{tokens.vivid}">{CARET}</span>'
        size = self._theme.px(15)
        self.setHtml(
            f'<div style="font-size:{size}px; line-height:150%; color:{tokens.text}">{body}</div>'
        )
        self.setAccessibleDescription(self._text)

    def _mark_size(self, number: int) -> tuple[int, int]:
        px = self._theme.px
        return (px(20) if number < 10 else px(26)), px(15)

    def _add_pictures(self) -> None:
        tokens = self._theme.tokens
        for number in self._marks:
            width, height = self._mark_size(number)
            picture = QImage(width * 2, height * 2, QImage.Format.Format_ARGB32_Premultiplied)
            picture.setDevicePixelRatio(2)
            picture.fill(Qt.GlobalColor.transparent)
            painter = QPainter(picture)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(tokens.selection))
            rect = QRectF(0, 0, width, height)
            painter.drawRoundedRect(rect, height / 2.6, height / 2.6)
            painter.setPen(QColor(tokens.accent_text))
            painter.setFont(self._theme.font(11, bold=True))
            painter.drawText(rect, int(Qt.AlignmentFlag.AlignCenter), str(number))
            painter.end()
            self.document().addResource(
                int(QTextDocument.ResourceType.ImageResource.value), QUrl(f"mark:{number}"), picture
            )

    def _grow(self, size: QSizeF) -> None:
        self.setFixedHeight(max(round(size.height()) + 6, self._theme.px(24)))


def _number(url: QUrl) -> int:
    path = url.path()
    return int(path) if path.isdigit() else 0
