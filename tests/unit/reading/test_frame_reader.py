"""Frames are read only where they changed, and no secret leaves in text or pixels."""

from collections.abc import Sequence

import numpy as np
import pytest

from services.reading import redaction
from services.reading.cache import LineCache
from services.reading.frame import FrameReader
from services.reading.jobs import FrameJob, FrameReading, ReadingError
from services.reading.recognise import Recogniser
from services.records import Box
from tests.support.screens import Pixels, Screen, painted

LINES = [
    "Ines moved the harbour survey to March",
    "The turbine contract was approved",
    "Bram keeps the archive key at home",
    "Recipe for four: beans, rice, lime",
]
CARD = "4111 1111 1111 1111"


class Eyes:
    """Feeds frames of one monitor, with the rows that differ as changed regions."""

    def __init__(self, recogniser: Recogniser) -> None:
        self.reader = FrameReader(LineCache(), recogniser)
        self.last: Pixels | None = None

    def see(
        self,
        screen: Screen,
        *,
        keyframe: bool = False,
        excluded: tuple[Box, ...] = (),
        redact: bool = True,
    ) -> FrameReading:
        pixels = screen.pixels
        height, width = pixels.shape[:2]
        changed = [Box(0, 0, width, height)]
        if self.last is not None:
            rows = np.flatnonzero((pixels != self.last).any(axis=(1, 2)))
            changed = (
                [Box(0, int(rows[0]), width, int(rows[-1] - rows[0] + 1))] if len(rows) else []
            )
        self.last = pixels
        job = FrameJob(
            width, height, pixels.tobytes(), 0, tuple(changed), excluded, keyframe, redact
        )  # fmt: skip
        return self.reader.read(job)


@pytest.fixture
def eyes(recogniser: Recogniser) -> Eyes:
    return Eyes(recogniser)


def texts(lines: Sequence[object]) -> list[str]:
    return [str(getattr(line, "text")) for line in lines]  # noqa: B009


def shown(reading: FrameReading, canvas: Pixels) -> Pixels:
    """The canvas after the frame's patches."""
    return painted(reading.frame.patches, canvas)


def read_back(pixels: Pixels, recogniser: Recogniser) -> str:
    """What can still be read in a picture, without redaction."""
    height, width = pixels.shape[:2]
    job = FrameJob(width, height, pixels.tobytes(), keyframe=True, redact=False)
    return "\n".join(texts(FrameReader(LineCache(), recogniser).read(job).lines))


def test_a_first_frame_is_read_whole_and_all_of_it_is_new(eyes: Eyes) -> None:
    reading = eyes.see(Screen().page(LINES))
    assert texts(reading.lines) == texts(reading.new) == LINES
    assert reading.counts == {"ocr.lines": 4, "ocr.from_cache": 0}
    assert set(reading.cpu_s) == {"find", "read", "redact", "encode"}
    assert texts(reading.fresh)
    assert reading.rules == ()


def test_a_typed_line_costs_one_line(eyes: Eyes) -> None:
    eyes.see(Screen().page(LINES))
    reading = eyes.see(Screen().page([*LINES, "A fifth line of words"]))
    assert texts(reading.new) == ["A fifth line of words"]
    assert reading.counts["ocr.lines"] - reading.counts["ocr.from_cache"] == 1
    assert all(patch.box.height < 30 for patch in reading.frame.patches)


def test_scrolling_reads_nothing_again_and_nothing_is_new(eyes: Eyes) -> None:
    eyes.see(Screen().page(LINES))
    reading = eyes.see(Screen().page(LINES, top=87))
    assert texts(reading.lines) == LINES
    assert reading.new == ()
    assert reading.counts == {"ocr.lines": 4, "ocr.from_cache": 4}
    assert reading.fresh == ()


def test_a_line_that_stands_twice_is_new_once(eyes: Eyes) -> None:
    eyes.see(Screen().page(LINES))
    reading = eyes.see(Screen().page([*LINES, LINES[0]]))
    assert texts(reading.new) == [LINES[0]]


def test_another_size_begins_anew(eyes: Eyes) -> None:
    eyes.see(Screen().page(LINES))
    eyes.last = None
    reading = eyes.see(Screen(900, 300).page(LINES))
    assert texts(reading.lines) == LINES


def test_a_keyframe_holds_the_whole_frame(eyes: Eyes) -> None:
    screen = Screen().page(LINES)
    eyes.see(Screen())
    reading = eyes.see(screen, keyframe=True)
    assert sum(patch.box.width * patch.box.height for patch in reading.frame.patches) == 800 * 400
    assert np.array_equal(shown(reading, np.zeros_like(screen.pixels)), screen.pixels)


