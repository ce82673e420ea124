"""The library keeps within its bytes and days: pictures before text, old before new, pins never."""

import dataclasses

import pytest

from services.clock import DAY_MS, ManualClock
from services.memory.forget import Forgetter
from services.memory.quota import THUMBNAIL_SHARE, Quota
from services.records import FrameId, PictureState, Source
from services.settings import MemorySettings
from services.store import Store
from tests.support.storing import START_MS, add_frame, capture, keyframe

DAYS = 20


class Library:
    """A store with a picture a day, the third day's pinned, and a quota over it."""

    def __init__(self, store: Store, **settings: float) -> None:
        self.store = store
        self.clock = ManualClock(START_MS + DAYS * DAY_MS)
        # the smallest budget that may be set is 100 MB: whatever else the library takes fills it
        self.other = 0
        self.settings = MemorySettings(**settings)  # type: ignore[arg-type]
        self.quota = Quota(
            store,
            self.clock,
            lambda: self.settings,
            Forgetter(store, self.clock),
            lambda: self.other,
        )
        self.frames: list[FrameId] = [
            add_frame(store, keyframe((day, 200, 10 * day)), day * 86_400, f"text of day {day}")
            for day in range(DAYS)
        ]
        pinned = store.frames.get(self.frames[3])
        assert pinned is not None
        store.segments.pin([s.id for s in store.segments.of_capture(pinned.capture_id)], True)
        note = dataclasses.replace(capture("a note of mine", at=1), source=Source.NOTE)
        store.captures.add(note)

    def state(self, day: int) -> PictureState | None:
        frame = self.store.frames.get(self.frames[day])
        return None if frame is None else frame.state

    def fill(self, free_bytes: int) -> None:
        """Leave so many bytes of the budget."""
        self.other = 0
        budget = self.settings.disk_budget_mb * 1_000_000
        self.other = budget - self.quota.used_bytes() - free_bytes


def test_within_its_budget_nothing_goes(store: Store) -> None:
    library = Library(store)
    preview = library.quota.preview()
    assert (preview.fade, preview.drop, preview.captures, preview.freed_bytes) == (0, 0, 0, 0)
    assert preview.used_bytes == library.quota.used_bytes() > 0
    assert not library.quota.over()
    assert library.quota.keep() is None
    library.quota.enforce()
    assert {library.state(day) for day in range(DAYS)} == {PictureState.FULL}


def test_small_pictures_go_after_their_days_but_not_pinned_ones(store: Store) -> None:
    library = Library(store, thumbnails_days=10)
    store.frames.fade_many(library.frames[:15])
    preview = library.quota.preview()
    assert preview.drop == 9  # days 0 to 9, but for the pinned third
    done = library.quota.enforce()
    assert done.drop == 9
    states = [library.state(day) for day in range(15)]
    assert states[3] is PictureState.THUMBNAIL
    assert states[:3] + states[4:10] == [PictureState.GONE] * 9
    assert states[10:] == [PictureState.THUMBNAIL] * 5
    assert library.quota.preview().drop == 0


def test_text_of_the_screen_goes_after_its_days_but_not_notes_and_pins(store: Store) -> None:
    library = Library(store, text_days=10)
    assert library.quota.preview().captures == 9
    assert library.quota.enforce().captures == 9
    left = {s.text for c in store.captures.latest(99) for s in store.segments.of_capture(c.id)}
    assert {"text of day 3", "a note of mine"} <= left
    assert "text of day 0" not in left
    assert len(left) == 12
    assert store.check() == []


def test_over_the_budget_the_oldest_pictures_go_and_text_stays(store: Store) -> None:
    library = Library(store, disk_budget_mb=100)
    library.fill(-300)
    assert library.quota.over()
    preview = library.quota.preview()
    assert preview.fade > 0
    assert preview.drop == DAYS - 1  # all but the pinned one's, and it is not enough
    done = library.quota.keep()
    assert done is not None
    assert library.state(0) is not PictureState.FULL
    assert library.state(3) is PictureState.FULL
    assert len(store.captures.latest(99)) == DAYS + 1
    assert {library.state(day) for day in range(DAYS) if day != 3} == {PictureState.GONE}


def test_text_goes_over_the_budget_only_where_it_was_asked_for(store: Store) -> None:
    library = Library(store, disk_budget_mb=100, text_over_budget=True)
    library.fill(-300)
    done = library.quota.enforce()
    assert done.captures == DAYS - 1
    left = {s.text for c in store.captures.latest(99) for s in store.segments.of_capture(c.id)}
    assert left == {"text of day 3", "a note of mine"}
    assert done.over_bytes >= 0


@pytest.mark.parametrize("pictures", [1, 4])
@pytest.mark.parametrize("exactly", [True, False])
def test_the_preview_stops_where_it_is_enough(
    store: Store, monkeypatch: pytest.MonkeyPatch, pictures: int, exactly: bool
) -> None:
    monkeypatch.setattr("services.memory.quota.AIM", 1.0)  # 5 MB are no pictures of a few pixels
    library = Library(store, disk_budget_mb=100)
    frames = [store.frames.get(library.frames[day]) for day in range(DAYS) if day != 3]
    gains = [f.bytes - round(f.bytes * THUMBNAIL_SHARE) for f in frames if f is not None]
    enough = sum(gains[:pictures])
    too_much = enough if exactly else enough - gains[pictures - 1] + 1
    library.fill(-too_much)
    preview = library.quota.preview()
    assert preview.used_bytes == preview.budget_bytes + too_much
    assert (preview.fade, preview.drop, preview.captures) == (pictures, 0, 0)
    assert (preview.freed_bytes, preview.over_bytes) == (enough, 0)
