"""Boxes on pictures, the window in front, and names fit to be kept."""

import unicodedata
from collections.abc import Iterator

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from Xlib import X
from Xlib.display import Display

from services.capture.looker import Looker
from services.capture.rules import Decision
from services.capture.screens.base import (
    MonitorChangedError,
    MonitorInfo,
    MonitorNumbers,
    Screenshot,
    grab_all,
)
from services.capture.screens.fake import FakeScreen
from services.capture.screens.placing import boxes_on, fits
from services.capture.screens.randr import Output, scale_of
from services.capture.windows.base import clean_title, clean_url, url_in
from services.capture.windows.front import NOTHING, front_of
from services.capture.windows.x11 import X11Windows
from services.clock import ManualClock
from services.records import Box, WindowInfo
from services.settings import CaptureSettings
from tests.support.display import PrivateDisplay
from tests.support.waiting import wait_until
from tests.unit.capture.test_capture_rules import Book

PLACE = Box(0, 0, 400, 300)
PERSIAN = "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645"  # "I want", with a joiner
SCREEN, RIGHT = MonitorInfo(0, PLACE, "one"), MonitorInfo(1, Box(400, 0, 400, 300), "two")


def shot(width: int, height: int, monitor: int = 0, value: int = 200) -> Screenshot:
    return Screenshot(np.full((height, width, 3), value, np.uint8), monitor, 0)


# -- the window in front


def window(
    app: str, box: Box | None, *, focused: bool = False, furniture: bool = False
) -> WindowInfo:
    return WindowInfo(app, "", box=box, focused=focused, furniture=furniture)


def test_the_focused_window_is_in_front_where_it_stands_else_the_topmost() -> None:
    low, high = window("low", Box(410, 0, 100, 100)), window("high", Box(450, 50, 100, 100))
    front = window("front", Box(0, 0, 100, 100), focused=True)
    assert front_of(SCREEN.box, (front, low, high)) == front
    assert front_of(RIGHT.box, (front, low, high)) == high
    assert front_of(RIGHT.box, ()) == NOTHING
    everywhere = window("everywhere", None, focused=True)
    assert front_of(RIGHT.box, (everywhere, high)) == everywhere


def test_a_window_that_only_leans_over_stands_on_its_own_monitor() -> None:
    leaning = window("leaning", Box(100, 0, 310, 300), focused=True)
    beside = window("beside", Box(420, 0, 300, 300))
    assert front_of(SCREEN.box, (beside, leaning)) == leaning
    assert front_of(RIGHT.box, (beside, leaning)) == beside
    assert front_of(RIGHT.box, (leaning,)) == leaning
    wide = window("wide", Box(0, 0, 480, 300), focused=True)
    assert front_of(RIGHT.box, (beside, wide)) == wide


def test_furniture_is_in_front_only_where_nothing_else_is() -> None:
    work = window("work", Box(0, 30, 400, 270))
    panel = window("panel", Box(0, 0, 400, 30), furniture=True)
    assert front_of(PLACE, (work, panel)) == work
    assert front_of(PLACE, (panel,)) == panel
    menu = window("launcher", Box(100, 100, 200, 100), focused=True, furniture=True)
    assert front_of(PLACE, (work, menu)) == menu


# -- boxes on pictures


def test_boxes_are_scaled_with_a_finer_picture_and_never_inwards() -> None:
    found = boxes_on((Box(390, 10, 31, 7), Box(0, 0, 5, 5)), RIGHT, shot(800, 600))
    assert found == (Box(0, 20, 42, 14),)
    assert boxes_on((Box(401, 1, 1, 1),), RIGHT, shot(600, 450)) == (Box(1, 1, 2, 2),)
    assert boxes_on((Box(401, 1, 1, 1),), RIGHT, shot(400, 300)) == (Box(1, 1, 1, 1),)


