"""Shows Markdown of unknown origin: laid out, with nothing in it that acts by itself.

Qt reads the Markdown. HTML in it stays as it is written, pictures are named and never fetched, and
only links to the web are links: they open when one presses them.
"""

from typing import Any

from PySide6.QtCore import QSizeF, Qt, QUrl
from PySide6.QtGui import (
    QColor,
    QFont,
    QTextBlock,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
    QTextFrameFormat,
    QTextImageFormat,
    QTextOption,
    QTextTable,
    QWheelEvent,
)
from PySide6.QtWidgets import QFrame, QSizePolicy, QTextBrowser

from ui.design.tokens import BODY, LARGE
from ui.elsewhere import open_place, web_address
from ui.plain import several_lines, tip
from ui.theme import Theme
from ui.words import tr

LONGEST = 12_000
"""Characters that are laid out at most: of a hundred thousand, some would take seconds."""
_FEATURES = (
    QTextDocument.MarkdownFeature.MarkdownDialectGitHub
    | QTextDocument.MarkdownFeature.MarkdownNoHTML
)


class MarkdownView(QTextBrowser):
    """As high as its text; never scrolls, so that the page around it does."""

    def __init__(self, theme: Theme, name: str) -> None:
        super().__init__()
        self._theme, self._text = theme, ""
        self._shown: QTextDocument | None = None
        self.setProperty("role", "quote")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setOpenLinks(False)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.setMinimumWidth(1)
        self.setAccessibleName(name)
        self.anchorClicked.connect(lambda url: open_place(web_address(url.toString())))
        self.highlighted.connect(self._say_where)
        theme.changed.connect(self._show)

    def show_markdown(self, text: str) -> None:
        """Show a text, cut where it is very long."""
        self._text = several_lines(text)[:LONGEST]
        self._show()

    def loadResource(self, _kind: int, _name: QUrl | str) -> Any:
        """Nothing is fetched, from no place."""
        return None

    def wheelEvent(self, event: QWheelEvent) -> None:
        """The wheel is for the page."""
        event.ignore()

    def _show(self) -> None:
        before, theme = self._shown, self._theme
        # made apart: what is on the screen would be laid out anew after every single change
        document = QTextDocument(self)
        document.setUndoRedoEnabled(False)
        document.setDocumentMargin(0)
        document.setDefaultFont(theme.font())
        wrap = document.defaultTextOption()
        wrap.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        document.setDefaultTextOption(wrap)
        document.setMarkdown(self._text, _FEATURES)
        has_links = dress(document, theme)
        if self._text.strip() and not document.toPlainText().strip():
            document.setPlainText(self._text)  # Markdown that shows nothing
        self.setDocument(document)
        self._shown = document
        if before is not None:
            before.deleteLater()
        document.documentLayout().documentSizeChanged.connect(self._grow)
        flag = Qt.TextInteractionFlag
        links = flag.LinksAccessibleByMouse | flag.LinksAccessibleByKeyboard
        self.setTextInteractionFlags(
            flag.TextSelectableByMouse | (links if has_links else flag.NoTextInteraction)
        )
        policy = Qt.FocusPolicy
        self.setFocusPolicy(policy.StrongFocus if has_links else policy.ClickFocus)
        self._grow(document.size())

    def _grow(self, size: QSizeF) -> None:
        self.setFixedHeight(max(round(size.height()) + 2, self._theme.px(18)))

    def _say_where(self, url: QUrl) -> None:
        """A link may say anything; the tip says where it leads."""
        where = url.toDisplayString()
        self.setToolTip(tip(f"{tr('Opens')} {where}") if where else "")


def dress(document: QTextDocument, theme: Theme) -> bool:
    """Give a document the look, and take what must not act; tells whether links are left."""
    linked = False
    document.setIndentWidth(theme.px(20))
    _dress_tables(document, theme)
    block = document.begin()
    while block.isValid():
        linked = _dress_block(block, theme) or linked
        block = block.next()
    return linked


