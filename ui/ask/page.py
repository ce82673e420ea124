"""Ask: questions and answers with their sources beside them."""

from collections.abc import Iterator
from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QStackedWidget, QVBoxLayout, QWidget

from services.records import ChangeKind, Citation, ConversationId
from ui.ask.ahead import ReadAhead
from ui.ask.cards import CardColumn
from ui.ask.history import History
from ui.ask.turn import Turn
from ui.design.page import Page
from ui.design.widgets import FlowLayout, chip, clear_layout, label, row, rule, scroll
from ui.words import count_words, marked, tr

EXAMPLES = marked(
    (
        "What did I work on yesterday?",
        "What did I promise this week?",
        "Which files did I read last?",
    )
)


class AskPage(Page):
    """A conversation at the left, the cited places at the right."""

    watched = frozenset({ChangeKind.QUESTIONS})
    name = "ask"

    def parts(self) -> Iterator[None]:
        """The history, then room for a conversation, then its keys."""
        self.turns: list[Turn] = []
        self._looked_at: Turn | None = None
        self.stack = QStackedWidget()
        self.layout_.addWidget(self.stack, 1)
        yield from self._first_view()
        self.cards = CardColumn(self.context)
        self.cards.opened.connect(self._open)
        yield
        self.caption = label("", "muted")
        self.new_button = chip(tr("New conversation"), self.start_over)
        self.follow = QLineEdit()
        self._ahead = ReadAhead(self.context, self.follow, self._conversation)
        self._build_talk()
        yield
        for mark in range(1, 10):
            keys = QShortcut(QKeySequence(f"Alt+{mark}"), self)
            keys.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            keys.activated.connect(partial(self.open_mark, mark))

    def _first_view(self) -> Iterator[None]:
        view = QWidget()
        self.stack.addWidget(view)
        hint = label(
            tr(
                "Answers come only from what is kept on this computer, and each names its sources. "
                "Ctrl+K brings you to the box from anywhere."
            ),
            "muted",
            wrap=True,
        )
        layout = QVBoxLayout(view)
        layout.setContentsMargins(8, 24, 8, 0)
        layout.setSpacing(8)
        layout.addWidget(label(tr("Ask about anything you have seen"), "title"))
        layout.addWidget(hint)
        examples = QWidget()
        flow = FlowLayout(examples, 8)
        for words in EXAMPLES:
            flow.addWidget(chip(tr(words), partial(self.ask, tr(words))))
        layout.addSpacing(4)
        layout.addWidget(examples)
        layout.addSpacing(20)
        yield
        self.history = History(self.context)
        self.history.asked.connect(self.ask)
        self.history.problem.connect(self.fail)
        layout.addWidget(self.history, 1)
        layout.addStretch(0)
        yield

    def _build_talk(self) -> None:
        view, inner = QWidget(), QWidget()
        self.stack.addWidget(view)
        layout = QHBoxLayout(view)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(16)
        self._scroll = scroll(inner)
        layout.addWidget(self._scroll, 7)
        self._talk = QVBoxLayout()
        self._talk.setSpacing(24)
        whole = QVBoxLayout(inner)
        whole.setContentsMargins(8, 4, 20, 12)
        whole.setSpacing(24)
        whole.addLayout(row(self.caption, None, self.new_button))
        whole.addLayout(self._talk)
        whole.addWidget(self._follow_box())
        whole.addStretch(1)
        layout.addWidget(self.cards, 4)
        self.cards.setMinimumWidth(300)
        self.cards.setMaximumWidth(460)

    def _follow_box(self) -> QWidget:
        edit = self.follow
        edit.setProperty("role", "ask")
        edit.setPlaceholderText(tr("Ask a follow-up…"))
        edit.setAccessibleName(tr("Ask a follow-up"))
        edit.setMinimumHeight(self.theme.px(42))
        edit.setLayoutDirection(self.layoutDirection())  # not that of what is typed
        edit.returnPressed.connect(self._follow_up)
        edit.installEventFilter(self)
        keys = row(
            label(tr("Enter"), "key"), label(tr("ask"), "second"), 4,
            label(tr("Esc"), "key"), label(tr("stop"), "second"), spacing=6,
        )  # fmt: skip
        inner = QHBoxLayout(edit)
        inner.setContentsMargins(0, 0, 14, 0)
        inner.addStretch(1)
        inner.addLayout(keys)
        return edit

    def refresh(self) -> None:
        """Ask for the history again."""
        self.history.refresh()

    def focus_first(self) -> bool:
        """The follow-up box, once there is a conversation."""
        if self.turns:
            self.follow.setFocus(Qt.FocusReason.OtherFocusReason)
        return bool(self.turns)

    def ask(self, question: str) -> None:
        """Ask a question; earlier ones stay above it."""
        self.stop()
        turn = Turn(self.context, question, self._conversation())
        turn.cite.connect(self._open)
        turn.pointed.connect(self.cards.point_at)
        turn.looked_at.connect(self._look_at)
        turn.ended.connect(self._to_end)
        turn.go.connect(self.go)
        if self.turns:
            self._talk.addWidget(rule())
        self.turns.append(turn)
        self._talk.addWidget(turn)
        today = count_words(len(self.turns), "question", "questions")
        self.caption.setText(f"{tr('This conversation')} · {today}")
        self.stack.setCurrentIndex(1)
        self._look_at(turn)
        turn.start()
        self.follow.setFocus(Qt.FocusReason.OtherFocusReason)
        self._to_end()

    def _conversation(self) -> ConversationId | None:
        """The conversation that a follow-up belongs to: that of the answers above it."""
        told = (turn.answer.conversation_id for turn in self.turns if turn.answer is not None)
        return next(told, None)

    def start_over(self) -> None:
        """Put the conversation away and show the history."""
        for turn in self.turns:
            turn.retire()
        clear_layout(self._talk)
        self.turns = []
        self._looked_at = None
        self.cards.show_answer(None)
        self.stack.setCurrentIndex(0)
        self.refresh()

    def stop(self) -> None:
        """Stop the answer that is coming (Esc)."""
        for turn in self.turns:
            turn.stop()

    def _follow_up(self) -> None:
        text = self.follow.text().strip()
        self._ahead.stop()
        if text:
            self.follow.clear()
            self.ask(text)

    def _look_at(self, turn: Turn) -> None:
        self._looked_at = turn
        self.cards.show_answer(turn.answer)

    def _to_end(self) -> None:
        bar = self._scroll.verticalScrollBar()
        QTimer.singleShot(0, self, lambda: bar.setValue(bar.maximum()))

    def open_mark(self, mark: int) -> None:
        """Open the source behind a mark of the answer that is looked at (Alt and its number)."""
        turn = self._looked_at
        citation = turn.citation(mark) if turn is not None else None
        if citation is not None:
            self._open(citation)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Up in the empty follow-up box brings the last question back, to be changed."""
        up = isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Up
        if up and event.type() == QEvent.Type.KeyPress and self.turns and not self.follow.text():
            self.follow.setText(self.turns[-1].question)
            return True
        return False

    def _open(self, citation: Citation) -> None:
        self.open_hit.emit((citation.hit, citation.quote))
