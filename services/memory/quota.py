"""Keeps the library within what the person allows it: so many bytes, pictures for so many days.

Pictures go before text, the oldest first; what is pinned stays. Text of the screen goes only where
the person asked for it. A preview tells what would go, by the same choice.
"""

from collections.abc import Callable, Iterator

from services.cancel import CancelToken
from services.clock import DAY_MS, Clock
from services.memory.forget import Forgetter
from services.memory.pictures import drop_over_budget
from services.records import CaptureId, FrameId, PictureState, QuotaPreview
from services.settings import MemorySettings
from services.store import Store
from services.store.quota import OldFrame, QuotaRows

AIM = 0.95  # of the budget: so that it is not passed again at the next capture
THUMBNAIL_SHARE = 0.04  # of a full picture's bytes, about what a 320-pixel thumbnail takes
_BATCH = 200


class Quota:
    """``other_bytes`` tells what the library takes beside rows and blobs (the vectors)."""

    def __init__(
        self,
        store: Store,
        clock: Clock,
        settings: Callable[[], MemorySettings],
        forgetter: Forgetter,
        other_bytes: Callable[[], int] = lambda: 0,
    ) -> None:
        self._store = store
        self._rows = QuotaRows(store.database)
        self._clock = clock
        self._settings = settings
        self._forgetter = forgetter
        self._other_bytes = other_bytes

    def used_bytes(self) -> int:
        """What the library takes now."""
        return self._rows.blob_bytes() + self._store.database.size_bytes() + self._other_bytes()

    def over(self) -> bool:
        """Whether more is used than allowed."""
        return self.used_bytes() > self._budget_bytes()

    def preview(self) -> QuotaPreview:
        """What ``enforce`` would let go of now; bytes are an estimate."""
        settings, now_ms = self._settings(), self._clock.now_ms()
        fade, drop, freed = 0, 0, 0
        old_ms = now_ms - settings.thumbnails_days * DAY_MS
        captures = len(self._old_captures())
        used, budget = self.used_bytes(), self._budget_bytes()
        aim = round(budget * AIM) if used > budget else used
        left: list[OldFrame] = []
        # to read every picture of a large library takes seconds: only where some must go
        small_ones = settings.thumbnails_days or used > aim
        for frame in self._rows.frames(PictureState.THUMBNAIL) if small_ones else ():
            if settings.thumbnails_days and frame.at_ms < old_ms and not frame.pinned:
                drop, freed = drop + 1, freed + frame.bytes
            else:
                left.append(frame)
        faded: list[int] = []
        for frame in self._rows.frames(PictureState.FULL) if used - freed > aim else ():
            if used - freed <= aim:
                break
            if not frame.pinned:
                small = round(frame.bytes * THUMBNAIL_SHARE)
                fade, freed = fade + 1, freed + frame.bytes - small
                faded.append(small)
        for small in (*(f.bytes for f in left if not f.pinned), *faded):
            if used - freed <= aim:
                break
            drop, freed = drop + 1, freed + small
        return QuotaPreview(
            used, budget, fade, drop, captures, freed, max(0, used - freed - budget)
        )

    def enforce(self, cancel: CancelToken | None = None) -> QuotaPreview:
        """Let go of what is too old or too much; returns what went. Raises ``Cancelled``."""
        cancel = cancel or CancelToken()
        before = self.used_bytes()
        dropped = self._drop_old_thumbnails(cancel)
        captures = self._forget_old_captures(cancel)
        budget = self._budget_bytes()
        changed = 0
        if self.over():
            aim = round(budget * AIM)
            changed = drop_over_budget(self._store, aim - self._other_bytes(), cancel)
            self._store.sweep()
            if self._settings().text_over_budget:
                captures += self._forget_until(aim, cancel)
        used = self.used_bytes()
        over = max(0, used - budget)
        return QuotaPreview(used, budget, changed, dropped, captures, max(0, before - used), over)

    def keep(self, cancel: CancelToken | None = None) -> QuotaPreview | None:
        """``enforce``, but only where the budget is passed; cheap otherwise."""
        return self.enforce(cancel) if self.over() else None

    def _budget_bytes(self) -> int:
        return self._settings().disk_budget_mb * 1_000_000

    def _drop_old_thumbnails(self, cancel: CancelToken) -> int:
        days = self._settings().thumbnails_days
        if not days:
            return 0
        before_ms = self._clock.now_ms() - days * DAY_MS
        old = [
            frame.id
            for frame in self._rows.frames(PictureState.THUMBNAIL)
            if frame.at_ms < before_ms and not frame.pinned
        ]
        for batch in _batches(old):
            cancel.check()
            self._store.frames.drop(batch)
        self._store.sweep()
        return len(old)

    def _old_captures(self) -> list[CaptureId]:
        days = self._settings().text_days
        if not days:
            return []
        return self._rows.screen_captures(self._clock.now_ms() - days * DAY_MS, -1)

    def _forget_old_captures(self, cancel: CancelToken) -> int:
        old = self._old_captures()
        for at in range(0, len(old), _BATCH):
            cancel.check()
            self._forgetter.forget_captures(old[at : at + _BATCH])
        return len(old)

    def _forget_until(self, aim: int, cancel: CancelToken) -> int:
        count = 0
        while self.used_bytes() > aim:
            cancel.check()
            oldest = self._rows.screen_captures(self._clock.now_ms(), _BATCH)
            if not oldest:
                break
            self._forgetter.forget_captures(oldest)
            count += len(oldest)
        return count


def _batches(ids: list[FrameId]) -> Iterator[list[FrameId]]:
    for at in range(0, len(ids), _BATCH):
        yield ids[at : at + _BATCH]
