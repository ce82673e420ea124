"""Chooses which pictures become thumbnails: old ones that nothing speaks for."""

import math
from collections.abc import Iterator

from services.cancel import CancelToken
from services.records import Frame, FrameId, PictureState
from services.store import Store
from services.store.quota import QuotaRows

BEST_SHARE = 0.05  # of the most salient memories keep their pictures
_BATCH = 20
_FOR_EVER_MS = 1 << 60


def fade_pictures(store: Store, before_ms: int) -> Iterator[list[FrameId]]:
    """Batches of frames of captures made before a time that may fade; the caller fades them.

    Pinned captures and those with a segment among the top 5 % by salience keep theirs.
    """
    worthy: float | None = None
    for frames in _in_turn(store, before_ms, PictureState.FULL):
        worthy = _worthy_salience(store) if worthy is None else worthy
        segments = store.segments.of_captures(frame.capture_id for frame in frames)
        kept = {
            capture
            for capture, own in segments.items()
            if any(s.pinned or s.salience >= worthy for s in own)
        }
        if fading := [frame.id for frame in frames if frame.capture_id not in kept]:
            yield fading


def drop_over_budget(store: Store, budget_bytes: int, cancel: CancelToken | None = None) -> int:
    """Let go of the oldest pictures until what is stored fits; returns how many lost pixels.

    Full pictures become thumbnails first, then thumbnails go; pinned ones stay. Text is never
    touched: where it alone is too much, the user has to decide.
    """
    changed = 0
    for state, let_go in (
        (PictureState.FULL, store.frames.fade_many),
        (PictureState.THUMBNAIL, store.frames.drop),
    ):
        batches = _in_turn(store, _FOR_EVER_MS, state)
        while _bytes(store) > budget_bytes:
            if cancel is not None:
                cancel.check()
            if (frames := next(batches, None)) is None:
                break
            segments = store.segments.of_captures(frame.capture_id for frame in frames)
            pinned = {c for c, own in segments.items() if any(s.pinned for s in own)}
            changed += let_go([frame.id for frame in frames if frame.capture_id not in pinned])
    return changed


def _in_turn(store: Store, before_ms: int, state: PictureState) -> Iterator[list[Frame]]:
    """Batches of pictures in a state, the oldest first, each looked at once."""
    last: FrameId | None = None
    while frames := store.frames.older_than(before_ms, state, _BATCH, last):
        last = frames[-1].id
        yield frames


def _bytes(store: Store) -> int:
    return store.database.size_bytes() + QuotaRows(store.database).blob_bytes()


def _worthy_salience(store: Store) -> float:
    """The salience from which on a memory is among the best; above 1 where there are few.

    Where a crowd of equals stands on the threshold, one must be better than they are.
    """
    worthy, reach, count = store.segments.salience_of_best(BEST_SHARE)
    if count < 1 / BEST_SHARE:
        return 1.1
    return math.nextafter(worthy, math.inf) if reach > 2 * BEST_SHARE * count else worthy
