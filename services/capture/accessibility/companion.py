"""Goes along with the looking: adds to a changed picture what its program tells of the text."""

import time
from collections import OrderedDict
from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Protocol, TypeVar
from urllib.parse import urlsplit, urlunsplit

from services.capture.accessibility.base import AccessibilitySource, AccessibleText
from services.capture.changes import ScreenChange
from services.capture.matching import folded
from services.capture.private_windows import private_words
from services.capture.screens.base import MonitorInfo
from services.capture.screens.placing import boxes_on
from services.reading.redaction import redact_text
from services.records import Box, Line, WindowInfo
from services.settings import CaptureSettings

OpenSource = Callable[[CaptureSettings], AccessibilitySource | None]
_REMEMBERED = 200  # windows by title
_Key = tuple[str, str]
Value = TypeVar("Value")
Known = TypeVar("Known")


class Costs(Protocol):
    """Keeps count of what the capture costs (``Pipeline``)."""

    def spend(self, stage: str, seconds: float) -> None:
        """Count CPU time of a stage."""
        ...

    def tally(self, counts: dict[str, float]) -> None:
        """Add to the durable counters."""
        ...


class Companion:
    """Reads the window in front when its picture changed; used from the looking thread.

    ``open_source`` is called when something is first to be read, and again after the settings of
    accessibility changed; None where this system has none.
    """

    def __init__(self, settings: Callable[[], CaptureSettings], open_source: OpenSource) -> None:
        self._settings = settings
        self._open = open_source
        self._source: AccessibilitySource | None = None
        self._opened_with: tuple[bool, bool] | None = None
        self._addresses: OrderedDict[_Key, str] = OrderedDict()
        self._secrets: OrderedDict[_Key, tuple[Box, tuple[Box, ...]]] = OrderedDict()
        self._private: OrderedDict[tuple[_Key, Box | None], str] = OrderedDict()
        self._cpu_s = 0.0

    def addressed(self, window: WindowInfo) -> WindowInfo:
        """The window with the address that its program last told for this title.

        One that its program told to be private has the title that tells so: the rules look at it.
        A window without focus is not asked, so it stays private for as long as it has the title
        and the place; so does another with both the same.
        """
        url = self._addresses.get(_key(window), "")
        title = self._private.get((_key(window), window.box), "")
        if title and self._settings().exclude_private:
            window = replace(window, title=title)
        return replace(window, url=url) if url else window

    def join(
        self, change: ScreenChange, monitor: MonitorInfo, windows: Iterable[WindowInfo]
    ) -> ScreenChange:
        """The change with hints, boxes of passwords and the page's address."""
        started_s = time.thread_time()
        try:
            return self._join(change, monitor, tuple(windows))
        finally:
            self._cpu_s += time.thread_time() - started_s

    def settle(self, costs: Costs) -> None:
        """Tell what was done and what it took since the last time."""
        spent, self._cpu_s = self._cpu_s, 0.0
        if spent:
            costs.spend("accessibility", spent)
        if self._source is not None:
            costs.tally(dict(self._source.counts()))

    def close(self) -> None:
        """Let go of the source; it is opened again when it is next needed."""
        if self._source is not None:
            self._source.close()
        self._source, self._opened_with = None, None

    def _join(
        self, change: ScreenChange, monitor: MonitorInfo, windows: tuple[WindowInfo, ...]
    ) -> ScreenChange:
        settings = self._settings()
        wanted = (settings.accessibility, settings.accessibility_switch)
        if wanted != self._opened_with:
            self.close()
            self._opened_with = wanted
            self._source = self._open(settings) if settings.accessibility else None
        front = next((w for w in windows if w.focused and w.box is not None), None)
        if self._source is None or front is None or _key(front) != _key(change.window):
            return change
        told = self._source.read(front)
        window = self._with_address(replace(change.window, url=front.url), told)
        window = self._with_private_title(window, front, told, settings)
        secrets = boxes_on(self._secret_boxes(front, told), monitor, change.shot)
        over = windows[windows.index(front) + 1 :]
        above = boxes_on((w.box for w in over if w.box is not None), monitor, change.shot)
        covers = (*change.excluded, *secrets, *above)
        hints = tuple(
            Line(line.text, box, line.confidence)
            for line in (() if told is None else told.lines)
            for box in boxes_on((line.box,), monitor, change.shot)
            if not any(box.overlaps(cover) for cover in covers)
        )
        return replace(change, window=window, excluded=change.excluded + secrets, hints=hints)

    def _with_address(self, window: WindowInfo, told: AccessibleText | None) -> WindowInfo:
        """The window with the page's address; where none was told, the last one for its title."""
        url = clean_address(told.url) if told is not None else ""
        if url:
            _remember(self._addresses, _key(window), url)
            return replace(window, url=url)
        if told is not None and told.complete:
            self._addresses.pop(_key(window), None)
            return window
        return self.addressed(window)

    def _with_private_title(
        self,
        window: WindowInfo,
        front: WindowInfo,
        told: AccessibleText | None,
        settings: CaptureSettings,
    ) -> WindowInfo:
        """The window with the title its program tells, where only that shows it to be private."""
        title = "" if told is None else told.title
        if not settings.exclude_private or private_words(folded(front.app), folded(title)) is None:
            return window
        _remember(self._private, (_key(front), front.box), title)
        return replace(window, title=title)

    def _secret_boxes(self, front: WindowInfo, told: AccessibleText | None) -> tuple[Box, ...]:
        """Fields for passwords; where not all was told, also those known of this very window."""
        key, place = _key(front), front.box
        boxes = () if told is None else told.secrets
        if told is None or not told.complete:
            at, before = self._secrets.get(key, (None, ()))
            boxes += before if at == place else ()
        if boxes and place is not None:
            _remember(self._secrets, key, (place, boxes))
        else:
            self._secrets.pop(key, None)
        return boxes


def clean_address(url_text: str) -> str:
    """A page's address as it may be kept: without names, passwords and fragments, nor secrets.

    Empty where it is no address of a page or file.
    """
    try:
        parts = urlsplit(url_text)
        host = parts.netloc.rpartition("@")[2]
    except ValueError:
        return ""
    if parts.scheme not in {"http", "https", "file", "ftp", "about", "gemini"}:
        return ""
    query = "" if redact_text(parts.query.replace("&", "\n")).rules else parts.query
    return urlunsplit((parts.scheme, host, parts.path, query, ""))


def _key(window: WindowInfo) -> _Key:
    return (window.app, window.title)


def _remember(known: OrderedDict[Known, Value], key: Known, value: Value) -> None:
    known[key] = value
    known.move_to_end(key)
    while len(known) > _REMEMBERED:
        known.popitem(last=False)
