"""What real programs tell over the real accessibility bus, and what they must not make us do."""

import os
import signal
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from services.capture.accessibility.atspi import AtSpi
from services.capture.accessibility.base import AccessibleText, Bounds
from services.records import Box, WindowInfo
from tests.support.accessibility_bus import AccessibleDesk, start_accessibility
from tests.support.accessible_window import PASSWORD
from tests.support.display import PrivateDisplay
from tests.support.programs import find_program
from tests.support.waiting import wait_until

# Generous, so that a busy machine decides nothing; the bounds have tests of their own.
AMPLE = Bounds(call_s=20.0, wall_s=30.0, cpu_s=20.0)


@pytest.fixture(scope="module")
def session(shared_display: PrivateDisplay) -> Iterator[AccessibleDesk]:
    with start_accessibility(shared_display) as desk:
        yield desk


@pytest.fixture
def desk(session: AccessibleDesk) -> Iterator[AccessibleDesk]:
    yield session
    session.stop_programs()


@pytest.fixture
def source(desk: AccessibleDesk) -> Iterator[AtSpi]:
    source = AtSpi(environ=desk.environ, bounds=AMPLE)
    yield source
    source.close()


def told(source: AtSpi, window: WindowInfo, word: str) -> AccessibleText:
    """What a program tells, once it tells a certain word: it comes onto the bus in a moment."""

    def ask() -> AccessibleText | None:
        found = source.read(window)
        return found if found is not None and word in texts(found) else None

    found = wait_until(ask, f"{word!r} to be told", 30.0)
    assert found is not None
    return found


def anything(source: AtSpi, window: WindowInfo) -> AccessibleText:
    """What a program tells, once it tells of this window at all."""
    found = wait_until(lambda: source.read(window), "the program to tell", 30.0)
    assert found is not None
    return found


def texts(found: AccessibleText) -> list[str]:
    return [line.text for line in found.lines]


def inside(box: Box, window: WindowInfo) -> bool:
    assert window.box is not None
    return box.left >= window.box.left and box.right <= window.box.right and (
        box.top >= window.box.top and box.bottom <= window.box.bottom
    )  # fmt: skip


def test_labels_fields_and_tables_are_told_in_reading_order_but_no_password(
    desk: AccessibleDesk, source: AtSpi
) -> None:
    desk.start_window("form", "Lock book")
    window = desk.wait_for_front("Lock book")
    found = told(source, window, "Agnes Holm")
    said = texts(found)
    assert found.complete
    assert "The lock keeper notes every barge" in said
    cells = [one for one in said if one in {"coal", "40 t", "gravel", "62 t", "grain", "18 t"}]
    assert cells == ["coal", "40 t", "gravel", "62 t", "grain", "18 t"]
    boxes = {line.text: line.box for line in found.lines}
    assert all(inside(box, window) for box in boxes.values())
    assert boxes["coal"].right <= boxes["40 t"].left
    assert boxes["coal"].bottom <= boxes["gravel"].top + 2
    assert "Pass phrase" in said
    assert not any(PASSWORD in one or "●" in one for one in said)
    (secret,) = found.secrets
    assert inside(secret, window)
    assert not any(secret.overlaps(box) for box in boxes.values())


def test_a_password_that_is_shown_stays_unread(desk: AccessibleDesk, source: AtSpi) -> None:
    desk.start_window("revealed", "Door code")
    window = desk.wait_for_front("Door code")
    hidden = wait_until(lambda: (found := source.read(window)) and found.secrets, "the field", 30.0)
    desk.display.ask("xdotool", "key", "End", "type", "x")
    shown = source.read(desk.wait_for_front("Door code shown"))
    assert shown is not None
    assert shown.secrets == hidden
    assert texts(shown) == []


def test_only_the_visible_part_of_a_long_text_is_told(desk: AccessibleDesk, source: AtSpi) -> None:
    desk.start_window("long", "Log")
    window = desk.wait_for_front("Log")
    found = told(source, window, "Line 300 of the long log")
    numbers = [int(one.split()[1]) for one in texts(found)]
    assert numbers == list(range(numbers[0], numbers[0] + len(numbers)))
    assert 250 <= numbers[0] <= 300
    assert 15 <= len(numbers) <= 60
    assert all(inside(line.box, window) for line in found.lines)


def test_lines_whose_places_contradict_each_other_are_not_told(
    desk: AccessibleDesk, source: AtSpi
) -> None:
    desk.start_window("lost", "Log")
    window = desk.wait_for_front("Log")
    found = anything(source, window)
    assert texts(found) == []


def test_of_ten_thousand_items_only_what_is_seen_is_asked_for(
    desk: AccessibleDesk, source: AtSpi
) -> None:
    desk.start_window("listed", "Moorings")
    found = told(source, desk.wait_for_front("Moorings"), "mooring 3")
    numbers = [int(one.split()[1]) for one in texts(found)]
    assert numbers == list(range(len(numbers)))
    assert 15 <= len(numbers) <= 60
    assert found.nodes <= 120


def test_thousands_of_children_of_a_plain_part_are_left_alone(
    desk: AccessibleDesk, source: AtSpi
) -> None:
    desk.start_window("many", "Buoys")
    window = desk.wait_for_front("Buoys", 60.0)
    found = anything(source, window)
    assert not found.complete
    assert texts(found) == []
    assert found.nodes < 20, "and the program is not made to list them"


