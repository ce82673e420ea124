"""Questions: answered, kept in the history, and with which model."""

import threading
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from services.answer.answerer import Answerer, Asked
from services.answer.followup import Before, before, hangs, resolve
from services.cancel import CancelToken
from services.engine.core import Core
from services.errors import Cancelled, ModelError, UsageError
from services.index.embedder import MiniLmEmbedder
from services.inference.availability import build_progress, llama_installed
from services.inference.client import ModelHost, check_file
from services.records import (
    Answer,
    AskedQuestion,
    ChangeKind,
    ConversationId,
    Fact,
    Hit,
    ModelState,
    Query,
    QuestionId,
    SearchResult,
    SegmentId,
    TimeWindow,
)
from services.retrieval import Retriever
from services.said import said
from services.settings import AnswerSettings

LONGEST_QUESTION = 4_000
SHORTEST_AHEAD = 12
"""Characters of a question from which it is worth looking ahead."""


class _Memory:
    """The rest of the engine as answering sees it."""

    def __init__(self, core: Core, retriever: Retriever) -> None:
        self._core = core
        self._retriever = retriever

    def search(self, query: Query) -> SearchResult:
        return self._retriever.search(query)

    def hits(self, ids: Sequence[SegmentId]) -> dict[SegmentId, Hit]:
        return self._retriever.load(ids)

    def facts(self) -> Sequence[Fact]:
        return self._core.store.facts.all(include_closed=True)

    def frequencies(self, terms: Sequence[str]) -> tuple[dict[str, int], int]:
        words = self._core.store.words
        return words.document_frequency(terms), words.total()

    def time_of(self, question: str, now_ms: int, offset_min: int) -> TimeWindow | None:
        return self._retriever.time_of(question, now_ms, offset_min)


def _ignore(_text: str) -> None:
    pass


