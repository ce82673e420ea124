"""The tokens of the look, dark and light."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Tokens:
    """Colours as ``#rrggbb``. ``accent_text`` is the vivid colour where it is read as text."""

    name: str
    window: str
    rail: str
    card: str
    line: str
    selection: str
    text: str
    muted: str
    faint: str
    vivid: str
    fading: str
    faded: str
    good: str
    accent_text: str
    good_text: str
    problem_text: str
    mark: str
    mark_line: str
    focus: str


DARK = Tokens(
    name="dark",
    window="#0e1014", rail="#12151b", card="#171b23",
    line="#242a36", selection="#222836",
    text="#e8eaf0", muted="#98a1b5", faint="#566074",
    vivid="#f3b35b", fading="#d9798a", faded="#6f7fa8", good="#7fc79b",
    accent_text="#f3b35b", good_text="#7fc79b", problem_text="#e58a9a",
    mark="#4f3f26", mark_line="#8a6a35", focus="#9db2e8",
)  # fmt: skip

LIGHT = Tokens(
    name="light",
    window="#f6f4f0", rail="#efece6", card="#ffffff",
    line="#e0dbd1", selection="#ebe5da",
    text="#1c1f26", muted="#5b6170", faint="#a3a7b0",
    vivid="#b9731a", fading="#b2475b", faded="#52639a", good="#2f8a57",
    accent_text="#8a4f06", good_text="#1f6a40", problem_text="#9c3349",
    mark="#f1ddbd", mark_line="#c99a55", focus="#3d5a9e",
)  # fmt: skip

SMALL, SECOND, BODY, LARGE, TITLE = 11, 12, 13, 15, 20
STEP = 4
RADIUS_BLOCK, RADIUS_CONTROL, RADIUS_CARD = 6, 8, 12
