"""The cards beside the options: storage, model, nightly work, health, copies."""

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QProgressBar, QVBoxLayout, QWidget

from services.records import Check, ConsolidationReport, EmbedderState, ModelState, Stats
from ui.context import Context
from ui.design.curve import ForecastCurve
from ui.design.progress import show_share
from ui.design.widgets import Card, ElidedLabel, chip, clear_layout, label, row
from ui.engine_words import engine_words
from ui.words import bytes_words, count_words, number_words, tr

BYTE_WORDS = {
    "database": "database", "images": "pictures", "texts": "documents", "vectors": "index",
}  # fmt: skip


def report_words(report: ConsolidationReport) -> str:
    """What the nightly job did."""
    parts = [
        count_words(report.events, "event", "events"),
        count_words(report.facts_added, "new fact", "new facts"),
    ]
    if report.facts_closed:
        parts.append(f"{report.facts_closed} {tr('no longer true')}")
    if report.duplicates:
        parts.append(count_words(report.duplicates, "duplicate", "duplicates"))
    if report.pictures_faded:
        parts.append(f"{count_words(report.pictures_faded, 'picture', 'pictures')} {tr('faded')}")
    return f"{', '.join(parts)} {tr('in')} {number_words(report.ms / 1000, 1)} s"


class StorageCard(Card):
    """What is used, what is allowed, and where it is going."""

    def __init__(self, context: Context) -> None:
        super().__init__(tr("Storage"))
        self._context = context
        self.words = label("", "", wrap=True)
        self.forecast = label("", "second", wrap=True)
        self.curve = ForecastCurve(context.theme, context.offset_min())
        for item in (self.words, self.curve, self.forecast):
            self.add(item)

    def show_sizes(self, stats: Stats, points: tuple[tuple[int, int], ...]) -> None:
        """Show other sizes."""
        budget = self._context.engine.settings.memory.disk_budget_mb * 1_000_000
        used = sum(stats.bytes.values())
        parts = [
            f"{tr(BYTE_WORDS.get(n, n))} {bytes_words(b)}" for n, b in stats.bytes.items() if b
        ]
        detail = f" ({', '.join(parts)})" if parts else ""
        self.words.setText(f"{bytes_words(used)} {tr('of')} {bytes_words(budget)}{detail}")
        self.curve.show_points(points, budget)
        reached = next((at for at, size in points if size >= budget), None)
        if reached is not None:
            self.forecast.setText(f"{tr('The budget is reached on')} {self._context.day(reached)}.")
        elif points:
            self.forecast.setText(
                f"{tr('In two years, as things go:')} {bytes_words(points[-1][1])}."
            )
        self.curve.setVisible(len(points) > 1)


class ModelCard(Card):
    """Whether answers are generated, and with what."""

    choose = Signal()
    forget = Signal()

    def __init__(self) -> None:
        super().__init__(tr("Language model"))
        self.name = label("", "strong", wrap=True)
        self.detail = label("", "second", wrap=True)
        self.build = QProgressBar()
        self.build.setTextVisible(False)
        self.build.setAccessibleName(tr("Building the model's engine"))
        self.choose_chip = chip(tr("Choose a GGUF file…"), self.choose.emit)
        self.none_chip = chip(tr("Answer by quoting"), self.forget.emit)
        for item in (self.name, self.detail, self.build):
            self.add(item)
        self.add(row(self.choose_chip, self.none_chip, None))

    def show_model(self, state: ModelState) -> None:
        """Show another state."""
        if state.path:
            self.name.setText(state.name or Path(state.path).name)
        else:
            self.name.setText(tr("No model: answers quote your memories"))
        words = engine_words(state.build or state.detail)
        if not state.path and not words:
            words = tr(
                "A GGUF file on this computer turns quotes into sentences. Nothing is downloaded."
            )
        self.detail.setText(words)
        digits = "".join(c for c in state.build if c.isdigit())
        self.build.setVisible(bool(state.build))
        self.build.setRange(0, 100 if digits else 0)
        self.build.setValue(min(int(digits or 0), 100))
        self.none_chip.setVisible(bool(state.path))


class EmbedderCard(Card):
    """What finds by meaning, and how far a change of it is."""

    choose = Signal()
    forget = Signal()

    def __init__(self) -> None:
        super().__init__(tr("Finding by meaning"))
        self.name = label("", "strong", wrap=True)
        self.detail = label("", "second", wrap=True)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(tr("Memories learned anew"))
        self.choose_chip = chip(tr("Choose a GGUF file…"), self.choose.emit)
        self.bundled_chip = chip(tr("Use the bundled one"), self.forget.emit)
        for item in (self.name, self.detail, self.bar):
            self.add(item)
        self.add(row(self.choose_chip, self.bundled_chip, None))

    def show_state(self, state: EmbedderState) -> None:
        """Show another state."""
        self.name.setText(engine_words(state.name))
        if state.problem:
            words = engine_words(state.problem)
        elif state.coming:
            words = tr(
                "{name} is being prepared: {done} of {total}. Until it is ready, the present one"
                " serves."
            ).format(name=engine_words(state.coming), done=state.done, total=state.total)
        else:
            words = tr("An embedding model of your own may know more languages, and costs more.")
        self.detail.setText(words)
        self.bar.setVisible(bool(state.coming))
        self.bar.setRange(0, max(state.total, 1))
        self.bar.setValue(state.done)
        self.bundled_chip.setVisible(bool(state.path or state.coming))
        words = tr("Use the bundled one") if state.path else tr("Keep the bundled one")
        self.bundled_chip.setText(words)


