"""Opens a memory at its very place: the frame with its boxes, or the text at its span."""

from dataclasses import dataclass

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QPushButton, QStackedWidget

from services.errors import WorldError
from services.records import Box, DocumentText, Hit, PictureState
from ui.context import Context
from ui.design.bars import StrengthBar
from ui.design.page import Page
from ui.design.pictures import image_of, quote_boxes
from ui.design.widgets import ElidedLabel, chip, icon_button, label, row
from ui.elsewhere import elsewhere_words
from ui.engine_words import engine_words, reason_words
from ui.plain import tip
from ui.problems import Problem
from ui.viewer.frame_view import STEP, FrameView
from ui.viewer.text_layer import paired
from ui.viewer.text_view import TextView
from ui.words import origin_words, tr


@dataclass(frozen=True, slots=True)
class Opened:
    """What was found behind a hit."""

    image: QImage | None = None
    full_size: QSize | None = None
    document: DocumentText | None = None
    words: str = ""


def load(context: Context, hit: Hit) -> Opened:
    """Fetch what a hit points at; what is gone is told in words, the text is always there."""
    library, anchor = context.engine.library, hit.anchor
    if anchor.frame_id is not None:
        try:
            picture = library.picture(anchor.frame_id)
        except WorldError as error:
            return Opened(words=engine_words(error.message))
        image = image_of(picture)
        if image.isNull():
            return Opened(words=tr("The picture has faded away. Its text is still here."))
        size = full_size(image, anchor.boxes)
        small = picture.state is PictureState.THUMBNAIL
        return Opened(
            image, size, words=tr("Only a small picture is left of this frame.") if small else ""
        )
    if anchor.document_id is not None:
        try:
            document = library.document(anchor.document_id)
        except WorldError as error:
            return Opened(words=engine_words(error.message))
        old = (
            ""
            if document.current
            else tr("The file has changed since: this is the version that was read.")
        )
        return Opened(document=document, words=old)
    return Opened()


def full_size(image: QImage, boxes: tuple[Box, ...]) -> QSize:
    """The frame's first size: a thumbnail is scaled up until the boxes lie inside it."""
    size = image.size()
    right = max((box.right for box in boxes), default=0)
    bottom = max((box.bottom for box in boxes), default=0)
    factor = 1
    while size.width() * factor < right or size.height() * factor < bottom:
        factor += 1
    return size * factor


