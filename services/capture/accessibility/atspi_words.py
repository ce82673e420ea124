"""The questions and numbers of AT-SPI that a reading of a window needs.

Interfaces: https://gitlab.gnome.org/GNOME/at-spi2-core/-/tree/main/xml
Numbers: https://docs.gtk.org/atspi2/enum.Role.html and enum.StateType.html
"""

from enum import IntEnum

from services.capture.accessibility.wire import Call, Ref, Value, integers, strings
from services.records import Box

_ATSPI = "org.a11y.atspi."
ACCESSIBLE = _ATSPI + "Accessible"
_COMPONENT, _TEXT, _DOCUMENT = _ATSPI + "Component", _ATSPI + "Text", _ATSPI + "Document"
_PROPERTIES = "org.freedesktop.DBus.Properties"
_SCREEN = 0  # coordinates count from the corner of the screen
_FAR = 10_000_000  # pixels: ten times the longest page that a toolkit can lay out
_LINE, _FROM_LINE_START = 3, 5  # of AtspiTextGranularity and of the older AtspiTextBoundaryType

REGISTRY = Ref("org.a11y.atspi.Registry", "/org/a11y/atspi/accessible/root")
NULL_PATH = "/org/a11y/atspi/null"


class State(IntEnum):
    """Bits of an object's state."""

    ACTIVE = 1
    DEFUNCT = 6
    SHOWING = 25
    VISIBLE = 30


PASSWORD_TEXT = 40
DOCUMENTS = frozenset({82, 92, 93, 94, 95, 96})
"""Document frame, spreadsheet, presentation, text, web, e-mail: what can tell an address."""

NAMED = frozenset(
    {1, 7, 8, 10, 11, 13, 26, 29, 32, 33, 35, 37, 43, 44, 45, 47, 56, 57, 58, 59, 62, 64, 81, 83,
     88, 91, 101, 116, 122, 123, 129}
)  # fmt: skip
"""Roles whose name is the text that they show: labels, buttons, items, cells, headings, links."""

LEAVES = frozenset({1, 7, 8, 11, 29, 35, 43, 44, 45, 62, 64})
"""Those of them that are never asked for children."""

PARAGRAPHS = frozenset({73, 85, 97, 105, 109, 110})
"""Roles of flowing text, which is theirs or their children's."""

EDITED = frozenset({12, 52, 60, 61, 76, 77, 79, 94})
"""Roles whose text can be scrolled, so that what is seen of it has to be asked for."""

ITEM_VIEWS = frozenset({31, 55, 65, 66, 92, 98})
"""Lists, tables and trees, which find what is at a point without looking at every child."""

SILENT = frozenset({3, 4, 15, 27, 42, 48, 50, 51, 74, 80, 100, 103, 106, 107})
"""Pictures, bars and rulers: what they are named is not seen."""


def has(states: Value, state: State) -> bool:
    """Whether an answer to ``state_of`` has a state."""
    if not isinstance(states, tuple) or len(states) <= state // 32:
        return False
    word = states[state // 32]
    return isinstance(word, int) and bool(word >> (state % 32) & 1)


def as_box(value: Value) -> Box | None:
    """An answer that should be a rectangle; None where it has no area or makes no sense."""
    if not isinstance(value, tuple) or len(value) != 4:
        return None
    left, top, width, height = (one if isinstance(one, int) else 0 for one in value)
    sane = 0 < width < _FAR and 0 < height < _FAR and max(abs(left), abs(top)) < _FAR
    return Box(left, top, width, height) if sane else None


def children_of(ref: Ref) -> Call:
    """Its children, as references."""
    return Call(ref, ACCESSIBLE, "GetChildren")


def role_of(ref: Ref) -> Call:
    """Its role, a number."""
    return Call(ref, ACCESSIBLE, "GetRole")


def state_of(ref: Ref) -> Call:
    """Its states, as two words of bits."""
    return Call(ref, ACCESSIBLE, "GetState")


def name_of(ref: Ref) -> Call:
    """Its name."""
    return Call(ref, _PROPERTIES, "Get", "ss", strings(ACCESSIBLE, "Name"))


def child_count_of(ref: Ref) -> Call:
    """How many children it has."""
    return Call(ref, _PROPERTIES, "Get", "ss", strings(ACCESSIBLE, "ChildCount"))


def extents_of(ref: Ref) -> Call:
    """Where it is on the screen."""
    return Call(ref, _COMPONENT, "GetExtents", "u", integers(_SCREEN))


def at_point(ref: Ref, x: int, y: int) -> Call:
    """What of its inside is at a point of the screen."""
    return Call(ref, _COMPONENT, "GetAccessibleAtPoint", "iiu", integers(x, y, _SCREEN))


def character_count_of(ref: Ref) -> Call:
    """How many characters its text has."""
    return Call(ref, _PROPERTIES, "Get", "ss", strings(_TEXT, "CharacterCount"))


def text_of(ref: Ref, start: int, end: int) -> Call:
    """Some characters of its text."""
    return Call(ref, _TEXT, "GetText", "ii", integers(start, end))


def offset_at(ref: Ref, x: int, y: int) -> Call:
    """Which character stands at a point of the screen."""
    return Call(ref, _TEXT, "GetOffsetAtPoint", "iiu", integers(x, y, _SCREEN))


def line_at(ref: Ref, offset: int) -> Call:
    """The line on which a character stands: text, start and end."""
    return Call(ref, _TEXT, "GetStringAtOffset", "iu", integers(offset, _LINE))


def line_at_before_2_9(ref: Ref, offset: int) -> Call:
    """The same as older toolkits know it."""
    return Call(ref, _TEXT, "GetTextAtOffset", "iu", integers(offset, _FROM_LINE_START))


def range_extents(ref: Ref, start: int, end: int) -> Call:
    """Where some characters are on the screen."""
    return Call(ref, _TEXT, "GetRangeExtents", "iiu", integers(start, end, _SCREEN))


def document_value(ref: Ref, name: str) -> Call:
    """What a document says of itself."""
    return Call(ref, _DOCUMENT, "GetAttributeValue", "s", strings(name))
