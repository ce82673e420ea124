"""Asks a made-up desk a year of questions and says how many memories are found.

``dev.py bench search_quality [--noise 0 0.01 0.05] [--others]`` prints recall by kind of question;
``--others`` adds the other corpora. The corpora and their questions come from fixed seeds.
"""

import argparse
from collections.abc import Sequence

from resources import ROOT
from services.index.embedder import MiniLmEmbedder
from services.records import Query
from tests.bench.corpora.desk import desktop
from tests.bench.corpora.library import NOW_MS, corpora, gain, library, recall
from tests.bench.corpora.model import Asked, Corpus

Ranked = tuple[Asked, Sequence[str | None], float]


def ask_all(corpus: Corpus, embedder: MiniLmEmbedder) -> list[Ranked]:
    """Every question with what was found, by external id, and the milliseconds it took."""
    with library(corpus, embedder) as held:
        found: list[Ranked] = []
        for asked in corpus.questions:
            result = held.retriever.search(Query(asked.text, 20, now_ms=NOW_MS, offset_min=0))
            found.append((asked, [hit.external_id for hit in result.hits], result.ms))
        return found


def show(name: str, ranked: Sequence[Ranked]) -> None:
    """Print a line for all, and one for each kind of question."""
    kinds: dict[str, list[Ranked]] = {"all": [*ranked]}
    for one in ranked:
        kinds.setdefault("other words" if one[0].reworded else "same words", []).append(one)
        kinds.setdefault(one[0].kind, []).append(one)
    print(f"\n{name:22} {'n':>5} {'R@1':>6} {'R@5':>6} {'R@10':>6} {'R@20':>6} {'nDCG@10':>8}")
    for kind, rows in kinds.items():
        at = [
            100 * sum(recall(found, asked.gold, k) for asked, found, _ in rows) / len(rows)
            for k in (1, 5, 10, 20)
        ]
        gained = 100 * sum(gain(found, asked.gold) for asked, found, _ in rows) / len(rows)
        figures = " ".join(f"{value:6.1f}" for value in at)
        print(f"{kind:22} {len(rows):5} {figures} {gained:8.1f}", flush=True)
    times = sorted(ms for _, _, ms in ranked)
    print(f"ms p50 {times[len(times) // 2]:.1f}, p95 {times[len(times) * 95 // 100]:.1f}")


def main() -> None:
    """Ask, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--noise", nargs="*", type=float, default=[0.0, 0.01, 0.05])
    parser.add_argument("--others", action="store_true", help="the other corpora too")
    arguments = parser.parse_args()
    embedder = MiniLmEmbedder(ROOT / "embedder")
    for noise in arguments.noise:
        show(f"desk, {100 * noise:g} % noise", ask_all(desktop(noise), embedder))
    if arguments.others:
        for name, members in corpora().items():
            if name != "desktop":
                show(name, [one for corpus in members for one in ask_all(corpus, embedder)])


if __name__ == "__main__":
    main()
