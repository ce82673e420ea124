"""The frame under the playhead with its text marked, or the text where there is no frame."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedWidget, QVBoxLayout

from services.records import (
    Box,
    Capture,
    CaptureId,
    FramePicture,
    Hit,
    Moment,
    PictureState,
    Segment,
)
from ui.context import Context
from ui.design.pictures import image_of
from ui.design.widgets import Card, ElidedLabel, button
from ui.elsewhere import elsewhere_words
from ui.plain import tip
from ui.timeline.moment import strongest
from ui.viewer.frame_view import FrameView
from ui.viewer.page import full_size
from ui.viewer.text_layer import lines_of
from ui.viewer.text_view import TextView
from ui.words import clock_words, origin_words, tr


def hit_of(moment: Moment, segment: Segment) -> Hit:
    """A segment of a moment as the hit that the viewer opens."""
    capture = moment.capture
    strength = next((s for s in moment.strengths if s.segment_id == segment.id), None)
    return Hit(
        segment.id, capture.id, capture.external_id, 0.0, segment.at_ms, capture.offset_min,
        capture.source, capture.app, capture.title, capture.url, capture.thread, capture.author,
        segment.text, segment.anchor, segment.tier, capture.trust,
        strength.retrievability if strength else 1.0,
        (strength.why,) if strength and strength.why else (), segment.pinned, segment.disputed,
    )  # fmt: skip


class FrameCard(Card):
    """A title bar as a window has it, and below it what was seen."""

    opened = Signal(object)
    elsewhere = Signal(object)  # Capture

    def __init__(self, context: Context) -> None:
        super().__init__(margin=0, spacing=0)
        self._context = context
        self._moment: Moment | None = None
        self._shown: tuple[CaptureId, PictureState | None, str] | None = None
        self.title = ElidedLabel("", "second")
        self.open_button = button(tr("Open ↗"), self._open, "link", name=tr("Open this moment"))
        self.elsewhere_button = button("", self._open_elsewhere, "link")
        self.near_button = button(tr("Whole frame"), self._toggle, "link")
        bar = QFrame()
        bar.setProperty("role", "frame-bar")
        inner = QHBoxLayout(bar)
        inner.setContentsMargins(14, 2, 8, 2)
        inner.addWidget(self.title, 1)
        inner.addWidget(self.near_button)
        inner.addWidget(self.elsewhere_button)
        inner.addWidget(self.open_button)
        self.frame = FrameView(context.theme, radius=0)
        self.frame.prefer_near = True
        self.frame.zoomed.connect(lambda _zoom: self._offer())
        self.text = TextView(context.theme)
        self.text.setProperty("role", "reader")
        self.stack = QStackedWidget()
        self.stack.addWidget(self.frame)
        self.stack.addWidget(self.text)
        holder = QVBoxLayout()
        holder.setContentsMargins(1, 0, 1, 10)
        holder.addWidget(self.stack)
        self.body.addWidget(bar)
        self.body.addLayout(holder, 1)
        self.clear()

    def clear(self) -> None:
        """Show that there is nothing."""
        self._moment, self._shown = None, None
        self.title.setText("")
        self.open_button.hide()
        self.elsewhere_button.hide()
        self.frame.show_words(tr("Nothing was kept here"))
        self.stack.setCurrentWidget(self.frame)
        self._offer()

    def show_moment(self, moment: Moment, picture: FramePicture | None, words: str) -> None:
        """Show another moment; ``words`` tell why there is no picture."""
        self._moment = moment
        capture = moment.capture
        shown = (capture.id, picture.state if picture is not None else None, words)
        if shown == self._shown:
            return  # the same again: what was zoomed or scrolled stays
        self._shown = shown
        self.open_button.setVisible(bool(moment.segments))
        self._offer_elsewhere(capture)
        parts = [origin_words(capture.source, capture.app, capture.title, capture.author)]
        parts.append(clock_words(capture.at_ms, capture.offset_min, seconds=True))
        image = image_of(picture) if picture is not None else None
        if image is not None and not image.isNull():
            if picture is not None and picture.state is PictureState.THUMBNAIL:
                parts.append(tr("only a small picture is left"))
            main, others = self._boxes(moment)
            self.frame.show_frame(
                image, main, others, full_size(image, main + others), lines_of(moment.segments)
            )
            self.frame.setAccessibleDescription("\n".join(s.text for s in moment.segments))
            self.stack.setCurrentWidget(self.frame)
        elif moment.segments:
            if words or capture.frame_id is not None:
                parts.append(words or tr("the picture has faded, its text is here"))
            text = "\n\n".join(s.text for s in moment.segments)
            self.text.show_text(text, (0, 0))
            self.stack.setCurrentWidget(self.text)
        else:
            self.frame.show_words(words or tr("Nothing is left of this moment."))
            self.stack.setCurrentWidget(self.frame)
        self.title.setText(" · ".join(parts))
        self._offer()

    def _offer_elsewhere(self, capture: Capture) -> None:
        words = elsewhere_words(capture, capture.document_id)
        self.elsewhere_button.setText(words)
        self.elsewhere_button.setAccessibleName(words)
        self.elsewhere_button.setToolTip(tip(capture.url))
        self.elsewhere_button.setVisible(bool(words))

    def _open_elsewhere(self) -> None:
        if self._moment is not None:
            self.elsewhere.emit(self._moment.capture)

    def _toggle(self) -> None:
        """Between the whole frame and what surrounds its text; the choice holds from now on."""
        self.frame.prefer_near = not self.frame.near
        if self.frame.near:
            self.frame.fit()
        else:
            self.frame.come_near()

    def _offer(self) -> None:
        """The toggle is there where the whole frame would be hard to read."""
        words = tr("Whole frame") if self.frame.near else tr("Closer")
        shown = self.stack.currentWidget() is self.frame and self.frame.too_small()
        self.near_button.setText(words)
        self.near_button.setAccessibleName(words)
        self.near_button.setVisible(shown)

    def _boxes(self, moment: Moment) -> tuple[tuple[Box, ...], tuple[Box, ...]]:
        """The boxes of the text that stands for the moment, and all the others."""
        main_id = self._main(moment).id if moment.segments else None
        main: list[Box] = []
        others: list[Box] = []
        for segment in moment.segments:
            (main if segment.id == main_id else others).extend(segment.anchor.boxes)
        return tuple(main), tuple(others)

    def _main(self, moment: Moment) -> Segment:
        alive = strongest(moment)
        best = max(moment.segments, key=lambda s: s.salience)
        if alive is not None and alive.pinned:
            return next((s for s in moment.segments if s.id == alive.segment_id), best)
        return best

    def _open(self) -> None:
        if self._moment is not None and self._moment.segments:
            self.opened.emit(hit_of(self._moment, self._main(self._moment)))
