"""A new user's first day with the real program: from Welcome over a note to a cited answer.

Pressed and typed on a private display; what is on the screen after each step is found by what the
program tells assistive technology. Pictures of the steps lie below pytest's ``--basetemp``.
"""

import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import mss
import mss.tools
import pytest

from tests.support.accessibility_bus import AccessibleDesk, start_accessibility
from tests.support.display import PrivateDisplay
from tests.support.told_controls import Control, ToldControls
from tests.support.waiting import wait_until

PASSPHRASE = "four odd words here"
NOTE = "The boat shed key hangs behind the barometer in the hall."
LONG_S = 90


class Person:
    """Looks for controls by name, presses and types."""

    def __init__(self, desk: AccessibleDesk, told: ToldControls, folder: Path) -> None:
        self._desk, self._told, self._folder = desk, told, folder
        self._steps = 0

    def sees(self, name: str) -> Control:
        """Wait for something that can be used, and that says it is this."""

        def found() -> Control | None:
            return next((c for c in self._told.controls() if c.name == name and c.usable), None)

        control = wait_until(found, f"“{name}”", LONG_S)
        assert control is not None
        return control

    def presses(self, name: str) -> None:
        box = self.sees(name).box
        assert box is not None
        x, y = box.left + min(box.width // 2, 40), box.top + box.height // 2
        self._ask("mousemove", str(x), str(y), "click", "1")

    def types(self, text: str) -> None:
        self._ask("type", "--delay", "4", text)

    def keys(self, *names: str) -> None:
        self._ask("key", *names)

    def _ask(self, *arguments: str) -> None:
        self._desk.display.ask("xdotool", *arguments)

    def pictures(self, name: str) -> None:
        """Keep a picture of the screen."""
        self._steps += 1
        with mss.MSS(display=self._desk.display.name) as screen:
            shot = screen.grab(screen.monitors[0])
        file = self._folder / f"{self._steps}-{name}.png"
        mss.tools.to_png(shot.rgb, shot.size, output=str(file))
        assert len(set(shot.rgb[::997])) > 3, "the screen is blank"


@pytest.fixture
def desk(shared_display: PrivateDisplay) -> Iterator[AccessibleDesk]:
    shared_display.touch()
    with start_accessibility(shared_display) as made:
        yield made


@pytest.mark.parametrize(("theme", "scale"), [("dark", 100), ("light", 200)])
def test_from_welcome_to_a_cited_answer(
    desk: AccessibleDesk, tmp_path: Path, theme: str, scale: int
) -> None:
    program = desk.start(
        sys.executable, "-m", "app", "--data-dir", str(tmp_path / "data"),
        "--set", "look.hotkey=", "--set", f"look.theme={theme}", "--set",
        f"look.text_scale={scale}", "--set", "look.language=en",
    )  # fmt: skip
    desk.wait_for_front("Welcome to Afterimage", LONG_S)
    told = ToldControls(desk.environ["DBUS_SESSION_BUS_ADDRESS"], program.pid)
    with closing(told):
        wait_until(told.controls, "the program on the accessibility bus", LONG_S)
        first_day(Person(desk, told, tmp_path))


def first_day(person: Person) -> None:
    """Everything that is pressed, typed and seen."""
    person.pictures("welcome")
    person.presses("Not now: only files and notes")
    person.presses("Next")
    person.sees("Add a folder…")
    person.pictures("places")
    person.presses("Next")
    person.presses("Passphrase")
    person.types(PASSPHRASE)
    person.presses("Once more")
    person.types(PASSPHRASE)
    person.pictures("key")
    person.presses("Make my library")
    person.presses("I wrote it down")
    person.pictures("recovery")
    person.presses("Begin")
    person.sees("Ask or search your memory")
    person.pictures("first-day")
    person.keys("ctrl+n")
    person.sees("Note")
    person.types(NOTE)
    person.presses("Remember this")
    person.sees("What did I work on yesterday?")
    person.keys("ctrl+k")
    person.types("Where does the boat shed key hang?")
    person.keys("Return")
    person.sees("Open source 1")
    person.pictures("answer")
    person.presses("Open source 1")
    person.sees("Back (Esc)")
    person.pictures("source")
    person.keys("Escape")
    person.sees("Copy with sources")
    person.keys("ctrl+2")
    person.sees("Lanes of the timeline")
    person.pictures("timeline")
