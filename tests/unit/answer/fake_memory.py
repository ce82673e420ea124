"""A memory held in a list, searched by words and meaning, for tests of answering alone."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from services.answer.question import understand
from services.index.embedder import TokenVectors
from services.language.stems import stem, stems_of
from services.records import Fact, Hit, Query, SearchResult, SegmentId, TimeWindow

Read = Callable[[Sequence[str]], Sequence[TokenVectors]]


def _whole(hit: Hit) -> str:
    return f"{hit.author} {hit.title} {hit.text}"


@dataclass
class FakeMemory:
    """Implements ``services.answer.answerer.Memory`` over the given hits and facts."""

    known: list[Hit]
    read: Read
    stored_facts: list[Fact] = field(default_factory=list)
    window: TimeWindow | None = None
    notice: str = ""
    asked: list[Query] = field(default_factory=list)
    _vectors: NDArray[np.float32] | None = None

    def search(self, query: Query) -> SearchResult:
        """The hits with the most words in common and the nearest meaning."""
        self.asked.append(query)
        terms = understand(query.text).terms
        scores = [len(terms & stems_of(_whole(hit))) / (len(terms) or 1) for hit in self.known]
        if self.known:
            if self._vectors is None:
                self._vectors = np.stack(
                    [r.whole for r in self.read([_whole(h) for h in self.known])]
                )
            meanings = (self._vectors @ self.read([query.text])[0].whole).tolist()
            scores = [word + meaning for word, meaning in zip(scores, meanings, strict=True)]
        hits = [replace(h, score=max(0.0, s)) for h, s in zip(self.known, scores, strict=True)]
        hits.sort(key=lambda hit: -hit.score)
        return SearchResult(tuple(hits[: query.k]), 1.0, notice=self.notice)

    def forget(self, hit: Hit) -> None:
        """Delete a memory."""
        self.known.remove(hit)
        self._vectors = None

    def hits(self, ids: Sequence[SegmentId]) -> dict[SegmentId, Hit]:
        """Hits by id."""
        return {hit.segment_id: hit for hit in self.known if hit.segment_id in ids}

    def facts(self) -> Sequence[Fact]:
        """All facts."""
        return self.stored_facts

    def frequencies(self, terms: Sequence[str]) -> tuple[dict[str, int], int]:
        """Document frequencies by counting."""
        found = [stems_of(_whole(hit)) for hit in self.known]
        return {term: sum(stem(term) in f for f in found) for term in terms}, len(found)

    def time_of(self, question: str, now_ms: int, offset_min: int) -> TimeWindow | None:
        """The window the test chose."""
        return self.window
