"""The lists of the Sources page: failures, the ledger, and cost by stage."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QLayout, QVBoxLayout, QWidget

from services.records import FileFailure, Withheld
from ui.context import Context
from ui.design.bars import Painted
from ui.design.tokens import SECOND
from ui.design.widgets import Card, ElidedLabel, chip, clear_layout, label, row
from ui.engine_words import engine_words
from ui.theme import Theme
from ui.words import number_words, tr

SHOWN = 8

STAGE_WORDS = {
    "grab": "looking", "compare": "comparing", "find": "finding lines", "read": "reading",
    "redact": "removing secrets", "encode": "packing pictures", "store": "storing",
    "embed": "understanding", "parse": "reading files",
}  # fmt: skip
KIND_WORDS = {
    "app": "excluded app", "title": "excluded title", "site": "excluded site",
    "private": "private window", "secret": "secret blacked out", "error": "could not be checked",
}  # fmt: skip


def _rule_words(item: Withheld) -> str:
    """By which rule: the engine's own name of it, or what the person wrote."""
    return engine_words(item.rule) if item.kind in {"secret", "error"} else item.rule


def place_words(path: str) -> str:
    """A path as it is shown: the home folder is "~"."""
    home = str(Path.home())
    return "~" + path[len(home) :] if path.startswith(home) else path


class Rows(QWidget):
    """Rows of a list, replaced as a whole."""

    def __init__(self) -> None:
        super().__init__()
        self._list = QVBoxLayout(self)
        self._list.setContentsMargins(0, 0, 0, 0)
        self._list.setSpacing(4)
        self.count = 0

    def fill(self, items: list[QWidget | QLayout], nothing: str) -> None:
        """Show these rows, or words where there are none."""
        clear_layout(self._list)
        self.count = len(items)
        for item in items:
            if isinstance(item, QWidget):
                self._list.addWidget(item)
            else:
                self._list.addLayout(item)
        if not items:
            self._list.addWidget(label(nothing, "muted", wrap=True))


class FailuresCard(Card):
    """Files that could not be read, or not whole, and why."""

    retried = Signal(object)
    all_retried = Signal()

    def __init__(self) -> None:
        super().__init__(tr("Could not be read"), spacing=8)
        self.rows = Rows()
        self.add(self.rows)
        self.all_chip = chip(
            tr("Retry all"), self.all_retried.emit, name=tr("Retry all that could not be read")
        )
        self.add(row(self.all_chip, None))

    def show_failures(self, failures: tuple[FileFailure, ...], count: int) -> None:
        """Show other failures, the newest of so many; nothing where there are none."""
        self.setVisible(bool(failures))
        self.all_chip.setVisible(count > 1)
        made: list[QWidget | QLayout] = []
        for item in failures[:SHOWN]:
            name = Path(item.path).name
            again = chip(
                tr("Retry"),
                partial(self.retried.emit, Path(item.path)),
                name=f"{tr('Retry')} {name}",
            )
            words = QVBoxLayout()
            words.setSpacing(1)
            words.addWidget(ElidedLabel(name))
            words.addWidget(ElidedLabel(engine_words(item.error), "second"))
            line = row(words, again)
            line.setStretch(0, 1)
            made.append(line)
        if (more := count - len(made)) > 0:
            made.append(label(f"{tr('and')} {more} {tr('more')}", "second"))
        self.rows.fill(made, "")


class LedgerCard(Card):
    """What was withheld, when and by which rule; never the thing itself."""

    def __init__(self, context: Context) -> None:
        super().__init__(tr("Withheld"), spacing=8)
        self._context = context
        self.add(
            label(
                tr("When and by which rule. What it was is written nowhere."), "second", wrap=True
            )
        )
        self.rows = Rows()
        self.add(self.rows)

    def show_entries(self, entries: tuple[Withheld, ...]) -> None:
        """Show other entries."""
        made: list[QWidget | QLayout] = []
        for item in entries[:SHOWN]:
            kind = tr(KIND_WORDS.get(item.kind, item.kind))
            times = f" ×{item.count}" if item.count > 1 else ""
            where = f" · {item.app}" if item.app else ""
            words = f"{kind}{times} · {_rule_words(item)}{where}"
            line = row(ElidedLabel(words), label(self._context.when(item.at_ms), "second"))
            line.setStretch(0, 1)
            made.append(line)
        self.rows.fill(made, tr("Nothing was withheld so far."))


def stage_words(name: str) -> str:
    """What a stage of capture does."""
    return tr(STAGE_WORDS.get(name, name))


def seconds_words(seconds: float) -> str:
    """Such as "41.2 s"."""
    return f"{number_words(seconds, 1)} s"


class StageBars(Painted):
    """CPU seconds by stage as bars with their names."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme)
        self.stages: tuple[tuple[str, float], ...] = ()
        self.setAccessibleName(tr("Cost by stage"))

    def show_stages(self, cpu_s: dict[str, float]) -> None:
        """Show other costs, the largest first."""
        self.stages = tuple(sorted(cpu_s.items(), key=lambda pair: -pair[1])[:9])
        words = ", ".join(f"{stage_words(n)} {seconds_words(s)}" for n, s in self.stages)
        self.setAccessibleDescription(words)
        self.setFixedHeight(max(len(self.stages), 1) * self.theme.px(22))
        self.update()

    def sizeHint(self) -> QSize:
        """A line a stage."""
        return QSize(200, max(len(self.stages), 1) * self.theme.px(22))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw names, bars and seconds."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        tokens, line = self.theme.tokens, self.theme.px(22)
        painter.setFont(self.theme.font(SECOND))
        if not self.stages:
            painter.setPen(QColor(tokens.muted))
            painter.drawText(
                self.rect(), int(Qt.AlignmentFlag.AlignVCenter), tr("Nothing has been spent yet.")
            )
            return
        highest = max(seconds for _name, seconds in self.stages) or 1.0
        told = [(stage_words(name), seconds) for name, seconds in self.stages]
        widest = max(painter.fontMetrics().horizontalAdvance(name) for name, _seconds in told)
        names, figures = widest + self.theme.px(12), self.theme.px(64)
        for at, (name, seconds) in enumerate(told):
            top = at * line
            painter.setPen(QColor(tokens.muted))
            painter.drawText(QRectF(0, top, names, line), int(Qt.AlignmentFlag.AlignVCenter), name)
            room = self.width() - names - figures
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(tokens.faded))
            width = max(room * seconds / highest, 2.0)
            painter.drawRoundedRect(QRectF(names, top + line / 2 - 3, width, 6), 3, 3)
            painter.setPen(QColor(tokens.text))
            flags = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
            figure = QRectF(self.width() - figures, top, figures, line)
            painter.drawText(figure, int(flags), seconds_words(seconds))
