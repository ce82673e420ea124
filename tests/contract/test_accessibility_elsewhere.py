"""UI Automation and AX against stand-ins of their libraries; they are not run on the real systems.

Both keep one contract: names, visible lines, addresses, no passwords, bounds, patience.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any

import pytest

from services.capture.accessibility import ax, uia
from services.capture.accessibility.ax import Ax, AxLibrary
from services.capture.accessibility.base import AccessibilitySource, Bounds
from services.capture.accessibility.patience import LONGEST_PAUSE_S, Patience
from services.capture.accessibility.uia import Uia, UiaLibrary
from services.records import Box, WindowInfo

WINDOW = WindowInfo("notes", "Notes", box=Box(0, 0, 400, 300), focused=True, pid=42)
AMPLE = Bounds(call_s=5.0, wall_s=20.0, cpu_s=20.0)
SECRET = "violet-anchor"


@dataclass
class Part:
    """One element of a window, for either system.

    ``lines`` are those of its text, 10 pixels high each, of which ``seen`` can be seen.
    """

    kind: str
    name: str = ""
    place: Box | None = None
    below: list["Part"] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)
    seen: range = range(0)
    value: str = ""
    hidden: bool = False
    silent: bool = False


def window(*parts: Part) -> Part:
    return Part("window", "Notes", WINDOW.box, list(parts))


# -- a stand-in of comtypes' generated interfaces

_CONTROLS = {
    "window": 50032, "text": 50020, "button": 50000, "item": 50007, "edit": uia.EDIT,
    "page": uia.DOCUMENT, "picture": 50006, "group": 50026, "password": uia.EDIT,
}  # fmt: skip


class ComError(Exception):
    """As ``comtypes.COMError``."""


class FakeRange:
    """``IUIAutomationTextRange`` over the lines of a part."""

    def __init__(self, part: Part, first: int, last: int) -> None:
        self.part, self.first, self.last = part, first, last

    def Clone(self) -> "FakeRange":
        return FakeRange(self.part, self.first, self.last)

    def ExpandToEnclosingUnit(self, unit: int) -> None:
        assert unit == uia.UNIT_LINE
        self.last = self.first + 1

    def Move(self, unit: int, count: int) -> int:
        if self.first + count >= len(self.part.lines):
            return 0
        self.first, self.last = self.first + count, self.last + count
        return count

    def CompareEndpoints(self, own: int, other: uia.TextRange, its: int) -> int:
        assert (own, its) == (uia.START, uia.END)
        assert isinstance(other, FakeRange)
        return self.first - other.last

    def GetText(self, most: int) -> str:
        return self.part.lines[self.first][:most]

    def GetBoundingRectangles(self) -> Sequence[float]:
        place = self.part.place
        assert place is not None
        return (place.left, place.top + 10.0 * (self.first - self.part.seen.start), 90.0, 10.0)


@dataclass
class Corners:
    """A ``RECT``."""

    left: int
    top: int
    right: int
    bottom: int


class FakeElement:
    """``IUIAutomationElement`` with cached properties."""

    def __init__(self, part: Part) -> None:
        self.part = part
        place = part.place or Box(0, 0, 0, 0)
        self.CachedControlType = _CONTROLS[part.kind]
        self.CachedName = part.name
        self.CachedIsPassword = int(part.kind == "password")
        self.CachedIsOffscreen = int(part.hidden)
        corners = Corners(place.left, place.top, place.right, place.bottom)
        self.CachedBoundingRectangle: uia.Rectangle = corners
        self.CachedProcessId = 42

    def GetCurrentPattern(self, number: int) -> Any:
        raise AssertionError("patterns are asked through the library")

    def FindAllBuildCache(self, scope: int, condition: Any, cache: Any) -> Any:
        assert (scope, condition, cache) == (uia.CHILDREN, "condition", "cache")
        if self.part.silent:
            raise ComError(0x80131505 - (1 << 32), "time-out")
        found = [FakeElement(one) for one in self.part.below]
        return SimpleNamespace(Length=len(found), GetElement=lambda at: found[at])


def uia_source(root: Part, patience: Patience, bounds: Bounds = AMPLE) -> AccessibilitySource:
    def visible(element: uia.UiaElement) -> Any:
        assert isinstance(element, FakeElement)
        assert element.part.kind != "password", "never asked"
        if element.part.silent:
            raise ComError(0x80131505 - (1 << 32), "time-out")
        if element.part.value:
            return None
        seen = FakeRange(element.part, element.part.seen.start, element.part.seen.stop)
        return SimpleNamespace(Length=1, GetElement=lambda _at: seen)

    def value(element: uia.UiaElement) -> str:
        assert isinstance(element, FakeElement)
        assert element.part.kind != "password", "never asked"
        if not element.part.value:
            raise ComError(-1, "it has just gone")
        return element.part.value

    library = UiaLibrary(lambda: FakeElement(root), visible, value, "condition", "cache", ComError)
    return Uia(library, bounds=bounds, patience=patience)


# -- a stand-in of ApplicationServices

_ROLES = {
    "window": "AXWindow", "text": "AXStaticText", "button": "AXButton", "item": "AXCell",
    "edit": "AXTextArea", "page": "AXWebArea", "picture": "AXImage", "group": "AXGroup",
    "password": "AXTextField",
}  # fmt: skip
_MISSING = (-25212, None)  # kAXErrorNoValue


class FakeAx:
    """The functions of ``ApplicationServices`` over parts; packed values are tuples with a type."""

    def __init__(self, root: Part) -> None:
        self.root = root

    def copy(self, element: Any, name: str, _out: None) -> tuple[int, Any]:
        if element == 42:
            return (0, self.root) if name == "AXFocusedWindow" else _MISSING
        assert isinstance(element, Part)
        if element.silent and name != "AXRole":
            return (ax.CANNOT_COMPLETE, None)
        if name == "AXValue":
            assert element.kind != "password", "never asked"
            return (0, element.value or element.name)
        if name == "AXChildren":
            return (0, element.below)
        if name == "AXURL" and element.value:
            return (0, element.value)
        if name == "AXVisibleCharacterRange" and element.lines:
            seen = element.seen
            return (0, (ax.RANGE, (100 * seen.start, 100 * len(seen))))
        return _MISSING

    def copy_many(
        self, element: Part, names: Sequence[str], _options: int, _out: None
    ) -> tuple[int, Any]:
        place = element.place
        known = {
            "AXRole": _ROLES[element.kind],
            "AXSubrole": "AXSecureTextField" if element.kind == "password" else None,
            "AXPosition": place and (ax.POINT, SimpleNamespace(x=place.left, y=place.top)),
            "AXSize": place and (ax.SIZE, SimpleNamespace(width=place.width, height=place.height)),
            "AXTitle": element.name,
            "AXHidden": element.hidden,
        }
        return (0, [known.get(name) for name in names])

    def copy_with(self, element: Part, name: str, argument: Any, _out: None) -> tuple[int, Any]:
        place = element.place
        assert place is not None
        if name == "AXLineForIndex":
            return (0, argument // 100)
        if name == "AXRangeForLine":
            if argument >= len(element.lines):
                return _MISSING
            return (0, (ax.RANGE, (100 * argument, 100)))
        line = argument[1][0] // 100
        if name == "AXStringForRange":
            return (0, element.lines[line])
        top = place.top + 10 * (line - element.seen.start)
        origin, size = SimpleNamespace(x=place.left, y=top), SimpleNamespace(width=90, height=10)
        return (0, (ax.RECT, SimpleNamespace(origin=origin, size=size)))

    @staticmethod
    def unpack(packed: Any, kind: int, _out: None) -> tuple[bool, Any]:
        return (packed[0] == kind, packed[1])


def ax_source(root: Part, patience: Patience, bounds: Bounds = AMPLE) -> AccessibilitySource:
    fake = FakeAx(root)
    library = AxLibrary(
        lambda pid: pid,
        fake.copy,
        fake.copy_many,
        fake.copy_with,
        fake.unpack,
        lambda start, length: (ax.RANGE, (start, length)),
        lambda: True,
    )
    return Ax(library, bounds=bounds, patience=patience)


Make = Callable[[Part, Patience], AccessibilitySource]
both = pytest.mark.parametrize("make", [uia_source, ax_source], ids=["uia", "ax"])


@both
def test_names_are_told_once_in_reading_order(make: Make) -> None:
    table = Part("group", "a table", Box(0, 40, 400, 100), [
        Part("item", "row one", Box(0, 40, 400, 20), [
            Part("text", "coal", Box(0, 40, 100, 20)), Part("text", "40 t", Box(100, 40, 100, 20)),
        ]),
        Part("item", "gravel", Box(0, 60, 400, 20)),
    ])  # fmt: skip
    parts = (
        Part("text", "Barges of the day", Box(0, 0, 200, 20)),
        table,
        Part("picture", "A ship", Box(200, 200, 90, 90)),
        Part("button", "Save", Box(0, 280, 60, 40)),
        Part("text", "hidden", Box(0, 0, 90, 20), hidden=True),
        Part("text", "below the window", Box(0, 400, 90, 20)),
        Part("text", "nowhere"),
    )
    source = make(window(*parts), Patience())
    assert source.describe().startswith("in use")
    found = source.read(WINDOW)
    assert found is not None
    assert [line.text for line in found.lines] == [
        "Barges of the day", "coal", "40 t", "gravel", "Save"
    ]  # fmt: skip
    assert found.lines[-1].box == Box(0, 280, 60, 20), "cut off at the window's edge"
    assert found.complete
    assert source.counts()["accessibility.read"] == 1
    assert source.counts() == {}
    source.close()


@both
def test_of_a_long_text_the_visible_lines_are_told(make: Make) -> None:
    log = Part("edit", "", Box(10, 100, 300, 50), lines=[f"line {at}" for at in range(40)])
    log.seen = range(20, 25)
    found = make(window(log), Patience()).read(WINDOW)
    assert found is not None
    assert [(line.text, line.box.top) for line in found.lines] == [
        (f"line {at}", 100 + 10 * (at - 20)) for at in range(20, 25)
    ]
    field_ = Part("edit", "", Box(10, 100, 300, 20), value="Agnes Holm")
    found = make(window(field_), Patience()).read(WINDOW)
    assert found is not None
    assert [line.text for line in found.lines] == ["Agnes Holm"]


@both
def test_passwords_are_placed_and_never_read(make: Make) -> None:
    secret = Part("password", SECRET, Box(10, 50, 100, 20), value=SECRET, lines=[SECRET])
    found = make(window(secret), Patience()).read(WINDOW)
    assert found is not None
    assert found.lines == ()
    assert found.secrets == (Box(10, 50, 100, 20),)


@both
def test_a_page_tells_its_address(make: Make) -> None:
    page = Part("page", "Tides", WINDOW.box, value="https://tides.example/")
    page.below = [Part("text", "High water", Box(0, 0, 100, 20))]
    found = make(window(page), Patience()).read(WINDOW)
    assert found is not None
    assert found.url == "https://tides.example/"
    assert [line.text for line in found.lines] == ["High water"]


@pytest.mark.parametrize("make", [uia_source, ax_source], ids=["uia", "ax"])
def test_bounds_hold(make: Callable[[Part, Patience, Bounds], AccessibilitySource]) -> None:
    rows = [Part("text", f"row {at}", Box(0, at % 290, 90, 5)) for at in range(10_000)]
    bounds = Bounds(nodes=50, call_s=5.0, wall_s=20.0, cpu_s=20.0)
    source = make(window(*rows), Patience(), bounds)
    found = source.read(WINDOW)
    assert found is not None
    assert found.nodes == 50
    assert source.counts()["accessibility.nodes"] == 50
    deep = Part("group", "", WINDOW.box)
    for _ in range(200):
        deep = Part("group", "", WINDOW.box, [deep])
    found = make(window(deep), Patience(), AMPLE).read(WINDOW)
    assert found is not None
    assert found.nodes < 70
    for spent in (Bounds(wall_s=0.0), Bounds(cpu_s=0.0)):
        found = make(window(*rows), Patience(), spent).read(WINDOW)
        assert found is not None
        assert not found.complete


@both
@pytest.mark.parametrize("kind", ["edit", "group"])
def test_a_program_that_hangs_is_left_alone_for_a_while(make: Make, kind: str) -> None:
    now_s = [0.0]
    patience = Patience(lambda: now_s[0])
    hung = Part(kind, "", Box(0, 50, 300, 90), silent=True, lines=["x"], seen=range(1))
    source = make(window(Part("text", "first", Box(0, 0, 90, 20)), hung), patience)
    found = source.read(WINDOW)
    assert found is not None
    assert not found.complete
    assert source.counts()["accessibility.silent"] == 1
    assert source.read(WINDOW) is None
    assert source.counts() == {"accessibility.waiting": 1}
    now_s[0] += 5.0
    hung.silent, hung.kind = False, "group"
    found = source.read(WINDOW)
    assert found is not None
    assert found.complete


@both
def test_another_window_is_not_read(make: Make) -> None:
    source = make(window(Part("text", "x", Box(0, 0, 9, 9))), Patience())
    other = WindowInfo("other", "Other", box=WINDOW.box, focused=True, pid=0)
    assert source.read(other) is None


def test_without_permission_macos_tells_nothing() -> None:
    fake = FakeAx(window())
    library = AxLibrary(
        lambda pid: pid, fake.copy, fake.copy_many, fake.copy_with, fake.unpack,
        lambda start, length: (start, length), lambda: False,
    )  # fmt: skip
    source = Ax(library)
    assert source.read(WINDOW) is None
    assert "Privacy & Security" in source.describe()


def test_elsewhere_the_libraries_are_not_there() -> None:
    with pytest.raises(RuntimeError, match="Windows"):
        Uia().read(WINDOW)
    with pytest.raises(RuntimeError, match="macOS"):
        Ax()


def test_patience_grows_and_ends() -> None:
    now_s = [0.0]
    patience = Patience(lambda: now_s[0])
    waits = []
    for _ in range(10):
        assert patience.may_ask("editor")
        patience.was_silent("editor")
        start_s = now_s[0]
        while not patience.may_ask("editor"):
            now_s[0] += 1.0
        waits.append(now_s[0] - start_s)
    assert waits[:3] == [5.0, 10.0, 20.0]
    assert waits[-1] == LONGEST_PAUSE_S
    patience.answered("editor")
    patience.was_silent("editor")
    now_s[0] += 5.0
    assert patience.may_ask("editor")
    assert patience.may_ask("another")
