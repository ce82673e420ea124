"""Histories of browsers: found by their profiles, pages once a day, private things left alone."""

import sqlite3
import sys
from contextlib import closing
from pathlib import Path

import pytest

from services.clock import DAY_MS
from services.records import Trust
from services.sources.browsers import History, Profile, bare, profiles
from services.sources.intake import Intake
from services.store import Store
from tests.support import foreign

AT_MS = 1_772_355_600_000
PAGES = [
    (1, AT_MS, "https://ida:pw@news.example/bridge?id=7#part", "Bridge"),
    (2, AT_MS + 60_000, "https://news.example/bridge?id=7", "Bridge"),
    (3, AT_MS + DAY_MS, "https://news.example/bridge?id=7", "Bridge"),
    (4, AT_MS, "about:config", "Settings"),
    (5, AT_MS, "https://plain.example/", ""),
]


def home_with(tmp_path: Path) -> Path:
    """A home with two profiles of Firefox, one gone, and one of Chromium."""
    root = tmp_path / ".mozilla/firefox"
    foreign.firefox(root / "abc.default/places.sqlite", PAGES)
    (root / "profiles.ini").write_text(
        "[General]\nStartWithLastProfile=1\n"
        "[Profile0]\nName=default\nIsRelative=1\nPath=abc.default\n"
        "[Profile1]\nName=gone\nIsRelative=1\nPath=gone\n"
        f"[Profile2]\nName=far\nIsRelative=0\nPath={tmp_path / 'far'}\n"
        "[Install0]\nDefault=abc.default\n"
    )
    foreign.firefox(tmp_path / "far/places.sqlite", [])
    if sys.platform == "linux":
        foreign.chromium(tmp_path / ".config/chromium/Default/History", PAGES)
        foreign.chromium(tmp_path / ".config/google-chrome/Profile 1/History", [])
    return tmp_path


@pytest.mark.skipif(sys.platform != "linux", reason="Chromium's folders are named by the system")
def test_profiles_are_found(tmp_path: Path) -> None:
    found = profiles(home_with(tmp_path))
    assert [(p.browser, p.name) for p in found] == [
        ("Firefox", "default"), ("Firefox", "far"), ("Chromium", "Default"), ("Chrome", "Profile 1")
    ]  # fmt: skip
    assert len({p.key for p in found}) == 4
    (tmp_path / ".mozilla/firefox/profiles.ini").write_text("[[no ini")
    assert [p.browser for p in profiles(tmp_path)] == ["Chromium", "Chrome"]
    assert profiles(tmp_path / "nowhere") == ()


@pytest.mark.parametrize("maker", [foreign.firefox, foreign.chromium])
def test_a_page_comes_in_once_a_day(
    store: Store, intake: Intake, tmp_path: Path, maker: type
) -> None:
    profile = Profile("Firefox", "default", maker(tmp_path / "history", PAGES))
    heard: list[int] = []
    report = intake.take(History(profile, 0, 0), on_batch=heard.append)
    assert (report.imported, report.program, heard) == (3, "Firefox", [5])
    captures = {c.at_ms - AT_MS: c for c in store.captures.latest(9) if c.title}
    assert sorted(captures) == [0, DAY_MS]
    first = captures[0]
    assert (first.url, first.app, first.source) == (
        "https://news.example/bridge?id=7", "Firefox", "page"
    )  # fmt: skip
    assert first.trust is Trust.PAGE
    said = store.segments.of_capture(first.id)[0].text
    assert said == ("Bridge\nAbout it." if maker is foreign.firefox else "Bridge")
    again = intake.take(History(profile, 0, 0))
    assert (again.imported, again.skipped) == (0, 3)


def test_what_chromium_says_of_a_page_beside_its_title(
    store: Store, intake: Intake, tmp_path: Path
) -> None:
    pages = [
        (1, AT_MS, "https://find.example/?q=1", "Search"),
        (2, AT_MS, "https://find.example/?q=2", "copper bridge – Search"),
        (3, AT_MS, "https://news.example/", "News"),
    ]
    history = foreign.chromium(tmp_path / "history", pages)
    with closing(sqlite3.connect(history)) as connection:
        connection.executescript(foreign.CHROMIUM_ABOUT)
        connection.executemany(
            "INSERT INTO keyword_search_terms VALUES (2, ?, ?, '')",
            [(1, "cranes in autumn"), (2, "Copper Bridge")],
        )
        connection.execute(
            "INSERT INTO content_annotations (visit_id, alternative_title)"
            " VALUES (3, 'The harbour opens again')"
        )
        connection.commit()
    intake.take(History(Profile("Chromium", "Default", history), 0, 0))
    said = {
        capture.url: store.segments.of_capture(capture.id)[0].text
        for capture in store.captures.latest(9)
    }
    assert said == {
        "https://find.example/?q=1": "Search\ncranes in autumn",
        "https://find.example/?q=2": "copper bridge – Search",
        "https://news.example/": "News\nThe harbour opens again",
    }


def test_only_what_is_new_and_not_too_old_is_read(
    store: Store, intake: Intake, tmp_path: Path
) -> None:
    profile = Profile("Firefox", "default", foreign.firefox(tmp_path / "history", PAGES))
    assert intake.take(History(profile, 3, 0)).imported == 1
    assert intake.take(History(profile, 0, AT_MS + 1000)).imported == 2


@pytest.mark.parametrize(("maker", "kind"), [(foreign.firefox, 4), (foreign.chromium, 3)])
def test_frames_inside_pages_are_no_visits(
    intake: Intake, tmp_path: Path, maker: type, kind: int
) -> None:
    path = maker(tmp_path / "history", PAGES, kind)
    assert intake.take(History(Profile("X", "y", path), 0, 0)).imported == 0


def test_visits_that_make_no_sense_are_passed_over(
    store: Store, intake: Intake, tmp_path: Path
) -> None:
    path = foreign.firefox(tmp_path / "history", [(1, AT_MS, "https://a.example", "A")])
    odd = [
        ("UPDATE moz_places SET url = NULL", ()),
        ("INSERT INTO moz_places (id, url) VALUES (2, 'http://[bad')", ()),
        ("INSERT INTO moz_historyvisits (id, place_id, visit_date, visit_type)"
         " VALUES (2, 2, 'x', 1)", ()),
    ]  # fmt: skip
    foreign.make(path, "", odd)
    assert intake.take(History(Profile("X", "y", path), 0, 0)).imported == 0


def test_a_history_in_use_is_read_as_it_stands(intake: Intake, tmp_path: Path) -> None:
    path = foreign.firefox(tmp_path / "history", PAGES[:1])
    with closing(sqlite3.connect(path, isolation_level=None)) as browser:
        browser.execute("PRAGMA locking_mode = EXCLUSIVE")
        browser.execute("PRAGMA journal_mode = WAL")
        for statement, values in foreign.firefox_rows(PAGES[4:]):
            browser.execute(statement, values)
        assert intake.take(History(Profile("Firefox", "x", path), 0, 0)).imported == 2
    assert {p.name for p in tmp_path.iterdir()} == {"history", "library"}


@pytest.mark.parametrize(
    ("url", "kept"),
    [
        ("https://a.example:8443/x?y=1#z", "https://a.example:8443/x?y=1"),
        ("https://user:word@a.example/", "https://a.example/"),
        ("file:///home/ida", ""),
        ("javascript:alert(1)", ""),
        ("https://a.example:bad/", ""),
        ("https:///x", ""),
    ],
)
def test_addresses_are_bared_of_what_is_nobodys_business(url: str, kept: str) -> None:
    assert bare(url) == kept
