"""Which memories a small model reads: the most value for the fewest tokens, in a stable order.

Reading the prompt is what costs on a processor, and what stands in the model's cache is free. So
the memories of the last prompt stay where they stood, and new ones come behind them.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from services.records import Hit, SegmentId

WORTH_FROM = 0.4
"""Of the best value: what is worth less costs more attention than it gives."""
MOST = 8
_BEST_ALWAYS = 1


@dataclass(frozen=True, slots=True)
class Piece:
    """A memory as it would be read: its line without the number, its value and its tokens."""

    hit: Hit
    text: str
    value: float
    tokens: int


def most_valuable(pieces: Sequence[Piece], budget: int) -> list[Piece]:
    """The pieces worth reading within a budget of tokens: the best one, then by value per token.

    Empty only where not even the best fits.
    """
    if not pieces:
        return []
    ranked = sorted(pieces, key=lambda p: -p.value)
    best, rest = ranked[:_BEST_ALWAYS], ranked[_BEST_ALWAYS:]
    rest.sort(key=lambda p: -p.value / max(1, p.tokens))
    chosen: list[Piece] = []
    left = budget
    for piece in (*best, *rest):
        worth = piece.value >= WORTH_FROM * ranked[0].value
        if worth and piece.tokens <= left and len(chosen) < MOST:
            chosen.append(piece)
            left -= piece.tokens
    return chosen


def in_order(chosen: Sequence[Piece], before: Sequence[Piece], budget: int) -> list[Piece]:
    """The pieces in the order in which they are read.

    ``before`` was read last: where it holds some of what is chosen it stays in front as it was, as
    far as all the rest then still fits; what is new follows by time.
    """
    wanted = {p.hit.segment_id for p in chosen}
    kept: list[Piece] = []
    if any(p.hit.segment_id in wanted for p in before):
        kept = list(before)
    while kept and _tokens(kept) + _tokens(_new(chosen, kept)) > budget:
        kept.pop()
    fresh = _new(chosen, kept)
    return [*kept, *sorted(fresh, key=lambda p: (p.hit.at_ms, p.hit.segment_id))]


def _new(chosen: Sequence[Piece], kept: Sequence[Piece]) -> list[Piece]:
    there: set[SegmentId] = {p.hit.segment_id for p in kept}
    return [p for p in chosen if p.hit.segment_id not in there]


def _tokens(pieces: Sequence[Piece]) -> int:
    return sum(p.tokens for p in pieces)
