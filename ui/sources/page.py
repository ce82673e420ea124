"""Sources: what is captured, watched, left out and withheld, and what it costs."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from time import monotonic

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QFileDialog,
    QHBoxLayout,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from services.records import (
    AddReport,
    BrowserState,
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
from ui.design.page import Page
from ui.design.widgets import Empty, label, scroll
from ui.engine_words import engine_words
from ui.problems import Problem
from ui.sources.adding import AddCard, add_words, import_words
from ui.sources.browsers_card import KEY, BrowsersCard
from ui.sources.capture_card import CaptureCard
from ui.sources.clipboard_card import ClipboardCard
from ui.sources.cost_card import CostCard
from ui.sources.exclusions import Exclusions
from ui.sources.folders_card import FoldersCard
from ui.sources.lists import SHOWN, FailuresCard, LedgerCard
from ui.sources.note import NoteDialog
from ui.words import tr

ONE_OF = {"apps": "app", "titles": "title", "sites": "site"}
REST_MS = 1000  # while a folder is read, every file is a change
REST_SHARE = 4  # a large library is asked so much less often than it could answer
RULE_KEYS = ("capture.exclude_private", *(f"capture.excluded_{kind}" for kind in ONE_OF))


@dataclass(frozen=True, slots=True)
class SourcesNews:
    """All that the page shows."""

    consent: bool
    folders: tuple[FolderState, ...]
    failures: tuple[FileFailure, ...]
    failed: int
    withheld: tuple[Withheld, ...]
    stats: Stats
    quota: QuotaPreview
    windows: tuple[WindowInfo, ...]
    browsers: tuple[BrowserState, ...]
    took_ms: int


class SourcesPage(Page):
    """Two columns of cards."""

    watched = frozenset(
        {ChangeKind.SOURCES, ChangeKind.SETTINGS, ChangeKind.RECORDER, ChangeKind.CAPTURES}
    )
    name = "sources"
    rest_ms = REST_MS

    def parts(self) -> Iterator[None]:
        """The two columns, then a card at a time."""
        context = self.context
        self._news = context.slot()
        self._consent = False
        left, right = self._outer()
        self.capture = CaptureCard(context)
        left.insertWidget(0, self.capture)
        yield
        self.adding = AddCard(context)
        left.insertWidget(1, self.adding)
        yield
        self.exclusions = Exclusions(context)
        left.insertWidget(2, self.exclusions)
        yield
        self.folders, self.failures = FoldersCard(context), FailuresCard()
        self.browsers, self.clipboard = BrowsersCard(context), ClipboardCard(context)
        for at, card in enumerate((self.folders, self.failures, self.browsers, self.clipboard)):
            right.insertWidget(at, card)
        yield
        self.ledger, self.cost = LedgerCard(context), CostCard(context)
        self.stages, self.sizes = self.cost.stages, self.cost.sizes
        for at, last in enumerate((self.ledger, self.cost), 4):
            right.insertWidget(at, last)
        yield
        self._wire()

    def _outer(self) -> tuple[QVBoxLayout, QVBoxLayout]:
        self.layout_.addWidget(label(tr("Sources"), "title"))
        self.waiting = Empty(self.theme, "sources", tr("Looking around…"))
        inner = QWidget()
        self.stack = QStackedWidget()
        self.layout_.addWidget(self.stack, 1)
        self.stack.addWidget(self.waiting)
        self.stack.addWidget(scroll(inner))
        pair = self._columns = QHBoxLayout(inner)
        pair.setContentsMargins(0, 0, 8, 0)
        pair.setSpacing(14)
        left, right = QVBoxLayout(), QVBoxLayout()
        for column in (left, right):
            column.setSpacing(14)
            column.addStretch(1)
            pair.addLayout(column, 1)
        return left, right

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
        self.folders.paused.connect(self._pause_folders)
        self.folders.folder_paused.connect(self._pause_folder)
        self.failures.retried.connect(self._retry)
        self.failures.all_retried.connect(self._retry_all)
        self.browsers.switched.connect(self._switch_browsers)
        self.clipboard.switched.connect(self._switch_clipboard)
        self.browsers.read_wanted.connect(self._read_browsers)
        self.adding.note_wanted.connect(lambda: self.write_note(self))
        self.adding.told.connect(self._told)
        self.adding.broke.connect(self._broke)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where there is little room, the columns stand below each other."""
        super().resizeEvent(event)
        ways = QBoxLayout.Direction
        narrow = self.width() < self.theme.px(640)
        self._columns.setDirection(ways.TopToBottom if narrow else ways.LeftToRight)

    # loading

    def loading(self) -> bool:
        """Whether the news have not come yet."""
        return self._news.busy

    def refresh(self) -> None:
        """Ask for everything again."""
        self._news.run(lambda job: self._gathered(), self._show_news, self._no_news)
        self.exclusions.refresh()

    def _gathered(self) -> SourcesNews:
        """All that is shown; runs off the main thread."""
        engine, began_s = self.engine, monotonic()
        return SourcesNews(
            engine.recording.consent_given(),
            engine.library.folders(),
            engine.library.failures(SHOWN),
            engine.library.count_failures(),
            engine.recording.withheld(SHOWN),
            engine.upkeep.stats(),
            engine.upkeep.quota(),
            engine.recording.recent_windows(),
            engine.sources.browsers(),
            took_ms=round(1000 * (monotonic() - began_s)),
        )

    def _no_news(self, problem: Problem) -> None:
        """The library cannot be asked: nothing is said of what is captured, and nothing offered."""
        self.fail(problem)
        if self.stack.currentWidget() is self.waiting:
            self.waiting.say(tr("What is captured could not be read"))

    def _show_news(self, news: SourcesNews) -> None:
        self.come_in(self.stack, self.stack.widget(1))
        self.rest_ms = max(REST_MS, REST_SHARE * news.took_ms)
        self._consent = news.consent
        self.capture.show_state(self.engine.recording.state(), news.consent)
        self.folders.show_folders(news.folders, paused=self.engine.sources.paused())
        self.browsers.show_browsers(news.browsers, news.consent)
        self.clipboard.show_clipboard(self.engine.sources.clipboard(), news.consent)
        self.failures.show_failures(news.failures, news.failed)
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

    def _pause_folders(self, wanted: bool) -> None:
        sources = self.engine.sources
        self._do(sources.pause if wanted else sources.resume)

    def _pause_folder(self, folder: Path, wanted: bool) -> None:
        sources = self.engine.sources
        self._do(lambda: sources.pause(folder) if wanted else sources.resume(folder))

    def _retry(self, path: Path) -> None:
        def told(report: AddReport) -> None:
            if report.failed:
                self.fail(Problem(engine_words(report.failed[0].error)))
                self.refresh()
            else:
                self._told_report(report)

        self.context.tasks.start(lambda job: self.engine.library.retry(path), told, self.fail)

    def _retry_all(self) -> None:
        sources = self.engine.sources
        self.context.tasks.start(
            lambda job: sources.retry_failed(job.progress, job.cancel), self._told_report, self.fail
        )

    def _told_report(self, report: AddReport) -> None:
        self.banner.show_done(add_words(report))
        self.refresh()

    def _switch_browsers(self, wanted: bool) -> None:
        self._do(
            lambda: self.engine.change_setting(KEY, wanted),
            tr("Histories are read now and then.") if wanted else tr("Histories are left alone."),
        )

    def _switch_clipboard(self, key: str, wanted: bool) -> None:
        self._do(lambda: self.engine.change_setting(key, wanted))

    def _read_browsers(self) -> None:
        def told(report: ImportReport) -> None:
            self.banner.show_done(import_words(report))
            self.refresh()

        self.context.tasks.start(
            lambda job: self.engine.sources.read_browsers(job.progress, job.cancel),
            told,
            self.fail,
        )

    def _told(self, words: str) -> None:
        self.banner.show_done(words)
        self.refresh()

    def _broke(self, problem: Problem) -> None:
        self.fail(problem)
        self.refresh()

    def write_note(self, parent: QWidget) -> NoteDialog:
        """Open the dialog for a note."""
        dialog = NoteDialog(self.context, parent)
        dialog.kept.connect(lambda: self.banner.show_done(tr("Remembered.")))
        dialog.open()
        return dialog
