"""The three steps of the first start, each a view of its own."""

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QFileDialog,
    QFrame,
    QLineEdit,
    QProgressBar,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from services.settings import CaptureSettings
from ui.design.choice import Choice
from ui.design.progress import show_share
from ui.design.widgets import (
    Card,
    ElidedLabel,
    FlowLayout,
    button,
    chip,
    clear_layout,
    column,
    icon_button,
    label,
    row,
)
from ui.sources.lists import place_words
from ui.theme import Theme
from ui.words import marked, proper_name, tr

LEAST_PASSPHRASE = 10

PROMISES = marked(
    (
        (
            "record",
            "What is on your screens is read when it changes, and its text and pictures are kept.",
        ),
        (
            "lock",
            "All of it stays on this computer, sealed: no account, no cloud, and nothing is sent.",
        ),
        (
            "pause",
            "You pause or stop at any time, and forget any hour, app or site everywhere at once.",
        ),
        (
            "close",
            "Password managers, private windows, cards and keys are left out before it is written.",
        ),
    )
)


class ConsentStep(QWidget):
    """What would be captured, and whether it may."""

    changed = Signal()
    sample = Signal()
    stop_sample = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        card = Card(margin=20, spacing=14)
        for picture, words in PROMISES:
            mark = icon_button(theme, picture, tr(words), lambda: None)
            mark.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            mark.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            line = row(mark, label(tr(words), wrap=True), spacing=10)
            line.setStretch(1, 1)
            card.add(line)
        self.agree, self.without = QCheckBox(), QCheckBox()
        agreed = Choice(self.agree, tr("I understand, and I want my screens to be captured"))
        declined = Choice(self.without, tr("Not now: only files and notes"))
        self.agree.toggled.connect(self._agreed)
        self.without.toggled.connect(self._declined)
        self.sample_button = button(tr("Explore a sample first"), self.sample.emit)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(tr("Building the sample"))
        self.words = ElidedLabel("", "second")
        self.stop = chip(tr("Stop"), self.stop_sample.emit)
        self.busy = QWidget()
        line = row(self.words, self.stop)
        line.setStretch(0, 1)
        self.busy.setLayout(column(line, self.bar, spacing=6))
        self.busy.hide()
        aside = label(tr("A made-up week, nothing of yours."), "second", wrap=True)
        sample = row(self.sample_button, aside, spacing=10)
        sample.setStretch(1, 1)
        before = label(
            tr("Before anything is captured, this is what it means:"), "muted", wrap=True
        )
        self.setLayout(
            column(
                label(tr("A memory of what you see, for you alone"), "title", wrap=True),
                before,
                card, agreed, declined, sample, self.busy, None, spacing=14,
            )
        )  # fmt: skip

    def _agreed(self, on: bool) -> None:
        if on:
            self.without.setChecked(False)
        self.changed.emit()

    def _declined(self, on: bool) -> None:
        if on:
            self.agree.setChecked(False)
        self.changed.emit()

    def ready(self) -> bool:
        """Whether something was chosen."""
        return self.agree.isChecked() or self.without.isChecked()

    def show_progress(self, done: int, total: int, what: str) -> None:
        """Show how far the sample is built."""
        self.busy.show()
        show_share(self.bar, done, total)
        self.words.setText(what)

    def show_busy(self, busy: bool) -> None:
        """Show that the sample is being opened."""
        self.busy.setVisible(busy)
        self.bar.setRange(0, 0)
        self.words.setText(tr("Building the sample library…") if busy else "")
        self.sample_button.setEnabled(not busy)


