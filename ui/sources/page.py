"""Sources: what is captured, watched, left out and withheld, and what it costs."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QFileDialog,
    QHBoxLayout,
    QProgressBar,
    QVBoxLayout,
    QWidget,
)

from services.records import (
    AddReport,
    ChangeKind,
    FileFailure,
    FolderState,
    ImportReport,
    QuotaPreview,
    Stats,
    WindowInfo,
    Withheld,
)
from services.settings import Settings, Value
from ui.context import Context
from ui.design.page import Page
from ui.design.widgets import Card, ElidedLabel, chip, label, row, scroll
from ui.problems import Problem
from ui.sources.capture_card import CaptureCard
from ui.sources.cost_card import CostCard
from ui.sources.exclusions import Exclusions
from ui.sources.lists import FailuresCard, FoldersCard, LedgerCard
from ui.sources.note import NoteDialog
from ui.words import count_words, tr

ONE_OF = {"apps": "app", "titles": "title", "sites": "site"}
RULE_KEYS = ("capture.exclude_private", *(f"capture.excluded_{kind}" for kind in ONE_OF))


@dataclass(frozen=True, slots=True)
class SourcesNews:
    """All that the page shows."""

    consent: bool
    folders: tuple[FolderState, ...]
    failures: tuple[FileFailure, ...]
    withheld: tuple[Withheld, ...]
    stats: Stats
    quota: QuotaPreview
    windows: tuple[WindowInfo, ...]


def add_words(report: AddReport) -> str:
    """Such as "3 added, 1 updated, 12 unchanged, 2 could not be read"."""
    parts = [f"{report.added} {tr('added')}"]
    for count, words in ((report.updated, "updated"), (report.skipped, "unchanged")):
        if count:
            parts.append(f"{count} {tr(words)}")
    if report.failed:
        parts.append(f"{len(report.failed)} {tr('could not be read')}")
    return ", ".join(parts)


def import_words(report: ImportReport) -> str:
    """Such as "120 imported, 3 known already, 1 line could not be read"."""
    words = f"{report.imported} {tr('imported')}, {report.skipped} {tr('known already')}"
    if report.errors:
        line, reason = report.errors[0]
        count = count_words(len(report.errors), "line", "lines")
        words += f", {count} {tr('could not be read')} ({tr('line')} {line}: {reason})"
    return words


class SourcesPage(Page):
    """Two columns of cards."""

    watched = frozenset(
        {ChangeKind.SOURCES, ChangeKind.SETTINGS, ChangeKind.RECORDER, ChangeKind.CAPTURES}
    )
    name = "sources"

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._news, self._work = context.slot(), context.slot()
        self._consent = False
        self.capture = CaptureCard(context)
        self.exclusions = Exclusions(context)
        self.folders = FoldersCard(context)
        self.failures = FailuresCard()
        self.ledger = LedgerCard(context)
        self.cost = CostCard(context)
        self.stages, self.sizes = self.cost.stages, self.cost.sizes
        self.progress = QProgressBar()
        self.progress.setTextVisible(False)
        self.progress.setAccessibleName(tr("Progress"))
        self.progress_words = ElidedLabel("", "second")
        self.stop_chip = chip(tr("Stop"), self._work.stop)
        self._build()
        self._wire()
        self._show_busy(False)

    def _build(self) -> None:
        left, right = QVBoxLayout(), QVBoxLayout()
        for column, cards in (
            (left, (self.capture, self._add_card(), self.exclusions)),
            (right, (self.folders, self.failures, self.ledger, self.cost)),
        ):
            column.setSpacing(14)
            for card in cards:
                column.addWidget(card)
            column.addStretch(1)
        inner = QWidget()
        pair = self._columns = QHBoxLayout(inner)
        pair.setContentsMargins(0, 0, 8, 0)
        pair.setSpacing(14)
        pair.addLayout(left, 1)
        pair.addLayout(right, 1)
        self.layout_.addWidget(label(tr("Sources"), "title"))
        self.layout_.addWidget(scroll(inner), 1)

    def _add_card(self) -> Card:
        card = Card(tr("Add"), spacing=10)
        card.add(
            row(
                chip(tr("Write a note"), lambda: self.write_note(self)),
                chip(tr("Add files…"), self._choose_files),
                chip(tr("Import JSONL…"), self._choose_import),
                None,
            )
        )
        self.busy = QWidget()
        line = row(self.progress_words, self.stop_chip)
        line.setStretch(0, 1)
        column = QVBoxLayout(self.busy)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(line)
        column.addWidget(self.progress)
        card.add(self.busy)
        return card

    def _wire(self) -> None:
        self.capture.pause.connect(self._pause)
        self.capture.resume.connect(self._resume)
        self.capture.consent.connect(self._set_consent)
        self.exclusions.changed.connect(self._change)
        self.exclusions.added.connect(self._add_rule)
        self.exclusions.trying.wanted.connect(self._try)
        self.exclusions.leftovers.delete.connect(self._forget)
        self.exclusions.reset.connect(self._reset_rules)
        self.folders.add_wanted.connect(self._choose_folder)
        self.folders.removed.connect(self._unwatch)
        self.failures.retried.connect(self._retry)
        self.stop_chip.clicked.connect(lambda: self._show_busy(False))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where there is little room, the columns stand below each other."""
        super().resizeEvent(event)
        ways = QBoxLayout.Direction
        narrow = self.width() < self.theme.px(640)
        self._columns.setDirection(ways.TopToBottom if narrow else ways.LeftToRight)

    # loading

    def refresh(self) -> None:
        """Ask for everything again."""
        engine = self.engine
        self._news.run(
            lambda job: SourcesNews(
                engine.recording.consent_given(),
                engine.library.folders(), engine.library.failures(),
                engine.recording.withheld(50), engine.upkeep.stats(),
                engine.upkeep.quota(), engine.recording.recent_windows(),
            ),
            self._show_news, self.fail,
        )  # fmt: skip
        self.exclusions.refresh()

    def _show_news(self, news: SourcesNews) -> None:
        self._consent = news.consent
        self.capture.show_state(self.engine.recording.state(), news.consent)
        self.folders.show_folders(news.folders)
        self.failures.show_failures(news.failures)
        self.ledger.show_entries(news.withheld)
        self.cost.show_costs(news.stats, self.engine.recording.state(), news.quota)
        self.exclusions.trying.show_windows(news.windows)

    # doing

    def _do(self, work: Callable[[], object], told: str = "") -> None:
        def done(_result: object) -> None:
            if told:
                self.banner.show_done(told)
            self.refresh()

        self.context.tasks.start(lambda job: work(), done, self.fail)

    def _pause(self, minutes: int | None) -> None:
        self._do(lambda: self.engine.recording.pause(minutes))

    def _resume(self) -> None:
        self._do(self.engine.recording.resume)

    def _set_consent(self, given: bool) -> None:
        recording = self.engine.recording
        self._do(recording.give_consent if given else recording.withdraw_consent)

    def _change(self, key: str, value: Value) -> None:
        before = self.engine.settings.get(key)

        def done(_settings: Settings) -> None:
            self.exclusions.refresh()
            self.banner.show_done(
                tr("Changed what is left out."), lambda: self._change_back(key, before)
            )

        self.context.tasks.start(
            lambda job: self.engine.change_setting(key, value), done, self.fail
        )

    def _change_back(self, key: str, value: Value) -> None:
        self.context.tasks.start(
            lambda job: self.engine.change_setting(key, value),
            lambda _settings: self.exclusions.refresh(),
            self.fail,
        )

    def _add_rule(self, kind: str, text: str) -> None:
        """Add an exclusion, and offer to delete what it would have kept out."""
        key = f"capture.excluded_{kind}"
        before = self.engine.settings.get(key)
        given = {ONE_OF[kind]: text}

        def work() -> int:
            self.engine.recording.exclude(**given)
            return self.engine.recording.forget_excluded(**given, dry_run=True).captures

        def done(captures: int) -> None:
            self.exclusions.refresh()
            self.exclusions.leftovers.offer(kind, text, captures)
            self.banner.show_done(
                tr("Changed what is left out."), lambda: self._change_back(key, before)
            )

        self.context.tasks.start(lambda job: work(), done, self.fail)

    def _forget(self, kind: str, text: str) -> None:
        given = {ONE_OF[kind]: text}
        self._do(
            lambda: self.engine.recording.forget_excluded(**given, dry_run=False),
            tr("Deleted, with all that was made from it."),
        )

    def _try(self, app: str, title: str, url: str) -> None:
        self.context.tasks.start(
            lambda job: self.engine.recording.try_window(app, title, url),
            self.exclusions.trying.show_check,
            self.fail,
        )

    def _reset_rules(self) -> None:
        engine = self.engine
        before = {key: engine.settings.get(key) for key in RULE_KEYS}

        def put(values: dict[str, Value]) -> None:
            for key, value in values.items():
                engine.change_setting(key, value)

        def done(_result: object) -> None:
            self.exclusions.refresh()
            self.banner.show_done(tr("As it was at first."), lambda: self._do(lambda: put(before)))

        self.context.tasks.start(
            lambda job: [engine.reset_setting(key) for key in RULE_KEYS], done, self.fail
        )

    def _choose_folder(self) -> None:
        folder = QFileDialog.getExistingDirectory(self, tr("Watch a folder"))
        if folder:
            self.watch(Path(folder))

    def watch(self, folder: Path) -> None:
        """Watch a folder."""
        self._do(
            lambda: self.engine.library.watch(folder),
            tr("The folder is watched; it is being read."),
        )

    def _unwatch(self, folder: Path) -> None:
        self._do(
            lambda: self.engine.library.unwatch(folder),
            tr("No longer watched. What was read stays."),
        )

    def _retry(self, path: Path) -> None:
        def told(report: AddReport) -> None:
            if report.failed:
                self.fail(Problem(report.failed[0].error))
            else:
                self.banner.show_done(add_words(report))
            self.refresh()

        self.context.tasks.start(lambda job: self.engine.library.retry(path), told, self.fail)

    def _choose_files(self) -> None:
        names, _kind = QFileDialog.getOpenFileNames(self, tr("Add files"))
        if names:
            self.add_paths(tuple(Path(name) for name in names))

    def add_paths(self, paths: tuple[Path, ...]) -> None:
        """Read files now, with progress."""
        library = self.engine.library
        self._show_busy(True)
        self._work.run(
            lambda job: library.add_paths(paths, job.progress, job.cancel),
            lambda report: self._finished(add_words(report)), self._broke, self._progress,
        )  # fmt: skip

    def _choose_import(self) -> None:
        name, _kind = QFileDialog.getOpenFileName(
            self, tr("Import"), "", "JSON Lines (*.jsonl *.json)"
        )
        if name:
            self.import_file(Path(name))

    def import_file(self, path: Path) -> None:
        """Import records, with progress."""
        library = self.engine.library
        self._show_busy(True)
        self._work.run(
            lambda job: library.import_jsonl(path, job.progress, job.cancel),
            lambda report: self._finished(import_words(report)), self._broke, self._progress,
        )  # fmt: skip

    def _show_busy(self, busy: bool) -> None:
        self.busy.setVisible(busy)
        self.progress.setRange(0, 0 if busy else 1)
        self.progress_words.setText("")

    def _progress(self, done: int, total: int, what: str) -> None:
        self.progress.setRange(0, total)
        self.progress.setValue(done)
        count = f"{done}/{total} · " if total else ""
        self.progress_words.setText(f"{count}{what}")

    def _finished(self, words: str) -> None:
        self._show_busy(False)
        self.banner.show_done(words)
        self.refresh()

    def _broke(self, problem: Problem) -> None:
        self._show_busy(False)
        self.fail(problem)
        self.refresh()

    def write_note(self, parent: QWidget) -> NoteDialog:
        """Open the dialog for a note."""
        dialog = NoteDialog(self.context, parent)
        dialog.kept.connect(lambda: self.banner.show_done(tr("Remembered.")))
        dialog.open()
        return dialog
