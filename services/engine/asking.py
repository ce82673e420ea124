"""Questions: answered, kept in the history, and with which model."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from services.answer.answerer import Answerer, Asked
from services.cancel import CancelToken
from services.engine.core import Core
from services.errors import UsageError
from services.index.embedder import MiniLmEmbedder
from services.inference.availability import build_progress, llama_installed
from services.inference.client import ModelHost, check_file
from services.records import (
    Answer,
    AskedQuestion,
    ChangeKind,
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

LONGEST_QUESTION = 4_000


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
        self._answerer = Answerer(_Memory(core, retriever), embedder.embed_tokens, host)

    def ask(
        self,
        question: str,
        *,
        now_ms: int | None = None,
        extractive: bool = False,
        model: Path | None = None,
        on_text: Callable[[str], None] = _ignore,
        cancel: CancelToken | None = None,
    ) -> Answer:
        """Answer a question; generated text is streamed to ``on_text`` in batches.

        ``now_ms`` is when it is asked (default: now). The answer and its question are kept in the
        history. Raises ``Cancelled``, and ``UsageError`` where there is no question.
        """
        question = question.strip()
        if not question:
            raise UsageError("There is no question.", "Type one.")
        if len(question) > LONGEST_QUESTION:
            raise UsageError(
                f"The question has {len(question)} characters.",
                f"Ask in at most {LONGEST_QUESTION}.",
            )
        clock, settings = self._core.clock, self._core.preferences.current.answer
        at_ms = clock.now_ms() if now_ms is None else now_ms
        chosen = None if extractive else model or self._chosen()
        asked = Asked(question, at_ms, clock.offset_min(), chosen)
        answer = self._answerer.ask(asked, settings, on_text, cancel)
        return self._remember(answer, question, at_ms)

    def _remember(self, answer: Answer, question: str, at_ms: int) -> Answer:
        question_id = self._core.store.questions.add(answer, question, at_ms)
        self._core.changes.tell(ChangeKind.QUESTIONS)
        return replace(answer, question_id=question_id)

    def history(self, limit: int = 50) -> tuple[AskedQuestion, ...]:
        """The questions asked, the newest first."""
        return tuple(self._core.store.questions.recent(limit))

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
            return ModelState(False, str(path), path.stem, "llama.cpp is not installed.", building)
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
        self._core.preferences.change("answer.model_path", "" if path is None else str(path))
        self._core.changes.tell(ChangeKind.MODEL)
        return self.model()

    def release_idle_model(self) -> bool:
        """Free the model's memory where nothing was asked for a while."""
        return self._host.unload_if_idle(self._core.preferences.current.answer.idle_unload_min * 60)

    def _chosen(self) -> Path | None:
        text = self._core.preferences.current.answer.model_path
        return Path(text) if text else None