class ViewerPage(Page):
    """A page over the others; Esc goes back."""

    closed = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._slot = context.slot()
        self._stale = False  # it shows what it is given, and loads that at once
        self.hit: Hit | None = None
        self._quote = ""
        self.title = ElidedLabel("", "title")
        self.origin = label("", "muted")
        self.note = label("", "second", wrap=True)
        self.strength = StrengthBar(self.theme)
        self.strength.setFixedWidth(140)
        self.frame = FrameView(self.theme)
        self.frame.prefer_near = self.theme.scale > 1.2  # who needs large text needs it here too
        self.text = TextView(self.theme)
        self.wait = label(tr("Opening…"), "muted")
        self.stack = QStackedWidget()
        for item in (self.wait, self.frame, self.text):
            self.stack.addWidget(item)
        self.zoom_words = label("", "small")
        self.frame.search_wanted.connect(self.search_wanted)
        self.frame.note_wanted.connect(self.keep_note)
        self.frame.zoomed.connect(lambda zoom: self.zoom_words.setText(f"{zoom * 100:.0f} %"))
        self._build()

    def _build(self) -> None:
        theme = self.theme
        back = icon_button(theme, "back", tr("Back (Esc)"), self.closed.emit)
        self.zoom_tools: list[QPushButton] = [
            icon_button(
                theme, "zoom-out", tr("Zoom out (-)"), lambda: self.frame.zoom_by(1 / STEP)
            ),
            icon_button(theme, "zoom-in", tr("Zoom in (+)"), lambda: self.frame.zoom_by(STEP)),
            icon_button(theme, "fit", tr("Fit (0)"), self.frame.fit),
        ]
        place = chip(tr("Find the place"), self._find_place)
        moment = chip(tr("Show on the timeline"), self._to_timeline)
        self.elsewhere = chip("", self._open_elsewhere)
        self.zoom_tools.append(place)
        head = row(back, self.title)
        head.setStretch(1, 1)
        self.layout_.addLayout(head)
        self.layout_.addLayout(
            row(
                self.origin,
                None,
                self.zoom_words,
                *self.zoom_tools,
                self.elsewhere,
                moment,
                spacing=8,
            )
        )
        self.layout_.addWidget(self.stack, 1)
        below = row(label(tr("Strength"), "second"), self.strength, 12, self.note)
        below.setStretch(3, 1)
        self.layout_.addLayout(below)

    def show_hit(self, hit: Hit, quote: str = "") -> None:
        """Open a hit at its place; the quote in it is marked."""
        self.hit, self._quote = hit, quote
        self.banner.hide()
        self.title.setText(hit.title or origin_words(hit.source, hit.app, hit.title, hit.author))
        place = f" · {engine_words(hit.anchor.place)}" if hit.anchor.place else ""
        when = self.context.when(hit.at_ms, hit.offset_min)
        self.origin.setText(f"{origin_words(hit.source, hit.app, '', hit.author)}{place} · {when}")
        self.strength.set_strength(hit.strength)
        self.note.setText(reason_words(hit.why))
        words = elsewhere_words(hit, hit.anchor.document_id)
        self.elsewhere.setText(words)
        self.elsewhere.setAccessibleName(words)
        self.elsewhere.setToolTip(tip(hit.url))
        self.elsewhere.setVisible(bool(words))
        self._for_frame(False)
        self.stack.setCurrentWidget(self.wait)
        self._slot.run(lambda job: load(self.context, hit), self._show, self._failed)

    def _for_frame(self, shown: bool) -> None:
        for tool in (*self.zoom_tools, self.zoom_words):
            tool.setVisible(shown)

    def _show(self, opened: Opened) -> None:
        hit = self.hit
        if hit is None:
            return
        if opened.words:
            self.note.setText(opened.words)
        if opened.image is not None:
            marked = quote_boxes(hit, self._quote)
            quiet = tuple(box for box in hit.anchor.boxes if box not in marked)
            lines = paired(hit.text, hit.anchor.boxes)
            self.frame.show_frame(opened.image, marked, quiet, opened.full_size, lines)
            self.frame.setAccessibleDescription(hit.text)
            self._for_frame(True)
            self.stack.setCurrentWidget(self.frame)
            self.frame.setFocus()
            return
        if opened.document is not None:
            span = (hit.anchor.start, hit.anchor.end)
            self.stack.setCurrentWidget(self.text)
            self.text.show_text(opened.document.text, span, self._quote)
        else:
            self.stack.setCurrentWidget(self.text)
            self.text.show_text(hit.text, (0, 0), self._quote)
        self.text.setFocus()

    def _failed(self, problem: Problem) -> None:
        self.fail(problem)
        if self.hit is not None:
            self.stack.setCurrentWidget(self.text)
            self.text.show_text(self.hit.text, (0, 0), self._quote)

    def _find_place(self) -> None:
        if self.hit is not None:
            self.frame.look_at(quote_boxes(self.hit, self._quote))

    def _open_elsewhere(self) -> None:
        if self.hit is not None:
            self.open_elsewhere(self.hit, self.hit.anchor.document_id)

    def _to_timeline(self) -> None:
        if self.hit is not None:
            self.moment_wanted.emit(self.hit.at_ms)

    def refresh(self) -> None:
        """Open again what is open."""
        if self.hit is not None:
            self.show_hit(self.hit, self._quote)
