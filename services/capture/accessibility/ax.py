"""Reads windows through AX, the accessibility interface of macOS.

https://developer.apple.com/documentation/applicationservices/axuielement_h
The person allows it under Privacy & Security > Accessibility. Every call to a program that hangs
ends after ``AXUIElementSetMessagingTimeout``.
"""

import sys
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from services.capture.accessibility.base import AccessibleText, Bounds
from services.capture.accessibility.elements import ElementWalk, Facts, Kind, Silent
from services.capture.accessibility.patience import Patience
from services.records import Box, WindowInfo
from services.said import said

CANNOT_COMPLETE = -25204  # kAXErrorCannotComplete: the program did not answer in time
POINT, SIZE, RECT, RANGE = 1, 2, 3, 4  # AXValueType
_FACTS = ("AXRole", "AXSubrole", "AXPosition", "AXSize", "AXTitle", "AXDescription", "AXHidden")
_NAMED = frozenset(
    {"AXStaticText", "AXButton", "AXCheckBox", "AXRadioButton", "AXPopUpButton", "AXMenuButton",
     "AXMenuItem", "AXLink", "AXHeading", "AXCell", "AXDisclosureTriangle", "AXTab"}
)  # fmt: skip
_EDITED = frozenset({"AXTextField", "AXTextArea", "AXComboBox", "AXSearchField"})
_SILENT = frozenset(
    {"AXImage", "AXScrollBar", "AXSlider", "AXSplitter", "AXProgressIndicator", "AXGrowArea",
     "AXValueIndicator", "AXBusyIndicator"}
)  # fmt: skip
_MOST_LINES = 120


@dataclass(frozen=True, slots=True)
class AxLibrary:
    """What is used of ``ApplicationServices`` (pyobjc-framework-ApplicationServices).

    The functions are named after those of the library: ``copy`` is AXUIElementCopyAttributeValue,
    ``copy_many`` AXUIElementCopyMultipleAttributeValues, ``copy_with``
    AXUIElementCopyParameterizedAttributeValue: each returns an error code and the value.
    ``unpack`` is AXValueGetValue (success and value) and ``pack_range`` makes an AXValue of a
    range. ``program`` is AXUIElementCreateApplication with the time-out set; ``trusted``
    AXIsProcessTrusted.
    """

    program: Callable[[int], Any]
    copy: Callable[[Any, str, None], tuple[int, Any]]
    copy_many: Callable[[Any, Sequence[str], int, None], tuple[int, Any]]
    copy_with: Callable[[Any, str, Any, None], tuple[int, Any]]
    unpack: Callable[[Any, int, None], tuple[bool, Any]]
    pack_range: Callable[[int, int], Any]
    trusted: Callable[[], bool]


class Ax:
    """Reads the focused window of the window's process through ``library`` (default: macOS's)."""

    def __init__(
        self,
        library: AxLibrary | None = None,
        *,
        bounds: Bounds | None = None,
        patience: Patience | None = None,
    ) -> None:
        self._bounds = bounds or Bounds()
        self._library = library or _open_library(self._bounds)
        self._patience = patience or Patience()
        self._counts: Counter[str] = Counter()

    def read(self, window: WindowInfo) -> AccessibleText | None:
        """The text of the window in front; None where its program tells nothing."""
        if not window.pid or window.box is None or not self._library.trusted():
            return None
        if not self._patience.may_ask(window.pid):
            self._counts["accessibility.waiting"] += 1
            return None
        reader = _Reader(self._library)
        walk = ElementWalk(reader, self._bounds)
        try:
            front = reader.one(self._library.program(window.pid), "AXFocusedWindow")
            found = None if front is None else walk.run(front, window.box)
        except Silent:
            walk.is_silent, found = True, None
        if walk.is_silent:
            self._patience.was_silent(window.pid)
            self._counts["accessibility.silent"] += 1
        else:
            self._patience.answered(window.pid)
        if found is not None:
            self._counts["accessibility.read"] += 1
            self._counts["accessibility.nodes"] += found.nodes
            self._counts["accessibility.cut"] += not found.complete
        return found

    def counts(self) -> dict[str, int]:
        """What happened since this was last asked."""
        counts, self._counts = self._counts, Counter()
        return {name: number for name, number in counts.items() if number}

    def describe(self) -> str:
        """Whether programs are listened to: the person has to allow it."""
        if self._library.trusted():
            return said("in use")
        return said(
            "not in use: allow it under System Settings > Privacy & Security > Accessibility"
        )

    def close(self) -> None:
        """Nothing is held between readings."""


