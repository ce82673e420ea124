"""The tokens as a palette: the stylesheet names its roles, so that another look needs no other."""

from PySide6.QtGui import QColor, QPalette

from ui.design.strength import readable_on
from ui.design.tokens import Tokens

_ROLE = QPalette.ColorRole
# Which role of the palette holds which token, and what a stylesheet calls it.
ROLES = {
    "text": (_ROLE.Text, "text"),
    "muted": (_ROLE.PlaceholderText, "placeholder-text"),
    "faint": (_ROLE.Midlight, "midlight"),
    "line": (_ROLE.Mid, "mid"),
    "window": (_ROLE.Window, "window"),
    "rail": (_ROLE.AlternateBase, "alternate-base"),
    "card": (_ROLE.Base, "base"),
    "selection": (_ROLE.Light, "light"),
    "vivid": (_ROLE.Accent, "accent"),
    "onvivid": (_ROLE.HighlightedText, "highlighted-text"),
    "fading": (_ROLE.BrightText, "bright-text"),
    "good": (_ROLE.LinkVisited, "link-visited"),
    "mark": (_ROLE.Highlight, "highlight"),
    "accent": (_ROLE.Link, "link"),
    "problem": (_ROLE.Shadow, "shadow"),
    "focus": (_ROLE.Dark, "dark"),
}


def palette(tokens: Tokens) -> QPalette:
    """The palette of a look."""
    made = QPalette()
    colors = {
        "text": tokens.text, "muted": tokens.muted, "faint": tokens.faint, "line": tokens.line,
        "window": tokens.window, "rail": tokens.rail, "card": tokens.card,
        "selection": tokens.selection, "vivid": tokens.vivid, "fading": tokens.fading,
        "good": tokens.good_text, "mark": tokens.mark, "accent": tokens.accent_text,
        "problem": tokens.problem_text, "focus": tokens.focus,
        "onvivid": readable_on(QColor(tokens.vivid)).name(),
    }  # fmt: skip
    for name, (role, _words) in ROLES.items():
        made.setColor(role, QColor(colors[name]))
    for role, color in (
        (_ROLE.WindowText, tokens.text), (_ROLE.ButtonText, tokens.text),
        (_ROLE.Button, tokens.card), (_ROLE.ToolTipBase, tokens.card),
        (_ROLE.ToolTipText, tokens.text),
    ):  # fmt: skip
        made.setColor(role, QColor(color))
    for role in (_ROLE.Text, _ROLE.ButtonText):
        made.setColor(QPalette.ColorGroup.Disabled, role, QColor(tokens.faint))
    return made


def names() -> dict[str, str]:
    """What stands in the stylesheet for each token."""
    return {name: f"palette({words})" for name, (_role, words) in ROLES.items()}
