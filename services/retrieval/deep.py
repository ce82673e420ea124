"""Deep search: looks through archived memories, which have left every index."""

import dataclasses
from collections.abc import Iterator

from services.language.stems import stem
from services.language.text import search_words
from services.records import SegmentId, Tier
from services.retrieval.query import Understood
from services.retrieval.ranking import passes
from services.store import HitRow, SearchFilter, Store

PAGE = 500


def search(
    store: Store, understood: Understood, where: SearchFilter, limit: int
) -> list[tuple[HitRow, float]]:
    """Archived segments that hold words of the question, with the share of its words they hold.

    The filter holds but for its tiers. Reads every archived text: slow, and asked for expressly.
    """
    wanted = {stem(word) for word in understood.words}
    exact = [text.casefold() for text in understood.phrases] if understood.exact else []
    where = dataclasses.replace(where, tiers=(Tier.ARCHIVED,))
    found: list[tuple[HitRow, float]] = []
    for row in _archived(store):
        text = f"{row.hit.text} {row.hit.title} {row.hit.author}".casefold()
        if not passes(row, where) or any(part not in text for part in exact):
            continue
        held = {stem(word) for word in search_words(text)}
        share = len(wanted & held) / len(wanted) if wanted else 1.0
        if share > 0:
            found.append((row, share))
    found.sort(key=lambda one: -one[1])
    return found[:limit]


def _archived(store: Store) -> Iterator[HitRow]:
    after = SegmentId(0)
    while rows := store.segments.archived(after, PAGE):
        yield from rows
        after = rows[-1].segment.id