class Asking:
    """Answers questions and remembers that they were asked."""

    def __init__(
        self, core: Core, retriever: Retriever, embedder: MiniLmEmbedder, host: ModelHost
    ) -> None:
        self._core = core
        self._host = host
        self._retriever = retriever
        self._lock = threading.Lock()
        self._ahead: CancelToken | None = None
        self._answerer = Answerer(_Memory(core, retriever), embedder.embed_tokens, host)

    def ask(
        self,
        question: str,
        *,
        now_ms: int | None = None,
        conversation: ConversationId | None = None,
        extractive: bool = False,
        model: Path | None = None,
        on_text: Callable[[str], None] = _ignore,
        cancel: CancelToken | None = None,
    ) -> Answer:
        """Answer a question; generated text is streamed to ``on_text`` in batches.

        ``now_ms`` is when it is asked (default: now). The answer and its question are kept in the
        history. In a ``conversation`` it may be a follow-up: "and on Monday?". Raises
        ``Cancelled``, and ``UsageError`` where there is no question.
        """
        question = question.strip()
        if not question:
            raise UsageError("There is no question.", "Type one.")
        notice = ""
        if len(question) > LONGEST_QUESTION:
            notice = (
                f"Of the question's {len(question):,} characters the first {LONGEST_QUESTION:,}"
                " were read; ask a shorter one for a better answer."
            )
            question = question[:LONGEST_QUESTION]
        self._stop_reading_ahead()
        settings = self._core.preferences.current.answer
        asked = self._asked(question, now_ms, None if extractive else model or self._chosen())
        whole = self._whole(asked, conversation, settings, cancel or CancelToken())
        answer = self._answerer.ask(replace(asked, text=whole), settings, on_text, cancel)
        understood = whole if whole != question else ""
        notice = " ".join(part for part in (notice, answer.notice) if part)
        answer = replace(answer, understood=understood, conversation_id=conversation, notice=notice)
        return self._remember(answer, question, asked.now_ms)

    def read_ahead(
        self,
        text: str,
        *,
        conversation: ConversationId | None = None,
        cancel: CancelToken | None = None,
    ) -> bool:
        """Search, and have the model read, what a question still being typed will need.

        Tells whether it did; a call ends the one before, and so does a question. Never raises for
        a model that fails: the question itself will tell.
        """
        path, text = self._chosen(), text.strip()
        if path is None or not SHORTEST_AHEAD <= len(text) <= LONGEST_QUESTION:
            return False
        cancel = cancel or CancelToken()
        self._stop_reading_ahead(cancel)
        settings = self._core.preferences.current.answer
        asked = self._asked(text, None, path)
        try:
            whole = resolve(text, self._before(conversation))
            self._answerer.read_ahead(replace(asked, text=whole), settings, cancel)
        except (Cancelled, ModelError):
            return False
        return True

    def _stop_reading_ahead(self, other: CancelToken | None = None) -> None:
        with self._lock:
            last, self._ahead = self._ahead, other
        if last is not None:
            last.cancel()

    def _asked(self, text: str, now_ms: int | None, model: Path | None) -> Asked:
        clock = self._core.clock
        at_ms = clock.now_ms() if now_ms is None else now_ms
        return Asked(text, at_ms, clock.offset_min(), model)

    def _whole(
        self,
        asked: Asked,
        conversation: ConversationId | None,
        settings: AnswerSettings,
        cancel: CancelToken,
    ) -> str:
        """The question that a follow-up means: by rules, and by the model where they fail."""
        last = self._before(conversation)
        whole = resolve(asked.text, last)
        if last is None or asked.model is None or not hangs(whole):
            return whole
        return self._answerer.rewritten(replace(asked, text=whole), last, settings, cancel)

    def _before(self, conversation: ConversationId | None) -> Before | None:
        if conversation is None:
            return None
        turns = self._core.store.questions.of_conversation(conversation)
        cited = [segment_id for _, segment_id, _ in turns[-1].citations] if turns else []
        hits = self._retriever.load(cited[:1])
        return before(turns, next((hit.author for hit in hits.values()), ""))

    def _remember(self, answer: Answer, question: str, at_ms: int) -> Answer:
        question_id = self._core.store.questions.add(answer, question, at_ms)
        self._core.changes.tell(ChangeKind.QUESTIONS)
        conversation = answer.conversation_id or ConversationId(question_id)
        return replace(answer, question_id=question_id, conversation_id=conversation)

    def history(self, limit: int = 50, text: str = "") -> tuple[AskedQuestion, ...]:
        """The questions asked, the newest first; with ``text`` those that hold it."""
        questions = self._core.store.questions
        return tuple(questions.search(text, limit) if text.strip() else questions.recent(limit))

    def conversation(self, conversation_id: ConversationId) -> tuple[AskedQuestion, ...]:
        """The questions of a conversation, the oldest first."""
        return tuple(self._core.store.questions.of_conversation(conversation_id))

    def forget_conversation(self, conversation_id: ConversationId, /) -> None:
        """Remove a conversation's questions and answers."""
        self._core.store.questions.delete_conversation(conversation_id)
        self._core.changes.tell(ChangeKind.QUESTIONS)

    def forget_question(self, question_id: QuestionId) -> None:
        """Remove one question and its answer."""
        self._core.store.questions.delete(question_id)
        self._core.changes.tell(ChangeKind.QUESTIONS)

    def clear_history(self) -> None:
        """Remove all questions and answers."""
        self._core.store.questions.clear()
        self._core.changes.tell(ChangeKind.QUESTIONS)

    def model(self) -> ModelState:
        """Which model answers, or why none does."""
        building = build_progress()
        path = self._chosen()
        if path is None:
            return ModelState(False, detail="Answers quote what you saw.", build=building)
        if not llama_installed():
            return ModelState(
                False, str(path), path.stem, said("llama.cpp is not installed."), building
            )
        return ModelState(
            True, str(path), self._host.name or path.stem, build=building, device=self._host.device
        )

    def choose_model(self, path: Path | None) -> ModelState:
        """Answer with a GGUF file from now on, or quote only (None).

        Raises ``ModelError`` where the file is no usable model; then all stays as it was.
        """
        if path is not None:
            check_file(path)
            self._host.load(path, gpu_layers=self._core.preferences.current.answer.gpu_layers)
        else:
            self._stop_reading_ahead()
            self._host.close()  # what is not used needs no memory
        self._core.preferences.change("answer.model_path", "" if path is None else str(path))
        self._core.changes.tell(ChangeKind.MODEL)
        return self.model()

    def release_idle_model(self) -> bool:
        """Free the model's memory where nothing was asked for a while."""
        return self._host.unload_if_idle(self._core.preferences.current.answer.idle_unload_min * 60)

    def _chosen(self) -> Path | None:
        text = self._core.preferences.current.answer.model_path
        return Path(text) if text else None
