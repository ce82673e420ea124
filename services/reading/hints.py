"""Puts what a program tells of its text together with what was read from the pixels.

The pixels decide what is seen, the program how it is spelled: a line that was read takes the told
spelling where both agree roughly; a told line that could not be read is added where there is ink;
where a line was read with confidence and says something else, the program is not believed.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import blake2b

import numpy as np
from numpy.typing import NDArray

from services.reading.alignment import find_roughly
from services.reading.line_reader import PageText, ReadLine, moved
from services.reading.painting import Piece
from services.reading.secret_spans import MASK
from services.records import Box, Line

SURE = 0.99
"""The confidence of a line that pixels and program agree on."""
TOLD = 0.95
"""The confidence of a line that only the program tells."""
_EDGE = 18  # the least step of brightness that counts as the edge of a stroke (0-255)
_AGREE = 0.34  # edits a character of what was read, up to which both mean the same text
_UNREADABLE = 0.8  # a reading less confident than this may be another text altogether
_INK = 4  # edge pixels a character: an "l" of seven pixels has ten
_OVERHANG = 2  # characters of a word that a misreading may have cut off
_LONGEST = 400  # characters of told text that one line is compared with
_BORDER = 2  # pixels that the frame of a button or field takes


@dataclass(slots=True)
class _Told:
    """A line that the program tells; ``heard`` where what was read bears it out or denies it."""

    line: Line
    heard: bool = False


def with_hints(
    text: PageText,
    hints: Sequence[Line],
    image: NDArray[np.uint8],
    changed: Sequence[Box],
    known: Mapping[tuple[bytes, ...], ReadLine],
) -> tuple[PageText, dict[str, int]]:
    """What was read, put right by ``hints`` (told lines in pixels of the frame).

    ``image`` is the frame, RGB. Only what touches ``changed`` is added. ``known`` are lines of this
    screen by their keys: one that held a secret stays masked. Also returns how many lines were
    ``hints.corrected`` and ``hints.added``.
    """
    if not hints:
        return text, {}
    masked = [seen.line.box for seen in known.values() if MASK in seen.line.text]
    told = [_Told(one) for one in hints if one.text and not _on_any(one.box, masked)]
    corrected = 0
    lines: list[ReadLine] = []
    unread: list[ReadLine] = []
    for read in text.lines:
        near = [one for one in told if _together(one.line.box, read.line.box)]
        spelled = _spelled(read, near) if near else None
        if spelled is not None:
            corrected += spelled.line.text != read.line.text
            lines.append(spelled)
        elif near and _is_unreadable(read):
            unread.append(read)
        else:
            for one in near:
                one.heard = True
            lines.append(read)
    added = [
        line
        for one in told
        if not one.heard and _on_any(one.line.box, changed)
        if (line := _added(one.line, image, known)) is not None
    ]
    lines += [
        read for read in unread if not any(_together(a.line.box, read.line.box) for a in added)
    ]
    merged = _in_order(lines, added, text.lines)
    counts = {"hints.corrected": corrected, "hints.added": len(added)}
    return replace(text, lines=merged), {name: number for name, number in counts.items() if number}


def _on_any(box: Box, others: Sequence[Box]) -> bool:
    return any(box.overlaps(other) for other in others)


def _together(told: Box, read: Box) -> bool:
    """Whether two boxes share most of the lower one's height and of the narrower one's width."""
    rows = min(told.bottom, read.bottom) - max(told.top, read.top)
    columns = min(told.right, read.right) - max(told.left, read.left)
    return 2 * rows >= min(told.height, read.height) and 2 * columns >= min(told.width, read.width)


def _is_unreadable(read: ReadLine) -> bool:
    return read.doubtful or read.line.confidence < _UNREADABLE


def _spelled(read: ReadLine, near: Sequence[_Told]) -> ReadLine | None:
    """The line in the program's spelling; None where they do not say the same."""
    if MASK in read.line.text:  # it held a secret when it was first read: that stands
        for one in near:
            one.heard = True
        return read
    row = " ".join(one.line.text for one in sorted(near, key=_left_edge))[:_LONGEST]
    place = find_roughly(_folded(read.line.text), _folded(row))
    if place.edits > _AGREE * len(read.line.text) or place.end <= place.start:
        return None
    for one in near:
        one.heard = True
    spelled = _whole_words(row, place.start, place.end)
    pieces = read.pieces
    if len(spelled) != len(read.line.text) and len(pieces) > 1:
        pieces = _anywhere(spelled, read.line.box)
    elif len(pieces) == 1:
        pieces = (Piece(0, len(spelled), pieces[0].box),)
    confidence = max(read.line.confidence, SURE)
    return replace(
        read, line=Line(spelled, read.line.box, confidence), doubtful=False, pieces=pieces
    )


