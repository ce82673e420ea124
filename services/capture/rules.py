"""Decides, before a picture is looked at, what of the screen must not be captured."""

import logging
from collections.abc import Iterable
from dataclasses import dataclass

from services.capture.matching import Site, app_matcher, check_rule, folded, title_matcher
from services.capture.private_windows import private_words
from services.errors import UsageError
from services.records import Box, WindowInfo, Withheld
from services.settings import CaptureSettings

log = logging.getLogger("afterimage.capture.rules")

# What the program shows is memory already: captured, every answer would become a memory of itself.
_OWN_APP = "afterimage"
_REMEMBERED = 200  # windows
OWN = "own"


@dataclass(frozen=True, slots=True)
class Match:
    """The rule that a window fell under.

    ``kind`` is "app", "title", "site", "private", or ``OWN`` for a window of this very program.
    """

    rule: str
    kind: str
    app: str

    def ledger_line(self, at_ms: int) -> Withheld:
        """The line for the ledger; it never holds the window's title."""
        return Withheld(at_ms=at_ms, rule=self.rule, kind=self.kind, app=self.app)


@dataclass(frozen=True, slots=True)
class Decision:
    """What the rules say of the windows on the screen.

    ``whole`` is set where the window in front is excluded: then no picture is taken at all.
    ``boxes`` (screen pixels) are painted over before anything looks at the picture.
    """

    whole: Match | None = None
    boxes: tuple[Box, ...] = ()
    matches: tuple[Match, ...] = ()

    def joined(self, other: "Decision") -> "Decision":
        """What either of two decisions withholds."""
        return Decision(
            self.whole or other.whole,
            tuple(dict.fromkeys(self.boxes + other.boxes)),
            tuple(dict.fromkeys(self.matches + other.matches)),
        )


class Rules:
    """The person's exclusions, read once from the settings.

    ``broken`` counts entries that cannot be read (of another version); the others hold.
    """

    def __init__(self, settings: CaptureSettings) -> None:
        self.broken = 0
        self._known: dict[tuple[str, str, str], Match | None] = {}
        self._private = settings.exclude_private
        self._apps = [(n, app_matcher(n)) for n in self._read("apps", settings.excluded_apps)]
        self._titles = [
            (words, title_matcher(words))
            for words in self._read("titles", settings.excluded_titles)
        ]
        self._sites = [(t, Site.read(t)) for t in self._read("sites", settings.excluded_sites)]

    def match(self, window: WindowInfo) -> Match | None:
        """The first rule that excludes this window, or None."""
        key = (window.app, window.title, window.url)
        if key not in self._known:  # every look asks about the same windows, twice
            if len(self._known) >= _REMEMBERED:
                self._known.clear()
            self._known[key] = self._find(window)
        return self._known[key]

    def _find(self, window: WindowInfo) -> Match | None:
        app, title = folded(window.app), folded(window.title)
        if app == _OWN_APP:
            return Match(_OWN_APP, OWN, window.app)
        for name, is_app in self._apps:
            if is_app(app):
                return Match(name, "app", window.app)
        for words, is_title in self._titles:
            if is_title(title):
                return Match(words, "title", window.app)
        if self._private and (found := private_words(app, title)) is not None:
            return Match(found, "private", window.app)
        for text, site in self._sites:
            if site.holds(window.url) or (not window.url and site.named_in(title)):
                return Match(text, "site", window.app)
        return None

    def _read(self, kind: str, entries: tuple[str, ...]) -> list[str]:
        kept = []
        for entry in entries:
            try:
                kept.append(folded(check_rule(kind, entry)))
            except UsageError:
                self.broken += 1
        if self.broken:
            log.warning("%d exclusions cannot be read and hold nothing back", self.broken)
        return kept

    def decide(self, windows: Iterable[WindowInfo]) -> Decision:
        """What to withhold of a screen that shows these windows.

        ``windows`` are ordered from the lowest to the topmost. Every excluded window's whole box
        is painted over, even where another window covers it: the order is not trusted with what
        is private. Of the program's own window, which is no secret, only what can be seen is: it
        often stands behind what the person works on. An excluded window without a box withholds
        all.
        """
        shown = tuple(windows)
        whole: Match | None = None
        boxes: list[Box] = []
        matches: list[Match] = []
        for place, window in enumerate(shown):
            match = self.match(window)
            if match is None:
                continue
            matches.append(match)
            if window.focused or window.box is None:
                whole = whole or match
            if window.box is None:
                continue
            above = shown[place + 1 :] if match.kind == OWN else ()
            boxes += _uncovered(window.box, [w.box for w in above if w.box is not None])
        return Decision(whole, tuple(boxes), tuple(dict.fromkeys(matches)))


def _uncovered(box: Box, covers: Iterable[Box]) -> list[Box]:
    """What is left of a box where others cover it, in boxes that do not overlap."""
    left = [box]
    for cover in covers:
        left = [part for piece in left for part in _outside(piece, cover)]
    return left


def _outside(box: Box, cover: Box) -> list[Box]:
    """The parts of a box above, below, left and right of another."""
    if not box.overlaps(cover):
        return [box]
    top, bottom = max(box.top, cover.top), min(box.bottom, cover.bottom)
    left, right = max(box.left, cover.left), min(box.right, cover.right)
    parts = (
        Box(box.left, box.top, box.width, top - box.top),
        Box(box.left, bottom, box.width, box.bottom - bottom),
        Box(box.left, top, left - box.left, bottom - top),
        Box(right, top, box.right - right, bottom - top),
    )
    return [part for part in parts if part.width > 0 and part.height > 0]
