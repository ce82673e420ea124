"""Reads a combination of keys as people write it: "Ctrl+Alt+Space"."""

import re
from dataclasses import dataclass

from services.errors import UsageError

MODIFIERS = {
    "ctrl": "Ctrl", "control": "Ctrl", "strg": "Ctrl", "alt": "Alt", "shift": "Shift",
    "super": "Super", "meta": "Super", "win": "Super", "cmd": "Super",
}  # fmt: skip
NAMED = {
    "space": "space", "return": "Return", "enter": "Return", "tab": "Tab", "insert": "Insert",
    "delete": "Delete", "home": "Home", "end": "End", "pageup": "Prior", "pagedown": "Next",
    "up": "Up", "down": "Down", "left": "Left", "right": "Right", "pause": "Pause",
    "print": "Print", "comma": "comma", "period": "period", "minus": "minus", "plus": "plus",
}  # fmt: skip
"""Keys by the name people give them, with the name of their X keysym."""
_FUNCTION = re.compile(r"f([1-9]|1\d|2[0-4])")
_HELP = "Write, for instance, Ctrl+Alt+Space, Super+Shift+A or F9; empty switches it off."


@dataclass(frozen=True, slots=True)
class Keys:
    """A combination: modifiers out of Ctrl, Alt, Shift and Super, and the keysym of one key."""

    modifiers: frozenset[str]
    keysym: str


def parse_keys(text: str) -> Keys | None:
    """A combination as text; None where the text is empty.

    Raises ``UsageError`` where it cannot be read, or would take a key that is needed for typing.
    """
    if not text.strip():
        return None
    *before, last = (part.strip().casefold() for part in text.split("+"))
    unknown = [part for part in before if part not in MODIFIERS]
    keysym = _keysym(last)
    if unknown or not keysym:
        raise UsageError(f"“{text}” is no combination of keys.", _HELP)
    modifiers = frozenset(MODIFIERS[part] for part in before)
    if not modifiers & {"Ctrl", "Alt", "Super"} and not _FUNCTION.fullmatch(last):
        raise UsageError(f"“{text}” is needed for typing.", _HELP)
    return Keys(modifiers, keysym)


def _keysym(name: str) -> str:
    if len(name) == 1 and name.isascii() and name.isalnum():
        return name
    if _FUNCTION.fullmatch(name):
        return name.upper()
    return NAMED.get(name, "")
