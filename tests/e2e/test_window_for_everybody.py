"""The running program without eyes and without a mouse: names, roles and the way of the focus."""

import subprocess
import sys
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest

from services.capture.accessibility.wire import Ref
from tests.support.accessibility_bus import AccessibleDesk, start_accessibility
from tests.support.display import PrivateDisplay
from tests.support.told_controls import UNTOLD, Control, ToldControls
from tests.support.waiting import wait_until

PAGES = ("ask", "timeline", "memories", "sources", "settings")
RAIL = {name.title() for name in PAGES}
BY_ARROWS = {30, 32}  # the frame around a page, and what is in a list that is folded away
PASSPHRASE = "four odd words here"


@pytest.fixture(scope="module")
def desk(shared_display: PrivateDisplay) -> Iterator[AccessibleDesk]:
    shared_display.touch()
    with start_accessibility(shared_display) as made:
        yield made


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """The program's arguments for a library with a note in it."""
    folder = tmp_path_factory.mktemp("library")
    (folder / "key").write_text(PASSPHRASE)
    arguments = [
        sys.executable, "-m", "app", "--data-dir", str(folder / "data"),
        "--key-file", str(folder / "key"), "--set", "look.hotkey=",
    ]  # fmt: skip
    note = [*arguments, "note", "The spare key hangs behind the barometer. I'll oil it by Friday."]
    subprocess.run(note, check=True, capture_output=True, cwd=Path(__file__).parents[2])
    return arguments


@pytest.fixture(scope="module")
def told(desk: AccessibleDesk, library: list[str]) -> Iterator[ToldControls]:
    program = desk.start(*library)
    desk.wait_for_front("Afterimage", 60)
    made = ToldControls(desk.environ["DBUS_SESSION_BUS_ADDRESS"], program.pid)
    wait_until(made.controls, "the program on the accessibility bus", 60)
    yield made
    made.close()


def page(desk: AccessibleDesk, told: ToldControls, number: int) -> list[Control]:
    """The controls of a page, once no more of them come."""
    desk.display.ask("xdotool", "key", f"ctrl+{number}")
    before: list[Control] = []

    def settled() -> list[Control] | None:
        nonlocal before
        now = told.controls()
        same = [(one.ref, one.name) for one in now] == [(one.ref, one.name) for one in before]
        before = now
        return now if same and now else None

    found = wait_until(settled, f"page {number}", 60)
    assert found is not None
    return found


@pytest.mark.parametrize("number", range(1, 6), ids=PAGES)
def test_every_control_says_what_it_is(
    desk: AccessibleDesk, told: ToldControls, number: int
) -> None:
    controls = page(desk, told, number)
    assert len(controls) > 8
    unnamed = [one for one in controls if not one.name.strip()]
    assert unnamed == []
    untold = [(one.name, one.role) for one in controls if one.role in UNTOLD]
    assert untold == []


def moved(told: ToldControls, controls: list[Control], before: Control | None) -> Control | None:
    """What has the focus now, if it is something else than before."""
    now = told.focused(controls)
    return None if now is None or (before is not None and now.ref == before.ref) else now


@pytest.mark.parametrize("number", [1, 4], ids=["ask", "sources"])
def test_the_tab_key_reaches_what_can_be_used_and_comes_round(
    desk: AccessibleDesk, told: ToldControls, number: int
) -> None:
    controls = page(desk, told, number)
    way: list[Ref] = []
    before = told.focused(controls)
    while before is None or before.ref not in way:
        way += [] if before is None else [before.ref]
        desk.display.ask("xdotool", "key", "Tab")
        before = wait_until(partial(moved, told, controls, before), "the focus to move", 30)
    usable = [one for one in controls if one.usable and one.role not in BY_ARROWS]
    missed = [one for one in usable if one.ref not in way]
    rail = {one.ref for one in missed if one.name in RAIL}
    assert [one.name for one in missed if one.ref not in rail] == []
    assert len(rail) == len(PAGES) - 1, "the arrow keys go on from the page that is chosen"
