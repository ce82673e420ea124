"""Told text goes along with a changed picture; an address that is excluded withholds it."""

from dataclasses import replace

import numpy as np
import pytest

from services.capture.accessibility.base import (
    AccessibilitySource,
    AccessibleText,
    describe_accessibility,
    open_accessibility,
)
from services.capture.accessibility.companion import Companion, clean_address
from services.capture.changes import ScreenChange
from services.capture.looker import Looker
from services.capture.rules import Decision
from services.capture.screens.base import MonitorInfo, Screenshot
from services.records import Box, Line, WindowInfo, Withheld
from services.settings import CaptureSettings

MONITOR = MonitorInfo(0, Box(1000, 0, 400, 300))
FRONT = WindowInfo("browser", "Tides", box=Box(1000, 0, 400, 300), focused=True, pid=7)
PAGE = "https://tides.example/harbour"


class FakeSource:
    """Tells what it is given."""

    def __init__(self, told: AccessibleText | None = None) -> None:
        self.told = told
        self.asked: list[WindowInfo] = []
        self.is_closed = False

    def read(self, window: WindowInfo) -> AccessibleText | None:
        self.asked.append(window)
        return self.told

    def counts(self) -> dict[str, int]:
        return {"accessibility.read": len(self.asked)}

    def describe(self) -> str:
        return "in use"

    def close(self) -> None:
        self.is_closed = True


class Ledger:
    def __init__(self) -> None:
        self.entries: list[Withheld] = []

    def add(self, entry: Withheld) -> None:
        self.entries.append(entry)


class Costs:
    def __init__(self) -> None:
        self.spent: list[str] = []
        self.told: dict[str, float] = {}

    def spend(self, stage: str, seconds: float) -> None:
        assert seconds > 0
        self.spent.append(stage)

    def tally(self, counts: dict[str, float]) -> None:
        self.told |= counts


class Desk:
    """A looker with a companion over a source that can be set."""

    def __init__(self, told: AccessibleText | None = None, **settings: object) -> None:
        self.settings = replace(CaptureSettings(), **settings)  # type: ignore[arg-type]
        self.source = FakeSource(told)
        self.opened: list[CaptureSettings] = []
        self.ledger = Ledger()
        self.companion = Companion(lambda: self.settings, self._open)
        self.looker = Looker(
            lambda: self.settings, self.ledger, hold_typing=False, companion=self.companion
        )
        self.now_ms = 1_000_000
        self.pixels = np.full((300, 400, 3), 200, np.uint8)

    def _open(self, settings: CaptureSettings) -> AccessibilitySource:
        self.opened.append(settings)
        self.source.is_closed = False
        return self.source

    def look(self, *windows: WindowInfo, draw: int | None = None) -> tuple[ScreenChange, ...]:
        """One look at the monitor; ``draw`` paints something new first."""
        if draw is not None:
            self.pixels[20:120, 20:300] = draw
        self.now_ms += 1000
        shot = Screenshot(self.pixels.copy(), 0, self.now_ms)
        return self.looker.look(shot, MONITOR, Decision(), windows, 60)


def told(*lines: Line, **more: object) -> AccessibleText:
    return replace(AccessibleText(lines), **more)  # type: ignore[arg-type]


LINE = Line("High water at nine", Box(1020, 30, 200, 16))


def test_hints_come_in_pixels_of_the_picture_with_the_address() -> None:
    desk = Desk(told(LINE, url=PAGE))
    (change,) = desk.look(FRONT)
    assert change.hints == (Line("High water at nine", Box(20, 30, 200, 16)),)
    assert change.window.url == PAGE
    assert desk.source.asked == [FRONT]


def test_an_unchanged_picture_asks_nothing_and_keeps_the_address() -> None:
    desk = Desk(told(LINE, url=PAGE))
    desk.look(FRONT)
    assert desk.look(FRONT) == ()
    assert len(desk.source.asked) == 1
    assert desk.companion.addressed(FRONT).url == PAGE


