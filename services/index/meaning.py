"""The embedding model in use with its index, and the move to another one while it serves."""

import json
import logging
import threading
from collections.abc import Callable
from dataclasses import asdict, dataclass

from services.cancel import CancelToken, Progress, no_progress
from services.errors import IndexUnavailableError, ModelError
from services.index.embedder import Embedder
from services.index.gguf import sentence
from services.index.indexer import Indexer, IndexReport
from services.index.vectors import VectorIndex
from services.records import EmbedderState
from services.said import said
from services.store import Store

log = logging.getLogger("index.meaning")

FLAG = "embedding model"
BATCH = 64

Opened = tuple[Embedder, VectorIndex]


@dataclass(frozen=True, slots=True)
class Choice:
    """An embedding model: its file ("" for the bundled one), id, name and numbers a vector."""

    path: str
    model_id: str
    dim: int
    name: str


@dataclass(frozen=True, slots=True)
class MeaningLinks:
    """How models are known and opened, and which one is wanted.

    ``identify`` loads a file to learn what it is and raises ``ModelError`` where it is no embedding
    model. ``release`` frees what an embedder holds. ``changed`` is told of every step.
    """

    bundled: Choice
    wanted: Callable[[], str]
    identify: Callable[[str], Choice]
    open: Callable[[Choice], Opened]
    release: Callable[[Embedder], None]
    changed: Callable[[], None]


class _Model:
    """One model with its index."""

    def __init__(self, store: Store, choice: Choice, opened: Opened, *, coming: bool) -> None:
        self.choice = choice
        self.embedder, self.vectors = opened
        self.indexer = Indexer(store, self.embedder, self.vectors, coming=coming)


class Meaning:
    """Brings the index into line with the rows, and with the model that is wanted.

    The vectors of another model are made in an index beside the one in use. Once it holds every
    vivid memory it takes over in one transaction; a crash or a quit on the way costs nothing but
    time. A model that fails is told in ``state``, and all stays as it was.
    """

    def __init__(self, store: Store, links: MeaningLinks) -> None:
        self._store = store
        self._links = links
        self._lock = threading.Lock()  # one run at a time
        self._listeners: list[Callable[[Embedder, VectorIndex], None]] = []
        told = store.flags.get(FLAG)
        choice = Choice(**json.loads(told)) if told else links.bundled
        self._now = _Model(store, choice, links.open(choice), coming=False)
        self._next: _Model | None = None
        self._failed: str | None = None
        self._problem = ""
        self._done = self._total = 0

    @property
    def embedder(self) -> Embedder:
        """The model in use."""
        return self._now.embedder

    @property
    def vectors(self) -> VectorIndex:
        """The index in use."""
        return self._now.vectors

    def subscribe(self, listener: Callable[[Embedder, VectorIndex], None]) -> None:
        """Call ``listener`` with the model and index that take over."""
        self._listeners.append(listener)

    def state(self) -> EmbedderState:
        """Which model is in use, which is to come, how far it is, and what is wrong."""
        coming = self._next
        return EmbedderState(
            path=self._now.choice.path,
            name=self._now.choice.name,
            coming="" if coming is None else coming.choice.name,
            done=self._done if coming is not None else 0,
            total=self._total if coming is not None else 0,
            problem=self._problem or self.vectors.notice,
        )

    def check(self, path: str) -> None:
        """Raise ``ModelError`` where a file is no embedding model."""
        self._links.identify(path)
        self._failed = None

    def warm_up(self) -> None:
        """Read into memory what searches need, so that none waits for it."""
        self._now.indexer.warm_up()

    def reconcile(self) -> tuple[int, int]:
        """Compare rows and vectors whole; see ``Indexer.reconcile``."""
        with self._lock:
            self._prepare()
            return self._now.indexer.reconcile()

    def catch_up(
        self, progress: Progress = no_progress, cancel: CancelToken | None = None
    ) -> IndexReport:
        """Bring the index in use into line, then go on with the one to come.

        Raises ``Cancelled`` and ``IndexUnavailableError`` as ``Indexer.catch_up`` does.
        """
        cancel = cancel or CancelToken()
        with self._lock:
            self._prepare()
            if self._next is None:
                return self._now.indexer.catch_up(progress, cancel)
            report = self._keep_up(progress, cancel)
            self._build(self._next, progress, cancel)
            return report

    def _keep_up(self, progress: Progress, cancel: CancelToken) -> IndexReport:
        """Bring the index in use into line, if it can: the one to come may be its cure."""
        try:
            return self._now.indexer.catch_up(progress, cancel)
        except IndexUnavailableError as error:
            log.warning("the index in use fails: %s", error.message)
            return IndexReport()

    def close(self) -> None:
        """Release models and indexes."""
        for model in filter(None, (self._next, self._now)):
            model.vectors.close()
            self._links.release(model.embedder)

    def _prepare(self) -> None:
        """Have the index to come open where another model is wanted."""
        wanted = self._links.wanted()
        coming = self._next
        if wanted == self._now.choice.path:
            self._failed, self._problem = None, ""
            self._abandon()
        elif coming is None or coming.choice.path != wanted:
            if self._failed == wanted:
                return
            if coming is not None:
                self._abandon()
            try:
                choice = self._links.identify(wanted) if wanted else self._links.bundled
            except ModelError as error:
                self._give_up(wanted, error)
                return
            # what a run before this one has made is gone on from
            self._store.next_embeddings.keep_only(choice.model_id)
            self._next = _Model(self._store, choice, self._links.open(choice), coming=True)
            self._now.indexer.shadow = self._next.indexer
            self._problem = ""
            log.info("another embedding model is being prepared")

    def _give_up(self, wanted: str, error: ModelError | IndexUnavailableError) -> None:
        log.warning("the embedding model that was chosen fails: %s", error.message)
        self._failed, self._problem = wanted, sentence(error)
        self._abandon()
        self._links.changed()

    def _abandon(self) -> None:
        coming, self._next = self._next, None
        self._now.indexer.shadow = None
        if coming is not None:
            coming.vectors.close()
            self._links.release(coming.embedder)
        if coming is not None or self._store.next_embeddings.count():
            self._store.next_embeddings.clear()
            self._now.vectors.drop_other_models()

    def _build(self, coming: _Model, progress: Progress, cancel: CancelToken) -> None:
        store, model = self._store, coming.choice.model_id
        try:
            while rows := store.next_embeddings.lacking(model, BATCH):
                cancel.check()
                self._done = store.next_embeddings.count()
                self._total = max(self._now.vectors.count(), self._done)
                progress(self._done, self._total, said("Learning anew what was seen"))
                self._links.changed()
                coming.indexer.embed(rows)
                if self._links.wanted() != coming.choice.path:
                    self._prepare()
                    return
                if store.segments.to_embed(1):
                    self._keep_up(no_progress, cancel)
        except IndexUnavailableError as error:
            self._give_up(coming.choice.path, error)
            return
        self._take_over(coming)

    def _take_over(self, coming: _Model) -> None:
        old = self._now
        coming.indexer.coming = False
        with self._store.transaction():
            self._store.next_embeddings.take_over(coming.choice.model_id)
            self._store.flags.set(FLAG, json.dumps(asdict(coming.choice)))
        coming.vectors.warm_up()
        self._now, self._next = coming, None
        for listener in self._listeners:
            listener(coming.embedder, coming.vectors)
        old.vectors.close()
        self._links.release(old.embedder)
        coming.indexer.reconcile()  # drops what is left of the old model
        self._links.changed()
        log.info("the embedding model %s took over", coming.choice.model_id)
