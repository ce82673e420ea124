"""Tells assistive technology what painted widgets are; Qt knows only that something is there."""

from PySide6.QtCore import QObject
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import QAccessibleWidget, QWidget

ROLE = "told_role"
_installed = False
_kept: dict[int, QAccessibleInterface] = {}


def tell_role(widget: QWidget, role: QAccessible.Role) -> None:
    """Tell that a widget is, say, a slider; its name and description are told as with any other."""
    global _installed  # noqa: PLW0603 - Qt has one list of factories for the whole program
    widget.setProperty(ROLE, role.value)
    if not _installed:
        _installed = True
        QAccessible.installFactory(_made)


def _made(_class_name: str, thing: QObject) -> QAccessibleInterface | None:
    """What Qt asks once for each object: ours where a role was told, else Qt's own."""
    if not isinstance(thing, QWidget) or (role := thing.property(ROLE)) is None:
        return None
    made = QAccessibleWidget(thing, QAccessible.Role(role))
    # Qt owns what a factory gives it, but Python must not let its side go before
    key = id(thing)
    _kept[key] = made
    thing.destroyed.connect(lambda _thing=None: _kept.pop(key, None))
    return made