def _left_edge(one: _Told) -> tuple[int, int]:
    return one.line.box.left, one.line.box.top


def _folded(text: str) -> str:
    """Text in small letters, as long as it was."""
    small = text.lower()
    return small if len(small) == len(text) else text


def _whole_words(text: str, start: int, end: int) -> str:
    """A part of a text, and a letter or two more where it starts or ends inside a word."""
    first, last = start, end
    while first > 0 and text[first].isalnum() and text[first - 1].isalnum():
        first -= 1
    while last < len(text) and text[last].isalnum() and text[last - 1].isalnum():
        last += 1
    start = first if start - first <= _OVERHANG else start
    end = last if last - end <= _OVERHANG else end
    return text[start:end].strip()


def _added(
    told: Line, image: NDArray[np.uint8], known: Mapping[tuple[bytes, ...], ReadLine]
) -> ReadLine | None:
    """A told line that was not read, where there is as much ink as its text needs."""
    box = _ink(told.box, image, _INK * sum(not ch.isspace() for ch in told.text))
    if box is None:
        return None
    name = blake2b(f"{box.width} {box.height} {told.text}".encode(), digest_size=16).digest()
    keys = (b"told:" + name,)
    seen = known.get(keys)
    if seen is not None and MASK in seen.line.text:
        right, down = box.left - seen.line.box.left, box.top - seen.line.box.top
        line = replace(seen.line, box=moved(seen.line.box, right, down))
        return replace(seen, line=line, pieces=_anywhere(line.text, box))
    return ReadLine(Line(told.text, box, TOLD), keys, pieces=_anywhere(told.text, box))


def _anywhere(text: str, box: Box) -> tuple[Piece, ...]:
    """Pieces of a line in which any character may stand at any place: all of it is painted."""
    return tuple(Piece(at, at + 1, box) for at in range(len(text)))


def _ink(box: Box, image: NDArray[np.uint8], needed: int) -> Box | None:
    """The smallest box that holds the ink of a told box; None where there is less than needed."""
    border = _BORDER if box.height > 12 else 0
    top, bottom = max(0, box.top + border), min(image.shape[0], box.bottom - border)
    left, right = max(0, box.left + border), min(image.shape[1], box.right - border)
    if bottom <= top or right - left < 2:
        return None
    crop = image[top:bottom, left:right].astype(np.int16)
    edges = np.abs(np.diff(crop, axis=1)).max(axis=2) > _EDGE
    if int(edges.sum()) < needed:
        return None
    columns, rows = np.flatnonzero(edges.any(axis=0)), np.flatnonzero(edges.any(axis=1))
    first, last = left + int(columns[0]), left + int(columns[-1]) + 2
    return Box(first, top + int(rows[0]), last - first, int(rows[-1] - rows[0]) + 1)


def _in_order(
    lines: Sequence[ReadLine], added: Sequence[ReadLine], before: Sequence[ReadLine]
) -> tuple[ReadLine, ...]:
    """Read lines in the order that they came in, told ones where they stand among them."""
    places = {read.line.box: at for at, read in enumerate(before)}
    ordered = sorted(lines, key=lambda read: places.get(read.line.box, len(places)))
    for line in sorted(added, key=lambda one: (one.line.box.top, one.line.box.left)):
        box = line.line.box
        at = next(
            (at for at, other in enumerate(ordered) if _comes_before(box, other.line.box)),
            len(ordered),
        )
        ordered.insert(at, line)
    return tuple(ordered)


def _comes_before(box: Box, other: Box) -> bool:
    """Whether a box stands above another, or beside it to the left."""
    if box.bottom - box.height // 2 <= other.top:
        return True
    same_row = box.top < other.bottom and other.top < box.bottom
    return same_row and box.left < other.left
