"""Pictures come back as they were, however they build on each other and whatever fades."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from services.errors import VaultError, WorldError
from services.records import Box, FrameId, Patch, PictureState
from services.store import BaseFrameGoneError, Store, pictures
from tests.support.storing import START_MS, add_frame, change, keyframe, pixel, webp

RED, GREEN, BLUE = (200, 0, 0), (0, 200, 0), (0, 0, 200)


def near(found: tuple[int, int, int], wanted: tuple[int, int, int]) -> bool:
    return all(abs(a - b) <= 6 for a, b in zip(found, wanted, strict=True))


def three(store: Store) -> tuple[FrameId, FrameId, FrameId]:
    """Red all over; then its left top green; then a corner of that blue."""
    first = add_frame(store, keyframe(RED), 0)
    second = add_frame(store, change(first, Box(0, 0, 320, 200), GREEN), 1)
    third = add_frame(store, change(second, Box(0, 0, 40, 40), BLUE), 2)
    return first, second, third


def test_a_picture_is_put_together_from_its_chain(store: Store) -> None:
    first, second, third = three(store)
    assert [frame.id for frame in store.frames.chain(third)] == [first, second, third]
    picture = store.frames.picture(third)
    assert (picture.width, picture.height, picture.state) == (640, 400, PictureState.FULL)
    assert len(picture.rgb) == 640 * 400 * 3
    assert pixel(store, third, 10, 10) == BLUE
    assert pixel(store, third, 100, 100) == GREEN
    assert pixel(store, third, 500, 300) == RED
    assert pixel(store, second, 10, 10) == GREEN
    assert pixel(store, first, 10, 10) == RED


def test_a_frame_of_another_size_needs_a_keyframe(store: Store) -> None:
    first = add_frame(store, keyframe(RED))
    with pytest.raises(BaseFrameGoneError):
        add_frame(store, change(first, Box(0, 0, 8, 8), BLUE, 800, 600), 1)


def test_frames_are_found(store: Store) -> None:
    first, second, third = three(store)
    other = add_frame(store, keyframe(RED, monitor=1), 3)
    frame = store.frames.get(second)
    assert frame is not None
    assert (frame.base_id, frame.width, frame.height, frame.bytes > 0) == (first, 640, 400, True)
    assert store.frames.of_capture(frame.capture_id) == frame
    latest = store.frames.latest_of(0)
    assert latest is not None
    assert latest.id == third
    store.frames.fade(third)
    latest = store.frames.latest_of(0)
    assert latest is not None
    assert latest.id == second
    older = store.frames.older_than(START_MS + 2000, PictureState.FULL, 9)
    assert [f.id for f in older] == [first, second]
    assert store.frames.get(FrameId(99)) is None
    assert store.frames.latest_of(7) is None
    assert store.frames.chain(FrameId(99)) == []
    assert other


def test_no_pixels_lie_open_in_the_folder(store: Store) -> None:
    add_frame(store, keyframe(RED))
    (name,) = store.blobs.names()
    sealed = store.blobs._path(name).read_bytes()
    assert b"WEBP" not in sealed
    assert b"AF1" not in sealed


def test_what_builds_on_a_fading_frame_stays_whole(store: Store) -> None:
    first, second, third = three(store)
    store.frames.fade(first)
    assert pixel(store, third, 10, 10) == pytest.approx(BLUE, abs=6)
    assert near(pixel(store, second, 500, 300), RED)
    assert near(pixel(store, second, 100, 100), GREEN)
    thumbnail = store.frames.picture(first)
    assert (thumbnail.width, thumbnail.height) == (320, 200)
    assert thumbnail.state is PictureState.THUMBNAIL
    assert len(thumbnail.rgb) == 320 * 200 * 3
    states = [store.frames.get(own) for own in (first, second, third)]
    assert [frame.base_id for frame in states if frame] == [None, None, second]
    assert len(store.removals.pending("blob")) == 2
    assert store.sweep() == 2
    assert sorted(store.blobs.names()) == sorted(frame.blob for frame in states if frame)


def test_fading_many_needs_no_keyframes_between_them(store: Store) -> None:
    first, second, third = three(store)
    fourth = add_frame(store, change(third, Box(600, 0, 40, 40), GREEN), 3)
    assert store.frames.fade_many([third, first, second, FrameId(99)]) == 3
    assert store.frames.fade_many([first, second, third]) == 0
    for own, wanted in ((first, RED), (second, GREEN), (third, BLUE)):
        assert near(pixel(store, own, 2, 2), wanted)
    assert near(pixel(store, fourth, 10, 10), BLUE)
    assert near(pixel(store, fourth, 620, 10), GREEN)
    assert store.missing_blobs() == []


def test_a_small_picture_is_its_own_thumbnail(store: Store) -> None:
    own = add_frame(store, keyframe(RED, 200, 100))
    store.frames.fade(own)
    picture = store.frames.picture(own)
    assert (picture.width, picture.height) == (200, 100)


def test_dropped_pixels_are_gone_and_say_so(store: Store) -> None:
    first, second, third = three(store)
    store.frames.fade(first)
    assert store.frames.drop([first, second]) == 2
    assert store.frames.drop([first, second]) == 0
    for own in (first, second):
        with pytest.raises(WorldError, match="faded away"):
            store.frames.picture(own)
    assert near(pixel(store, third, 500, 300), RED)
    store.sweep()
    assert len(list(store.blobs.names())) == 1
    assert store.stats().frames == {"full": 1, "thumbnail": 0, "gone": 2}
    with pytest.raises(WorldError, match="faded away"):
        store.frames.picture(FrameId(99))


def test_a_missing_or_changed_blob_is_told_and_does_not_stop_fading(store: Store) -> None:
    first, second, third = three(store)
    frame = store.frames.get(first)
    assert frame is not None
    path = store.blobs._path(frame.blob)
    sealed = path.read_bytes()
    path.write_bytes(sealed[:-1] + bytes([sealed[-1] ^ 1]))
    with pytest.raises(VaultError):
        store.frames.picture(second)
    path.unlink()
    with pytest.raises(WorldError, match="missing"):
        store.frames.picture(third)
    assert store.missing_blobs() == [frame.blob]
    assert store.check() == ["blobs: 1 files are missing"]
    store.frames.fade(first)
    states = [store.frames.get(own) for own in (first, second, third)]
    assert [f.state for f in states if f] == [
        PictureState.GONE,
        PictureState.GONE,
        PictureState.FULL,
    ]
    assert store.check() == []


def test_many_frames_of_a_long_chain_fade_at_once(store: Store) -> None:
    colours = random.Random(4)
    ids = [add_frame(store, keyframe(RED, 64, 40))]
    for step in range(12):
        box = Box(colours.randrange(32), colours.randrange(20), 8, 8)
        ids.append(add_frame(store, change(ids[-1], box, BLUE, 64, 40), step + 1))
    before = [store.frames.picture(own).rgb for own in ids[10:]]
    assert store.frames.fade_many(ids[:10]) == 10
    after = [store.frames.picture(own).rgb for own in ids[10:]]
    assert after == before, "flat colours come back without loss"


boxes = st.builds(Box, *[st.integers(0, 2**32 - 1)] * 4)


@given(patches=st.lists(st.builds(Patch, boxes, st.binary(max_size=50)), max_size=6))
def test_patches_come_back_from_a_blob(patches: list[Patch]) -> None:
    blob = pictures.write_patches(patches)
    assert pictures.read_patches(blob) == tuple(patches)
    for cut in (blob[:-1], blob + b"x", b"", b"AF1", b"XX1" + blob[3:]):
        with pytest.raises(WorldError, match="damaged"):
            pictures.read_patches(cut)


def test_a_thumbnail_without_a_patch_is_told(store: Store) -> None:
    own = add_frame(store, keyframe(RED))
    store.frames.fade(own)
    empty = store.blobs.put(pictures.write_patches([]))
    with store.database.write() as connection:
        connection.execute("UPDATE frame SET blob = ?", (empty,))
    with pytest.raises(WorldError, match="damaged"):
        store.frames.picture(own)


def test_a_picture_full_of_detail_is_stored_at_a_fitting_size() -> None:
    detail = Image.effect_noise((256, 256), 80).convert("RGB")
    (patch,) = pictures.read_patches(pictures.whole(detail))
    again = pictures.decode(patch.webp).tobytes()
    differences = [abs(a - b) for a, b in zip(detail.tobytes(), again, strict=True)]
    assert sum(differences) / len(differences) < 8
    assert len(patch.webp) < 256 * 256 * 1.5


def test_pixels_that_are_no_picture_are_told() -> None:
    for broken in (b"", b"GIF89a", webp(8, 8, RED)[:-6]):
        with pytest.raises(WorldError, match="damaged"):
            pictures.decode(broken)