class NightlyCard(Card):
    """The nightly work, now."""

    run = Signal()
    stop = Signal()

    def __init__(self) -> None:
        super().__init__(tr("Nightly work"))
        self.words = label(
            tr("Events, gists and facts are drawn, and what weakened fades. It runs by itself."),
            "second", wrap=True,
        )  # fmt: skip
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(tr("Progress"))
        self.bar.hide()
        self.run_chip = chip(tr("Run now"), self.run.emit)
        self.stop_chip = chip(tr("Stop"), self.stop.emit)
        self.stop_chip.hide()
        self.add(self.words)
        self.add(self.bar)
        self.add(row(self.run_chip, self.stop_chip, None))

    def show_busy(self, busy: bool, words: str = "") -> None:
        """Show that it runs, or what it did."""
        self.bar.setVisible(busy)
        self.bar.setRange(0, 0)
        self.run_chip.setEnabled(not busy)
        self.stop_chip.setVisible(busy)
        if words:
            self.words.setText(words)

    def show_progress(self, done: int, total: int, what: str) -> None:
        """Show how far it is."""
        show_share(self.bar, done, total)
        self.words.setText(what)


class HealthCard(Card):
    """The results of doctor, one by one as they come."""

    check = Signal(bool)  # whether to repair
    stop = Signal()

    def __init__(self) -> None:
        super().__init__(tr("Health"))
        holder = QWidget()
        self._list = QVBoxLayout(holder)
        self._list.setContentsMargins(0, 0, 0, 0)
        self._list.setSpacing(4)
        self._list.addWidget(
            label(tr("Vault, index, model, reading, capture, permissions."), "second")
        )
        self.words = label("", "second", wrap=True)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(tr("Progress"))
        self.check_chip = chip(tr("Check"), lambda: self.check.emit(False), name=tr("Check health"))
        self.repair_chip = chip(tr("Check and repair"), lambda: self.check.emit(True))
        self.stop_chip = chip(tr("Stop"), self.stop.emit)
        for item in (holder, self.words, self.bar):
            self.add(item)
        self.add(row(self.check_chip, self.repair_chip, self.stop_chip, None))
        self.show_over("")

    def show_busy(self) -> None:
        """Show that it is being looked into."""
        clear_layout(self._list)
        self.words.setText(tr("Looking…"))
        self._set_busy(True)

    def show_progress(self, done: int, total: int, what: str) -> None:
        """Show how far the check under way is."""
        show_share(self.bar, done, total)
        self.words.setText(f"{what}…")

    def show_over(self, words: str) -> None:
        """Show that nothing is under way any more."""
        self.words.setText(words)
        self._set_busy(False)

    def _set_busy(self, busy: bool) -> None:
        self.words.setVisible(bool(self.words.text()))
        self.bar.setRange(0, 0)
        self.bar.setVisible(busy)
        for made in (self.check_chip, self.repair_chip):
            made.setVisible(not busy)
        self.stop_chip.setVisible(busy)

    def show_check(self, item: Check) -> None:
        """Show one result below those before it."""
        mark = label("✓" if item.ok else "!", "good" if item.ok else "problem")
        mark.setAccessibleName(tr("well") if item.ok else tr("not well"))
        line = row(
            mark, label(engine_words(item.check)), ElidedLabel(engine_words(item.detail), "second")
        )
        line.setStretch(2, 1)
        self._list.addLayout(line)
        if not item.ok and item.remedy:
            self._list.addWidget(label(engine_words(item.remedy), "problem", wrap=True))
        self.bar.setRange(0, 0)
        self.words.setText(tr("Looking…"))


class CopiesCard(Card):
    """Backup and export."""

    backup = Signal()
    export = Signal()

    def __init__(self) -> None:
        super().__init__(tr("Copies"))
        self.words = label(
            tr("A backup is one sealed file. An export is open files that anyone can read."),
            "second",
            wrap=True,
        )
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(tr("Progress"))
        self.bar.hide()
        self.add(self.words)
        self.add(self.bar)
        self.add(
            row(chip(tr("Back up…"), self.backup.emit), chip(tr("Export…"), self.export.emit), None)
        )

    def show_progress(self, done: int, total: int, what: str) -> None:
        """Show how far it is."""
        self.bar.show()
        show_share(self.bar, done, total)
        self.words.setText(what)
