"""The quick recogniser reads every crop; the thorough one only what that is unsure of."""

from collections.abc import Sequence

import numpy as np

from services.reading.cascade import SURE, Cascade
from services.reading.lines import Image
from services.reading.recognise import Recognised
from services.reading.screen_net import FOREIGN

CROPS = [np.full((10, 20 + at, 3), 255, np.uint8) for at in range(4)]


class Reader:
    """Answers by the width of a crop, and keeps what it was asked."""

    def __init__(self, answers: dict[int, Recognised]) -> None:
        self.answers = answers
        self.asked: list[int] = []

    def read(self, crops: Sequence[Image], /) -> list[Recognised]:
        """The answer for each crop."""
        widths = [crop.shape[1] for crop in crops]
        self.asked += widths
        return [self.answers[width] for width in widths]


def test_what_is_sure_is_read_once() -> None:
    """The thorough recogniser is not even made."""
    quick = Reader({20 + at: Recognised(f"text {at}", 0.9) for at in range(4)})

    def never() -> Reader:
        raise AssertionError

    both = Cascade(quick, never)
    assert [read.text for read in both.read(CROPS)] == ["text 0", "text 1", "text 2", "text 3"]
    assert both.read_again == 0


def test_the_unsure_and_the_foreign_are_read_again_in_their_places() -> None:
    """Each in its place, the others untouched; the count tells how many."""
    quick = Reader(
        {
            20: Recognised("sure", 0.97),
            21: Recognised("unsvre", SURE / 2),
            22: Recognised(f"Hello {FOREIGN}", 0.99),
            23: Recognised("", 0.9),
        }
    )
    thorough = Reader({21: Recognised("unsure", 0.95), 22: Recognised("Hello 世界", 0.9)})
    made: list[Reader] = []

    def make() -> Reader:
        made.append(thorough)
        return thorough

    both = Cascade(quick, make)
    assert [read.text for read in both.read(CROPS)] == ["sure", "unsure", "Hello 世界", ""]
    both.read(CROPS)
    assert thorough.asked == [21, 22, 21, 22]
    assert (both.read_again, len(made)) == (4, 1)


def test_nothing_found_does_not_replace_known_letters() -> None:
    """But no script of the net's own leaves what it cannot read."""
    quick = Reader({20: Recognised("faint", SURE / 2), 21: Recognised(FOREIGN, 0.9)})
    nothing = Recognised("", 0.0)
    both = Cascade(quick, lambda: Reader({20: nothing, 21: nothing}))
    assert [read.text for read in both.read(CROPS[:2])] == ["faint", ""]


def test_what_is_hardly_text_is_not_said_with_confidence() -> None:
    """The thorough recogniser reads letters into anything: below half it saw none."""
    quick = Reader({20: Recognised("x~", SURE / 2)})
    both = Cascade(quick, lambda: Reader({20: Recognised("Xx", 0.4)}))
    assert both.read(CROPS[:1]) == [Recognised("Xx", 0.0)]
