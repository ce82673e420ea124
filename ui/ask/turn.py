"""One question and its answer in the conversation."""

from collections.abc import Callable

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget

from services.records import Answer, Citation, ConversationId, Outcome, SegmentId
from services.records import Signal as MemorySignal
from ui.answer_words import answer_words
from ui.ask.answer_view import AnswerView, mark_numbers
from ui.context import Context
from ui.design.widgets import Banner, FlowLayout, chip, label
from ui.engine_words import engine_words
from ui.plain import action
from ui.problems import Problem
from ui.words import count_words, number_words, origin_words, tr


def with_sources(question: str, answer: Answer, when: Callable[[int, int], str]) -> str:
    """The answer as plain text with its sources below, for the clipboard."""
    lines = [question, "", answer_words(answer.text, model=answer.model)]
    if answer.citations:
        lines += ["", tr("Sources")]
    for citation in answer.citations:
        hit = citation.hit
        origin = origin_words(hit.source, hit.app, hit.title, hit.author)
        lines.append(
            f"[{citation.mark}] {origin}, {when(hit.at_ms, hit.offset_min)}: “{citation.quote}”"
        )
    return "\n".join(lines)


def meta_words(answer: Answer) -> str:
    """Such as "Qwen3-4B · 3 memories · first word 0.6 s"."""
    cited = len(answer.citations)
    parts = [answer.model or (tr("quoted, no model") if cited else tr("no model"))]
    if cited:
        parts.append(count_words(cited, "memory", "memories"))
    if answer.ms.first_token is not None:
        parts.append(f"{tr('first word')} {number_words(answer.ms.first_token / 1000, 1)} s")
    elif answer.ms.total:
        parts.append(f"{number_words(answer.ms.total / 1000, 1)} s")
    if answer.notice:
        parts.append(engine_words(answer.notice))
    return " · ".join(parts)