class _Reader:
    """Asks elements; an error that is no time-out means that there is no such attribute."""

    def __init__(self, library: AxLibrary) -> None:
        self._library = library

    def facts(self, element: Any) -> Facts:
        role, subrole, position, size, title, description, hidden = self._many(element)
        kind = _kind(_text(role), _text(subrole))
        name = ""
        if kind is Kind.NAMED:  # only then: the value of a field for a password is never asked for
            shown = _text(self.one(element, "AXValue")) if role == "AXStaticText" else ""
            name = shown or _text(title) or _text(description)
        return Facts(kind, not hidden, self._place(position, size), name)

    def children(self, element: Any, most: int) -> Sequence[Any]:
        for name in ("AXVisibleChildren", "AXVisibleRows", "AXChildren"):
            found = self.one(element, name)
            if found:
                return list(found[:most])
        return []

    def lines(self, element: Any, area: Box) -> Sequence[tuple[str, Box]]:
        seen = self._range(self.one(element, "AXVisibleCharacterRange"))
        if seen is None:
            return [(_text(self.one(element, "AXValue")), area)]
        start, length = seen
        first = self._with(element, "AXLineForIndex", start)
        if not isinstance(first, int):
            return [self._part(element, start, length, area)]
        found = []
        for line in range(first, first + _MOST_LINES):
            part = self._range(self._with(element, "AXRangeForLine", line))
            if part is None or part[0] >= start + length or not part[1]:
                break
            found.append(self._part(element, *part, area))
        return found

    def address(self, element: Any) -> str:
        return str(self.one(element, "AXURL") or "")

    def one(self, element: Any, name: str) -> Any:
        """One attribute; None where there is none. Raises ``Silent``."""
        return self._checked(self._library.copy(element, name, None))

    def _many(self, element: Any) -> Sequence[Any]:
        values = self._checked(self._library.copy_many(element, _FACTS, 0, None))
        whole = values is not None and len(values) == len(_FACTS)
        return values if whole else (None,) * len(_FACTS)

    def _with(self, element: Any, name: str, argument: Any) -> Any:
        return self._checked(self._library.copy_with(element, name, argument, None))

    def _part(self, element: Any, start: int, length: int, area: Box) -> tuple[str, Box]:
        span = self._library.pack_range(start, length)
        text = _text(self._with(element, "AXStringForRange", span))
        packed = self._with(element, "AXBoundsForRange", span)
        good, rect = (False, None) if packed is None else self._library.unpack(packed, RECT, None)
        if not good or rect is None:
            return text, area
        return text, _box(rect.origin, rect.size)

    def _range(self, packed: Any) -> tuple[int, int] | None:
        if packed is None:
            return None
        good, span = self._library.unpack(packed, RANGE, None)
        return (int(span[0]), int(span[1])) if good else None

    def _place(self, position: Any, size: Any) -> Box | None:
        if position is None or size is None:
            return None
        has_point, point = self._library.unpack(position, POINT, None)
        has_size, extent = self._library.unpack(size, SIZE, None)
        if not has_point or not has_size:
            return None  # an attribute that is missing comes as an error value
        box = _box(point, extent)
        return box if box.width > 0 and box.height > 0 else None

    @staticmethod
    def _checked(answer: tuple[int, Any]) -> Any:
        code, value = answer
        if code == CANNOT_COMPLETE:
            raise Silent
        return value if code == 0 else None


def _kind(role: str, subrole: str) -> Kind:
    if subrole == "AXSecureTextField" or role == "AXSecureTextField":
        return Kind.PASSWORD
    if role in _SILENT:
        return Kind.SILENT
    if role == "AXWebArea":
        return Kind.DOCUMENT
    if role in _EDITED:
        return Kind.EDITED
    return Kind.NAMED if role in _NAMED else Kind.GROUP


def _text(value: Any) -> str:
    return str(value) if isinstance(value, str) else ""


def _box(point: Any, size: Any) -> Box:
    return Box(round(point.x), round(point.y), round(size.width), round(size.height))


def _open_library(bounds: Bounds) -> AxLibrary:  # pragma: no cover - runs on macOS only
    """The system's interface."""
    if sys.platform != "darwin":
        raise RuntimeError("AX is there on macOS only")
    import ApplicationServices as ax  # noqa: N813 - as its documentation calls it

    def program(pid: int) -> Any:
        element = ax.AXUIElementCreateApplication(pid)
        ax.AXUIElementSetMessagingTimeout(element, bounds.call_s)
        return element

    return AxLibrary(
        program,
        ax.AXUIElementCopyAttributeValue,
        ax.AXUIElementCopyMultipleAttributeValues,
        ax.AXUIElementCopyParameterizedAttributeValue,
        ax.AXValueGetValue,
        lambda start, length: ax.AXValueCreate(ax.kAXValueCFRangeType, (start, length)),
        ax.AXIsProcessTrusted,
    )
