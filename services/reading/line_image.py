"""What the small recogniser sees of a crop: its distance from the ground, at one height."""

import cv2
import numpy as np
from numpy.typing import NDArray

HEIGHT = 32
"""Rows of the picture that the net reads."""

_FAINTEST = 60  # grey levels that become full contrast at most: less is noise made loud
_EDGE_ROWS = 2  # rows above and below a line that show its ground

Image = NDArray[np.uint8]


def scaled_width(height: int, width: int) -> int:
    """The width of a crop once it is ``HEIGHT`` rows tall; at least 16."""
    return max(16, int(width * HEIGHT / height + 0.5))


def line_image(crop: Image) -> Image:
    """A crop of RGB pixels (h, w, 3) as (32, w') bytes: 0 is ground, 255 the strongest ink.

    The distance is the mean over the channels, so that polarity, colour and coloured fringes of
    sub-pixel rendering matter little, and ink as bright as its ground but of another colour shows.
    """
    height, width = crop.shape[:2]
    edge = np.concatenate((crop[:_EDGE_ROWS], crop[-_EDGE_ROWS:])).reshape(-1, 3)
    ground = np.zeros(4)  # OpenCV takes four numbers for a colour
    ground[:3] = np.median(edge[:: max(1, len(edge) // 256)], axis=0)
    apart = cv2.absdiff(crop, ground)
    distance = np.asarray(cv2.transform(apart, _MEAN), np.uint8).reshape(height, width)
    strongest = max(_FAINTEST, int(distance.max()))
    how = cv2.INTER_AREA if height > HEIGHT else cv2.INTER_LINEAR
    size = (scaled_width(height, width), HEIGHT)
    return np.asarray(
        cv2.convertScaleAbs(cv2.resize(distance, size, interpolation=how), alpha=255 / strongest),
        np.uint8,
    )


_MEAN = np.full((1, 3), 1 / 3, np.float32)
