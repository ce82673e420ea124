"""Finds text over pictures with RapidOCR's detector, where edges alone cannot tell."""

from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from services.reading.lines import Image
from services.reading.recognise import model_path, open_session
from services.records import Box

_MODEL = "PP-OCRv6_det_small.onnx"
_LONGEST = 640  # pixels of the longer side that the detector sees: 0.3 s for 640x352
_STRIDE = 32
# The values that RapidOCR runs this model with.
_LIKELY, _SURE, _GROW = 0.3, 0.5, 1.6


class Detector:
    """The detector's session, loaded at its first use."""

    def __init__(self) -> None:
        self._session: Any = None

    def find(self, image: Image, region: Box) -> tuple[Box, ...]:
        """Boxes of lines of text inside ``region``, in pixels of the frame, from the top."""
        if self._session is None:
            self._session = open_session(model_path(_MODEL))
        part = image[region.top : region.bottom, region.left : region.right]
        pixels, across, down = _prepared(part)
        scores = self._session.run(None, {self._session.get_inputs()[0].name: pixels})[0][0, 0]
        boxes = []
        for left, top, right, bottom in _boxes(np.asarray(scores, np.float32)):
            first, last = region.left + int(left * across), region.left + int(right * across)
            high, low = region.top + int(top * down), region.top + int(bottom * down)
            last, low = min(last, region.right), min(low, region.bottom)
            boxes.append(Box(first, high, last - first, low - high))
        return tuple(sorted(boxes, key=lambda box: (box.top, box.left)))


def _prepared(part: Image) -> tuple[NDArray[np.float32], float, float]:
    """The model's input, and how many pixels of the part one pixel of it is, across and down."""
    height, width = part.shape[:2]
    scale = min(1.0, _LONGEST / max(height, width))
    size = [max(_STRIDE, round(side * scale / _STRIDE) * _STRIDE) for side in (width, height)]
    small = cv2.resize(part[:, :, ::-1], (size[0], size[1]), interpolation=cv2.INTER_AREA)
    pixels = (np.asarray(small, np.float32) / 127.5 - 1.0).transpose(2, 0, 1)[np.newaxis]
    return np.ascontiguousarray(pixels), width / size[0], height / size[1]


def _boxes(scores: NDArray[np.float32]) -> list[tuple[float, float, float, float]]:
    """Corners of the stretches of text in a map of probabilities.

    As in Liao et al., "Real-time scene text detection with differentiable binarization" (2020),
    but upright: the shrunken text kernels grow back by area * ratio / perimeter.
    """
    likely = cv2.dilate((scores > _LIKELY).astype(np.uint8), np.ones((2, 2), np.uint8))
    count, _, stats, _ = cv2.connectedComponentsWithStats(likely)
    found = []
    for left, top, width, height, _ in np.asarray(stats)[1:count].tolist():
        inside = scores[top : top + height, left : left + width]
        if min(width, height) < 3 or float(inside[inside > _LIKELY].mean()) < _SURE:
            continue
        grow = width * height * _GROW / (2 * (width + height))
        found.append(
            (max(0, left - grow), max(0, top - grow), left + width + grow, top + height + grow)
        )
    return found
