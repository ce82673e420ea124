"""On a real desktop nothing of an excluded window is looked at: covered, unfocused or moving."""

import threading
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import numpy as np
import pytest

from services.capture.pipeline import Pipeline, PipelineLinks
from services.capture.recorder import Recorder, RecorderLinks
from services.capture.screens.x11 import X11Screen
from services.capture.windows.x11 import X11Windows
from services.clock import ManualClock
from services.records import CaptureMode
from services.settings import Settings
from tests.support.display import PrivateDisplay, start_display
from tests.support.waiting import wait_until
from tests.unit.capture.screen_play import KeepingSink, KnowingReader
from tests.unit.capture.test_capture_rules import Book

SECRET = (0xC0, 0x20, 0x40)
OPEN = (0x20, 0x60, 0xC0)


class Watcher:
    """A recorder on the real display; its reader keeps every picture that it was given."""

    def __init__(self, clock: ManualClock) -> None:
        self.clock, self.sink, self.reader = clock, KeepingSink(), KnowingReader()
        self.book = Book()
        links = PipelineLinks(
            reader=self.reader, sink=self.sink, ledger=self.book, frame_of=self.sink.frame_of
        )
        settings = Settings().with_value("capture.excluded_titles", ("*diary*",))
        self.recorder = Recorder(
            RecorderLinks(
                clock=clock,
                settings=lambda: settings,
                consent=lambda: True,
                open_screen=lambda: X11Screen(clock),
                open_windows=X11Windows,
                pipeline=Pipeline(links),
                ledger=self.book,
            ),
            poll_s=0.005,
        )

    def look(self) -> None:
        """One more look, with all that comes of it."""
        turns, seen = self.recorder.turns, self.recorder.state().seen
        self.clock.advance(2000)
        self.recorder.nudge()
        wait_until(
            lambda: self.recorder.turns > turns + 1 and self.recorder.state().seen > seen, "a look"
        )
        assert self.recorder.drain(10)

    def turned(self, before: int) -> bool:
        """Whether the recorder went round since."""
        return self.recorder.turns > before + 1

    def share(self, colour: tuple[int, int, int]) -> float:
        """The largest share of pixels of one colour in any picture that was handed to reading."""
        shares = [0.0]
        for job in self.reader.jobs:
            rgb = np.frombuffer(job.pixels, np.uint8).reshape(-1, 3)
            shares.append(float((rgb == colour).all(axis=1).mean()))
        return max(shares)


@pytest.fixture
def watcher(display: PrivateDisplay, clock: ManualClock) -> Iterator[Watcher]:
    made = Watcher(clock)
    yield made
    made.recorder.close()


def show(
    display: PrivateDisplay, title: str, colour: tuple[int, int, int], place: str, *more: str
) -> str:
    """A terminal of one colour that shows its title; gives its X id."""
    background = "#{:02x}{:02x}{:02x}".format(*colour)
    command = ["xterm", "-T", title, "-geometry", place, "-bg", background, "-fg", "white"]
    display.start(*command, *more, "-e", "sh", "-c", f"printf '%s' '{title}'; cat")
    return display.wait_for_window(title)


@pytest.mark.parametrize(
    ("title", "more"),
    [("vault.kdbx", ("-class", "KeePassXC")), ("My secret Diary", ())],
    ids=["app", "title"],
)
def test_an_excluded_window_that_is_partly_covered_and_not_in_front_is_painted_over(
    display: PrivateDisplay, watcher: Watcher, title: str, more: tuple[str, ...]
) -> None:
    show(display, title, SECRET, "60x20+100+100", *more)
    show(display, "Work in front", OPEN, "60x20+300+250")
    windows = X11Windows()
    try:
        wait_until(
            lambda: (front := windows.focused()) is not None and front.title == "Work in front",
            "the work to be in front",
        )
    finally:
        windows.close()
    watcher.recorder.start()
    watcher.look()
    watcher.look()
    assert watcher.share(OPEN) > 0.01
    assert watcher.share(SECRET) == 0.0
    rgb = watcher.sink.picture().reshape(-1, 3)
    assert not (rgb == SECRET).all(axis=1).any()
    assert [c.title for c in watcher.sink.captures if title in c.title] == []
    assert {line.kind for line in watcher.book.lines} <= {"app", "title"}
    assert watcher.book.lines
    assert title not in str(watcher.book.lines)


