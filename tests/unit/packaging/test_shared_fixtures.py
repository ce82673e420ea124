"""The shared fixtures do what they promise."""

import os
import socket
import subprocess
import sys
import threading
from pathlib import Path

import keyring
import pytest

from services.clock import MINUTE_MS, ManualClock
from tests.support.display import PrivateDisplay
from tests.support.isolation import without_network
from tests.support.leaks import leftover_threads
from tests.support.programs import find_program
from tests.support.secrets_bus import PrivateSecretService
from tests.support.waiting import wait_until


def test_the_clock_stands_still_until_moved(clock: ManualClock) -> None:
    before = clock.now_ms()
    assert clock.now_ms() == before
    clock.advance(MINUTE_MS)
    assert clock.now_ms() == before + MINUTE_MS


def test_the_display_answers_with_its_size(display: PrivateDisplay) -> None:
    assert os.environ["DISPLAY"] == display.name
    find_program("xdpyinfo", "x11-utils")
    assert "1920x1080 pixels" in display.ask("xdpyinfo")


def test_a_program_gets_a_managed_window(display: PrivateDisplay) -> None:
    display.start("xterm", "-T", "a test window", "-e", "cat")
    window = display.wait_for_window("a test window")
    # only a window manager writes this list
    listed = wait_until(
        lambda: display.ask("xprop", "-root", "_NET_ACTIVE_WINDOW"), "an active window"
    )
    assert f"{int(window):x}" in wait_until(
        lambda: display.ask("xprop", "-root", "_NET_CLIENT_LIST"), "the list of windows"
    )
    assert "0x" in listed


def test_without_the_fixture_there_is_no_display() -> None:
    assert "DISPLAY" not in os.environ


def test_a_secret_is_kept_by_the_real_service(secret_service: PrivateSecretService) -> None:
    assert keyring.get_password("afterimage-test", "someone") is None
    keyring.set_password("afterimage-test", "someone", "sesame")
    assert keyring.get_password("afterimage-test", "someone") == "sesame"
    assert any(secret_service.folder.glob("*.keyring"))


def test_each_test_has_an_empty_secret_service(secret_service: PrivateSecretService) -> None:
    assert keyring.get_password("afterimage-test", "someone") is None


def test_without_the_fixture_no_keyring_answers() -> None:
    with pytest.raises(keyring.errors.NoKeyringError):
        keyring.get_password("afterimage-test", "someone")


def test_a_thread_left_running_is_found() -> None:
    before = frozenset(leftover_threads(frozenset(), wait_s=0))
    release = threading.Event()
    thread = threading.Thread(target=release.wait, name="left-behind")
    thread.start()
    try:
        assert list(leftover_threads(before, wait_s=0).values()) == ["left-behind"]
    finally:
        release.set()
        thread.join()
    assert not leftover_threads(before, wait_s=0)


def test_the_home_is_private() -> None:
    assert Path(os.environ["XDG_DATA_HOME"]).parent.name.startswith("afterimage-tests-")


def test_without_a_network_nothing_is_reached() -> None:
    """A port that answers here is out of reach there."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        code = f"import socket; socket.create_connection(('127.0.0.1', {port}), 5)"
        here = subprocess.run([sys.executable, "-c", code], check=False)
        there = subprocess.run(
            without_network(sys.executable, "-c", code), capture_output=True, check=False
        )
    assert here.returncode == 0
    assert b"Network is unreachable" in there.stderr
