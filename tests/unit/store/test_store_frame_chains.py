"""Whatever edits a screen goes through, and whatever is let go, each picture stays as it was."""

from io import BytesIO

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule
from PIL import Image

from services.errors import WorldError
from services.records import Box, EncodedFrame, FrameId, Patch, PictureState
from services.store import Store, pictures
from tests.support.storing import add_frame
from tests.support.temporary import TemporaryStore

WIDTH, HEIGHT = 96, 64


def painted(seed: int, width: int, height: int, *, lossless: bool) -> bytes:
    """Random pixels as WebP: the hardest case for whoever encodes them a second time."""
    pixels = np.random.default_rng(seed).integers(0, 255, (height, width, 3), dtype=np.uint8)
    out = BytesIO()
    Image.fromarray(pixels).save(out, "WEBP", lossless=lossless, quality=40)
    return out.getvalue()


@st.composite
def boxes(draw: st.DrawFn) -> Box:
    left, top = draw(st.integers(0, WIDTH - 8)), draw(st.integers(0, HEIGHT - 8))
    width = draw(st.integers(4, min(WIDTH - left, WIDTH - 1)))  # never the whole picture
    return Box(left, top, width, draw(st.integers(4, HEIGHT - top)))


class Chains(RuleBasedStateMachine):
    """Frames are added, faded, dropped and deleted in any order."""

    def __init__(self) -> None:
        super().__init__()
        self.library = TemporaryStore()
        self.store: Store = self.library.store
        self.shown: dict[FrameId, bytes] = {}
        self.secrets: dict[FrameId, list[bytes]] = {}
        self.order: list[FrameId] = []
        self.count = 0

    def teardown(self) -> None:
        self.library.close()

    def _add(self, patches: list[Patch], base: FrameId | None) -> None:
        frame = EncodedFrame(WIDTH, HEIGHT, tuple(patches), base=base)
        own = add_frame(self.store, frame, self.count)
        image = (
            Image.new("RGB", (WIDTH, HEIGHT))
            if base is None
            else Image.frombytes("RGB", (WIDTH, HEIGHT), self.shown[base])
        )
        pictures.paint(image, patches)
        self.shown[own] = image.tobytes()
        self.secrets[own] = [patch.webp for patch in patches]
        self.order.append(own)
        self.count += 1

    @rule(seed=st.integers(0, 2**32), lossless=st.booleans())
    def keyframe(self, seed: int, lossless: bool) -> None:
        webp = painted(seed, WIDTH, HEIGHT, lossless=lossless)
        self._add([Patch(Box(0, 0, WIDTH, HEIGHT), webp)], None)

    @rule(places=st.lists(boxes(), min_size=1, max_size=3), seed=st.integers(0, 2**32))
    def edit(self, places: list[Box], seed: int) -> None:
        if self.order and self.order[-1] in self.shown:
            patches = [
                Patch(box, painted(seed + at, box.width, box.height, lossless=bool(at % 2)))
                for at, box in enumerate(places)
            ]
            self._add(patches, self.order[-1])

    @rule(share=st.integers(1, 3), way=st.sampled_from(["fade", "drop"]))
    def quota(self, share: int, way: str) -> None:
        oldest = self.order[: len(self.order) // (share + 1)]
        let_go = self.store.frames.fade_many if way == "fade" else self.store.frames.drop
        let_go(oldest)
        for own in oldest:
            self.shown.pop(own, None)

    @rule(at=st.integers(0, 30))
    def delete(self, at: int) -> None:
        if at < len(self.order):
            own = self.order.pop(at)
            frame = self.store.frames.get(own)
            assert frame is not None
            self.store.deletion.delete([frame.capture_id])
            self.store.sweep()
            self.shown.pop(own, None)
            held = [self.store.blobs.get(name) for name in self.store.blobs.names()]
            for webp in self.secrets.pop(own):
                shared = any(webp in others for others in self.secrets.values())
                assert shared or not any(_hidden(webp, blob) for blob in held)

    @invariant()
    def every_full_picture_is_what_it_was(self) -> None:
        for own, rgb in self.shown.items():
            picture = self.store.frames.picture(own)
            assert picture.state is PictureState.FULL
            assert picture.rgb == rgb

    @invariant()
    def no_blob_is_missing(self) -> None:
        assert self.store.missing_blobs() == []


def _hidden(webp: bytes, blob: bytes) -> bool:
    """Whether a deleted patch still lies in a blob although other patches hide some of it."""
    try:
        patches = pictures.read_patches(blob)
    except WorldError:
        return False
    for at, patch in enumerate(patches):
        if patch.webp == webp:
            return any(other.box.overlaps(patch.box) for other in patches[at + 1 :])
    return False


TestChains = Chains.TestCase
TestChains.settings = settings(max_examples=10, stateful_step_count=14, deadline=None)


@given(st.lists(boxes(), min_size=1, max_size=6))
def test_a_flattened_keyframe_shows_the_same_or_is_not_made(places: list[Box]) -> None:
    whole = Box(0, 0, WIDTH, HEIGHT)
    patches = [Patch(whole, painted(0, WIDTH, HEIGHT, lossless=True))] + [
        Patch(box, painted(at, box.width, box.height, lossless=True))
        for at, box in enumerate(places, 1)
    ]
    assert pictures.flattened(patches) is None  # each edit hides a part of the keyframe
    over = [*patches, Patch(whole, painted(99, WIDTH, HEIGHT, lossless=True))]
    flat = pictures.flattened(over)
    assert flat is not None
    assert pictures.read_patches(flat) == (over[-1],)


def test_patches_beside_each_other_stay_as_they_are() -> None:
    left, right = Box(0, 0, 48, HEIGHT), Box(48, 0, 48, HEIGHT)
    patches = [Patch(left, b"old"), Patch(left, b"one"), Patch(right, b"two")]
    flat = pictures.flattened(patches)
    assert flat is not None
    assert pictures.read_patches(flat) == tuple(patches[1:])
    assert pictures.flattened([Patch(left, b"x")] * 3) == pictures.write_patches(
        [Patch(left, b"x")]
    )
