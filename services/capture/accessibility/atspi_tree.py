"""Walks through the objects of one window, level by level, within strict bounds."""

import time
from collections.abc import Sequence
from dataclasses import dataclass, replace

from services.capture.accessibility import atspi_words as words
from services.capture.accessibility.atspi_text import seen_lines
from services.capture.accessibility.atspi_words import State
from services.capture.accessibility.base import LONGEST_TEXT, Bounds, clean_text, clipped
from services.capture.accessibility.elements import deepest
from services.capture.accessibility.wire import (
    IN_FLIGHT,
    Call,
    Ref,
    SilentError,
    Value,
    Wire,
    as_int,
    as_refs,
    as_text,
)
from services.records import Box, Line

MOST_CHILDREN = 256
"""More children than this are not listed: what is seen of them is asked for by its place.

Only lists, tables and trees can tell that: a plain Qt widget with 10,000 children takes more than
ten seconds for one such question, in which its window stands still. Those are left out.
"""
_STEP_X, _STEP_Y = 24, 12
_MOST_POINTS = 300
_DEEPEST = 60


class SpentError(Exception):
    """A bound is reached; what is known by now is all."""


class Budget:
    """Asks through a wire until a bound is reached, then raises ``SpentError``.

    ``SilentError`` and ``BrokenError`` of the wire pass through.
    """

    def __init__(self, wire: Wire, bounds: Bounds) -> None:
        self._wire = wire
        self._bounds = bounds
        self._end_s = time.monotonic() + bounds.wall_s
        self._cpu_end_s = time.thread_time() + bounds.cpu_s
        self._received_end = wire.received + bounds.received_bytes
        self.nodes_left = bounds.nodes

    def ask(self, calls: Sequence[Call]) -> list[Value]:
        """The answers, in batches; a program may be silent for ``call_s`` between two of them."""
        answers: list[Value] = []
        for start in range(0, len(calls), IN_FLIGHT):
            if (
                time.monotonic() >= self._end_s
                or time.thread_time() >= self._cpu_end_s
                or self._wire.received >= self._received_end
            ):
                raise SpentError
            batch = calls[start : start + IN_FLIGHT]
            try:
                answers += self._wire.ask(batch, self._end_s, self._bounds.call_s)
            except SilentError as error:
                if time.monotonic() >= self._end_s:
                    raise SpentError from error
                raise
        return answers


@dataclass(frozen=True, slots=True)
class Node:
    """An object on the way down; ``order`` is its place in the tree, ``area`` what shows of it.

    ``flows`` is True inside a document, where children may reach beyond their parent's box.
    """

    ref: Ref
    order: tuple[int, ...]
    area: Box
    role: int = 0
    flows: bool = False


