"""Builds what finds by meaning: the embedding model, its vectors, and what searches them."""

import dataclasses
import logging
from collections.abc import Callable, Sequence
from contextlib import ExitStack, closing
from pathlib import Path
from typing import Self

import numpy as np

from resources import ROOT as RESOURCES
from services.engine.core import Core
from services.engine.indexing import Indexing
from services.errors import IndexUnavailableError
from services.index.embedder import Embedder, MiniLmEmbedder
from services.index.gguf import GgufEmbedder, id_of
from services.index.meaning import Choice, Meaning, MeaningLinks
from services.index.shard_process import ShardProcess
from services.index.vectors import VectorIndex
from services.inference.embedding import EmbeddingModel
from services.memory.events import Floats
from services.records import ChangeKind, SegmentId
from services.retrieval import Coder, Retriever
from services.said import said
from services.settings import Settings

log = logging.getLogger("afterimage.compose")


@dataclasses.dataclass(frozen=True, slots=True)
class IndexParts:
    """Everything that finds by meaning; ``end_idle`` ends a process that nobody needs now."""

    embedder: MiniLmEmbedder
    meaning: Meaning
    indexing: Indexing
    retriever: Retriever
    end_idle: Callable[[], object]

    @classmethod
    def build(cls, core: Core, key: bytes, stack: ExitStack, *, apart: bool) -> Self:
        """Build them; nothing starts yet. ``apart`` gives the vectors a process of their own."""

        def settings() -> Settings:
            return core.preferences.current

        embedder = MiniLmEmbedder(RESOURCES / "embedder")
        bundled = Choice("", embedder.model_id, embedder.dim, said("MiniLM (bundled)"))
        process = ShardProcess(core.data.vectors, key) if apart else None
        if process is not None:
            stack.callback(process.close)

        def open_model(choice: Choice) -> tuple[Embedder, VectorIndex]:
            made: Embedder = embedder
            if choice.path:
                path = Path(choice.path)
                made = GgufEmbedder(EmbeddingModel(path), choice.model_id, choice.dim)
            server = settings().index.server
            return made, VectorIndex(
                core.data.vectors,
                choice.model_id,
                choice.dim,
                key,
                server=server,
                keeper=core.store.codes,
                kept_by=process.open(choice.model_id) if process and not server else None,
            )

        meaning = Meaning(
            core.store,
            MeaningLinks(
                bundled=bundled,
                wanted=lambda: settings().index.embedder_path,
                identify=_identify,
                open=open_model,
                release=_release,
                changed=lambda: core.changes.tell(ChangeKind.MODEL),
            ),
        )
        stack.callback(meaning.close)
        retriever = Retriever(core.store, meaning.embedder, meaning.vectors, core.clock, settings)
        meaning.subscribe(retriever.use)
        coder = Coder(core.store, lambda: meaning.embedder)
        indexing = Indexing(
            meaning, core.changes, coder, retriever.warm_up, core.store.finish_scrub
        )
        end_idle = process.end_idle if process is not None else _nothing
        return cls(embedder, meaning, indexing, retriever, end_idle)

    def vectors_of(self, ids: Sequence[SegmentId]) -> tuple[list[SegmentId], Floats]:
        """The vectors of segments, none where the index cannot be used."""
        try:
            return self.meaning.vectors.vectors(ids)
        except IndexUnavailableError as error:
            log.warning("no vectors for the nightly work: %s", error.message)
            return [], np.zeros((0, self.meaning.embedder.dim), np.float32)


def _identify(path: str) -> Choice:
    """What a GGUF file is; raises ``ModelError`` where it is no embedding model."""
    model_id = id_of(Path(path))
    with closing(EmbeddingModel(Path(path))) as model:
        info = model.info()
    return Choice(path, model_id, info.dim, info.name or Path(path).stem)


def _release(embedder: Embedder) -> None:
    if isinstance(embedder, GgufEmbedder):
        embedder.close()


def _nothing() -> None:
    pass
