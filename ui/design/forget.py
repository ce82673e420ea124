"""Asks before anything is forgotten, and shows beforehand what would go."""

from PySide6.QtWidgets import QButtonGroup, QDialog, QRadioButton, QWidget

from services.records import DeleteReport, DeleteRequest
from ui.context import Context
from ui.design.widgets import Banner, button, column, label, row
from ui.problems import Problem
from ui.words import bytes_words, count_words, counted, tr

__all__ = ["ForgetDialog", "bytes_words", "report_words"]

PARTS = counted((
    ("captures", "moment", "moments"), ("segments", "piece of text", "pieces of text"),
    ("frames", "picture", "pictures"), ("documents", "document", "documents"),
    ("events", "event", "events"), ("facts", "fact", "facts"),
    ("questions", "asked question", "asked questions"),
))  # fmt: skip


def report_words(report: DeleteReport) -> str:
    """Such as "3 moments, 12 pieces of text and 2 facts"."""
    parts = [
        count_words(getattr(report, name), one, many)
        for name, one, many in PARTS
        if getattr(report, name)
    ]
    if not parts:
        return tr("nothing")
    if len(parts) == 1:
        return parts[0]
    return f"{', '.join(parts[:-1])} {tr('and')} {parts[-1]}"


class ForgetDialog(QDialog):
    """Offers one or more ranges; the chosen one is tried out first and then really forgotten."""

    def __init__(
        self, context: Context, choices: tuple[tuple[str, DeleteRequest], ...], parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._context = context
        self._slot = context.slot()
        self._choices = choices
        self.report: DeleteReport | None = None
        self.setWindowTitle(tr("Forget"))
        self.setMinimumWidth(context.theme.px(440))
        self.banner = Banner(context.theme)
        self.preview = label(tr("Looking what would go…"), "strong", wrap=True)
        self.group = QButtonGroup(self)
        radios: list[QWidget] = []
        for at, (words, _request) in enumerate(choices):
            radio = QRadioButton(words)
            radio.setAccessibleName(words)
            self.group.addButton(radio, at)
            radios.append(radio)
        self.group.button(0).setChecked(True)
        self.group.idToggled.connect(lambda _at, on: self._try() if on else None)
        self.forget_button = button(tr("Forget for good"), self._forget, "primary")
        self.forget_button.setEnabled(False)
        cancel = button(tr("Keep"), self.reject)
        explain = label(
            tr("It goes everywhere: text, pictures, index, and what was derived from it."),
            "muted",
            wrap=True,
        )
        final = label(tr("This cannot be undone."), "strong", wrap=True)
        self.setLayout(
            column(
                label(tr("Forget this?"), "title"), *radios, self.preview, explain, final,
                self.banner, row(None, cancel, self.forget_button), spacing=12, margin=24,
            )
        )  # fmt: skip
        cancel.setFocus()
        self._try()

    def request(self) -> DeleteRequest:
        """What is chosen."""
        return self._choices[max(self.group.checkedId(), 0)][1]

    def _try(self) -> None:
        self.forget_button.setEnabled(False)
        request, memories = self.request(), self._context.engine.memories
        self._slot.run(lambda job: memories.delete(request, dry_run=True), self._show, self._failed)

    def _show(self, report: DeleteReport) -> None:
        words = report_words(report)
        self.preview.setText(f"{tr('This forgets')} {words}.")
        self.forget_button.setEnabled(words != tr("nothing"))
        self._fit()

    def _fit(self) -> None:
        """As high as its words, which only now are known, so that no button is squeezed."""
        self.ensurePolished()
        layout = self.layout()
        if layout is not None:
            self.setMinimumHeight(layout.heightForWidth(self.width()))

    def _failed(self, problem: Problem) -> None:
        self.preview.setText("")
        self.banner.show_problem(problem)

    def _forget(self) -> None:
        self.forget_button.setEnabled(False)
        self.preview.setText(tr("Forgetting…"))
        request, memories = self.request(), self._context.engine.memories
        self._slot.run(lambda job: memories.delete(request), self._done, self._failed)

    def _done(self, report: DeleteReport) -> None:
        self.report = report
        self.accept()

    def done(self, result: int) -> None:
        """Closing drops what is still under way."""
        self._slot.stop()
        super().done(result)
