"""Asks made-up corpora without a model and says how often the right memory is cited.

``dev.py bench answers`` prints for each group of corpora how often an answer was given, how often
one of its citations is a right memory, the first one, and, beside it, a right one among the first
three hits. Nothing was chosen on ``--noise`` of the desk; weights come from ``answer_weights``.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from resources import ROOT
from services.answer.answerer import CANDIDATES, Answerer, Asked
from services.index.embedder import MiniLmEmbedder
from services.inference.client import ModelHost
from services.records import Fact, Hit, Query, SearchResult, SegmentId, TimeWindow
from services.settings import Settings
from tests.bench.corpora.library import NOW_MS, Library, corpora, library


@dataclass
class Held:
    """A corpus as answering sees it; there are no facts, so that sentences are chosen."""

    held: Library
    last: tuple[Hit, ...] = ()

    def search(self, query: Query) -> SearchResult:
        """Find hits, and keep them for the measure."""
        found = self.held.retriever.search(query)
        self.last = found.hits
        return found

    def hits(self, ids: Sequence[SegmentId]) -> dict[SegmentId, Hit]:
        """Hits by id."""
        return self.held.retriever.load(ids)

    def facts(self) -> Sequence[Fact]:
        """None."""
        return ()

    def frequencies(self, terms: Sequence[str]) -> tuple[dict[str, int], int]:
        """Document frequencies."""
        words = self.held.store.words
        return words.document_frequency(terms), words.total()

    def time_of(self, question: str, now_ms: int, offset_min: int) -> TimeWindow | None:
        """The time a question names."""
        return self.held.retriever.time_of(question, now_ms, offset_min)


def count(held: Library, embedder: MiniLmEmbedder) -> Counter[str]:
    """Ask every question of a corpus and count what came of it."""
    memory = Held(held)
    answerer = Answerer(memory, embedder.embed_tokens, ModelHost())
    counted = Counter[str]()
    for asked in held.corpus.questions:
        answer = answerer.ask(Asked(asked.text, NOW_MS, 0), Settings().answer)
        ids = [citation.hit.external_id for citation in answer.citations]
        top = [hit.external_id for hit in memory.last[:CANDIDATES]]
        counted["asked"] += 1
        counted["answered"] += bool(ids)
        counted["cited"] += any(own in asked.gold for own in ids)
        counted["first"] += ids[0] in asked.gold if ids else False
        counted["lines"] += len(ids)
        counted["hit 1"] += any(own in asked.gold for own in top[:1])
        counted["hits 3"] += any(own in asked.gold for own in top[:3])
        counted["hits 12"] += any(own in asked.gold for own in top)
    return counted


def main() -> None:
    """Ask, print."""
    embedder = MiniLmEmbedder(ROOT / "embedder")
    names = ("answered", "cited", "first", "hit 1", "hits 3", "hits 12")
    print(f"{'':12} {'asked':>6} " + " ".join(f"{name:>9}" for name in names) + "   lines")
    for group, members in corpora().items():
        counted = Counter[str]()
        for corpus in members:
            with library(corpus, embedder) as held:
                counted += count(held, embedder)
        shares = " ".join(f"{100 * counted[name] / counted['asked']:9.1f}" for name in names)
        lines = counted["lines"] / max(1, counted["answered"])
        print(f"{group:12} {counted['asked']:6} {shares}   {lines:.2f}", flush=True)


if __name__ == "__main__":
    main()
