"""What must not be captured is found before a picture is looked at, and painted over."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.capture.changes import ScreenChange
from services.capture.looker import LEDGER_EVERY_MS, Looker, WithheldLog, is_black
from services.capture.rules import Decision, Match, Rules, _uncovered
from services.capture.screens.base import MonitorInfo, Screenshot
from services.records import Box, CaptureId, WindowInfo, Withheld
from services.settings import CaptureSettings

SCREEN = MonitorInfo(0, Box(0, 0, 400, 300))
RIGHT = MonitorInfo(1, Box(400, 0, 400, 300))


class Book:
    """A ledger that can be looked into."""

    def __init__(self) -> None:
        self.lines: list[Withheld] = []

    def add(self, entry: Withheld) -> None:
        self.lines.append(entry)


def rules(**settings: tuple[str, ...]) -> Rules:
    return Rules(CaptureSettings(**settings))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "app",
    ["KeePassXC", "org.keepassxc.KeePassXC", "keepassxc-proxy", "1Password", "pinentry-gtk-2"],
)
def test_password_managers_are_excluded_from_the_start(app: str) -> None:
    match = Rules(CaptureSettings()).match(WindowInfo(app, "Database"))
    assert match is not None
    assert match.kind == "app"


@pytest.mark.parametrize("app", ["", "openpass", "XTerm", "Firefox", "my1password"])
def test_other_programs_are_not(app: str) -> None:
    assert Rules(CaptureSettings()).match(WindowInfo(app, "Inbox")) is None


@pytest.mark.parametrize(
    "title",
    ["News — Mozilla Firefox Private Browsing", "New Incognito tab", "Startseite (Privater Modus)"],
)
def test_private_windows_are_excluded_from_the_start(title: str) -> None:
    match = Rules(CaptureSettings()).match(WindowInfo("browser", title))
    assert match is not None
    assert match.kind == "private"


def test_titles_are_matched_anywhere_and_in_any_case() -> None:
    chosen = rules(excluded_titles=("  Payroll ", ""))
    match = chosen.match(WindowInfo("calc", "q3 PAYROLL.xlsx"))
    assert match == Match("payroll", "title", "calc")
    assert chosen.match(WindowInfo("calc", "roll of pay")) is None


@pytest.mark.parametrize(
    ("site", "url", "excluded"),
    [
        ("bank.example", "https://bank.example/accounts", True),
        ("bank.example", "https://www.bank.example", True),
        ("bank.example", "https://BANK.example.:443/x", True),
        ("www.bank.example", "https://bank.example/", True),
        ("*.bank.example", "https://online.bank.example/", True),
        ("https://bank.example/", "bank.example/in", True),
        ("bank.example", "https://bank.example.org/", False),
        ("bank.example", "https://mybank.example/", False),
        ("bank.example", "https://other.org/?from=bank.example", False),
        ("forum.example/private", "https://forum.example/private", True),
        ("forum.example/private", "https://forum.example/Private/thread/1", True),
        ("forum.example/private", "https://forum.example/privateer", False),
        ("forum.example/private", "https://forum.example/", False),
        ("bank.example", "https://[broken/", True),
        ("/", "https://bank.example/", False),
    ],
)
def test_sites_are_matched_by_host_and_path(site: str, url: str, excluded: bool) -> None:
    match = rules(excluded_sites=(site,)).match(WindowInfo("browser", "Page", url))
    assert (match is not None) == excluded


def test_without_an_address_a_site_is_looked_for_in_the_title() -> None:
    chosen = rules(excluded_sites=("bank.example",))
    assert chosen.match(WindowInfo("browser", "Sign in - bank.example - Browser")) is not None
    assert chosen.match(WindowInfo("browser", "Sign in - Browser")) is None


def test_an_excluded_window_in_front_withholds_all() -> None:
    chosen = rules(excluded_apps=("secret",))
    windows = [
        WindowInfo("Editor", "a", box=Box(0, 0, 400, 300)),
        WindowInfo("Secret", "b", box=Box(10, 10, 100, 100), focused=True),
    ]
    decision = chosen.decide(windows)
    assert decision.whole == Match("secret", "app", "Secret")


def test_an_excluded_window_elsewhere_is_painted_over_even_where_it_is_covered() -> None:
    chosen = rules(excluded_apps=("secret",))
    windows = [
        WindowInfo("Secret", "b", box=Box(10, 10, 100, 100)),
        WindowInfo("Editor", "a", box=Box(0, 0, 400, 300), focused=True),
    ]
    decision = chosen.decide(windows)
    assert decision.whole is None
    assert decision.boxes == (Box(10, 10, 100, 100),)


def test_an_excluded_window_whose_place_is_unknown_withholds_all() -> None:
    decision = rules(excluded_apps=("secret",)).decide([WindowInfo("Secret", "b")])
    assert decision.whole is not None


def test_two_decisions_withhold_what_either_does() -> None:
    one = Decision(None, (Box(0, 0, 1, 1),), (Match("a", "app", "A"),))
    other = Decision(Match("b", "app", "B"), (Box(2, 2, 1, 1),), (Match("b", "app", "B"),))
    joined = one.joined(other)
    assert joined.whole == other.whole
    assert joined.boxes == (Box(0, 0, 1, 1), Box(2, 2, 1, 1))
    assert len(joined.matches) == 2


def shot_of(monitor: MonitorInfo, value: int = 255) -> Screenshot:
    pixels = np.full((monitor.box.height, monitor.box.width, 3), value, np.uint8)
    return Screenshot(pixels, monitor.index, 1000)


@given(
    left=st.integers(-500, 900),
    top=st.integers(-400, 400),
    width=st.integers(0, 900),
    height=st.integers(0, 500),
    monitor=st.sampled_from([SCREEN, RIGHT]),
)
def test_every_pixel_of_an_excluded_box_is_black_and_no_other(
    left: int, top: int, width: int, height: int, monitor: MonitorInfo
) -> None:
    looker = Looker(CaptureSettings, Book())
    shot = shot_of(monitor)
    looker.look(shot, monitor, Decision(boxes=(Box(left, top, width, height),)), (), 0)
    for y in range(0, 300, 23):
        for x in range(0, 400, 23):
            on_desktop = (x + monitor.box.left, y + monitor.box.top)
            inside = left <= on_desktop[0] < left + width and top <= on_desktop[1] < top + height
            assert (int(shot.pixels[y, x, 0]) == 0) == inside


def test_a_change_behind_an_excluded_window_is_no_change() -> None:
    looker = Looker(CaptureSettings, Book())
    decision = Decision(boxes=(Box(100, 100, 200, 100),))
    assert looker.look(shot_of(SCREEN), SCREEN, decision, (), 0)
    shot = shot_of(SCREEN)
    shot.pixels[120:180, 120:280] = 90
    assert not looker.look(shot, SCREEN, decision, (), 0)
    assert looker.look(shot_of(SCREEN), SCREEN, Decision(), (), 0)


def test_a_black_monitor_is_counted_and_passed_over() -> None:
    looker = Looker(CaptureSettings, Book())
    assert not looker.look(shot_of(SCREEN, 0), SCREEN, Decision(), (), 0)
    assert (looker.black, looker.seen) == (1, 1)
    shot = shot_of(SCREEN, 0)
    shot.pixels[7, 9, 1] = 1
    assert not is_black(shot)


def test_the_title_of_an_excluded_window_is_not_told_where_it_lies_on_top_without_the_focus() -> (
    None
):
    looker = Looker(CaptureSettings, Book(), hold_typing=False)
    vault = WindowInfo("KeePassXC", "bank.kdbx", box=Box(400, 0, 300, 200))
    front = WindowInfo("Editor", "plan.md", box=SCREEN.box, focused=True)
    decision = looker.decide((vault, front))
    (change,) = looker.look(shot_of(RIGHT), RIGHT, decision, (vault, front), 0)
    assert change.window == WindowInfo("", "")


@pytest.mark.parametrize("black", [True, False])
def test_what_is_withheld_and_a_black_monitor_end_a_stay(black: bool) -> None:
    stood: list[int] = []
    looker = Looker(
        CaptureSettings,
        Book(),
        hold_typing=False,
        stood=lambda _id, until_ms: stood.append(until_ms),
    )
    front = WindowInfo("Editor", "plan.md", box=SCREEN.box, focused=True)
    vault = WindowInfo("KeePassXC", "bank.kdbx", box=SCREEN.box, focused=True)

    def look(at_ms: int, value: int = 250) -> tuple[ScreenChange, ...]:
        shot = Screenshot(shot_of(SCREEN, value).pixels, 0, at_ms)
        return looker.look(shot, SCREEN, Decision(), (front,), 0)

    (change,) = look(0)
    change.on_kept(CaptureId(1), change.window, change.at_ms)
    look(4_000)
    for at_ms in range(6_000, 30_000, 2_000):
        if black:
            look(at_ms, value=0)
        else:
            looker.withhold(looker.decide([vault]), at_ms)
    look(30_000)
    looker.flush()
    assert stood == [4_000]


def test_the_ledger_gets_a_line_at_once_and_then_a_count_a_minute() -> None:
    book = Book()
    log = WithheldLog(book)
    match = Match("keepassxc", "app", "KeePassXC")
    for second in range(0, 90, 2):
        log.note([match], second * 1000)
    assert [(line.at_ms, line.count) for line in book.lines] == [(0, 1), (LEDGER_EVERY_MS, 30)]
    log.flush()
    assert sum(line.count for line in book.lines) == 45
    log.flush()
    assert len(book.lines) == 3


def test_the_ledger_never_holds_a_title() -> None:
    book = Book()
    looker = Looker(CaptureSettings, book)
    window = WindowInfo("KeePassXC", "My very secret title", box=Box(0, 0, 10, 10), focused=True)
    decision = looker.decide([window])
    looker.withhold(decision, 5)
    assert looker.withheld == 1
    assert book.lines == [Withheld(5, "keepass", "app", "KeePassXC", 1)] or (
        book.lines == [Withheld(5, "keepassxc", "app", "KeePassXC", 1)]
    )
    assert "secret title" not in repr(book.lines)
    line = decision.matches[0].ledger_line(9)
    assert (line.at_ms, line.kind) == (9, "app")


def test_the_programs_own_window_is_never_captured_and_never_told_of() -> None:
    own = WindowInfo("Afterimage", "Afterimage", box=Box(0, 0, 10, 10), focused=True)
    decision = Rules(CaptureSettings(excluded_apps=())).decide([own])
    assert decision.whole is not None
    book = Book()
    log = WithheldLog(book)
    log.note(decision.matches, 0)
    log.flush()
    assert book.lines == []


def test_the_programs_own_window_hides_nothing_of_what_stands_before_it() -> None:
    own = WindowInfo("Afterimage", "Afterimage", box=Box(0, 0, 300, 300))
    front = WindowInfo("Editor", "notes", box=Box(50, 60, 100, 100), focused=True)
    decision = Rules(CaptureSettings()).decide([own, front])
    assert decision.whole is None
    assert front.box is not None
    assert not any(box.overlaps(front.box) for box in decision.boxes)
    assert sum(box.width * box.height for box in decision.boxes) == 300 * 300 - 100 * 100
    private = WindowInfo("keepassxc", "Passwords", box=Box(0, 0, 300, 300))
    assert Rules(CaptureSettings()).decide([private, front]).boxes == (private.box,)


SMALL = st.builds(
    Box, st.integers(0, 12), st.integers(0, 12), st.integers(1, 12), st.integers(1, 12)
)


@given(SMALL, st.lists(SMALL, max_size=4))
def test_what_is_uncovered_is_exactly_what_can_be_seen(box: Box, covers: list[Box]) -> None:
    seen = np.zeros((24, 24), int)
    seen[box.top : box.bottom, box.left : box.right] = 1
    for cover in covers:
        seen[cover.top : cover.bottom, cover.left : cover.right] = 0
    painted = np.zeros((24, 24), int)
    for part in _uncovered(box, covers):
        painted[part.top : part.bottom, part.left : part.right] += 1
    assert (painted == seen).all()


def test_ones_own_window_is_not_counted_as_withheld() -> None:
    looker = Looker(CaptureSettings, Book())
    own = WindowInfo("Afterimage", "Afterimage", box=Box(0, 0, 9, 9), focused=True)
    looker.withhold(looker.decide([own]), 0)
    assert looker.withheld == 0
