"""The one stylesheet: sizes of the tokens, and colours by the roles of the palette."""

from string import Template

from ui.design.palette import names
from ui.design.tokens import (
    BODY,
    LARGE,
    RADIUS_BLOCK,
    RADIUS_CARD,
    RADIUS_CONTROL,
    SECOND,
    SMALL,
    TITLE,
)

_SHEET = Template("""
* { font-size: ${body}px; color: $text; outline: none; }
QWidget { background: transparent; selection-background-color: $mark; selection-color: $text; }
QMainWindow, QDialog, QWidget[role="window"] { background: $window; }
QMenu { background: $card; border: 1px solid $line; padding: 4px; }
QMenu::item { padding: 6px 20px 6px 12px; border-radius: ${block}px; }
QMenu::item:selected { background: $selection; }
QMenu::item:disabled { color: $muted; }
QMenu::separator { height: 1px; background: $line; margin: 4px 8px; }
QToolTip { background: $card; color: $text; border: 1px solid $line; padding: 4px 8px; }

QWidget[role="rail"] { background: $rail; border-right: 1px solid $line; }
QWidget[role="top"] { border-bottom: 1px solid $line; }
QWidget[role="foot"] { border-top: 1px solid $line; }
QWidget[role="foot"] QLabel, QWidget[role="foot"] QPushButton {
    font-size: ${second}px; color: $muted;
}
QFrame[role="card"] { background: $card; border: 1px solid $line; border-radius: ${cardr}px; }
QFrame[role="inset"] {
    background: $window; border: 1px solid $line; border-radius: ${control}px;
}
QFrame[role="frame-bar"] {
    background: $selection; border-top-left-radius: ${cardr}px;
    border-top-right-radius: ${cardr}px;
}
QFrame[role="banner"] {
    background: $card; border: 1px solid $fading; border-radius: ${control}px;
}
QFrame[role="banner"][tone="calm"] { border-color: $line; }
QFrame[role="rule"] { background: $line; border: none; }
QFrame[role="drop"] { background: $card; border: 1px solid $line; border-radius: ${cardr}px; }

QLabel[role="title"] { font-size: ${title}px; font-weight: 600; }
QLabel[role="large"] { font-size: ${large}px; }
QLabel[role="name"] { font-size: ${large}px; font-weight: 600; }
QLabel[role="strong"] { font-weight: 600; }
QLabel[role="muted"] { color: $muted; }
QLabel[role="second"] { color: $muted; font-size: ${second}px; }
QLabel[role="small"] { color: $muted; font-size: ${small}px; }
QLabel[role="section"] {
    color: $muted; font-size: ${second}px; font-weight: 600; letter-spacing: 1px;
}
QLabel[role="accent"] { color: $accent; font-weight: 600; }
QLabel[role="problem"] { color: $problem; font-size: ${second}px; }
QLabel[role="good"] { color: $good; }
QLabel[role="code"] { font-family: monospace; font-size: ${large}px; }
QLabel[role="key"] {
    font-family: monospace; font-size: ${small}px; color: $muted; border: 1px solid $line;
    border-radius: 4px; padding: 1px 5px;
}

QPushButton {
    background: transparent; border: 1px solid $line; border-radius: ${control}px;
    padding: 6px 14px;
}
QPushButton:hover { background: $selection; }
QPushButton:pressed { background: $line; }
QPushButton:disabled { color: $faint; }
QPushButton:focus, QToolButton:focus { border: 1px solid $focus; }
QPushButton[role="primary"] {
    background: $vivid; border-color: $vivid; color: $onvivid; font-weight: 600;
}
QPushButton[role="primary"]:hover { background: $accent; }
QPushButton[role="primary"]:focus { border: 2px solid $text; }
QPushButton[role="primary"]:disabled {
    background: $selection; border-color: $line; color: $muted;
}
QPushButton[role="chip"] {
    font-size: ${second}px; color: $muted; border-radius: ${pill}px; padding: 0px 11px;
    min-height: ${chip}px; max-height: ${chip}px;
}
QPushButton[role="chip"]:hover { color: $text; }
QPushButton[role="chip"]:checked { color: $accent; border-color: $vivid; }
QPushButton[role="chip"]:focus { border-color: $focus; }
QPushButton[role="chip"]::menu-indicator { image: none; width: 0; }
QPushButton[role="pill"] {
    font-size: ${second}px; color: $accent; border: 1px solid $vivid; border-radius: ${pillr}px;
    padding: 0px 9px; min-height: ${pillh}px; max-height: ${pillh}px;
}
QLabel[role="pill"] {
    font-size: ${second}px; color: $muted; border: 1px solid $line; border-radius: ${labelr}px;
    padding: 1px 9px;
}
QPushButton[role="link"] {
    border: 1px solid transparent; padding: 2px 0px; color: $muted; font-size: ${second}px;
    text-align: left; border-radius: 4px;
}
QPushButton[role="link"]::menu-indicator { image: none; width: 0; }
QPushButton[role="link"]:hover {
    color: $text; background: transparent; text-decoration: underline;
}
QPushButton[role="link"]:focus { border-color: $focus; }
QPushButton[role="nav"] {
    border: 1px solid transparent; text-align: left; padding: 8px 10px; color: $muted;
}
QPushButton[role="nav"]:hover { background: $selection; }
QPushButton[role="nav"]:checked { background: $selection; color: $text; }
QPushButton[role="nav"]:focus { border-color: $focus; }
QPushButton[role="row"] { border: 1px solid transparent; text-align: left; padding: 6px 8px; }
QPushButton[role="row"]:focus { border-color: $focus; }
QToolButton { border: 1px solid transparent; border-radius: ${block}px; padding: 4px; }
QToolButton:hover { background: $selection; }

QLineEdit, QPlainTextEdit, QTextEdit, QSpinBox, QDoubleSpinBox, QComboBox, QDateEdit,
QDateTimeEdit {
    background: $window; border: 1px solid $line; border-radius: ${control}px;
    padding: 6px 10px;
}
QLineEdit { placeholder-text-color: $muted; }
QLineEdit:focus, QPlainTextEdit:focus, QTextEdit:focus, QSpinBox:focus, QDoubleSpinBox:focus,
QComboBox:focus, QDateEdit:focus {
    border: 1px solid $focus;
}
QLineEdit[bad="true"], QSpinBox[bad="true"], QDoubleSpinBox[bad="true"],
QPlainTextEdit[bad="true"] {
    border: 1px solid $fading;
}
QLineEdit[role="ask"] { background: $card; font-size: ${body}px; padding: 0px 12px; }
QTextBrowser[role="answer"] {
    background: transparent; border: 1px solid transparent; font-size: ${large}px; padding: 0px;
}
QTextBrowser[role="answer"]:focus { border: 1px solid $focus; }
QTextBrowser[role="quote"] { background: transparent; border: none; padding: 0px; }
QTextBrowser[role="page"], QTextEdit[role="page"] {
    background: $card; border: 1px solid $line; border-radius: ${cardr}px; padding: 24px;
    font-size: ${large}px;
}
QTextEdit[role="reader"] {
    background: transparent; border: none; padding: 12px 20px; font-size: ${large}px;
}
QSpinBox, QDoubleSpinBox { padding-right: 6px; }
QSpinBox::up-button, QSpinBox::down-button, QDoubleSpinBox::up-button,
QDoubleSpinBox::down-button {
    width: 0;
}
QComboBox::drop-down { border: none; width: 20px; }
QComboBox::down-arrow { image: url($pictures/chevron-dark.png); width: 12px; height: 12px; }
*[look="light"] QComboBox::down-arrow { image: url($pictures/chevron-light.png); }
QDateEdit::drop-down { border: none; width: 20px; }
QDateEdit::down-arrow { image: url($pictures/chevron-dark.png); width: 12px; height: 12px; }
*[look="light"] QDateEdit::down-arrow { image: url($pictures/chevron-light.png); }
QComboBox QAbstractItemView {
    background: $card; border: 1px solid $line; selection-background-color: $selection;
    selection-color: $text;
}
QCheckBox { spacing: 8px; border: 1px solid transparent; border-radius: 4px; padding: 2px; }
QCheckBox:focus { border-color: $focus; }
QCheckBox:disabled { color: $muted; }
QCheckBox::indicator:disabled { border-color: $line; }
QCheckBox::indicator {
    width: ${box}px; height: ${box}px; border: 1px solid $muted; border-radius: 4px;
    background: $window;
}
QCheckBox::indicator:checked {
    background: $muted; border-color: $muted; image: url($pictures/check-dark.png);
}
*[look="light"] QCheckBox::indicator:checked { image: url($pictures/check-light.png); }
QCheckBox::indicator:checked:disabled { background: $line; border-color: $line; }
QRadioButton { spacing: 8px; border: 1px solid transparent; border-radius: 4px; padding: 2px; }
QRadioButton:focus { border-color: $focus; }
QRadioButton:disabled { color: $muted; }
QRadioButton::indicator {
    width: ${dot}px; height: ${dot}px; border: 2px solid $muted; border-radius: ${dotr}px;
    background: $window;
}
QRadioButton::indicator:checked { background: $text; border-color: $muted; }
QListView, QListWidget {
    background: transparent; border: 1px solid transparent; border-radius: ${control}px;
}
QListView::item { border-radius: ${control}px; padding: 4px; }
QListView::item:selected { background: $selection; color: $text; }
QProgressBar {
    background: $selection; border: none; border-radius: 3px; max-height: 6px; min-height: 6px;
}
QProgressBar::chunk { background: $vivid; border-radius: 3px; }
QScrollArea { border: none; background: transparent; }
QScrollBar:vertical { width: 10px; background: transparent; margin: 0; }
QScrollBar::handle:vertical {
    background: $line; border-radius: 3px; min-height: 28px; margin: 2px;
}
QScrollBar::handle:hover { background: $faint; }
QScrollBar:horizontal { height: 10px; background: transparent; margin: 0; }
QScrollBar::handle:horizontal {
    background: $line; border-radius: 3px; min-width: 28px; margin: 2px;
}
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QSplitter::handle { background: transparent; }
QCalendarWidget QWidget { background: $card; }
QCalendarWidget QAbstractItemView { selection-background-color: $mark; selection-color: $text; }
""")


def stylesheet(scale: float, pictures: str) -> str:
    """The stylesheet at a text scale (1.0 is 100 %); its pictures lie in a folder.

    A window tells by its property "look" which of them it wants.
    """

    def px(size: float) -> int:
        return round(size * scale)

    chip = px(24)
    return _SHEET.substitute(
        names(),
        small=px(SMALL), second=px(SECOND), body=px(BODY), large=px(LARGE), title=px(TITLE),
        block=RADIUS_BLOCK, control=RADIUS_CONTROL, cardr=RADIUS_CARD,
        chip=chip, pill=chip // 2, pillh=px(20) // 2 * 2, pillr=px(20) // 2, labelr=px(8),
        box=px(16), dot=px(12), dotr=px(12) // 2 + 2,
        pictures=pictures,
    )  # fmt: skip
