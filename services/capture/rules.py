"""Decides, before a picture is looked at, what of the screen must not be captured."""

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlsplit

from services.records import Box, WindowInfo, Withheld
from services.settings import SEEDED_TITLES, CaptureSettings

# What the program shows is memory already: captured, every answer would become a memory of itself.
_OWN_APP = "afterimage"
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
    """The person's exclusions, read once from the settings."""

    def __init__(self, settings: CaptureSettings) -> None:
        self._apps = _names(settings.excluded_apps)
        self._titles = _names(settings.excluded_titles)
        self._sites = [(text, *_split_site(text)) for text in _names(settings.excluded_sites)]
        self._private = {title.casefold() for title in SEEDED_TITLES}

    def match(self, window: WindowInfo) -> Match | None:
        """The first rule that excludes this window, or None."""
        app, title = window.app.casefold(), window.title.casefold()
        if app == _OWN_APP:
            return Match(_OWN_APP, OWN, window.app)
        for name in self._apps:
            if _is_app(app, name):
                return Match(name, "app", window.app)
        for part in self._titles:
            if part in title:
                return Match(part, "private" if part in self._private else "title", window.app)
        for text, host, path in self._sites:
            if _is_site(window.url, host, path) or (not window.url and host and host in title):
                return Match(text, "site", window.app)
        return None

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


def _names(entries: tuple[str, ...]) -> list[str]:
    return [entry.strip().casefold() for entry in entries if entry.strip()]


def _is_app(app: str, name: str) -> bool:
    """Whether a program goes by ``name``: it, or the last part of a dotted id, begins with it.

    "keepass" means "keepassxc" and "org.keepassxc.KeePassXC"; "enpass" does not mean "openpass".
    """
    return app.startswith(name) or any(part.startswith(name) for part in app.split("."))


def _split_site(text: str) -> tuple[str, str]:
    """Host and path ("" or "/…" without a slash at the end) of an entry, with or without scheme."""
    parts = urlsplit(text if "//" in text else f"//{text}")
    host = (parts.hostname or "").removeprefix("*.").removeprefix("www.")
    return host, parts.path.rstrip("/")


def _is_site(url_text: str, host: str, path: str) -> bool:
    """Whether an address lies on ``host`` or below it, at ``path`` or below it."""
    if not url_text or not host:
        return False
    try:
        parts = urlsplit(url_text if "//" in url_text else f"//{url_text}")
        its_host = (parts.hostname or "").casefold().rstrip(".")
    except ValueError:
        return True  # an address that cannot be understood is not shown to be another site's
    if its_host != host and not its_host.endswith(f".{host}"):
        return False
    its_path = parts.path.casefold()
    return not path or its_path == path or its_path.startswith(f"{path}/")