def _dress_block(block: QTextBlock, theme: Theme) -> bool:
    cursor = QTextCursor(block)
    look = block.blockFormat()
    level = look.headingLevel()
    if look.nonBreakableLines():
        look.setBackground(QColor(theme.tokens.selection))
        look.setNonBreakableLines(False)  # code, too, is read without scrolling
    elif cursor.currentTable() is None:
        look.setTopMargin(theme.px(8) if level and block.position() else 0)
        look.setBottomMargin(theme.px(2 if cursor.currentList() is not None or level else 7))
    cursor.setBlockFormat(look)
    linked = False
    for start, length, has in _fragments(block):
        cursor.setPosition(start)
        cursor.setPosition(start + length, QTextCursor.MoveMode.KeepAnchor)
        if has.isImageFormat():
            cursor.insertText(_named(has.toImageFormat()), QTextCharFormat())
        else:
            made = _dressed(has, level, theme)
            if look.intProperty(QTextFormat.Property.BlockQuoteLevel) and not made.isAnchor():
                made.setForeground(QColor(theme.tokens.muted))
            cursor.setCharFormat(made)
            linked = linked or (has.isAnchor() and _is_web(has))
    return linked


def _dress_tables(document: QTextDocument, theme: Theme) -> None:
    for frame in document.rootFrame().childFrames():
        if not isinstance(frame, QTextTable):
            continue
        look = frame.format()
        look.setBorderCollapse(True)
        look.setBorder(1)
        look.setBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_Solid)
        look.setBorderBrush(QColor(theme.tokens.line))
        look.setCellPadding(theme.px(4))
        look.setBottomMargin(theme.px(7))
        frame.setFormat(look)
        cursor = frame.cellAt(0, 0).firstCursorPosition()
        if not cursor.block().length() > 1 and cursor != frame.cellAt(0, 0).lastCursorPosition():
            cursor.deleteChar()  # Qt begins a table with an empty line
        bold = QTextCharFormat()
        bold.setFontWeight(QFont.Weight.DemiBold)
        cursor.movePosition(QTextCursor.MoveOperation.EndOfBlock, QTextCursor.MoveMode.KeepAnchor)
        cursor.mergeCharFormat(bold)  # which takes the look of its heading with it


def _fragments(block: QTextBlock) -> list[tuple[int, int, QTextCharFormat]]:
    """Stretches of one look (start, length, look), the last first: changing one moves none."""
    found = []
    it = block.begin()
    while not it.atEnd():
        fragment = it.fragment()
        found.append((fragment.position(), fragment.length(), fragment.charFormat()))
        it += 1
    return found[::-1]


def _named(picture: QTextImageFormat) -> str:
    """What stands in place of a picture: what its author calls it."""
    alt = picture.property(QTextFormat.Property.ImageAltText)
    name = str(alt or "").strip()
    return f"[{tr('Picture')}: {name}]" if name else f"[{tr('Picture')}]"


def _is_web(look: QTextCharFormat) -> bool:
    return not web_address(look.anchorHref()).isEmpty()


def _dressed(has: QTextCharFormat, level: int, theme: Theme) -> QTextCharFormat:
    look = QTextCharFormat(has)
    tokens = theme.tokens
    look.clearProperty(QTextFormat.Property.FontSizeAdjustment)
    if level:
        look.setFont(theme.font(LARGE if level == 1 else BODY))
        look.setFontWeight(QFont.Weight.DemiBold)
    if look.isAnchor() and _is_web(look):
        look.setForeground(QColor(tokens.accent_text))
        look.setFontUnderline(True)
    elif look.isAnchor():
        look.setAnchor(False)
        look.clearProperty(QTextFormat.Property.AnchorHref)
        look.clearForeground()
        look.setFontUnderline(False)
    if look.fontFixedPitch():
        look.setBackground(QColor(tokens.selection))
    return look