class Walk:
    """One reading of a window. Boxes are the program's own coordinates.

    ``never`` holds objects that once were fields for passwords: they stay so when the password is
    shown, and grow by what is found.
    """

    def __init__(self, budget: Budget, never: dict[Ref, None]) -> None:
        self._budget = budget
        self._never = never
        self._found: list[tuple[tuple[int, ...], Line]] = []
        self._fallback: list[tuple[tuple[int, ...], Line]] = []
        self._texts: list[Node] = []
        self._left_out = False
        self.secrets: list[Box] = []
        self.url = ""
        self.nodes = 0
        self.complete = False

    def run(self, window: Ref, area: Box) -> None:
        """Read what can be seen of a window inside ``area``; raises what the wire raises."""
        try:
            level = [Node(window, (), area)]
            while level:
                level = self._level(level)
            for node in self._texts:
                lines = seen_lines(self._budget.ask, node.ref, node.area)
                for at, (text, box) in enumerate(lines):
                    self._found.append(((*node.order, at), Line(text, box)))
            self.complete = self._budget.nodes_left > 0 and not self._left_out
        except SpentError:
            pass

    def lines(self) -> tuple[Line, ...]:
        """What was read, in the order of the tree."""
        return deepest(self._found, self._fallback)

    def _level(self, nodes: Sequence[Node]) -> list[Node]:
        """Take in one level of the tree; the next one."""
        taken = nodes[: self._budget.nodes_left]
        self._budget.nodes_left -= len(taken)
        self.nodes += len(taken)
        shown = self._shown(taken)
        self._take_texts(shown)
        self._take_address(shown)
        return self._children(shown)

    def _shown(self, nodes: Sequence[Node]) -> list[Node]:
        """Those that can be seen, with role and visible part; passwords and pictures are not."""
        questions = [
            call
            for node in nodes
            for call in (
                words.role_of(node.ref), words.state_of(node.ref), words.extents_of(node.ref)
            )
        ]  # fmt: skip
        answers = self._budget.ask(questions)
        shown = []
        for node, role_, states, extents in zip(
            nodes, answers[::3], answers[1::3], answers[2::3], strict=True
        ):
            role, box = as_int(role_), words.as_box(extents)
            seen = has_place(states)
            if role == words.PASSWORD_TEXT or node.ref in self._never:
                self._keep_out(node, box)
            elif seen and role not in words.SILENT:
                area = node.area if box is None else clipped(box, node.area)
                if area is not None and (box is not None or role not in words.NAMED):
                    shown.append(replace(node, role=role, area=area))
                elif node.flows and role not in words.NAMED:
                    shown.append(replace(node, role=role))
        return shown

    def _keep_out(self, node: Node, box: Box | None) -> None:
        """A field for a password: its place is told, nothing else of it is asked."""
        self._never[node.ref] = None
        area = None if box is None else clipped(box, node.area)
        if area is not None:
            self.secrets.append(area)

    def _take_texts(self, nodes: Sequence[Node]) -> None:
        """Names of what is named, text of what flows; what can be scrolled is read later."""
        named = [node for node in nodes if node.role in words.NAMED]
        flowing = [node for node in nodes if node.role in words.PARAGRAPHS]
        self._texts += [node for node in nodes if node.role in words.EDITED]
        calls = [words.name_of(node.ref) for node in named]
        calls += [words.text_of(node.ref, 0, LONGEST_TEXT) for node in flowing]
        for node, answer in zip([*named, *flowing], self._budget.ask(calls), strict=True):
            text = clean_text(as_text(answer))
            if text:
                entry = (node.order, Line(text, node.area))
                final = node.role in words.LEAVES or node.role in words.PARAGRAPHS
                (self._found if final else self._fallback).append(entry)

    def _take_address(self, nodes: Sequence[Node]) -> None:
        documents = [node.ref for node in nodes if node.role in words.DOCUMENTS]
        if not documents or self.url:
            return
        calls = [words.document_value(ref, name) for ref in documents for name in ("DocURL", "URI")]
        found = (clean_text(as_text(answer)) for answer in self._budget.ask(calls))
        self.url = next((url for url in found if url), "")

    def _children(self, nodes: Sequence[Node]) -> list[Node]:
        """The next level."""
        parents = [
            node
            for node in nodes
            if node.role not in words.LEAVES | words.EDITED and len(node.order) < _DEEPEST
        ]
        counts = self._budget.ask([words.child_count_of(node.ref) for node in parents])
        few, many = [], []
        for node, count in zip(parents, counts, strict=True):
            if 0 < as_int(count) <= MOST_CHILDREN:
                few.append(node)
            elif as_int(count) > MOST_CHILDREN and node.role in words.ITEM_VIEWS:
                many.append(node)
            elif as_int(count) > MOST_CHILDREN:
                self._left_out = True
        lists = self._budget.ask([words.children_of(node.ref) for node in few])
        below = [
            _below(node, ref, at)
            for node, answer in zip(few, lists, strict=True)
            for at, ref in enumerate(as_refs(answer)[:MOST_CHILDREN])
        ]
        for node in many:
            below += [_below(node, ref, at) for at, ref in enumerate(self._sampled(node))]
        return [node for node in below if node.ref.path != words.NULL_PATH]

    def _sampled(self, node: Node) -> list[Ref]:
        """What is seen of very many children: rows are found down the left, columns along one row.

        Listing them would cost the program more than all the rest (10,000 items: 600 KB).
        """
        area, ref = node.area, node.ref
        x, y = area.left + min(10, area.width // 2), area.top + area.height // 2
        down = [(x, row) for row in range(area.top + 4, area.bottom, _STEP_Y)]
        across = [(column, y) for column in range(x, area.right, _STEP_X)]
        rows = self._points(ref, down)
        columns = self._points(ref, across)
        grid = [(column, row) for _, row in rows.values() for column, _ in columns.values()]
        return list(self._points(ref, grid[:_MOST_POINTS]))

    def _points(self, ref: Ref, points: Sequence[tuple[int, int]]) -> dict[Ref, tuple[int, int]]:
        """Different objects at these points, each with the first point that found it."""
        answers = self._budget.ask([words.at_point(ref, x, y) for x, y in points])
        found: dict[Ref, tuple[int, int]] = {}
        for point, answer in zip(points, answers, strict=True):
            for one in as_refs(answer):
                if one != ref:
                    found.setdefault(one, point)
        return found


def has_place(states: Value) -> bool:
    """Whether an object with these states is on the screen."""
    return words.has(states, State.SHOWING) and words.has(states, State.VISIBLE)


def _below(node: Node, ref: Ref, at: int) -> Node:
    flows = node.flows or node.role in words.DOCUMENTS
    return Node(ref, (*node.order, at), node.area, flows=flows)
