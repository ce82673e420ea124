"""The theme in force: its tokens, sizes and fonts, applied to the whole application."""

import tempfile
from pathlib import Path

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont
from PySide6.QtWidgets import QApplication, QStyleFactory, QWidget
from shiboken6 import isValid

from ui.design import icons
from ui.design.palette import palette
from ui.design.redress import Redresser
from ui.design.strength import strength_alpha, strength_color, strength_fill
from ui.design.stylesheet import stylesheet
from ui.design.tokens import BODY, DARK, LIGHT, Tokens

__all__ = ["Theme", "strength_alpha", "strength_color", "strength_fill"]

LOOK = "look"


class Theme(QObject):
    """Holds what the look depends on; ``changed`` tells painted widgets to paint again."""

    changed = Signal()

    def __init__(self, name: str = "system", text_scale: int = 100) -> None:
        super().__init__()
        self.choice = name
        self.text_scale = text_scale
        self.tokens: Tokens = DARK
        self._sheet_scale = text_scale
        self._redresser = Redresser()
        self._windows: list[QWidget] = []
        self._pictures = tempfile.TemporaryDirectory(prefix="afterimage-look-")

    def close(self) -> None:
        """Remove the small pictures that the stylesheet refers to."""
        self._redresser.close()
        self._pictures.cleanup()

    @property
    def scale(self) -> float:
        """The text scale as a factor."""
        return self.text_scale / 100

    def px(self, size: float) -> int:
        """A size of the scale 11/12/13/15/20 (or a space that grows with text) in pixels."""
        return round(size * self.scale)

    def font(self, size: int = BODY, *, bold: bool = False) -> QFont:
        """The interface font for painting."""
        font = QFont(QApplication.font())
        font.setPixelSize(self.px(size))
        if bold:
            font.setWeight(QFont.Weight.DemiBold)
        return font

    def color(self, strength: float) -> QColor:
        """The colour of a strength."""
        return strength_color(self.tokens, strength)

    def apply(self, application: QApplication, name: str = "", text_scale: int = 0) -> None:
        """Dress the application at once: at the start, or where nobody waits."""
        self._choose(application, name, text_scale)
        if application.style().objectName() != "fusion":
            application.setStyle(QStyleFactory.create("Fusion"))
        application.setPalette(palette(self.tokens))
        if not any(Path(self._pictures.name).iterdir()):
            self._draw_pictures()
        sheet = self.sheet()
        if application.styleSheet() != sheet:
            # out of the old clothes first: from one sheet to another costs four times as much
            application.setStyleSheet("")
            application.setStyleSheet(sheet)
            self._sheet_scale = self.text_scale
        else:
            self._redresser.begin()
            self._redresser.finish()
        self.changed.emit()

    def change(self, application: QApplication, name: str = "", text_scale: int = 0) -> None:
        """Another look: what is seen changes all at once in a moment, what is not seen after that.

        Another text size is for windows that are made from now on (see ``dress``).
        """
        before = self.tokens
        self._choose(application, name, text_scale)
        if self.tokens is not before:
            self._redresser.hold()
            application.setPalette(palette(self.tokens))
            self._redresser.begin()
        self.changed.emit()

    @property
    def changing(self) -> bool:
        """Whether some widgets have the look of before."""
        return self._redresser.busy

    def dress(self, window: QWidget) -> None:
        """Have a window follow the look; it gets a stylesheet where its text has another size."""
        self._windows = [before for before in self._windows if isValid(before)]
        self._windows.append(window)
        window.setProperty(LOOK, self.tokens.name)
        if self.text_scale != self._sheet_scale:
            window.setStyleSheet(self.sheet())

    def complete(self, widget: QWidget) -> None:
        """Let a widget that is about to be seen have the look in force, with all in it."""
        if self._redresser.busy:
            self._redresser.finish(widget)

    def sheet(self) -> str:
        """The stylesheet at the text size in force."""
        return stylesheet(self.scale, Path(self._pictures.name).as_posix())

    def _choose(self, application: QApplication, name: str, text_scale: int) -> None:
        self.choice = name or self.choice
        self.text_scale = text_scale or self.text_scale
        self.tokens = self._chosen(application)
        for window in self._windows:
            if isValid(window):
                window.setProperty(LOOK, self.tokens.name)

    def _chosen(self, application: QApplication) -> Tokens:
        if self.choice in {"dark", "light"}:
            return DARK if self.choice == "dark" else LIGHT
        scheme = application.styleHints().colorScheme()
        return LIGHT if scheme == Qt.ColorScheme.Light else DARK

    def _draw_pictures(self) -> None:
        """Stylesheets take pictures by file name only; these hold nothing of anyone's."""
        for tokens in (DARK, LIGHT):
            for name, color in (("chevron", tokens.muted), ("check", tokens.window)):
                file = Path(self._pictures.name) / f"{name}-{tokens.name}.png"
                icons.pixmap(name, color, 16).save(str(file))
