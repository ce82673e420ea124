"""Reads windows through UI Automation, the accessibility interface of Windows.

https://learn.microsoft.com/windows/win32/winauto/entry-uiauto-win32
Properties of all children come back with one call (a cache request); the interface itself gives up
on programs that do not answer (``TransactionTimeout``).
"""

import logging
import sys
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from services.capture.accessibility.base import LONGEST_TEXT, AccessibleText, Bounds
from services.capture.accessibility.elements import ElementWalk, Facts, Kind, Silent
from services.capture.accessibility.patience import Patience
from services.records import Box, WindowInfo
from services.said import said

log = logging.getLogger("afterimage.capture.accessibility")

# UIAutomationClient.h
BOUNDING_RECTANGLE, PROCESS_ID, CONTROL_TYPE, NAME = 30001, 30002, 30003, 30005
IS_PASSWORD, IS_OFFSCREEN = 30019, 30022
VALUE_PATTERN, TEXT_PATTERN = 10002, 10014
CHILDREN = 2  # TreeScope
UNIT_LINE = 3  # TextUnit
START, END = 0, 1  # TextPatternRangeEndpoint
EDIT, DOCUMENT = 50004, 50030
_SILENT = frozenset({50001, 50006, 50012, 50014, 50015, 50027, 50038})
_NAMED = frozenset(
    {50000, 50002, 50003, 50005, 50007, 50011, 50013, 50019, 50020, 50022, 50024, 50029, 50031,
     50035}
)  # fmt: skip
_MOST_LINES = 120
# What HRESULTs say that the program does not answer: UIA_E_TIMEOUT and RPC_E_TIMEOUT.
_TIMEOUTS = frozenset({0x80131505, 0x8001011F})


class Rectangle(Protocol):
    """A ``RECT``; right and bottom lie just outside."""

    left: int
    top: int
    right: int
    bottom: int


class TextRange(Protocol):
    """``IUIAutomationTextRange``."""

    def Clone(self) -> "TextRange": ...  # noqa: N802, D102 - named by the interface
    def ExpandToEnclosingUnit(self, unit: int) -> None: ...  # noqa: N802, D102
    def Move(self, unit: int, count: int) -> int: ...  # noqa: N802, D102
    def CompareEndpoints(self, own: int, other: "TextRange", its: int) -> int: ...  # noqa: N802, D102
    def GetText(self, most: int) -> str: ...  # noqa: N802, D102
    def GetBoundingRectangles(self) -> Sequence[float]: ...  # noqa: N802, D102


class Ranges(Protocol):
    """``IUIAutomationTextRangeArray``."""

    Length: int

    def GetElement(self, at: int) -> TextRange: ...  # noqa: N802, D102


class UiaElement(Protocol):
    """``IUIAutomationElement`` with the properties that the cache request names."""

    CachedControlType: int
    CachedName: str
    CachedIsPassword: int
    CachedIsOffscreen: int
    CachedBoundingRectangle: Rectangle
    CachedProcessId: int

    def GetCurrentPattern(self, number: int) -> Any: ...  # noqa: N802, D102
    def FindAllBuildCache(self, scope: int, condition: Any, cache: Any) -> "Elements": ...  # noqa: N802, D102


class Elements(Protocol):
    """``IUIAutomationElementArray``."""

    Length: int

    def GetElement(self, at: int) -> UiaElement: ...  # noqa: N802, D102


@dataclass(frozen=True, slots=True)
class UiaLibrary:
    """What is used of comtypes and the generated interfaces.

    ``in_front`` gives the foreground window's element with its cached properties; ``visible`` the
    visible ranges of an element's text (None: it has no text pattern), ``value`` its value
    pattern's text. ``error`` is ``comtypes.COMError``, whose first argument is the HRESULT.
    """

    in_front: Callable[[], UiaElement | None]
    visible: Callable[[UiaElement], Ranges | None]
    value: Callable[[UiaElement], str]
    condition: Any
    cache: Any
    error: type[Exception]
    release: Callable[[], None] = lambda: None


class Uia:
    """Reads the foreground window through ``library`` (default: the system's)."""

    def __init__(
        self,
        library: UiaLibrary | None = None,
        *,
        bounds: Bounds | None = None,
        patience: Patience | None = None,
    ) -> None:
        self._bounds = bounds or Bounds()
        self._library = library
        self._patience = patience or Patience()
        self._counts: Counter[str] = Counter()

    def read(self, window: WindowInfo) -> AccessibleText | None:
        """The text of the window in front; None where its program tells nothing."""
        if self._library is None:
            self._library = _open_library(self._bounds)
        library = self._library
        try:
            root = library.in_front()
            if root is None or not self._is(root, window):
                return None
            program = root.CachedProcessId
            place = _box(root.CachedBoundingRectangle)
        except library.error:
            return None
        if place is None or not self._patience.may_ask(program):
            self._counts["accessibility.waiting"] += place is not None
            return None
        walk = ElementWalk(_Reader(library), self._bounds)
        found = walk.run(root, place)
        self._counts["accessibility.read"] += 1
        self._counts["accessibility.nodes"] += found.nodes
        self._counts["accessibility.cut"] += not found.complete
        if walk.is_silent:
            self._patience.was_silent(program)
            self._counts["accessibility.silent"] += 1
        else:
            self._patience.answered(program)
        return found

    def counts(self) -> dict[str, int]:
        """What happened since this was last asked."""
        counts, self._counts = self._counts, Counter()
        return {name: number for name, number in counts.items() if number}

    def describe(self) -> str:
        """Whether programs are listened to: they always tell where this interface is."""
        return said("in use through UI Automation")

    def close(self) -> None:
        """Let go of the interface."""
        if self._library is not None:
            self._library.release()
            self._library = None

    @staticmethod
    def _is(root: UiaElement, window: WindowInfo) -> bool:
        """Whether the element is the window that was meant: another may have come to the front."""
        if window.pid:
            return root.CachedProcessId == window.pid
        return " ".join(root.CachedName.split()) == window.title


