"""Welcome: consent, places, key. Nothing is captured before its end."""

from pathlib import Path

from PySide6.QtCore import QSize, QTimer, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from ui.design.bars import Wordmark
from ui.design.widgets import Banner, button, label, row, scroll
from ui.opening import Opener
from ui.places import available, first_size
from ui.ports import Engine
from ui.problems import Problem
from ui.tasks import Slot, Tasks
from ui.theme import Theme
from ui.welcome.steps import ConsentStep, KeyStep, PlacesStep
from ui.words import marked, tr

STEPS = marked(("Consent", "Places", "Key"))
KEY = 2


class WelcomeWindow(QWidget):
    """Three steps, and a sample to look at first."""

    finished = Signal(object)  # Engine
    sample_opened = Signal(object)  # Engine
    closed = Signal()

    def __init__(self, opener: Opener, tasks: Tasks, theme: Theme) -> None:
        super().__init__()
        self._opener, self._slot = opener, Slot(tasks)
        self._tasks = tasks
        self._engine: Engine | None = None
        self._over = False
        self.setProperty("role", "window")
        theme.dress(self)
        self.setWindowTitle(tr("Welcome to Afterimage"))
        self.resize(first_size(QSize(theme.px(900), theme.px(760)), available(self)))
        self.consent = ConsentStep(theme)
        self.places = PlacesStep(theme)
        self.key = KeyStep()
        self._probe = Slot(tasks)
        self._asked_keyring = False
        self.banner = Banner(theme)
        self.banner.acted.connect(lambda _action: None)
        self.stack = QStackedWidget()
        for step in (self.consent, self.places, self.key):
            self.stack.addWidget(scroll(step))
        self.where = label("", "muted")
        self.back = button(tr("Back"), self._back)
        self.next = button(tr("Next"), self._next, "primary")
        self._build(theme)
        self._wire()
        self._show_step(0)

    def _build(self, theme: Theme) -> None:
        mark = Wordmark(theme)
        mark.setFixedWidth(theme.px(140))
        inner = QVBoxLayout()
        inner.setSpacing(16)
        inner.addLayout(row(mark, None, self.where))
        inner.addWidget(self.banner)
        inner.addWidget(self.stack, 1)
        inner.addLayout(row(None, self.back, self.next, spacing=10))
        holder = QWidget()
        holder.setLayout(inner)
        holder.setMaximumWidth(theme.px(720))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(32, 28, 32, 24)
        layout.addStretch(1)
        layout.addWidget(holder, 20)
        layout.addStretch(1)

    def _wire(self) -> None:
        self.consent.changed.connect(self._check)
        self.consent.sample.connect(self._open_sample)
        self.consent.stop_sample.connect(self._stop_sample)
        self.key.changed.connect(self._check)
        self.key.key_wanted.connect(self._create)

    def _show_step(self, at: int) -> None:
        self.stack.setCurrentIndex(at)
        self.where.setText(f"{at + 1} / {len(STEPS)} · {tr(STEPS[at])}")
        self.back.setVisible(at > 0 and self._engine is None)
        self.next.setText(tr("Begin") if at == len(STEPS) - 1 else tr("Next"))
        self.next.setAccessibleName(self.next.text())
        self._check()
        if at == KEY and not self._asked_keyring:
            self._ask_keyring()

    def _ask_keyring(self) -> None:
        """Not before it is offered: a keyring that is locked asks the person to open it."""
        self._asked_keyring = True
        opener = self._opener
        self._probe.run(
            lambda job: opener.keyring_available(),
            self.key.offer_keyring,
            lambda _problem: self.key.offer_keyring(False),
        )

    def _check(self) -> None:
        at = self.stack.currentIndex()
        ready = {0: self.consent.ready, 2: self.key.ready}
        self.next.setEnabled(ready[at]() if at in ready else True)

    def _back(self) -> None:
        self._show_step(self.stack.currentIndex() - 1)

    def _next(self) -> None:
        if self.stack.currentIndex() < len(STEPS) - 1:
            self._show_step(self.stack.currentIndex() + 1)
        else:
            self._finish()

    # the sample

    def _open_sample(self) -> None:
        self.consent.show_busy(True)
        self._slot.run(
            lambda job: self._opener.open_sample(job.progress, job.cancel),
            self._sample_ready, self._sample_failed, self.consent.show_progress,
        )  # fmt: skip

    def _sample_ready(self, engine: Engine) -> None:
        self.consent.show_busy(False)
        self._over = True
        self.sample_opened.emit(engine)

    def _sample_failed(self, problem: Problem) -> None:
        self.consent.show_busy(False)
        self.banner.show_problem(problem)

    def _stop_sample(self) -> None:
        self._slot.stop()
        self.consent.show_busy(False)

    # the vault

    def _create(self) -> None:
        secret = self.key.secret()
        self.key.make.setEnabled(False)
        self.key.make.setText(tr("Making it…"))
        self._slot.run(lambda job: self._opener.create(secret), self._created, self._not_created)

    def _created(self, made: tuple[Engine, str]) -> None:
        self._engine, code = made
        self.banner.hide()
        self.key.show_code(code)
        self._show_step(2)

    def _not_created(self, problem: Problem) -> None:
        self.key.make.setEnabled(True)
        self.key.make.setText(tr("Make my library"))
        self.banner.show_problem(problem)

    def _finish(self) -> None:
        """Settings first, consent last: nothing is captured before all of it is known."""
        engine = self._engine
        if engine is None:
            return
        self.next.setEnabled(False)
        folders, excluded = tuple(self.places.folders), tuple(self.places.excluded)
        model, agreed = self.key.model_path, self.consent.agree.isChecked()

        def work() -> None:
            for entry in excluded:
                site = "." in entry and " " not in entry
                engine.recording.exclude(**({"site": entry} if site else {"app": entry}))
            for folder in folders:
                engine.library.watch(Path(folder))
            if model:
                engine.asking.choose_model(Path(model))
            if agreed:
                engine.recording.give_consent()

        self._slot.run(lambda job: work(), lambda _none: self._done(engine), self._not_finished)

    def _done(self, engine: Engine) -> None:
        self._over = True
        self.finished.emit(engine)

    def _not_finished(self, problem: Problem) -> None:
        self.next.setEnabled(True)
        self.banner.show_problem(problem)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Leaving before the end closes what was opened."""
        super().closeEvent(event)
        self._slot.stop()
        self._probe.stop()
        if not self._over:
            engine, self._engine = self._engine, None
            if engine is not None:
                engine.close()
            QTimer.singleShot(0, self, self.closed.emit)