def test_fields_for_passwords_are_painted_over_and_hide_what_is_told_there() -> None:
    secret = Box(1020, 60, 100, 20)
    under = Line("dots", Box(1030, 62, 40, 14))
    desk = Desk(told(LINE, under, secrets=(secret,)))
    (change,) = desk.look(FRONT)
    assert change.excluded == (Box(20, 60, 100, 20),)
    assert [line.text for line in change.hints] == [LINE.text]


def test_what_another_window_covers_is_not_told() -> None:
    over = WindowInfo("clock", "Clock", box=Box(1000, 20, 90, 40))
    (change,) = Desk(told(LINE)).look(FRONT, over)
    assert change.hints == ()
    under = WindowInfo("clock", "Clock", box=Box(1000, 20, 90, 40))
    (change,) = Desk(told(LINE)).look(under, FRONT)
    assert len(change.hints) == 1


def test_where_the_program_falls_silent_passwords_stay_painted_and_the_address_known() -> None:
    secret = Box(1020, 60, 100, 20)
    desk = Desk(told(LINE, secrets=(secret,), url=PAGE))
    desk.look(FRONT)
    desk.source.told = None
    (change,) = desk.look(FRONT, draw=10)
    assert change.excluded == (Box(20, 60, 100, 20),)
    assert change.window.url == PAGE
    assert change.hints == ()
    moved = replace(FRONT, box=Box(1000, 0, 300, 300))
    desk.source.told = told(complete=False)
    (change,) = desk.look(moved, draw=250)
    assert change.excluded == (), "the window stands elsewhere: nobody knows where the field is"


def test_an_address_that_is_gone_is_forgotten() -> None:
    desk = Desk(told(LINE, url=PAGE))
    desk.look(FRONT)
    desk.source.told = told(LINE)
    (change,) = desk.look(FRONT, draw=10)
    assert change.window.url == ""
    assert desk.companion.addressed(FRONT).url == ""


def test_an_excluded_address_withholds_the_picture_and_later_the_window() -> None:
    desk = Desk(told(LINE, url="https://bank.example/account"), excluded_sites=("bank.example",))
    assert desk.look(FRONT) == ()
    assert [entry.kind for entry in desk.ledger.entries] == ["site"]
    decision = desk.looker.decide([FRONT])
    assert decision.whole is not None, "from now on no picture is taken at all"
    behind = replace(FRONT, focused=False)
    assert desk.looker.decide([behind]).boxes == (FRONT.box,), "nor is it seen behind another"


CHROME = WindowInfo("google-chrome", "New Tab - Google Chrome", box=MONITOR.box, focused=True)
INCOGNITO = "New Tab - Google Chrome (Incognito)"


def test_a_window_that_only_its_program_tells_to_be_private_is_withheld() -> None:
    desk = Desk(told(LINE, title=INCOGNITO))
    assert desk.look(CHROME) == ()
    assert [entry.kind for entry in desk.ledger.entries] == ["private"]
    assert "New Tab" not in str(desk.ledger.entries), "the ledger holds no title"
    assert desk.looker.decide([CHROME]).whole is not None, "the next picture is not even taken"
    behind = replace(CHROME, focused=False)
    assert desk.looker.decide([behind]).boxes == (MONITOR.box,), "nor is it seen behind another"


def test_a_window_elsewhere_with_that_title_is_asked_itself() -> None:
    desk = Desk(told(LINE, title=INCOGNITO))
    assert desk.look(CHROME) == ()
    other = replace(CHROME, box=Box(1000, 0, 400, 280))
    desk.source.told = told(LINE, title=CHROME.title)
    (change,) = desk.look(other, draw=30)
    assert change.window.title == CHROME.title


