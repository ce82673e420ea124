"""What a person brings in by hand: a note, files, and what another program kept."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QProgressBar, QVBoxLayout, QWidget

from services.records import AddReport, ImportReport
from ui.context import Context
from ui.design.progress import show_share
from ui.design.widgets import Card, ElidedLabel, chip, label, row
from ui.problems import Problem
from ui.tasks import Job
from ui.words import count_words, short_day_words, tr


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
    did = tr("would be imported") if report.dry_run else tr("imported")
    words = f"{report.imported} {did}, {report.skipped} {tr('known already')}"
    if report.left_out:
        words += f", {report.left_out} {tr('left out by your rules')}"
    if report.errors:
        line, reason = report.errors[0]
        count = count_words(len(report.errors), "line", "lines")
        words += f", {count} {tr('could not be read')} ({tr('line')} {line}: {reason})"
    return words


class AddCard(Card):
    """Buttons, the progress of what is under way, and what an import would bring."""

    note_wanted = Signal()
    told = Signal(str)
    broke = Signal(object)  # Problem

    def __init__(self, context: Context) -> None:
        super().__init__(tr("Add"), spacing=10)
        self._context = context
        self._work = context.slot()
        self._coming: Path | None = None
        self.add(
            row(
                chip(tr("Write a note"), self.note_wanted.emit),
                chip(tr("Add files…"), self._choose_files),
                chip(tr("Import…"), self._choose_import),
                None,
            )
        )
        self.progress = QProgressBar()
        self.progress.setTextVisible(False)
        self.progress.setAccessibleName(tr("Progress"))
        self.progress_words = ElidedLabel("", "second")
        self.busy = QWidget()
        line = row(self.progress_words, chip(tr("Stop"), self._stop))
        line.setStretch(0, 1)
        column = QVBoxLayout(self.busy)
        column.setContentsMargins(0, 0, 0, 0)
        column.addLayout(line)
        column.addWidget(self.progress)
        self.add(self.busy)
        self.offer = QWidget()
        self.offer_words = label("", "muted", wrap=True)
        self.import_chip = chip(tr("Import it"), self._import)
        line = row(self.offer_words, self.import_chip, chip(tr("Not now"), self.offer.hide))
        line.setStretch(0, 1)
        line.setContentsMargins(0, 0, 0, 0)
        self.offer.setLayout(line)
        self.add(self.offer)
        self.offer.hide()
        self._show_busy(False)

    def add_paths(self, paths: tuple[Path, ...]) -> None:
        """Read files now, with progress."""
        library = self._context.engine.library
        self._run(
            lambda job: library.add_paths(paths, job.progress, job.cancel),
            lambda report: self._finished(add_words(report)),
        )

    def import_file(self, path: Path) -> None:
        """Look at what a file or database would bring, and offer to import it."""
        sources = self._context.engine.sources
        self.offer.hide()
        self._coming = path
        self._run(
            lambda job: sources.import_from(path, job.progress, job.cancel, dry_run=True),
            self._show_offer,
        )

    def _run(
        self,
        work: Callable[[Job[object]], object],
        done: Callable[[Any], None],
    ) -> None:
        self._show_busy(True)
        self._work.run(work, done, self._broke, self.show_progress)

    def _show_offer(self, report: ImportReport) -> None:
        self._show_busy(False)
        if not report.imported:
            self.told.emit(f"{report.program}: {tr('nothing new')} ({import_words(report)})")
            return
        words = f"{report.program}: {import_words(report)}"
        if report.from_ms is not None and report.to_ms is not None:
            days = [self._day(at_ms) for at_ms in (report.from_ms, report.to_ms)]
            words += f", {tr('from')} {days[0]} {tr('to')} {days[1]}"
        self.offer_words.setText(f"{words}.")
        self.offer.show()

    def _day(self, at_ms: int) -> str:
        clock = self._context.engine.clock
        return short_day_words(at_ms, self._context.offset_min(), clock.now_ms())

    def _import(self) -> None:
        path, sources = self._coming, self._context.engine.sources
        self.offer.hide()
        if path is not None:
            self._run(
                lambda job: sources.import_from(path, job.progress, job.cancel),
                lambda report: self._finished(import_words(report)),
            )

    def _choose_files(self) -> None:
        names, _kind = QFileDialog.getOpenFileNames(self, tr("Add files"))
        if names:
            self.add_paths(tuple(Path(name) for name in names))

    def _choose_import(self) -> None:
        known = tr("OpenRecall, screenpipe, ActivityWatch, JSON Lines")
        patterns = "*.db *.sqlite *.sqlite3 *.jsonl *.json"
        name, _kind = QFileDialog.getOpenFileName(self, tr("Import"), "", f"{known} ({patterns})")
        if name:
            self.import_file(Path(name))

    def show_progress(self, done: int, total: int, what: str) -> None:
        """Show how far the work is."""
        show_share(self.progress, done, total)
        count = f"{done}/{total} · " if total else ""
        self.progress_words.setText(f"{count}{what}")

    def _stop(self) -> None:
        self._work.stop()
        self._show_busy(False)

    def _show_busy(self, busy: bool) -> None:
        self.busy.setVisible(busy)
        self.progress.setRange(0, 0 if busy else 1)
        self.progress_words.setText("")

    def _finished(self, words: str) -> None:
        self._show_busy(False)
        self.told.emit(words)

    def _broke(self, problem: Problem) -> None:
        self._show_busy(False)
        self.broke.emit(problem)
