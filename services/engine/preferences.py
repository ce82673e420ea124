"""The settings in force: defaults, what the person saved, and what this run was told."""

import threading
from collections.abc import Callable, Mapping
from functools import partial

from services.capture.matching import check_rule
from services.desktop.keys import parse_keys
from services.engine.changes import Changes
from services.records import ChangeKind
from services.settings import Settings, Value, find_option, parse_value
from services.store.upkeep import SavedSettings


class Preferences:
    """Holds the current ``Settings``; a change is saved at once, ``overrides`` never are."""

    def __init__(
        self, saved: SavedSettings, changes: Changes, overrides: Mapping[str, str] | None = None
    ) -> None:
        self._saved = saved
        self._changes = changes
        self._overrides = dict(overrides or {})
        self._lock = threading.Lock()
        self._stored = Settings().with_values(saved.load())
        self._current = self._overridden(self._stored)

    @property
    def current(self) -> Settings:
        """The settings in force."""
        return self._current

    def change(self, key: str, value: Value) -> Settings:
        """Change and save one setting; raises ``UsageError`` where the value does not fit."""
        with self._lock:
            stored = self._stored.with_value(key, value)
            if key in CHECKS:
                CHECKS[key](stored.get(key), self._stored.get(key))
            self._saved.save(key, stored.get(key))
            self._overrides.pop(key, None)
            self._take(stored)
        self._changes.tell(ChangeKind.SETTINGS)
        return self._current

    def change_text(self, key: str, text: str) -> Settings:
        """Like ``change``, with the value as text."""
        return self.change(key, parse_value(find_option(key), text))

    def reset(self, key: str) -> Settings:
        """Go back to the default of one setting."""
        with self._lock:
            stored = self._stored.with_value(key, find_option(key).default)
            self._saved.remove(key)
            self._overrides.pop(key, None)
            self._take(stored)
        self._changes.tell(ChangeKind.SETTINGS)
        return self._current

    def _take(self, stored: Settings) -> None:
        self._stored = stored
        self._current = self._overridden(stored)

    def _overridden(self, settings: Settings) -> Settings:
        for key, text in self._overrides.items():
            settings = settings.with_text(key, text)
        return settings


def _check_added(kind: str, value: Value, before: Value) -> None:
    """Raise ``UsageError`` where an exclusion was added that cannot be read."""
    known = before if isinstance(before, tuple) else ()
    for entry in value if isinstance(value, tuple) else ():
        if entry not in known:
            check_rule(kind, entry)


def _check_keys(value: Value, _before: Value) -> None:
    parse_keys(str(value))


CHECKS: dict[str, Callable[[Value, Value], object]] = {
    **{
        f"capture.excluded_{kind}": partial(_check_added, kind)
        for kind in ("apps", "titles", "sites")
    },
    "look.hotkey": _check_keys,
}
"""What a new value (with the one before) must pass beyond its type and limits."""