def test_secrets_leave_neither_in_text_nor_in_pixels(eyes: Eyes, recogniser: Recogniser) -> None:
    screen = Screen().page([LINES[0], f"Card: {CARD}", "Password: hunter2xy", LINES[1]])
    reading = eyes.see(screen, keyframe=True)
    everything = "\n".join([*texts(reading.lines), *texts(reading.fresh)])
    assert "1111" not in everything
    assert "hunter2xy" not in everything
    assert sorted(reading.rules) == ["card", "password"]
    picture = read_back(shown(reading, screen.pixels), recogniser)
    assert "1111" not in picture
    assert "hunter2xy" not in picture
    assert LINES[1] in picture


def test_no_line_with_a_secret_is_cached(eyes: Eyes) -> None:
    eyes.see(Screen().page([f"Card: {CARD}"]))
    eyes.see(Screen(), keyframe=True)
    reading = eyes.see(Screen().page([f"Card: {CARD}"]))
    assert reading.counts["ocr.from_cache"] == 0
    assert "1111" not in "".join(texts(reading.lines))


def test_a_label_that_did_not_change_masks_what_is_typed_beside_it(eyes: Eyes) -> None:
    form = Screen().page(LINES[:1]).text(40, 150, "Password")
    eyes.see(form)
    form.text(400, 150, "hunter2xy")
    reading = eyes.see(form)
    assert "hunter2xy" not in texts(reading.lines)
    assert reading.rules == ("password",)


def test_a_secret_stays_masked_where_it_scrolls_away_from_its_label(
    eyes: Eyes, recogniser: Recogniser
) -> None:
    eyes.see(Screen().text(40, 100, "Password").text(40, 124, "hunter2xy").page(LINES[:1]))
    screen = Screen().text(40, 10, "hunter2xy").page([LINES[1]], top=60)
    reading = eyes.see(screen, keyframe=True)
    assert "hunter2xy" not in "".join(texts(reading.lines))
    assert "hunter2xy" not in read_back(shown(reading, screen.pixels), recogniser)


def test_a_keyframe_paints_what_was_found_earlier(eyes: Eyes, recogniser: Recogniser) -> None:
    screen = Screen().page([f"Card: {CARD}", LINES[0]])
    eyes.see(screen)
    screen.text(40, 200, LINES[2])
    reading = eyes.see(screen, keyframe=True)
    assert "1111" not in read_back(shown(reading, screen.pixels), recogniser)


def test_half_a_secret_is_painted_when_its_other_half_comes(eyes: Eyes) -> None:
    screen = Screen().text(40, 40, "4111 1111")
    eyes.see(screen)
    screen.text(40, 64, "1111 1111")
    reading = eyes.see(screen)
    assert reading.rules == ("card",)
    assert any(patch.box.top < 60 for patch in reading.frame.patches)


def test_excluded_regions_are_never_read_and_are_painted_over(
    eyes: Eyes, recogniser: Recogniser
) -> None:
    screen = Screen().page(LINES[:2]).text(400, 200, "Kept out of sight")
    reading = eyes.see(screen, keyframe=True, excluded=(Box(380, 190, 400, 60),))
    assert texts(reading.lines) == LINES[:2]
    assert "sight" not in read_back(shown(reading, screen.pixels), recogniser)


def test_secrets_can_be_kept_by_choice(eyes: Eyes) -> None:
    reading = eyes.see(Screen().page([f"Card: {CARD}"]), redact=False)
    assert texts(reading.lines)[0].startswith("Card: 4111 1111")
    assert reading.rules == ()


def test_where_the_check_fails_nothing_comes_back(
    eyes: Eyes, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(text: str, finders: object) -> list[object]:
        raise RuntimeError

    with monkeypatch.context() as patched:
        patched.setattr(redaction, "_find", broken)
        with pytest.raises(ReadingError, match="Nothing"):
            eyes.see(Screen().page(LINES))
    eyes.last = Screen().page(LINES).pixels
    assert texts(eyes.see(Screen().page([*LINES, "more"])).lines)[:4] == LINES


def test_a_frame_of_the_wrong_size_is_refused(eyes: Eyes) -> None:
    with pytest.raises(ReadingError, match="wrong size"):
        eyes.reader.read(FrameJob(10, 10, b"123"))


def test_monitors_are_apart_and_forgetting_forgets(eyes: Eyes) -> None:
    pixels = Screen().page(LINES).pixels
    jobs = [FrameJob(800, 400, pixels.tobytes(), monitor, keyframe=True) for monitor in (0, 1)]
    first, second = (eyes.reader.read(job) for job in jobs)
    assert len(first.new) == len(second.new) == 4
    assert second.counts["ocr.from_cache"] == 4
    eyes.reader.forget()
    assert eyes.reader.read(jobs[0]).counts["ocr.from_cache"] == 0
