"""Reads line crops with the small net made for screens, which says how sure it may be.

The net and how it was trained: ``resources/recogniser/ORIGIN.md``.
"""

import json
import math
import re
from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from resources import ROOT as RESOURCES
from services.reading.line_image import HEIGHT, Image, line_image
from services.reading.recognise import Recognised, open_session

FOREIGN = "\ufffd"
"""What the net reads for a run of characters of a script that it does not know."""

_MODEL = RESOURCES / "recogniser" / "screen.onnx"
_STEP = 16  # widths are rounded up to this; those that are the same then share a run
_BATCH_PIXELS = 2048  # width of a batch in all: more would only take more memory
_COLUMN = 2  # pixels of a picture that a column of the answer stands for
_LEAST_SHARE = 1e-4
_NUMBER = re.compile(r"(?<![^\W_])(?=[lIO|]*\d)(?=\d*[lIO|])[\dlIO|]+(?![^\W_])")
_ONES = str.maketrans("lI|", "111")
_LETTER = 4  # columns: the least from one letter to the next of the same, but for slender ones
_SLENDER = frozenset("ilI|.,:;'!1jtfr()[]{}-_/\\\"`·ıİìíîïĩīĭįłľĺţťŕř ")


class ScreenRecogniser:
    """One ONNX Runtime session; not for use from several threads.

    A confidence is the chance that the text has no error at all, calibrated on faces that the net
    was not trained on.
    """

    def __init__(self, threads: int = 1) -> None:
        self._session = open_session(_MODEL, threads)
        facts = self._session.get_modelmeta().custom_metadata_map
        self._characters = facts["characters"]
        self._weights: list[float] = json.loads(facts["calibration"])

    def read(self, crops: Sequence[Image]) -> list[Recognised]:
        """The text of each crop (RGB, (h, w, 3)), in the order given; like widths share a run.

        A column costs the same in a small batch as in a large one, so none is filled up. A run of
        another script is read as one ``FOREIGN``; a crop without text as "".
        """
        pictures = [line_image(crop) for crop in crops]
        widths: dict[int, list[int]] = {}
        for at, picture in enumerate(pictures):
            widths.setdefault(-(-picture.shape[1] // _STEP) * _STEP, []).append(at)
        results: dict[int, Recognised] = {}
        for width, places in widths.items():
            count = max(1, _BATCH_PIXELS // width)
            for first in range(0, len(places), count):
                results |= self._run(pictures, places[first : first + count], width)
        return [results[at] for at in range(len(crops))]

    def _run(
        self, pictures: Sequence[Image], batch: Sequence[int], width: int
    ) -> dict[int, Recognised]:
        """One run of the net over some pictures, none wider than ``width``."""
        together = np.zeros((len(batch), 1, HEIGHT, width), np.uint8)
        for place, at in enumerate(batch):
            together[place, 0, :, : pictures[at].shape[1]] = pictures[at]
        classes, shares = self._session.run(None, {"pictures": together})
        answers = {}
        for place, at in enumerate(batch):
            columns = -(-pictures[at].shape[1] // _COLUMN) + 2
            answers[at] = self._decode(classes[place, :columns], shares[place, :columns])
        return answers

    def _decode(self, classes: NDArray[np.int32], shares: NDArray[np.float32]) -> Recognised:
        """Greedy CTC (Graves et al. 2006): repeats are one, blanks nothing."""
        keep = classes != 0
        keep[1:] &= classes[1:] != classes[:-1]
        columns = np.flatnonzero(keep)
        text = "".join(self._once(columns.tolist(), classes[columns].tolist()))
        weighed = zip((*features_of(shares), 1.0), self._weights, strict=True)
        score = sum(feature * weight for feature, weight in weighed)
        chance = 1 / (1 + math.exp(-max(-30.0, min(30.0, score))))
        return Recognised(with_digits(" ".join(text.split())), round(chance, 4))

    def _once(self, columns: Sequence[int], classes: Sequence[int]) -> Iterator[str]:
        """The characters, without those that two columns of one and the same letter gave."""
        last, before = 0, -_LETTER
        for column, place in zip(columns, classes, strict=True):
            character = self._characters[place - 1]
            if place != last or column - before >= _LETTER or character in _SLENDER:
                yield character
            last, before = place, column


def with_digits(text: str) -> str:
    """The text with what looks like a digit read as one, in words that are mostly digits.

    Many faces draw 1 and l, or 0 and O, nearly alike: only the neighbours tell.
    """
    return _NUMBER.sub(_as_digits, text)


def _as_digits(found: re.Match[str]) -> str:
    """A number's letters as digits; as it was where it has more letters than digits."""
    word = found[0]
    digits = sum(character.isdigit() for character in word)
    if digits < len(word) - digits:
        return word
    word = word.translate(_ONES)
    return word.replace("O", "0") if digits > 1 else word


def features_of(shares: NDArray[np.float32]) -> tuple[float, float]:
    """What the confidence is made of: the logarithms of the path's probability and of its least.

    ``shares`` are the probabilities of the best class of each column.
    """
    logs = np.log(np.maximum(shares.astype(np.float64), _LEAST_SHARE))
    return math.log1p(-float(logs.sum())), float(logs.min())
