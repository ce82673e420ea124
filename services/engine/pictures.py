"""Cuts regions out of pictures."""

import numpy as np

from services.records import Box, FramePicture


def cut(picture: FramePicture, box: Box, *, scale: float = 1.0) -> FramePicture | None:
    """The part of a picture inside ``box`` (in pixels of the full frame); None where it is outside.

    ``scale`` is the picture's width over the frame's: below 1 for a thumbnail.
    """
    left, top = max(0, int(box.left * scale)), max(0, int(box.top * scale))
    right = min(picture.width, int(np.ceil(box.right * scale)))
    bottom = min(picture.height, int(np.ceil(box.bottom * scale)))
    if right <= left or bottom <= top:
        return None
    pixels = np.frombuffer(picture.rgb, np.uint8).reshape(picture.height, picture.width, 3)
    part = np.ascontiguousarray(pixels[top:bottom, left:right])
    return FramePicture(picture.frame_id, right - left, bottom - top, part.tobytes(), picture.state)
