"""The theme in force: its tokens, sizes and fonts, applied to the whole application."""

import hashlib
import tempfile
from pathlib import Path

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QPalette
from PySide6.QtWidgets import QApplication, QStyleFactory

from ui.design import icons
from ui.design.strength import readable_on, strength_alpha, strength_color, strength_fill
from ui.design.stylesheet import stylesheet
from ui.design.tokens import BODY, DARK, LIGHT, Tokens

__all__ = ["Theme", "strength_alpha", "strength_color", "strength_fill"]


class Theme(QObject):
    """Holds what the look depends on; ``changed`` tells painted widgets to paint again."""

    changed = Signal()

    def __init__(self, name: str = "system", text_scale: int = 100) -> None:
        super().__init__()
        self.choice = name
        self.text_scale = text_scale
        self.tokens: Tokens = DARK
        self._pictures = tempfile.TemporaryDirectory(prefix="afterimage-look-")

    def close(self) -> None:
        """Remove the two small pictures that the stylesheet refers to."""
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
        """Dress the application; called again when ``look.*`` changes."""
        self.choice = name or self.choice
        self.text_scale = text_scale or self.text_scale
        self.tokens = self._chosen(application)
        if application.style().objectName() != "fusion":
            application.setStyle(QStyleFactory.create("Fusion"))
        # out of the old clothes first: to change from one sheet to another costs four times as much
        application.setStyleSheet("")
        application.setPalette(self._palette())
        on_vivid = readable_on(QColor(self.tokens.vivid)).name()
        application.setStyleSheet(
            stylesheet(self.tokens, self.scale, self._sheet_pictures(), on_vivid)
        )
        self.changed.emit()

    def _chosen(self, application: QApplication) -> Tokens:
        if self.choice in {"dark", "light"}:
            return DARK if self.choice == "dark" else LIGHT
        scheme = application.styleHints().colorScheme()
        return LIGHT if scheme == Qt.ColorScheme.Light else DARK

    def _sheet_pictures(self) -> dict[str, str]:
        """Stylesheets take pictures by file name only; these two hold nothing of anyone's."""
        made: dict[str, str] = {}
        for name, color in (("chevron", self.tokens.muted), ("check", self.tokens.window)):
            mark = hashlib.sha256(f"{name}{color}".encode()).hexdigest()[:8]
            path = Path(self._pictures.name) / f"{name}-{mark}.png"
            if not path.exists():
                icons.pixmap(name, color, 16).save(str(path))
            made[name] = path.as_posix()
        return made

    def _palette(self) -> QPalette:
        tokens, palette = self.tokens, QPalette()
        role = QPalette.ColorRole
        for key, color in (
            (role.Window, tokens.window), (role.Base, tokens.card), (role.Button, tokens.card),
            (role.AlternateBase, tokens.rail), (role.ToolTipBase, tokens.card),
            (role.WindowText, tokens.text), (role.Text, tokens.text),
            (role.ButtonText, tokens.text),
            (role.ToolTipText, tokens.text), (role.PlaceholderText, tokens.muted),
            (role.Highlight, tokens.mark), (role.HighlightedText, tokens.text),
            (role.Link, tokens.accent_text), (role.Mid, tokens.line), (role.Dark, tokens.line),
        ):  # fmt: skip
            palette.setColor(key, QColor(color))
        palette.setColor(QPalette.ColorGroup.Disabled, role.Text, QColor(tokens.faint))
        palette.setColor(QPalette.ColorGroup.Disabled, role.ButtonText, QColor(tokens.faint))
        return palette
