"""Reads the histories of Firefox and of Chromium's family, where the person asked for it.

Private windows stand in no history. What comes in is a page's title and address at the first time
of a day, with what else the history says of it: its description (Firefox), another title and what
was searched for (Chromium). Its text stands there not. Frames inside pages, redirections and
downloads are left out.
"""

import configparser
import os
import sqlite3
import sys
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

from services.clock import DAY_MS, local_offset_min
from services.records import NewCapture, NewSegment, Source, Trust
from services.sources.base import Item, identity
from services.sources.databases import columns, opened

# Visit types of Firefox (nsINavHistoryService): frames, redirections, downloads and reloads.
_NO_VISIT = (4, 5, 6, 7, 8, 9)
# Core transitions of Chromium (ui/base/page_transition_types.h): frames, and form posts' reloads.
_NO_TRANSITION = (3, 4, 8)
_CORE_MASK = 0xFF
_WINDOWS_EPOCH_MS = 11_644_473_600_000  # Chromium counts microseconds since 1601

_FIREFOX = ("Firefox", "places.sqlite")
_CHROMIUM = (
    ("Chromium", "chromium", "Chromium", "Chromium/User Data"),
    ("Chrome", "google-chrome", "Google/Chrome", "Google/Chrome/User Data"),
    ("Brave", "BraveSoftware/Brave-Browser", "BraveSoftware/Brave-Browser",
     "BraveSoftware/Brave-Browser/User Data"),
    ("Edge", "microsoft-edge", "Microsoft Edge", "Microsoft/Edge/User Data"),
    ("Vivaldi", "vivaldi", "Vivaldi", "Vivaldi/User Data"),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Profile:
    """One profile of one browser, and its history's database."""

    browser: str
    name: str
    history: Path

    @property
    def key(self) -> str:
        """What tells this profile from all others, without its path."""
        return f"{self.browser} {identity(self.history)}"


def profiles(home: Path, environ: Mapping[str, str] | None = None) -> tuple[Profile, ...]:
    """The profiles below a home folder whose history is there."""
    found = [*_firefox_profiles(home), *_chromium_profiles(home, environ or os.environ)]
    return tuple(profile for profile in found if profile.history.is_file())


def _firefox_profiles(home: Path) -> Iterator[Profile]:
    for below in (
        ".mozilla/firefox",
        "snap/firefox/common/.mozilla/firefox",
        ".var/app/org.mozilla.firefox/.mozilla/firefox",
        "Library/Application Support/Firefox",
        "AppData/Roaming/Mozilla/Firefox",
    ):
        root = home / below
        listed = configparser.ConfigParser(interpolation=None, strict=False)
        try:
            listed.read(root / "profiles.ini", encoding="utf-8")
        except (configparser.Error, UnicodeDecodeError):
            continue
        for section in listed.sections():
            path = listed.get(section, "Path", fallback="")
            if section.startswith("Profile") and path:
                name = listed.get(section, "Name", fallback=section)
                yield Profile(_FIREFOX[0], name, root / path / _FIREFOX[1])


def _chromium_profiles(home: Path, environ: Mapping[str, str]) -> Iterator[Profile]:
    for browser, linux, mac, windows in _CHROMIUM:
        if sys.platform == "darwin":
            roots = [home / "Library/Application Support" / mac]
        elif sys.platform == "win32":
            roots = [Path(environ.get("LOCALAPPDATA", home / "AppData/Local")) / windows]
        else:
            roots = [home / ".config" / linux, home / "snap" / linux / "common" / linux]
        for root in roots:
            for history in sorted(root.glob("*/History")):
                yield Profile(browser, history.parent.name, history)


class History:
    """What a profile's history says after a visit of this number, at or after a time."""

    def __init__(self, profile: Profile, after: int, since_ms: int) -> None:
        self._profile = profile
        self._after = after
        self._since_ms = since_ms

    @property
    def program(self) -> str:
        """The browser."""
        return self._profile.browser

    def total(self) -> int:
        """Not counted: the histories are read in a second or two."""
        return 0

    def items(self) -> Iterator[Item]:
        """The visits in order, the same page once a day."""
        seen: set[str] = set()
        with opened(self._profile.history) as connection:
            for number, at_us, url, title, about in self._visits(connection):
                item = self._item(number, at_us, url, title, about)
                name = item.capture.external_id if item.capture is not None else None
                if name is None or name in seen:
                    yield Item(number, cursor=number)
                    continue
                seen.add(name)
                yield item

    def _visits(self, connection: sqlite3.Connection) -> sqlite3.Cursor:
        if columns(connection, "moz_places"):
            about = "p.description" if "description" in columns(connection, "moz_places") else "''"
            return connection.execute(
                f"SELECT v.id, v.visit_date, p.url, p.title, {about}"  # noqa: S608 - our own words
                " FROM moz_historyvisits v JOIN moz_places p ON p.id = v.place_id"
                " WHERE v.id > ? AND v.visit_date >= ? AND p.hidden = 0"
                f" AND v.visit_type NOT IN {_NO_VISIT} ORDER BY v.id",
                (self._after, self._since_ms * 1000),
            )
        about = _chromium_about(connection)
        return connection.execute(
            f"SELECT v.id, v.visit_time - ?, u.url, u.title, {about}"  # noqa: S608 - our own words
            " FROM visits v JOIN urls u ON u.id = v.url WHERE v.id > ? AND v.visit_time >= ?"
            f" AND u.hidden = 0 AND (v.transition & {_CORE_MASK}) NOT IN {_NO_TRANSITION}"
            " ORDER BY v.id",
            (
                _WINDOWS_EPOCH_MS * 1000, self._after,
                (self._since_ms + _WINDOWS_EPOCH_MS) * 1000,
            ),
        )  # fmt: skip

    def _item(self, number: int, at_us: object, url: object, title: object, about: object) -> Item:
        address = bare(url) if isinstance(url, str) else ""
        if not address or not isinstance(at_us, int) or at_us <= 0:
            return Item(number, cursor=number)
        at_ms = at_us // 1000
        name = title if isinstance(title, str) and title.strip() else ""
        told = about.splitlines() if isinstance(about, str) else []
        known = (name or address).casefold()
        news = (line.strip() for line in told if line.strip().casefold() not in known)
        text = "\n".join([name or address, *dict.fromkeys(news)])
        capture = NewCapture(
            source=Source.PAGE,
            at_ms=at_ms,
            offset_min=local_offset_min(at_ms),
            trust=Trust.PAGE,
            segments=(NewSegment(text, start=0, end=len(text)),),
            external_id=f"browser:{identity(self._profile.key, at_ms // DAY_MS, address)}",
            app=self._profile.browser,
            title=name,
            url=address,
        )
        return Item(number, capture, cursor=number)


def _chromium_about(connection: sqlite3.Connection) -> str:
    """What to ask a history of Chromium's family for beside the title, by what it keeps."""
    parts = ["''"]
    if "alternative_title" in columns(connection, "content_annotations"):
        parts.append(
            "coalesce((SELECT a.alternative_title FROM content_annotations a"
            " WHERE a.visit_id = v.id), '')"
        )
    if "term" in columns(connection, "keyword_search_terms"):
        parts.append(
            "coalesce((SELECT k.term FROM keyword_search_terms k WHERE k.url_id = u.id), '')"
        )
    return " || char(10) || ".join(parts)


def bare(url: str) -> str:
    """An address without names, passwords and the place in the page; "" where it is no page."""
    try:
        parts = urlsplit(url)
        if parts.scheme not in {"http", "https"} or not parts.hostname:
            return ""
        port = f":{parts.port}" if parts.port else ""
    except ValueError:
        return ""
    return urlunsplit((parts.scheme, f"{parts.hostname}{port}", parts.path, parts.query, ""))


Finder = Callable[[], tuple[Profile, ...]]
"""Looks for profiles; tests give one that knows their folder only."""