def test_an_excluded_window_that_moves_all_the_time_is_never_looked_at(
    display: PrivateDisplay, watcher: Watcher
) -> None:
    secret = show(display, "vault.kdbx", SECRET, "50x15+60+60", "-class", "KeePassXC")
    front = show(display, "Work in front", OPEN, "40x10+1200+700")
    display.ask("xdotool", "windowactivate", "--sync", front)
    watcher.recorder.start()
    over = threading.Event()

    def move() -> None:
        step = 0
        while not over.is_set():
            step += 1
            display.ask(
                "xdotool",
                "windowmove",
                secret,
                str(60 + step * 37 % 900),
                str(60 + step * 23 % 600),
            )

    mover = threading.Thread(target=move)
    mover.start()
    try:
        for _ in range(12):
            turns = watcher.recorder.turns
            watcher.clock.advance(2000)
            watcher.recorder.nudge()
            wait_until(partial(watcher.turned, turns), "a turn")
    finally:
        over.set()
        mover.join()
    watcher.look()
    assert watcher.recorder.drain(10)
    assert watcher.recorder.state().mode is CaptureMode.RECORDING
    assert watcher.share(OPEN) > 0.001
    assert watcher.share(SECRET) == 0.0


def test_an_excluded_window_in_front_leaves_no_picture_at_all(
    display: PrivateDisplay, watcher: Watcher, tmp_path: Path
) -> None:
    show(display, "Work behind", OPEN, "60x20+300+250")
    secret = show(display, "vault.kdbx", SECRET, "60x20+100+100", "-class", "KeePassXC")
    display.ask("xdotool", "windowactivate", "--sync", secret)
    watcher.recorder.start()
    wait_until(lambda: watcher.recorder.state().withheld, "the first look")
    assert watcher.recorder.drain(10)
    assert watcher.reader.jobs == []


@pytest.fixture
def two_monitors(watcher: Watcher, monkeypatch: pytest.MonkeyPatch) -> Iterator[PrivateDisplay]:
    """A display of its own, whose one output is cut into two monitors side by side."""
    assert watcher.recorder.turns == 0, "it looks where DISPLAY points when it starts"
    with start_display() as own:
        monkeypatch.setenv("DISPLAY", own.name)
        own.ask("xrandr", "--setmonitor", "DP-1", "960/0x1080/0+0+0", "screen")
        own.ask("xrandr", "--setmonitor", "DP-2", "960/0x1080/0+960+0", "none")
        yield own
        watcher.recorder.close()


def test_an_excluded_window_on_the_second_monitor_is_painted_over_there(
    two_monitors: PrivateDisplay, watcher: Watcher
) -> None:
    show(two_monitors, "vault.kdbx", SECRET, "60x20+1100+100", "-class", "KeePassXC")
    show(two_monitors, "Beside it", OPEN, "40x10+1100+700")
    front = show(two_monitors, "Work in front", OPEN, "60x20+100+100")
    two_monitors.ask("xdotool", "windowactivate", "--sync", front)
    watcher.recorder.start()
    watcher.look()
    watcher.look()
    assert {job.monitor for job in watcher.reader.jobs} == {0, 1}
    assert watcher.share(OPEN) > 0.01
    assert watcher.share(SECRET) == 0.0
    second = [job for job in watcher.reader.jobs if job.monitor == 1]
    assert all(job.excluded for job in second)
    assert {line.kind for line in watcher.book.lines} == {"app"}


def test_an_excluded_window_across_both_monitors_is_painted_over_on_either(
    two_monitors: PrivateDisplay, watcher: Watcher
) -> None:
    show(two_monitors, "vault.kdbx", SECRET, "80x20+700+100", "-class", "KeePassXC")
    front = show(two_monitors, "Work in front", OPEN, "60x10+100+700")
    two_monitors.ask("xdotool", "windowactivate", "--sync", front)
    watcher.recorder.start()
    watcher.look()
    watcher.look()
    assert all(job.excluded for job in watcher.reader.jobs)
    assert watcher.share(OPEN) > 0.01
    assert watcher.share(SECRET) == 0.0


@pytest.mark.parametrize("on_top", [True, False], ids=["over", "under"])
def test_a_window_that_can_be_seen_through_hides_nothing_of_an_excluded_one(
    display: PrivateDisplay, watcher: Watcher, on_top: bool
) -> None:
    """Both boxes are painted where the excluded one lies, whoever is on top and however opaque."""
    secret = show(display, "vault.kdbx", SECRET, "60x20+100+100", "-class", "KeePassXC")
    glass = show(display, "Glass", OPEN, "60x20+200+150")
    display.ask(
        "xprop", "-id", glass, "-f", "_NET_WM_WINDOW_OPACITY", "32c",
        "-set", "_NET_WM_WINDOW_OPACITY", "0x80000000",
    )  # fmt: skip
    front = show(display, "Work in front", OPEN, "40x10+1200+700")
    display.ask("xdotool", "windowraise", glass if on_top else secret)
    display.ask("xdotool", "windowactivate", "--sync", front)
    watcher.recorder.start()
    watcher.look()
    watcher.look()
    assert watcher.share(SECRET) == 0.0
    assert watcher.share(OPEN) > 0.001
    windows = X11Windows()
    try:
        (box,) = (w.box for w in windows.visible() if w.app.casefold() == "keepassxc")
    finally:
        windows.close()
    assert box is not None
    picture = watcher.sink.picture()
    part = picture[box.top : box.bottom, box.left : box.right]
    assert not part.any(), "all of its place is black, also what the other one covers"
