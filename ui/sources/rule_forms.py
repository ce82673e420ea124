"""What stands below the exclusions: private windows, trying a window, and what was kept before."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QVBoxLayout, QWidget

from services.records import RuleCheck, WindowInfo
from services.settings import find_option
from ui.context import Context
from ui.design.widgets import button, chip, label, row
from ui.words import count_words, tr

KIND_WORDS = {
    "app": "the app", "title": "words of the title", "site": "the site",
    "private": "private windows", "own": "this program itself",
}  # fmt: skip
LONGEST_ENTRY = 60


class PrivateSwitch(QCheckBox):
    """Whether private windows are left out."""

    def __init__(self, context: Context) -> None:
        option = find_option("capture.exclude_private")
        super().__init__(tr(option.title))
        self.setAccessibleName(tr(option.title))
        self._context = context
        self.setToolTip(tr(option.help))

    def refresh(self) -> None:
        """Show what the settings say, without telling anybody."""
        self.blockSignals(True)
        self.setChecked(self._context.engine.settings.capture.exclude_private)
        self.blockSignals(False)


class TryForm(QWidget):
    """Would this window be captured? One seen lately, or what is typed."""

    wanted = Signal(str, str, str)  # app, title, address

    def __init__(self) -> None:
        super().__init__()
        self.windows: tuple[WindowInfo, ...] = ()
        self.choice = QComboBox()
        self.choice.setAccessibleName(tr("A window seen lately"))
        self.choice.setMinimumContentsLength(12)
        self.choice.setSizeAdjustPolicy(
            QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon
        )
        self.choice.activated.connect(self._chosen)
        self.app, self.title = QLineEdit(), QLineEdit()
        for edit, hint in ((self.app, tr("App")), (self.title, tr("Title or address"))):
            edit.setPlaceholderText(hint)
            edit.setAccessibleName(f"{tr('Try')}: {hint}")
            edit.returnPressed.connect(self._ask)
        self.told = label("", "muted", wrap=True)
        self.told.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(label(tr("Would this window be captured?"), "strong"))
        column.addWidget(self.choice)
        line = row(self.app, self.title, button(tr("Try"), self._ask))
        line.setStretch(1, 1)
        column.addLayout(line)
        column.addWidget(self.told)
        self.show_windows(())

    def show_windows(self, windows: tuple[WindowInfo, ...]) -> None:
        """Offer other windows."""
        if windows == self.windows and self.choice.count():
            return
        self.windows = windows
        self.choice.clear()
        self.choice.addItem(tr("Choose a window seen lately…"))
        for window in windows:
            words = f"{window.app} · {window.url or window.title}".strip(" ·")
            cut = len(words) > LONGEST_ENTRY
            self.choice.addItem(words[:LONGEST_ENTRY] + ("…" if cut else ""))
        self.choice.setVisible(bool(windows))

    def show_check(self, check: RuleCheck) -> None:
        """Say what came of it."""
        if check.kept:
            self.told.setText(tr("It would be captured."))
        else:
            kind = tr(KIND_WORDS.get(check.kind, check.kind))
            self.told.setText(f"{tr('Left out because of')} {kind}: “{check.rule}”")
        self.told.show()

    def _chosen(self, at: int) -> None:
        if 0 < at <= len(self.windows):
            window = self.windows[at - 1]
            self.app.setText(window.app)
            self.title.setText(window.url or window.title)
            self.wanted.emit(window.app, window.title, window.url)

    def _ask(self) -> None:
        text = self.title.text().strip()
        is_url = "://" in text or text.startswith("about:")
        self.wanted.emit(self.app.text().strip(), "" if is_url else text, text if is_url else "")


class Leftovers(QWidget):
    """Offers to delete what was captured before a rule was made."""

    delete = Signal(str, str)  # "apps", "titles" or "sites", and the entry

    def __init__(self) -> None:
        super().__init__()
        self._rule = ("", "")
        self.words = label("", "muted", wrap=True)
        self.delete_chip = chip(tr("Delete them"), self._delete)
        line = row(self.words, self.delete_chip, chip(tr("Keep them"), self.hide))
        line.setStretch(0, 1)
        line.setContentsMargins(0, 0, 0, 0)
        self.setLayout(line)
        self.hide()

    def offer(self, kind: str, entry: str, captures: int) -> None:
        """Show how many there are; nothing where there is none."""
        self._rule = (kind, entry)
        count = count_words(captures, "capture", "captures")
        self.words.setText(f"{count} {tr('of')} “{entry}” {tr('were kept before.')}")
        self.setVisible(captures > 0)

    def _delete(self) -> None:
        self.hide()
        self.delete.emit(*self._rule)