@given(
    st.integers(0, 799), st.integers(0, 299), st.integers(1, 500), st.integers(1, 400),
    st.sampled_from((1.0, 1.25, 1.5, 2.0, 0.5)),
)  # fmt: skip
def test_a_placed_box_covers_every_pixel_of_the_window(
    left: int, top: int, width: int, height: int, scale: float
) -> None:
    box = Box(left, top, width, height)
    picture = shot(round(400 * scale), round(300 * scale))
    for monitor in (SCREEN, RIGHT):
        found = boxes_on((box,), monitor, picture)
        assert bool(found) == box.overlaps(monitor.box)
        for placed in found:
            start = max(box.left, monitor.box.left) - monitor.box.left
            end = min(box.right, monitor.box.right) - monitor.box.left
            assert placed.left <= start * scale
            assert placed.right >= end * scale
            assert 0 <= placed.left < placed.right <= picture.width
            assert 0 <= placed.top < placed.bottom <= picture.height


def test_a_picture_of_another_shape_is_not_of_this_monitor() -> None:
    assert fits(shot(400, 300), SCREEN)
    assert fits(shot(800, 600), SCREEN)
    assert fits(shot(401, 300), SCREEN)
    assert not fits(shot(300, 400), SCREEN)
    assert not fits(shot(400, 150), SCREEN)
    assert not fits(shot(400, 300), MonitorInfo(0, Box(0, 0, 0, 300)))


def test_a_picture_that_does_not_fit_is_counted_and_nothing_of_it_kept() -> None:
    looker = Looker(CaptureSettings, Book())
    assert looker.look(shot(300, 400), SCREEN, Decision(), (), 0) == ()
    assert (looker.misfits, looker.seen) == (1, 1)
    secret = Decision(boxes=(Box(0, 0, 200, 300),))
    fine = shot(800, 600)
    assert looker.look(fine, SCREEN, secret, (), 0)
    assert not fine.pixels[:, :400].any()
    assert fine.pixels[:, 400:].all()


# -- monitors that go


def test_what_is_known_of_a_monitor_goes_with_it_and_what_waited_is_handed_on() -> None:
    looker = Looker(CaptureSettings, Book())
    looker.follow((SCREEN, RIGHT))
    for monitor in (SCREEN, RIGHT):
        assert looker.look(shot(400, 300), monitor, Decision(), (), 0)[0].tiles.first
    typed = shot(400, 300, 1)
    typed.pixels[100:116, 40:160] = 0
    assert looker.look(typed, RIGHT, Decision(), (), 0) == ()  # one line: it may still be typed
    (held,) = looker.follow((SCREEN,))
    assert held.shot is typed
    assert looker.follow((SCREEN, RIGHT)) == ()
    assert looker.look(typed, RIGHT, Decision(), (), 0)[0].tiles.first
    assert looker.look(shot(400, 300), SCREEN, Decision(), (), 0) == ()
    renamed = MonitorInfo(0, PLACE, "another")
    looker.follow((renamed, RIGHT))
    assert looker.look(shot(400, 300), renamed, Decision(), (), 0)[0].tiles.first


def test_monitors_that_do_not_come_to_rest_are_given_up() -> None:
    screen = FakeScreen(ManualClock(0))
    grab, failures = screen.grab, [2]

    def change(monitor: MonitorInfo) -> Screenshot:
        if failures[0]:
            failures[0] -= 1
            raise MonitorChangedError("It moved.")
        return grab(monitor)

    screen.grab = change  # type: ignore[method-assign]
    assert len(grab_all(screen)) == 1
    failures[0] = 3
    with pytest.raises(MonitorChangedError):
        grab_all(screen)


def test_numbers_go_by_name() -> None:
    known = MonitorNumbers()
    assert [known.number(name) for name in ("a", "b", "a", "c", "b")] == [0, 1, 0, 2, 1]