class Turn(QWidget):
    """Asks when it is made, streams, then shows the whole answer with what can be done with it."""

    cite = Signal(object)  # Citation
    pointed = Signal(int)
    looked_at = Signal(object)  # this turn
    ended = Signal()
    go = Signal(str)

    def __init__(
        self, context: Context, question: str, conversation: ConversationId | None = None
    ) -> None:
        super().__init__()
        self._conversation = conversation
        self._context = context
        self._slot, self._feedback = context.slot(), context.slot()
        self.question = question
        self.answer: Answer | None = None
        self._streamed = ""
        self.title = label(question, "title", wrap=True)
        self.understood = label("", "second", wrap=True)
        self.understood.hide()
        self.view = AnswerView(context.theme)
        self.view.mark_pressed.connect(self._mark_pressed)
        self.view.mark_pointed.connect(self._mark_pointed)
        self.state = label("", "pill")
        self.state.setMinimumHeight(context.theme.px(26))
        self.state.hide()
        self.meta = label("", "second")
        self.meta.setMinimumHeight(context.theme.px(26))
        self.banner = Banner(context.theme)
        self.banner.acted.connect(self._acted)
        below = QWidget()
        flow = FlowLayout(below, 8)
        flow.addWidget(self.state)
        self.copy_button = chip(tr("Copy with sources"), self.copy)
        self.wrong_button = chip(tr("Wrong?"), self._ask_wrong, name=tr("Mark a source as wrong"))
        self.pin_button = chip(tr("Pin"), self.pin, name=tr("Pin what this rests on"))
        self.stop_button = chip(tr("Stop"), self.stop, name=tr("Stop the answer"))
        self.stop_button.hide()
        flow.addWidget(self.stop_button)
        self.tools = (self.copy_button, self.wrong_button, self.pin_button)
        for made in (*self.tools, self.meta):
            flow.addWidget(made)
        self._show_tools(False)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(10)
        for item in (self.title, self.understood, self.view, self.banner, below):
            layout.addWidget(item)

    def _show_tools(self, shown: bool) -> None:
        for made in self.tools:
            made.setVisible(shown)

    @property
    def busy(self) -> bool:
        """Whether the answer is still coming."""
        return self._slot.busy

    def start(self) -> None:
        """Ask (again)."""
        self.banner.hide()
        self._show_tools(False)
        self.stop_button.show()
        self._streamed = ""
        self.view.show_answer(tr("Looking through your memory…"), frozenset(), alive=True)
        engine, question, conversation = self._context.engine, self.question, self._conversation
        self._slot.run(
            lambda job: engine.asking.ask(
                question,
                conversation=conversation,
                on_text=lambda text: job.say(self._stream, text),
                cancel=job.cancel,
            ),
            self.show_answer,
            self._failed,
        )

    def stop(self) -> None:
        """Stop the answer; what came stays."""
        if not self._slot.busy:
            return
        self._slot.stop()
        self.stop_button.hide()
        text = self._streamed.strip()
        self.view.show_answer(text or tr("Stopped."), frozenset())
        self.meta.setText(tr("stopped"))
        self.ended.emit()

    def retire(self) -> None:
        """Hear nothing more: the conversation is put away."""
        self._slot.stop()
        self._feedback.stop()

    def _stream(self, text: str) -> None:
        self._streamed += text
        self.view.show_answer(answer_words(self._streamed.lstrip()), frozenset(), alive=True)

    def show_answer(self, answer: Answer) -> None:
        """Show a whole answer."""
        self.answer = answer
        self.stop_button.hide()
        marks = frozenset(citation.mark for citation in answer.citations)
        text = answer_words(answer.text, model=answer.model)
        if answer.outcome is Outcome.NOT_FOUND and not text:
            text = tr("Nothing I have seen says so.")
        missing = marks - set(mark_numbers(text))
        text += "".join(f" [{mark}]" for mark in sorted(missing))
        self.view.show_answer(text, marks)
        self.understood.setText(f"{tr('Taken as:')} {answer.understood}")
        self.understood.setVisible(bool(answer.understood))
        self._show_state(answer.outcome)
        self.meta.setText(meta_words(answer))
        self._show_tools(bool(answer.citations))
        self.looked_at.emit(self)
        self.ended.emit()

    def _show_state(self, outcome: Outcome) -> None:
        words = {
            Outcome.NOT_FOUND: tr("not found"),
            Outcome.CONFLICTING: tr("sources disagree"),
        }.get(outcome, "")
        self.state.setText(words)
        self.state.setVisible(bool(words))

    def _failed(self, problem: Problem) -> None:
        self.stop_button.hide()
        self.view.show_answer(self._streamed.strip() or tr("No answer."), frozenset())
        self.banner.show_problem(problem)
        self.ended.emit()

    def _acted(self, action: str) -> None:
        if action == "retry":
            self.start()
        else:
            self.go.emit(action)

    # marks

    def citation(self, mark: int) -> Citation | None:
        """The citation behind a mark, or the place of that number that came nearest."""
        found = (self.answer.citations or self.answer.nearest) if self.answer else ()
        return next((c for c in found if c.mark == mark), None)

    def _mark_pressed(self, mark: int) -> None:
        if (citation := self.citation(mark)) is not None:
            self.cite.emit(citation)

    def _mark_pointed(self, mark: int) -> None:
        self.looked_at.emit(self)
        self.pointed.emit(mark)

    # what can be done

    def _segments(self) -> tuple[SegmentId, ...]:
        found = self.answer.citations if self.answer else ()
        return tuple(dict.fromkeys(c.hit.segment_id for c in found))

    def _signal(self, segments: tuple[SegmentId, ...], signal: MemorySignal, words: str,
                undo: Callable[[], object] | None = None) -> None:  # fmt: skip
        memories = self._context.engine.memories
        self._feedback.run(
            lambda job: [memories.feedback(segment, signal) for segment in segments],
            lambda _strengths: self.banner.show_done(words, undo),
            self.banner.show_problem,
        )

    def copy(self) -> None:
        """Put the answer and its sources on the clipboard."""
        if self.answer is None:
            return
        QGuiApplication.clipboard().setText(
            with_sources(self.question, self.answer, self._context.when)
        )
        self.copy_button.setText(tr("Copied"))
        QTimer.singleShot(1600, self, lambda: self.copy_button.setText(tr("Copy with sources")))
        memories, segments = self._context.engine.memories, self._segments()
        self._context.tasks.start(
            lambda job: [memories.feedback(s, MemorySignal.COPIED) for s in segments]
        )

    def pin(self) -> None:
        """Never forget what this answer rests on."""
        segments = self._segments()
        self._signal(
            segments, MemorySignal.PIN, tr("Pinned: what this rests on never fades."),
            lambda: self._signal(segments, MemorySignal.UNPIN, tr("No longer pinned.")),
        )  # fmt: skip

    def _ask_wrong(self) -> None:
        menu = self.wrong_menu()
        menu.popup(self.wrong_button.mapToGlobal(self.wrong_button.rect().bottomLeft()))

    def wrong_menu(self) -> QMenu:
        """Which of the sources is wrong."""
        menu = QMenu(self)
        for citation in self.answer.citations if self.answer else ():
            hit = citation.hit
            words = f"{citation.mark}  {origin_words(hit.source, hit.app, hit.title, hit.author)}"
            menu.addAction(action(words)).triggered.connect(
                lambda _checked=False, s=hit.segment_id: self.mark_wrong((s,))
            )
        menu.addSeparator()
        menu.addAction(tr("All of it")).triggered.connect(
            lambda _checked=False: self.mark_wrong(self._segments())
        )
        return menu

    def mark_wrong(self, segments: tuple[SegmentId, ...]) -> None:
        """Say that sources are wrong: they weigh less from now on and are marked as disputed."""
        self._signal(
            segments, MemorySignal.WRONG, tr("Marked as wrong. It weighs less from now on.")
        )