class PlacesStep(QWidget):
    """Folders to watch, and what is never captured."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.folders: list[str] = []
        self.excluded: list[str] = []
        folders = Card(tr("Folders"), margin=20)
        folders.add(
            label(
                tr("Documents in these folders are read and found again. None is needed."),
                "muted",
                wrap=True,
            )
        )
        self._folder_rows = QVBoxLayout()
        folders.add(self._folder_rows)
        folders.add(row(chip(tr("Add a folder…"), self._choose), None))
        excluded = Card(tr("Never captured"), margin=20)
        seeded = ", ".join(proper_name(app) for app in CaptureSettings().excluded_apps[:4])
        rest = tr("and private windows are left out already. Add programs or sites of your own:")
        words = f"{tr('Password managers')} ({seeded}…) {rest}"
        excluded.add(label(words, "muted", wrap=True))
        holder = QWidget()
        self._chips = FlowLayout(holder, 6)
        excluded.add(holder)
        self.edit = QLineEdit()
        self.edit.setPlaceholderText(tr("A program, or a site like bank.example"))
        self.edit.setAccessibleName(tr("Leave out a program or a site"))
        self.edit.returnPressed.connect(self.add_exclusion)
        add = button(tr("Leave out"), self.add_exclusion)
        line = row(self.edit, add)
        line.setStretch(0, 1)
        excluded.add(line)
        self.setLayout(
            column(
                label(tr("What to look at, and what not"), "title", wrap=True),
                folders,
                excluded,
                None,
                spacing=14,
            )
        )

    def _choose(self) -> None:
        folder = QFileDialog.getExistingDirectory(self, tr("Watch a folder"))
        if folder:
            self.add_folder(folder)

    def add_folder(self, folder: str) -> None:
        """Put a folder on the list."""
        if folder not in self.folders:
            self.folders.append(folder)
        self._show_folders()

    def _remove_folder(self, folder: str) -> None:
        self.folders.remove(folder)
        self._show_folders()

    def _show_folders(self) -> None:
        clear_layout(self._folder_rows)
        for folder in self.folders:
            name = f"{tr('Remove')} {place_words(folder)}"
            close = icon_button(self._theme, "close", name, partial(self._remove_folder, folder))
            line = row(ElidedLabel(place_words(folder)), close)
            line.setStretch(0, 1)
            self._folder_rows.addLayout(line)

    def add_exclusion(self) -> None:
        """Put what was typed on the list."""
        text = self.edit.text().strip()
        self.edit.clear()
        if text and text not in self.excluded:
            self.excluded.append(text)
        self._show_chips()

    def _remove_exclusion(self, entry: str) -> None:
        self.excluded.remove(entry)
        self._show_chips()

    def _show_chips(self) -> None:
        clear_layout(self._chips)
        for entry in self.excluded:
            made = chip(
                f"{entry}  ×",
                partial(self._remove_exclusion, entry),
                name=f"{tr('Remove')} {entry}",
            )
            self._chips.addWidget(made)


class KeyStep(QWidget):
    """Keyring or passphrase, the recovery code, and a model if there is one."""

    changed = Signal()
    key_wanted = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.model_path = ""
        self.keyring, self.passphrase = QRadioButton(), QRadioButton()
        self._by_keyring = Choice(self.keyring, "")
        self._by_keyring.say(tr("Asking this desktop for its keyring…"), able=False)
        by_phrase = Choice(
            self.passphrase, tr("Lock it with a passphrase of mine (asked at every start)")
        )
        group = QButtonGroup(self)
        for radio in (self.keyring, self.passphrase):
            group.addButton(radio)
            radio.toggled.connect(self._check)
        self.first, self.second = self._secret(tr("Passphrase")), self._secret(tr("Once more"))
        self.hint = label("", "second", wrap=True)
        self.secrets = QWidget()
        self.secrets.setLayout(column(row(self.first, self.second), self.hint, spacing=4))
        self.passphrase.setChecked(True)
        self.model_words = label(
            tr("No model: answers quote your memories. One can be chosen later."),
            "second",
            wrap=True,
        )
        model = Card(tr("Language model (optional)"), margin=20)
        model.add(self.model_words)
        model.add(row(chip(tr("Choose a GGUF file…"), self._choose_model), None))
        self.key_card = Card(tr("The key"), margin=20)
        for item in (self._by_keyring, by_phrase, self.secrets):
            self.key_card.add(item)
        self.make = button(tr("Make my library"), self.key_wanted.emit, "primary")
        self.key_card.add(row(self.make, None))
        self.recovery = self._recovery_card()
        self.recovery.hide()
        self.setLayout(
            column(
                label(tr("Lock and key"), "title", wrap=True),
                self.key_card,
                self.recovery,
                model,
                None,
                spacing=14,
            )
        )
        self._check()

    def offer_keyring(self, there: bool) -> None:
        """Say whether the desktop has a keyring; it is chosen, unless a passphrase is typed."""
        if there:
            words = tr("Keep the key in this desktop's keyring (opens by itself)")
        else:
            words = tr("This desktop has no keyring that can hold the key")
        self._by_keyring.say(words, able=there)
        if there and not self.first.text():
            self.keyring.setChecked(True)

    def _secret(self, name: str) -> QLineEdit:
        edit = QLineEdit()
        edit.setEchoMode(QLineEdit.EchoMode.Password)
        edit.setPlaceholderText(name)
        edit.setAccessibleName(name)
        edit.textChanged.connect(self._check)
        return edit

    def _recovery_card(self) -> Card:
        card = Card(tr("Recovery code"), margin=20, spacing=10)
        card.add(
            label(
                tr(
                    "This is the only other way in. It is shown once: write it down and keep "
                    "it away from this computer."
                ),
                wrap=True,
            )
        )
        inset = QFrame()
        inset.setProperty("role", "inset")
        self.code = label("", "code", wrap=True)
        self.code.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.code.setAccessibleName(tr("Recovery code"))
        inset.setLayout(column(self.code, margin=14))
        card.add(inset)
        self.copy_chip = chip(tr("Copy"), self._copy, name=tr("Copy the recovery code"))
        self.written = QCheckBox()
        written = Choice(self.written, tr("I wrote it down"))
        self.written.toggled.connect(lambda _on: self.changed.emit())
        line = row(written, self.copy_chip)
        line.setStretch(0, 1)
        card.add(line)
        return card

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.code.text())
        self.copy_chip.setText(tr("Copied"))

    def _choose_model(self) -> None:
        name, _kind = QFileDialog.getOpenFileName(self, tr("Choose a model"), "", "GGUF (*.gguf)")
        if name:
            self.model_path = name
            self.model_words.setText(place_words(name))

    def secret(self) -> str | None:
        """The passphrase, or None for the keyring."""
        return self.first.text() if self.passphrase.isChecked() else None

    def _check(self, *_what: object) -> None:
        if not hasattr(self, "make"):
            return
        wanted = self.passphrase.isChecked()
        self.secrets.setVisible(wanted)
        short = len(self.first.text()) < LEAST_PASSPHRASE
        differ = self.first.text() != self.second.text()
        words = ""
        if wanted and short:
            rest = tr("characters; four or five words that do not belong together are best.")
            words = f"{tr('At least')} {LEAST_PASSPHRASE} {rest}"
        elif wanted and differ:
            words = tr("The two differ.")
        self.hint.setText(words)
        self.make.setEnabled(not words)

    def show_code(self, code: str) -> None:
        """Show the recovery code; the key is made, so it can no longer be chosen."""
        self.code.setText(code)
        self.recovery.show()
        self.key_card.hide()
        self.first.clear()
        self.second.clear()
        self.written.setFocus()

    def ready(self) -> bool:
        """Whether the code was written down."""
        return bool(self.code.text()) and self.written.isChecked()
