"""Settings: every option tried, health, and the looks that a setting gives."""

from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QScrollArea,
    QWidget,
)

from tests.support.touring.hands import CTRL, KEYS, Hands, Steps
from ui.settings.page import SettingsPage

# what would listen to other programs, write elsewhere or fetch something is only looked at
LEFT_ALONE = ("look.", "sources.", "clipboard", "hotkey", "autostart", "index.", "consent")
LOOKS = (
    ("look.theme", ("light", "dark", "system")),
    ("look.text_scale", ("130", "100")),
    ("look.language", ("de", "system")),
)


class Options:
    """Goes through the settings; what is changed is changed back."""

    def __init__(self, hands: Hands) -> None:
        self._hands = hands

    def _page(self) -> SettingsPage:
        page = self._hands.go("settings")
        assert isinstance(page, SettingsPage)
        return page

    def settings(self, _turn: int) -> Steps:
        """Look for some, try every one, check health."""
        hands, page = self._hands, self._page()
        hands.scroll_through(page)
        for text in ("disk", "memory"):
            hands.type(page.finder, text)
            hands.settle()
            page.finder.clear()
        yield "settings searched"
        hands.click(page.advanced)
        hands.settle()
        yield "advanced settings"
        for key, row in page.rows.items():
            row.editor.setFocus()
            areas = [a for a in page.findChildren(QScrollArea) if a.isAncestorOf(row)]
            for area in areas:
                area.ensureWidgetVisible(row)
            hands.wait(0.02)
            if not any(part in key for part in LEFT_ALONE):
                self._try(row.editor)
        hands.settle()
        yield "every setting"
        hands.click(page.advanced)
        page.check_health(False)
        hands.settle()
        yield "health"

    def _try(self, editor: QWidget) -> None:
        """Change a setting and change it back."""
        hands = self._hands
        if isinstance(editor, QCheckBox):
            for _ in range(2):
                hands.keys(editor, KEYS.Key_Space)
                hands.settle()
        elif isinstance(editor, QComboBox):
            at = editor.currentIndex()
            hands.keys(editor, KEYS.Key_Down if at < editor.count() - 1 else KEYS.Key_Up)
            hands.keys(editor, KEYS.Key_Up if at < editor.count() - 1 else KEYS.Key_Down)
            hands.settle()
        elif isinstance(editor, QLineEdit | QPlainTextEdit):
            hands.keys(editor, KEYS.Key_End, KEYS.Key_Left, KEYS.Key_Right)

    def looks(self, _turn: int) -> Steps:
        """Light and dark, another text size, another language; pages right after each."""
        hands = self._hands
        for key, values in LOOKS:
            for value in values:
                self._choose(key, value)
                hands.settle()
                hands.wait(1.0)
                yield f"{key} {value}"
                hands.go("timeline")
                hands.go("memories")
                yield f"pages with {key} {value}"

    def _choose(self, key: str, value: str) -> None:
        hands, editor = self._hands, self._page().rows[key].editor
        before = hands.program.window
        if isinstance(editor, QComboBox):
            at = editor.findData(value)
            editor.setCurrentIndex(at)
            editor.activated.emit(at)
        elif isinstance(editor, QLineEdit):
            editor.setFocus()
            hands.keys(editor, KEYS.Key_A, modifier=CTRL)
            hands.type(editor, value)
            hands.keys(editor, KEYS.Key_Tab)
            hands.until(lambda: hands.program.window is not before)
