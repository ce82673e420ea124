"""Cuts the stream of captures into events: what the user was doing for a while.

Hard cuts come from metadata: a pause longer than the idle limit, or a change of app, document, page
or thread that lasts more than 20 s. Soft cuts come from text, where its vectors are at hand: while
the day goes on where a text surprises beside what came before it (Fountas et al. 2024, "Human-like
episodic memory for infinite context LLMs"), at night where text drifts, seen from both sides
(Hearst, *TextTiling*, Computational Linguistics 1997).
"""

import re
from collections.abc import Callable, Sequence
from itertools import groupby, pairwise

import numpy as np
from numpy.typing import NDArray

from services.memory.naming import clean_title
from services.records import Capture, SegmentId, Source

LASTING_MS = 20_000
WINDOW = 2  # blocks on each side of a possible soft cut
SHORTEST = 4  # captures of an event that a soft cut may leave
SURPRISE_WINDOW = 32  # captures whose surprise tells what is usual
SURPRISE_SIGMAS = 1.0
_FADING = 0.7  # of the context of before, in the context that a text is held against
_DEEP = 0.1  # what is less deep, or less surprising, is no other subject
_DIGITS = re.compile(r"\d+")

Floats = NDArray[np.float32]
VectorsOf = Callable[[Sequence[SegmentId]], tuple[list[SegmentId], Floats]]
"""The vectors of those segments that have one: their ids and float32[n, dim], of length one."""


def lane(capture: Capture) -> str:
    """Which stream a capture belongs to: what is on the screen, a thread, files, or its source."""
    if capture.thread:
        return f"thread {capture.thread}"
    if capture.document_id is not None:
        return Source.FILE
    return Source.SCREEN if capture.source in (Source.SCREEN, Source.CLIPBOARD) else capture.source


def context(capture: Capture) -> tuple[str, str]:
    """What a capture is of: app, and page, thread or document."""
    if capture.document_id is not None:
        return Source.FILE, ""
    if capture.url:
        return capture.app.lower(), re.split(r"[?#]", capture.url, maxsplit=1)[0].lower()
    if capture.thread:
        return capture.app.lower(), capture.thread.lower()
    return capture.app.lower(), _DIGITS.sub("#", clean_title(capture.title, capture.app).lower())


def sessions(captures: Sequence[Capture], idle_ms: int) -> list[list[Capture]]:
    """Captures in order of time, cut by lane and where nobody was there for over ``idle_ms``.

    A pause begins when what was in front before stood there no longer.
    """
    found: list[list[Capture]] = []
    for _, members in groupby(sorted(captures, key=lambda c: (lane(c), c.at_ms, c.id)), key=lane):
        stream = list(members)
        found.append([stream[0]])
        until_ms = stream[0].end_ms
        for capture in stream[1:]:
            if capture.at_ms - until_ms > idle_ms:
                found.append([])
            found[-1].append(capture)
            until_ms = max(until_ms, capture.end_ms)
    return sorted(found, key=lambda s: (s[0].at_ms, s[0].id))


def end_of(captures: Sequence[Capture]) -> int:
    """When the last of captures stood in front for the last time (UTC milliseconds)."""
    return max(capture.end_ms for capture in captures)


def segment_session(session: Sequence[Capture]) -> list[list[Capture]]:
    """Events of a session: a change of context cuts where it lasts longer than 20 s.

    What is shorter (a look at a message) belongs to the event around it.
    """
    runs = [list(members) for _, members in groupby(session, key=context)]
    events: list[list[Capture]] = []
    current: tuple[str, str] | None = None
    for index, run in enumerate(runs):
        end_ms = runs[index + 1][0].at_ms if index + 1 < len(runs) else end_of(run)
        lasts = end_ms - run[0].at_ms > LASTING_MS
        if not events or (lasts and context(run[0]) != current):
            events.append([])
            current = context(run[0])
        events[-1].extend(run)
    return events


def soft_cuts(vectors: Floats) -> list[int]:
    """Indices before which text drifts away; ``vectors`` has shape (n, dim), one row a capture.

    A gap's depth is how far its two sides are less alike than at the peaks around it; it cuts
    where the depth exceeds mean + 1 σ and no event gets shorter than ``SHORTEST``.
    """
    count = len(vectors)
    if count < 2 * SHORTEST:
        return []
    gaps = range(1, count)
    alike = np.array([_alike(vectors, gap) for gap in gaps])
    depths = np.array([_depth(alike, index) for index in range(len(alike))])
    limit = depths.mean() + depths.std()
    cuts: list[int] = []
    for index in np.argsort(-depths, kind="stable"):
        gap = int(index) + 1
        far = all(abs(gap - other) >= SHORTEST for other in (0, count, *cuts))
        if depths[index] > limit and depths[index] > _DEEP and far:
            cuts.append(gap)
    return sorted(cuts)


def surprises(vectors: Floats) -> list[int]:
    """Indices before which something else begins, told from what came before alone.

    A text surprises where it is less like its fading context than mean + 1 σ of the last
    ``SURPRISE_WINDOW`` surprises; ``vectors`` has shape (n, dim), one row a capture.
    """
    cuts: list[int] = []
    seen: list[float] = []
    context_vector, begun = np.zeros(vectors.shape[1:], np.float32), 0
    for index, vector in enumerate(vectors):
        if index:
            surprise = 1.0 - _cosine(context_vector, vector)
            usual = np.array(seen[-SURPRISE_WINDOW:])
            far = index - begun >= SHORTEST and len(seen) >= SHORTEST
            if far and surprise > usual.mean() + SURPRISE_SIGMAS * usual.std() + _DEEP:
                cuts.append(index)
                context_vector, begun = np.zeros_like(context_vector), index
            seen.append(surprise)
        context_vector = _FADING * context_vector + (1 - _FADING) * vector
    return cuts


def _cosine(left: Floats, right: Floats) -> float:
    norm = float(np.linalg.norm(left) * np.linalg.norm(right))
    return float(left @ right) / norm if norm else 0.0


def _alike(vectors: Floats, gap: int) -> float:
    left = vectors[max(0, gap - WINDOW) : gap].mean(axis=0)
    right = vectors[gap : gap + WINDOW].mean(axis=0)
    return _cosine(left, right)


def _depth(alike: NDArray[np.float64], index: int) -> float:
    """How deep the valley at ``index`` is: the climb to the nearest peak on either side."""
    left = right = float(alike[index])
    for value in alike[:index][::-1]:
        if value < left:
            break
        left = float(value)
    for value in alike[index + 1 :]:
        if value < right:
            break
        right = float(value)
    return left + right - 2 * float(alike[index])


def split_at(captures: Sequence[Capture], cuts: Sequence[int]) -> list[list[Capture]]:
    """Captures cut before each index."""
    bounds = [0, *cuts, len(captures)]
    return [list(captures[a:b]) for a, b in pairwise(bounds) if b > a]
