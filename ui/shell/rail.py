"""The rail at the left: five pages, the state of capture, and pause at its foot."""

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QButtonGroup, QMenu, QPushButton, QVBoxLayout, QWidget

from services.records import CaptureMode, CaptureState
from ui.context import Context
from ui.design import icons
from ui.design.bars import StateDot, Wordmark
from ui.design.widgets import button, label, row
from ui.words import clock_words, marked, tr

PAGES = marked((
    ("ask", "Ask"), ("timeline", "Timeline"), ("memories", "Memories"),
    ("sources", "Sources"), ("settings", "Settings"),
))  # fmt: skip

PAUSES: tuple[tuple[str, int | None], ...] = marked((
    ("15 min", 15), ("1 hour", 60), ("Until I resume", None),
))  # fmt: skip

MODE_WORDS = {
    CaptureMode.RECORDING: "Capturing",
    CaptureMode.PAUSED: "Paused",
    CaptureMode.IDLE: "Waiting, you are away",
    CaptureMode.OFF: "Not capturing",
    CaptureMode.NO_CONSENT: "Not allowed yet",
    CaptureMode.UNAVAILABLE: "No screen to read",
    CaptureMode.HELD: "Held for now",
}


def pause_words(length: str) -> str:
    """Such as "Pause 15 min"."""
    words = tr(length)
    return f"{tr('Pause')} {words[:1].lower()}{words[1:]}"


def left_words(state: CaptureState, now_ms: int) -> str:
    """How long a pause still lasts, such as "12 min left"; empty where nobody can tell."""
    if state.mode is not CaptureMode.PAUSED or state.paused_until_ms is None:
        return ""
    seconds = max(0, -(-(state.paused_until_ms - now_ms) // 1000))
    if seconds < 60:
        return f"{seconds} s {tr('left')}"
    minutes = -(-seconds // 60)
    if minutes < 120:
        return f"{minutes} min {tr('left')}"
    return f"{minutes // 60} h {minutes % 60} min {tr('left')}"


def state_words(state: CaptureState, offset_min: int, *, sample: bool = False) -> str:
    """The recorder's state in few words; a sample library has no recorder to speak of."""
    if sample:
        return tr("Sample library")
    words = tr(MODE_WORDS[state.mode])
    if state.mode is CaptureMode.PAUSED and state.paused_until_ms is not None:
        return f"{words} {tr('until')} {clock_words(state.paused_until_ms, offset_min)}"
    return words


class Rail(QWidget):
    """Pages and capture."""

    chosen = Signal(str)
    pause = Signal(object)  # minutes, or None until resumed
    resume = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context, self._theme = context, context.theme
        self.setProperty("role", "rail")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._group = QButtonGroup(self)
        self.buttons: dict[str, QPushButton] = {}
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 16, 12, 12)
        layout.setSpacing(4)
        mark = Wordmark(self._theme)
        layout.addLayout(row(8, mark, spacing=0))
        layout.addSpacing(10)
        for number, (name, words) in enumerate(PAGES, 1):
            layout.addWidget(self._page_button(name, tr(words), number))
        layout.addStretch(1)
        self.dot = StateDot(self._theme)
        self.words = label("", "muted", wrap=True)
        state = row(4, self.dot, self.words, spacing=8)
        state.setStretch(2, 1)
        layout.addLayout(state)
        self.pause_button = button(tr("Pause…"), None, "link", name=tr("Pause capture"))
        self.pause_button.setMenu(self._pause_menu())
        self.resume_button = button(
            tr("Resume"), self.resume.emit, "link", name=tr("Resume capture")
        )
        layout.addLayout(row(24, self.pause_button, self.resume_button, None, spacing=4))
        self._fit()
        self._theme.changed.connect(self._fit)

    def _page_button(self, name: str, words: str, number: int) -> QPushButton:
        made = button(f"  {words}", lambda: self.chosen.emit(name), "nav", name=words)
        made.setCheckable(True)
        keys = QKeySequence(f"Ctrl+{number}")
        made.setToolTip(keys.toString(QKeySequence.SequenceFormat.NativeText))
        self._group.addButton(made)
        self.buttons[name] = made
        return made

    def _pause_menu(self) -> QMenu:
        menu = QMenu(self)
        for words, minutes in PAUSES:
            menu.addAction(tr(words)).triggered.connect(
                lambda _checked=False, m=minutes: self.pause.emit(m)
            )
        return menu

    def _fit(self) -> None:
        tokens = self._theme.tokens
        self.setFixedWidth(200 if self._theme.scale <= 1 else min(self._theme.px(200), 300))
        for name, made in self.buttons.items():
            made.setIcon(icons.icon(name, tokens.muted, tokens.text))
            made.setIconSize(QSize(self._theme.px(16), self._theme.px(16)))

    def select(self, name: str) -> None:
        """Show which page is in front."""
        if name in self.buttons:
            self.buttons[name].setChecked(True)
        elif (checked := self._group.checkedButton()) is not None:
            self._group.setExclusive(False)
            checked.setChecked(False)
            self._group.setExclusive(True)

    def show_state(self, state: CaptureState) -> None:
        """Show what the recorder does."""
        sample = self._context.engine.is_sample
        mode = CaptureMode.OFF if sample else state.mode
        self.dot.set_mode(mode)
        words = state_words(state, self._context.offset_min(), sample=sample)
        self.words.setText(words)
        self.dot.setAccessibleName(words)
        self.pause_button.setVisible(mode in {CaptureMode.RECORDING, CaptureMode.IDLE})
        self.resume_button.setVisible(mode is CaptureMode.PAUSED)
