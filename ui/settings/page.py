"""Settings: every option of the schema, and storage, model, nightly work, health and copies."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFileDialog, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from services.records import (
    ChangeKind,
    Check,
    ConsolidationReport,
    EmbedderState,
    FoundModel,
    ModelOffer,
    ModelState,
    Stats,
)
from services.settings import Value
from ui.design.page import Page
from ui.design.widgets import chip, label, row, scroll
from ui.problems import Problem
from ui.settings.cards import (
    CopiesCard,
    EmbedderCard,
    HealthCard,
    ModelCard,
    NightlyCard,
    StorageCard,
    report_words,
)
from ui.settings.editors import OptionRow
from ui.settings.models import ModelsCard, downloaded_words, speed_words
from ui.settings.options import OptionGroups
from ui.tasks import Job
from ui.words import bytes_words, count_words, tr

BUILD_POLL_MS = 3000
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class SettingsNews:
    """What is slow to know."""

    stats: Stats
    forecast: tuple[tuple[int, int], ...]
    model: ModelState
    offers: tuple[ModelOffer, ...]
    found: tuple[FoundModel, ...]
    embedder: EmbedderState


class SettingsPage(Page):
    """Options at the left, cards at the right."""

    watched = frozenset({ChangeKind.SETTINGS, ChangeKind.MODEL, ChangeKind.SOURCES})
    name = "settings"

    def parts(self) -> Iterator[None]:
        """The two columns and their cards; the rows of the options come after (``grow``)."""
        context = self.context
        self._news, self._nightly = context.slot(), context.slot()
        self._health, self._copy = context.slot(), context.slot()
        self._models = context.slot()
        self.options = OptionGroups(context, self)
        self._poll = QTimer(self)
        self._poll.setSingleShot(True)
        self._poll.setInterval(BUILD_POLL_MS)
        self._poll.timeout.connect(self._poll_build)
        left, right = self._outer()
        yield
        self._add_groups(left)
        yield
        self.storage, self.model, self.models = StorageCard(context), ModelCard(), ModelsCard()
        self.embedder = EmbedderCard()
        self.nightly, self.health, self.copies = NightlyCard(), HealthCard(), CopiesCard()
        for card in (
            self.storage, self.model, self.models, self.embedder, self.nightly, self.health,
            self.copies,
        ):  # fmt: skip
            right.addWidget(card)
        right.addStretch(1)
        yield
        self._wire()

    def _outer(self) -> tuple[QVBoxLayout, QVBoxLayout]:
        self.finder = QLineEdit()
        self.finder.setPlaceholderText(tr("Find a setting"))
        self.finder.setAccessibleName(tr("Find a setting"))
        self.finder.setMaximumWidth(self.theme.px(260))
        self.finder.textChanged.connect(lambda _text: self._narrow())
        self.advanced = chip(tr("Show advanced"), self._narrow, checkable=True)
        inner = QWidget()
        self.layout_.addLayout(
            row(label(tr("Settings"), "title"), None, self.finder, self.advanced, spacing=12)
        )
        self.layout_.addWidget(scroll(inner), 1)
        pair = self._columns = QHBoxLayout(inner)
        pair.setContentsMargins(0, 0, 8, 0)
        pair.setSpacing(14)
        left, right = QVBoxLayout(), QVBoxLayout()
        pair.addLayout(left, 3)
        pair.addLayout(right, 2)
        left.setSpacing(14)
        right.setSpacing(14)
        return left, right

    def _add_groups(self, left: QVBoxLayout) -> None:
        for card in self.options.cards():
            left.addWidget(card)
        left.addWidget(self.options.nothing)
        left.addStretch(1)

    @property
    def rows(self) -> dict[str, OptionRow]:
        """The row of each option."""
        return self.options.rows

    def grow(self) -> bool:
        """After the parts, the rows of a few more options."""
        return self.build() or self.options.grow() or self.polish()

    def _narrow(self) -> None:
        self.options.narrow(self.finder.text(), advanced=self.advanced.isChecked())

    def _wire(self) -> None:
        self.options.changed.connect(self._change)
        self.options.reset.connect(self._reset)
        self.model.choose.connect(self._choose_model)
        self.model.forget.connect(lambda: self.choose_model(None))
        self.models.download.connect(self.download_model)
        self.models.use.connect(self.choose_model)
        self.models.remove.connect(self.remove_model)
        self.models.measure.connect(self.measure_model)
        self.models.stop.connect(self._stop_models)
        self.embedder.choose.connect(self._choose_embedder)
        self.embedder.forget.connect(lambda: self.choose_embedder(None))
        self.nightly.run.connect(self.run_nightly)
        self.nightly.stop.connect(self._stop_nightly)
        self.health.check.connect(self.check_health)
        self.health.stop.connect(self._stop_health)
        self.copies.backup.connect(self._choose_backup)
        self.copies.export.connect(self._choose_export)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where there is little room, the columns stand below each other."""
        super().resizeEvent(event)
        ways = QBoxLayout.Direction
        narrow = self.width() < self.theme.px(900)
        self._columns.setDirection(ways.TopToBottom if narrow else ways.LeftToRight)

    # loading

    def refresh(self) -> None:
        """Ask for everything again."""
        self.options.show_settings(self.engine.settings)
        engine = self.engine
        self._news.run(
            lambda job: SettingsNews(
                engine.upkeep.stats(), engine.upkeep.forecast(), engine.asking.model(),
                engine.models.offers(), engine.models.found(), engine.upkeep.embedder(),
            ),
            self._show_news, self.fail,
        )  # fmt: skip

    def _show_news(self, news: SettingsNews) -> None:
        self.storage.show_sizes(news.stats, news.forecast)
        self._show_model(news.model)
        if not self._models.busy:
            self.models.show_models(news.offers, news.found)
        self.embedder.show_state(news.embedder)

    def _show_model(self, model: ModelState) -> None:
        self.model.show_model(model)
        if model.build and self.isVisible():
            self._poll.start()

    def _poll_build(self) -> None:
        if self.isVisible():
            self._news.run(lambda job: self.engine.asking.model(), self._show_model)

    # doing

    def _change(self, key: str, value: Value) -> None:
        self.context.tasks.start(
            lambda job: self.engine.change_setting(key, value),
            self.options.show_settings,
            self._refused,
        )

    def _reset(self, key: str) -> None:
        self.context.tasks.start(
            lambda job: self.engine.reset_setting(key), self.options.show_settings, self._refused
        )

    def _refused(self, problem: Problem) -> None:
        self.fail(problem)
        self.options.show_settings(self.engine.settings)

    def _choose_model(self) -> None:
        name, _kind = QFileDialog.getOpenFileName(self, tr("Choose a model"), "", "GGUF (*.gguf)")
        if name:
            self.choose_model(Path(name))

    def choose_model(self, path: Path | None) -> None:
        """Answer with a model, or by quoting."""
        self.model.detail.setText(tr("Loading…") if path else "")
        self.context.tasks.start(
            lambda job: self.engine.asking.choose_model(path), self._show_model, self._model_failed
        )

    def download_model(self, model_id: str) -> None:
        """Fetch a model of the catalogue."""
        models = self.engine.models
        self._fetch(
            tr("Asking the hub…"),
            lambda job: models.download(model_id, job.progress, job.cancel),
            downloaded_words,
        )

    def measure_model(self) -> None:
        """See how fast the chosen model is on this machine."""
        models = self.engine.models
        self._fetch(
            tr("Measuring; this takes a little…"),
            lambda job: models.measure(cancel=job.cancel),
            speed_words,
        )

    def _fetch(self, words: str, work: Callable[[Job[T]], T], said: Callable[[T], str]) -> None:
        self.models.show_busy(True, words)
        self._models.run(
            work,
            lambda result: self._models_done(said(result)),
            self._models_failed,
            self.models.show_progress,
        )

    def _models_done(self, words: str) -> None:
        self.models.show_busy(False, words)
        self.refresh()

    def _models_failed(self, problem: Problem) -> None:
        self.models.show_busy(False)
        self.fail(problem)

    def _stop_models(self) -> None:
        self._models.stop()
        self.models.show_busy(False, tr("Stopped. What came is kept and gone on with."))
        self.refresh()

    def remove_model(self, path: Path) -> None:
        """Delete a downloaded model."""
        self.context.tasks.start(
            lambda job: self.engine.models.remove(path), lambda _none: self.refresh(), self.fail
        )

    def _choose_embedder(self) -> None:
        name, _kind = QFileDialog.getOpenFileName(
            self, tr("Choose an embedding model"), "", "GGUF (*.gguf)"
        )
        if name:
            self.choose_embedder(Path(name))

    def choose_embedder(self, path: Path | None) -> None:
        """Find by meaning with a model of one's own, or with the bundled one."""
        self.embedder.detail.setText(tr("Loading…") if path else "")
        self.context.tasks.start(
            lambda job: self.engine.upkeep.choose_embedder(path),
            self.embedder.show_state,
            self._model_failed,
        )

    def _model_failed(self, problem: Problem) -> None:
        self.fail(problem)
        self.refresh()

    def run_nightly(self) -> None:
        """Do the nightly work now."""
        self.nightly.show_busy(True, tr("Beginning…"))
        memories = self.engine.memories
        self._nightly.run(
            lambda job: memories.consolidate(job.progress, job.cancel),
            self._nightly_done, self._nightly_failed, self.nightly.show_progress,
        )  # fmt: skip

    def _nightly_done(self, report: ConsolidationReport) -> None:
        self.nightly.show_busy(False, f"{tr('Done')}: {report_words(report)}.")

    def _nightly_failed(self, problem: Problem) -> None:
        self.nightly.show_busy(False, tr("Not finished."))
        self.fail(problem)

    def _stop_nightly(self) -> None:
        self._nightly.stop()
        self.nightly.show_busy(
            False, tr("Stopped. What was done stays; the rest is done next time.")
        )

    def check_health(self, repair: bool) -> None:
        """Look whether all is well, and mend what can be mended."""
        self.health.show_busy()
        tasks, upkeep = self.context.tasks, self.engine.upkeep

        def look(job: Job[tuple[Check, ...]]) -> tuple[Check, ...]:
            def show(check: Check) -> None:
                if not job.dropped:
                    self.health.show_check(check)

            return upkeep.doctor(
                repair, lambda check: tasks.post(lambda: show(check)), job.progress, job.cancel
            )

        self._health.run(look, self._health_over, self._health_failed, self.health.show_progress)

    def _health_over(self, checks: tuple[Check, ...]) -> None:
        bad = sum(not check.ok for check in checks)
        words = count_words(bad, "thing is not well", "things are not well")
        self.health.show_over(f"{words}." if bad else tr("All is well."))

    def _health_failed(self, problem: Problem) -> None:
        self.health.show_over(tr("Not finished."))
        self.fail(problem)

    def _stop_health(self) -> None:
        self._health.stop()
        self.health.show_over(tr("Stopped. What was found so far stands above."))

    def _choose_backup(self) -> None:
        name, _kind = QFileDialog.getSaveFileName(self, tr("Back up to"), "afterimage.backup")
        if name:
            self.back_up(Path(name))

    def back_up(self, file: Path) -> None:
        """Write one sealed file."""
        upkeep = self.engine.upkeep
        self._copy.run(
            lambda job: upkeep.backup(file, job.progress, job.cancel),
            lambda counts: self._copied(tr("Backed up"), counts), self._copy_failed,
            self.copies.show_progress,
        )  # fmt: skip

    def _choose_export(self) -> None:
        folder = QFileDialog.getExistingDirectory(self, tr("Export to"))
        if folder:
            self.export(Path(folder))

    def export(self, folder: Path) -> None:
        """Write open files."""
        upkeep = self.engine.upkeep
        self._copy.run(
            lambda job: upkeep.export(folder, job.progress, job.cancel),
            lambda counts: self._copied(tr("Exported"), counts), self._copy_failed,
            self.copies.show_progress,
        )  # fmt: skip

    def _copied(self, words: str, counts: dict[str, int]) -> None:
        self.copies.bar.hide()
        parts = [
            bytes_words(count) if name == "bytes" else f"{count} {name}"
            for name, count in counts.items()
        ]
        self.copies.words.setText(f"{words}: {', '.join(parts)}.")

    def _copy_failed(self, problem: Problem) -> None:
        self.copies.bar.hide()
        self.fail(problem)