@pytest.mark.parametrize(
    ("app", "title", "private"),
    [
        ("google-chrome", CHROME.title, True),
        ("google-chrome", "", True),
        ("google-chrome", INCOGNITO, False),
        ("editor", INCOGNITO, True),
    ],
    ids=["as shown", "untold", "wanted", "no browser"],
)
def test_other_titles_that_are_told_change_nothing(app: str, title: str, private: bool) -> None:
    desk = Desk(told(LINE, title=title), exclude_private=private)
    (change,) = desk.look(replace(CHROME, app=app))
    assert change.window.title == CHROME.title
    assert desk.ledger.entries == []


def test_private_windows_are_captured_again_once_the_person_wants_it() -> None:
    desk = Desk(told(LINE, title=INCOGNITO))
    assert desk.look(CHROME) == ()
    desk.settings = replace(desk.settings, exclude_private=False)
    (change,) = desk.look(CHROME, draw=30)
    assert change.window.title == CHROME.title


def test_other_windows_are_not_asked() -> None:
    desk = Desk(told(LINE))
    elsewhere = replace(FRONT, box=Box(0, 0, 900, 300))
    here = WindowInfo("editor", "Notes", box=MONITOR.box)
    (change,) = desk.look(elsewhere, here)
    assert change.hints == ()
    assert desk.source.asked == []


def test_the_setting_puts_it_off_and_on_again() -> None:
    desk = Desk(told(LINE), accessibility=False)
    (change,) = desk.look(FRONT)
    assert change.hints == ()
    assert desk.opened == []
    desk.settings = replace(desk.settings, accessibility=True)
    (change,) = desk.look(FRONT, draw=10)
    assert len(change.hints) == 1
    desk.settings = replace(desk.settings, accessibility=False)
    (change,) = desk.look(FRONT, draw=250)
    assert change.hints == ()
    assert desk.source.is_closed


def test_what_it_takes_is_told() -> None:
    desk, costs = Desk(told(LINE)), Costs()
    desk.companion.settle(costs)
    assert costs.spent == []
    desk.look(FRONT)
    desk.companion.settle(costs)
    assert costs.spent == ["accessibility"]
    assert costs.told == {"accessibility.read": 1}
    desk.companion.close()
    assert desk.source.is_closed


@pytest.mark.parametrize(
    ("told_url", "kept"),
    [
        ("https://tides.example/harbour?day=3", "https://tides.example/harbour?day=3"),
        ("https://ann:secret@tides.example/", "https://tides.example/"),
        ("https://tides.example/a#part-2", "https://tides.example/a"),
        ("https://x.example/cb?access_token=ghp_0123456789abcdefghijABCDEFGHIJ456789",
         "https://x.example/cb"),
        ("file:///home/ann/tides.pdf", "file:///home/ann/tides.pdf"),
        ("data:text/html,hello", ""),
        ("javascript:alert(1)", ""),
        ("http://[broken", ""),
        ("", ""),
    ],
)  # fmt: skip
def test_an_address_is_kept_without_what_is_nobodys_business(told_url: str, kept: str) -> None:
    assert clean_address(told_url) == kept


def test_many_titles_do_not_fill_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("services.capture.accessibility.companion._REMEMBERED", 3)
    desk = Desk(told(LINE, url=PAGE))
    for at in range(5):
        desk.look(replace(FRONT, title=f"Tides {at}"), draw=50 * at)
    known = [desk.companion.addressed(replace(FRONT, title=f"Tides {at}")).url for at in range(5)]
    assert known == ["", "", PAGE, PAGE, PAGE]


def test_this_system_has_a_source() -> None:
    source = open_accessibility(CaptureSettings())
    assert source.read(FRONT) is None, "no bus is there in tests"
    assert source.counts() == {}
    source.close()


def test_the_person_is_told_whether_it_is_in_use() -> None:
    assert "no session bus" in describe_accessibility(CaptureSettings())
    off = replace(CaptureSettings(), accessibility=False)
    assert "capture.accessibility is off" in describe_accessibility(off)