class _Reader:
    """Asks elements; an error that is no time-out means that the element has just gone."""

    def __init__(self, library: UiaLibrary) -> None:
        self._library = library

    def facts(self, element: UiaElement) -> Facts:
        try:
            kind = _kind(element)
            return Facts(
                kind,
                not element.CachedIsOffscreen,
                _box(element.CachedBoundingRectangle),
                element.CachedName or "" if kind is Kind.NAMED else "",
            )
        except self._library.error as error:
            self._check(error)
            return Facts(Kind.SILENT, False, None)

    def children(self, element: UiaElement, most: int) -> Sequence[UiaElement]:
        try:
            found = element.FindAllBuildCache(
                CHILDREN, self._library.condition, self._library.cache
            )
            return [found.GetElement(at) for at in range(min(found.Length, most))]
        except self._library.error as error:
            self._check(error)
            return []

    def lines(self, element: UiaElement, area: Box) -> Sequence[tuple[str, Box]]:
        try:
            ranges = self._library.visible(element)
            if ranges is None:
                return [(self._library.value(element), area)]
            found: list[tuple[str, Box]] = []
            for at in range(ranges.Length):
                found += _lines_of(ranges.GetElement(at), _MOST_LINES - len(found))
            return found
        except self._library.error as error:
            self._check(error)
            return []

    def address(self, element: UiaElement) -> str:
        try:
            return self._library.value(element)  # browsers give the page's address here
        except self._library.error as error:
            self._check(error)
            return ""

    @staticmethod
    def _check(error: Exception) -> None:
        code = error.args[0] if error.args else 0
        if isinstance(code, int) and code & 0xFFFFFFFF in _TIMEOUTS:
            raise Silent from error


def _kind(element: UiaElement) -> Kind:
    if element.CachedIsPassword:
        return Kind.PASSWORD
    control = element.CachedControlType
    if control in _SILENT:
        return Kind.SILENT
    if control == DOCUMENT:
        return Kind.DOCUMENT
    if control == EDIT:
        return Kind.EDITED
    return Kind.NAMED if control in _NAMED else Kind.GROUP


def _box(place: Rectangle) -> Box | None:
    width, height = place.right - place.left, place.bottom - place.top
    return Box(place.left, place.top, width, height) if width > 0 and height > 0 else None


def _lines_of(seen: TextRange, most: int) -> list[tuple[str, Box]]:
    """A visible range, line by line; a line that is wrapped has several rectangles, joined here."""
    found: list[tuple[str, Box]] = []
    line = seen.Clone()
    line.ExpandToEnclosingUnit(UNIT_LINE)
    for _ in range(most):
        numbers = [round(one) for one in line.GetBoundingRectangles()]
        boxes = [Box(*numbers[at : at + 4]) for at in range(0, len(numbers) - 3, 4)]
        if boxes:
            whole = boxes[0]
            for box in boxes[1:]:
                whole = whole.union(box)
            found.append((line.GetText(LONGEST_TEXT), whole))
        if not line.Move(UNIT_LINE, 1) or line.CompareEndpoints(START, seen, END) >= 0:
            break
    return found


def _open_library(bounds: Bounds) -> UiaLibrary:  # pragma: no cover - runs on Windows only
    """The system's interface, for the calling thread."""
    if sys.platform != "win32":
        raise RuntimeError("UI Automation is there on Windows only")
    import ctypes

    vars(sys)["coinit_flags"] = 0  # comtypes initialises COM when it is imported
    import comtypes
    import comtypes.client

    comtypes.client.GetModule("UIAutomationCore.dll")
    from comtypes.gen import UIAutomationClient

    comtypes.CoInitializeEx(comtypes.COINIT_MULTITHREADED)  # another thread may have imported it
    automation = comtypes.client.CreateObject(
        UIAutomationClient.CUIAutomation8, interface=UIAutomationClient.IUIAutomation2
    )
    automation.ConnectionTimeout = automation.TransactionTimeout = round(1000 * bounds.call_s)
    cache = automation.CreateCacheRequest()
    for number in (
        BOUNDING_RECTANGLE, PROCESS_ID, CONTROL_TYPE, NAME, IS_PASSWORD, IS_OFFSCREEN
    ):  # fmt: skip
        cache.AddProperty(number)
    condition = automation.CreateAndCondition(
        automation.ControlViewCondition, automation.CreatePropertyCondition(IS_OFFSCREEN, False)
    )

    def in_front() -> UiaElement | None:
        window = ctypes.windll.user32.GetForegroundWindow()
        return automation.ElementFromHandleBuildCache(window, cache) if window else None

    def visible(element: UiaElement) -> Ranges | None:
        pattern = element.GetCurrentPattern(TEXT_PATTERN)
        if not pattern:
            return None
        ranges: Ranges = pattern.QueryInterface(
            UIAutomationClient.IUIAutomationTextPattern
        ).GetVisibleRanges()
        return ranges

    def value(element: UiaElement) -> str:
        pattern = element.GetCurrentPattern(VALUE_PATTERN)
        if not pattern:
            return ""
        values = pattern.QueryInterface(UIAutomationClient.IUIAutomationValuePattern)
        return str(values.CurrentValue or "")

    return UiaLibrary(
        in_front, visible, value, condition, cache, comtypes.COMError, comtypes.CoUninitialize
    )