def test_a_hung_program_costs_its_bound_once_and_is_then_left_alone(desk: AccessibleDesk) -> None:
    now_s = [0.0]
    bounds = Bounds(call_s=0.2, wall_s=0.5, cpu_s=5.0)
    source = AtSpi(environ=desk.environ, bounds=bounds, monotonic=lambda: now_s[0])
    try:
        program = desk.start_window("form", "Lock book")
        window = desk.wait_for_front("Lock book")
        wait_until(lambda: source.read(window), "the program to tell", 30.0)
        program.send_signal(signal.SIGSTOP)
        source.counts()
        started_s = time.monotonic()
        assert source.read(window) is None
        assert time.monotonic() - started_s < 5.0, "the bound is half a second"
        assert source.counts() == {"accessibility.silent": 1}
        now_s[0] += 4.0
        assert source.read(window) is None
        assert source.counts() == {"accessibility.waiting": 1}
        program.send_signal(signal.SIGCONT)
        now_s[0] += 2.0

        def again() -> AccessibleText | None:
            now_s[0] += 700.0
            return source.read(window)

        found = wait_until(again, "the program to be asked again", 30.0)
        assert found is not None
        assert found.lines
    finally:
        source.close()


def test_a_killed_program_is_simply_gone(desk: AccessibleDesk, source: AtSpi) -> None:
    program = desk.start_window("form", "Lock book")
    window = desk.wait_for_front("Lock book")
    told(source, window, "Agnes Holm")
    program.kill()
    program.wait()
    source.counts()
    assert source.read(window) is None
    assert source.counts() == {}, "neither the bus is lost nor a program waited for"


def test_nothing_is_told_of_a_window_that_is_not_the_one_meant(
    desk: AccessibleDesk, source: AtSpi
) -> None:
    desk.start_window("form", "Lock book")
    window = desk.wait_for_front("Lock book")
    told(source, window, "Agnes Holm")
    other = WindowInfo("other", "Another title", box=window.box, focused=True, pid=0)
    assert source.read(other) is None
    assert source.read(WindowInfo("other", "No place", focused=True)) is None
    by_title = WindowInfo("form", "Lock book", box=window.box, focused=True)
    found = source.read(by_title)
    assert found is not None
    assert "Agnes Holm" in texts(found)


def test_gtk_tells_too(desk: AccessibleDesk, source: AtSpi) -> None:
    desk.start(
        find_program("zenity", "zenity"), "--forms", "--title", "Visits", "--text", "Who came by",
        "--add-entry", "Name", "--add-password", "Pass phrase",
        "--add-list", "Kind", "--list-values", "heron|otter|kingfisher",
    )  # fmt: skip
    window = desk.wait_for_front("Visits")
    told(source, window, "kingfisher")
    desk.display.ask("xdotool", "type", "Ada")
    desk.display.ask("xdotool", "key", "Tab")
    desk.display.ask("xdotool", "type", "sesame")
    found = told(source, window, "Ada")
    said = texts(found)
    assert {"Who came by", "Name", "Pass phrase", "Cancel", "OK"} <= set(said)
    assert [one for one in said if one in {"heron", "otter", "kingfisher"}] == [
        "heron", "otter", "kingfisher"
    ]  # fmt: skip
    assert len(found.secrets) == 1
    assert not any("sesame" in one for one in said)


def test_gtk_tells_the_visible_part_of_a_long_text(
    desk: AccessibleDesk, source: AtSpi, tmp_path: Path
) -> None:
    log = tmp_path / "log.txt"
    log.write_text("\n".join(f"Row {at} of the log" for at in range(400)), encoding="utf-8")
    desk.start(
        find_program("zenity", "zenity"), "--text-info", "--title", "Rows",
        "--filename", str(log), "--width", "500", "--height", "300",
    )  # fmt: skip
    found = told(source, desk.wait_for_front("Rows"), "OK")
    rows = [int(one.split()[1]) for one in texts(found) if one.startswith("Row ")]
    assert rows == list(range(rows[0], rows[0] + len(rows)))
    assert 5 <= len(rows) <= 25


def test_without_a_bus_or_with_the_switch_off_nothing_is_read(
    display: PrivateDisplay, tmp_path: Path
) -> None:
    window = WindowInfo("form", "Lock book", box=Box(0, 0, 10, 10), focused=True, pid=os.getpid())
    for environ in (
        {},
        {"XDG_RUNTIME_DIR": str(tmp_path)},
        {"DBUS_SESSION_BUS_ADDRESS": "tcp:host=localhost,port=1"},
    ):
        source = AtSpi(environ=environ)
        assert source.read(window) is None
        assert source.counts() == {}
        assert source.describe().startswith("not in use: there is no session bus")
        source.close()


def test_the_switch_is_put_on_only_where_the_person_asked_and_back_again(
    display: PrivateDisplay,
) -> None:
    with start_accessibility(display, switched_on=False) as desk:
        desk.start_window("form", "Lock book")
        window = desk.wait_for_front("Lock book")
        for enable, expected in ((False, False), (True, True), (False, False)):
            source = AtSpi(environ=desk.environ, bounds=AMPLE, enable=enable)
            assert source.describe().startswith("in use while" if enable else "not in use")
            if expected:
                told(source, window, "Agnes Holm")
                assert source.describe().startswith("in use: ")
            else:
                assert source.read(window) is None
            source.close()
