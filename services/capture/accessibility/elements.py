"""Walks through a window whose elements are asked one at a time, as Windows and macOS do it."""

import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import Enum, auto
from typing import Generic, Protocol, TypeVar

from services.capture.accessibility.base import AccessibleText, Bounds, clean_text, clipped
from services.records import Box, Line

Element = TypeVar("Element")
_DEEPEST = 60


class Kind(Enum):
    """What an element is, as far as its text goes."""

    NAMED = auto()
    """Its name is the text that it shows, unless what is inside it says more."""
    EDITED = auto()
    """Its text can be scrolled: what is seen of it has to be asked for."""
    PASSWORD = auto()
    """A field for a password: nothing but its place is asked."""
    SILENT = auto()
    """A picture or a bar: what it is named is not seen."""
    DOCUMENT = auto()
    """It can tell an address."""
    GROUP = auto()
    """It holds others."""


@dataclass(frozen=True, slots=True)
class Facts:
    """What one element tells; ``box`` is None where it has no place."""

    kind: Kind
    seen: bool
    box: Box | None
    name: str = ""


class Silent(Exception):
    """The program did not answer in time."""


class Reader(Protocol[Element]):
    """How the elements of one system are asked; each may raise ``Silent``, and nothing else."""

    def facts(self, element: Element) -> Facts:
        """What an element tells of itself; never the text of a field for a password."""
        ...

    def children(self, element: Element, most: int) -> Sequence[Element]:
        """Its children, those that are seen where it knows, at most so many."""
        ...

    def lines(self, element: Element, area: Box) -> Sequence[tuple[str, Box]]:
        """The lines of its text that can be seen in ``area``."""
        ...

    def address(self, element: Element) -> str:
        """The address of a document; empty where it has none."""
        ...


@dataclass(frozen=True, slots=True)
class _Place:
    order: tuple[int, ...]
    area: Box


class ElementWalk(Generic[Element]):
    """One reading of a window within bounds, from its root downwards, level by level."""

    def __init__(self, reader: Reader[Element], bounds: Bounds) -> None:
        self._reader = reader
        self._bounds = bounds
        self._end_s = time.monotonic() + bounds.wall_s
        self._cpu_end_s = time.thread_time() + bounds.cpu_s
        self._found: list[tuple[tuple[int, ...], Line]] = []
        self._names: list[tuple[tuple[int, ...], Line]] = []
        self._secrets: list[Box] = []
        self._url = ""
        self._nodes = 0
        self.is_silent = False

    def run(self, root: Element, area: Box) -> AccessibleText:
        """What can be seen of a window inside ``area``; never raises for what a program does."""
        level = [(root, _Place((), area))]
        complete = True
        try:
            while level and complete:
                following: list[tuple[Element, _Place]] = []
                for element, place in level:
                    if self._is_spent():
                        complete = False
                        break
                    following += self._take(element, place)
                level = following
        except Silent:
            self.is_silent, complete = True, False
        return AccessibleText(
            self._lines(), tuple(self._secrets), self._url, complete, self._nodes, self._nodes
        )

    def _is_spent(self) -> bool:
        return (
            self._nodes >= self._bounds.nodes
            or time.monotonic() >= self._end_s
            or time.thread_time() >= self._cpu_end_s
        )

    def _take(self, element: Element, place: _Place) -> list[tuple[Element, _Place]]:
        """Take in one element; its children."""
        self._nodes += 1
        facts = self._reader.facts(element)
        area = place.area if facts.box is None else clipped(facts.box, place.area)
        if facts.kind is Kind.PASSWORD:
            if area is not None and facts.box is not None:
                self._secrets.append(area)
            return []
        if not facts.seen or area is None or facts.kind is Kind.SILENT:
            return []
        place = replace(place, area=area)
        if facts.kind is Kind.EDITED:
            for at, (text, box) in enumerate(self._reader.lines(element, area)):
                self._add(self._found, (*place.order, at), text, clipped(box, area))
            return []
        if facts.kind is Kind.NAMED:
            self._add(self._names, place.order, facts.name, None if facts.box is None else area)
        if facts.kind is Kind.DOCUMENT and not self._url:
            self._url = clean_text(self._reader.address(element))
        return self._below(element, place)

    def _below(self, element: Element, place: _Place) -> list[tuple[Element, _Place]]:
        if len(place.order) >= _DEEPEST:
            return []
        children = self._reader.children(element, self._bounds.nodes - self._nodes)
        return [
            (child, _Place((*place.order, at), place.area)) for at, child in enumerate(children)
        ]

    @staticmethod
    def _add(
        lines: list[tuple[tuple[int, ...], Line]],
        order: tuple[int, ...],
        text: str,
        box: Box | None,
    ) -> None:
        shown = clean_text(text)
        if shown and box is not None:
            lines.append((order, Line(shown, box)))

    def _lines(self) -> tuple[Line, ...]:
        return deepest(self._found, self._names)


def deepest(
    found: Sequence[tuple[tuple[int, ...], Line]], names: Sequence[tuple[tuple[int, ...], Line]]
) -> tuple[Line, ...]:
    """Lines in the order of the tree: ``found``, and names where nothing inside said more."""
    kept = list(found)
    said = {order[:depth] for order, _ in kept for depth in range(len(order) + 1)}
    for order, line in sorted(names, key=lambda entry: -len(entry[0])):
        if order not in said:
            kept.append((order, line))
            said |= {order[:depth] for depth in range(len(order))}
    return tuple(line for _, line in sorted(kept, key=lambda entry: entry[0]))
