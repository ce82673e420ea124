"""The questions of before by conversation, to be asked again or forgotten."""

from collections.abc import Iterator
from functools import partial
from itertools import groupby

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QLineEdit, QVBoxLayout, QWidget

from services.records import AskedQuestion, ConversationId, Outcome, QuestionId
from ui.answer_words import answer_words
from ui.ask.answer_view import MARK
from ui.context import Context
from ui.design.gradually import Gradually, Step
from ui.design.widgets import ElidedLabel, button, clear_layout, icon_button, label, row, scroll
from ui.problems import Problem
from ui.words import count_words, tr


class HistoryRow(QFrame):
    """A question with the first words of its answer."""

    asked = Signal(str)
    forgotten = Signal(object)

    def __init__(self, context: Context, item: AskedQuestion) -> None:
        super().__init__()
        self.item = item
        self.ask = button("", lambda: self.asked.emit(item.question), "row", name=item.question)
        inner = QVBoxLayout(self.ask)
        inner.setContentsMargins(12, 7, 12, 7)
        inner.setSpacing(2)
        words = MARK.sub("", answer_words(item.answer, model=item.model)).replace("\n", " ")
        if item.outcome is Outcome.NOT_FOUND:
            words = words or tr("not found")
        when = label(context.when(item.at_ms), "small")
        head = row(ElidedLabel(item.question), when)
        head.setStretch(0, 1)
        inner.addLayout(head)
        inner.addWidget(ElidedLabel(words, "second"))
        self.ask.setMinimumHeight(context.theme.px(50))
        forget = icon_button(
            context.theme, "trash", tr("Forget this question"), lambda: self.forgotten.emit(item.id)
        )
        layout = row(self.ask, forget, spacing=4)
        layout.setStretch(0, 1)
        self.setLayout(layout)


class History(QWidget):
    """The last questions, newest first."""

    asked = Signal(str)
    problem = Signal(object)

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._slot = context.slot()
        self.rows: list[HistoryRow] = []
        self.talks: list[QWidget] = []
        self._building = Gradually(self)
        inner = QWidget()
        self._list = QVBoxLayout(inner)
        self._list.setContentsMargins(0, 0, 8, 0)
        self._list.setSpacing(2)
        self.finder = QLineEdit()
        self.finder.setPlaceholderText(tr("Find a question"))
        self.finder.setAccessibleName(tr("Find a question"))
        self.finder.setMaximumWidth(context.theme.px(260))
        self.finder.textChanged.connect(lambda _text: self.refresh())
        self.nothing = label(tr("No question and no answer has these words."), "muted")
        self.nothing.hide()
        self.clear_button = button(tr("Forget all questions"), self._clear, "link")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addLayout(
            row(label(tr("ASKED BEFORE"), "section"), None, self.finder, self.clear_button)
        )
        layout.addWidget(self.nothing)
        layout.addWidget(scroll(inner), 1)

    def refresh(self) -> None:
        """Ask for the history again."""
        asking = self._context.engine.asking
        text = self.finder.text()
        self._slot.run(lambda job: asking.history(30, text), self._show, self._fail)

    def _show(self, items: tuple[AskedQuestion, ...]) -> None:
        clear_layout(self._list)
        self.rows, self.talks = [], []
        self._list.addStretch(1)
        self._building.run(self._steps(items))
        searching = bool(self.finder.text().strip())
        self.nothing.setVisible(searching and not items)
        self.setVisible(bool(items) or searching)

    def _steps(self, items: tuple[AskedQuestion, ...]) -> Iterator[Step]:
        for talk, found in groupby(items, key=lambda item: item.conversation_id):
            questions = tuple(found)
            if talk is not None and len(questions) > 1:
                yield partial(self._add_head, talk, len(questions))
            for item in questions:
                yield partial(self._add_row, item)

    def _add_head(self, talk: ConversationId, count: int) -> None:
        head = self._conversation_head(talk, count)
        self.talks.append(head)
        self._list.insertWidget(self._list.count() - 1, head)

    def _add_row(self, item: AskedQuestion) -> None:
        made = HistoryRow(self._context, item)
        made.asked.connect(self.asked)
        made.forgotten.connect(self._forget)
        self.rows.append(made)
        self._list.insertWidget(self._list.count() - 1, made)

    def _conversation_head(self, talk: ConversationId, count: int) -> QWidget:
        """Above the questions of one conversation: how many, and a way to forget them together."""
        words = f"{tr('Conversation')} · {count_words(count, 'question', 'questions')}"
        forget = icon_button(
            self._context.theme, "trash", tr("Forget this conversation"),
            partial(self._forget_conversation, talk),
        )  # fmt: skip
        line = row(label(words, "small"), None, forget, spacing=4)
        line.setContentsMargins(12, 6, 0, 0)
        head = QWidget()
        head.setLayout(line)
        return head

    def _fail(self, problem: Problem) -> None:
        self.problem.emit(problem)

    def _forget_conversation(self, talk: ConversationId) -> None:
        asking = self._context.engine.asking
        self._context.tasks.start(
            lambda job: asking.forget_conversation(talk), lambda _none: self.refresh(), self._fail
        )

    def _forget(self, question: QuestionId) -> None:
        asking = self._context.engine.asking
        self._context.tasks.start(
            lambda job: asking.forget_question(question), lambda _none: self.refresh(), self._fail
        )

    def _clear(self) -> None:
        asking = self._context.engine.asking
        self._context.tasks.start(
            lambda job: asking.clear_history(), lambda _none: self.refresh(), self._fail
        )