@pytest.mark.parametrize(
    ("width", "mm", "font_dpi", "scale"),
    [
        (1920, (508, 286), None, 1.0),
        (3840, (344, 194), None, 3.0),
        (2560, (597, 336), None, 1.25),
        (2560, (597, 336), 96.0, 1.0),
        (1280, (508, 286), None, 1.0),
        (7680, (160, 90), None, 1.0),
        (7680, (400, 225), None, 4.0),
        (1920, (508, 100), None, 1.0),
        (1920, (0, 286), None, 1.0),
        (1920, (0, 0), 192.0, 2.0),
        (1920, (0, 0), 2000.0, 4.0),
    ],
)
def test_scale(width: int, mm: tuple[int, int], font_dpi: float | None, scale: float) -> None:
    output = Output("x", Box(0, 0, width, width * 9 // 16), *mm)
    assert scale_of(output, font_dpi) == scale


# -- names


@pytest.mark.parametrize(
    ("title", "kept"),
    [
        ("a\x00b\x1b[31mc\td\ne", "a b [31mc d e"),
        ("invoice\u202efdp.exe", "invoicefdp.exe"),
        ("\u2066x\u2069 \u200ey\u200f\ufeff", "x y"),
        ("lone \ud800\udfff end", "lone end"),
        (PERSIAN, PERSIAN),
        ("soft\u00adhyphen \ue000 \U000e0041", "softhyphen"),
        ("line\u2028two\u2029three", "line two three"),
        ("  ", ""),
    ],
)  # fmt: skip
def test_titles_are_kept_on_one_line_without_what_cannot_be_seen(title: str, kept: str) -> None:
    assert clean_title(title) == kept


@given(st.text(st.characters(), max_size=3000))
def test_any_title_can_be_stored_and_shown(title: str) -> None:
    kept = clean_title(title)
    assert len(kept) <= 500
    assert kept == kept.strip()
    kept.encode()
    assert clean_title(kept) == kept
    for character in kept:
        assert unicodedata.category(character)[0] != "C" or character in "\u200c\u200d"
    assert clean_url(title).encode() is not None


def test_an_address_in_a_title_is_told() -> None:
    assert url_in("News - https://example.org/a?b=c - Browser") == "https://example.org/a?b=c"
    assert url_in("(https://example.org/a).") == "https://example.org/a"
    assert url_in("http://a.example and http://b.example") == ""
    assert url_in("no address, only example.org") == ""


@pytest.fixture
def strange(display: PrivateDisplay) -> Iterator[tuple[Display, X11Windows, int]]:
    """A window whose title is set byte by byte."""
    connection = Display(display.name)
    root = connection.screen().root
    made = root.create_window(30, 40, 200, 100, 0, X.CopyFromParent)
    made.set_wm_class("strange", "Strange")
    made.map()
    connection.sync()
    windows = X11Windows()
    wait_until(lambda: any(w.app == "Strange" for w in windows.visible()), "the window")
    yield connection, windows, made.id
    windows.close()
    made.destroy()
    connection.close()


@pytest.mark.parametrize(
    ("data", "begins"),
    [
        (b"x" * 100_000, "x" * 500),
        (("\u00e9\u4e2d\U0001f600" * 20_000).encode(), "\u00e9\u4e2d\U0001f600" * 166),
        (b"bad \xed\xa0\x80\xff\xfe bytes \xf0\x9f", "bad bytes"),
        ("pay\u202egpj.scr\x07\x1b]0;".encode(), "paygpj.scr ]0;"),
        (b"\x00" * 100_000, ""),
    ],
    ids=["long", "wide", "surrogates", "bidi", "zeros"],
)
def test_a_real_window_with_a_strange_title(
    strange: tuple[Display, X11Windows, int], data: bytes, begins: str
) -> None:
    connection, windows, number = strange
    for name, kind in (("_NET_WM_NAME", "UTF8_STRING"), ("WM_NAME", "UTF8_STRING")):
        made = connection.create_resource_object("window", number)
        atom = connection.intern_atom(name)
        made.change_property(atom, connection.intern_atom(kind), 8, data)
    connection.sync()
    (info,) = [window for window in windows.visible() if window.app == "Strange"]
    assert info.title[:370] == begins[:370]  # of a longer one the end may stay as well
    assert len(info.title) <= 500
    info.title.encode()
