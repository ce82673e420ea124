"""A pause holds at once, outlives the program, and ends when it should."""

from pathlib import Path

import pytest

from services.capture.pausing import FILE_NAME, Pause, PauseFile, Pauses
from services.clock import ManualClock
from services.errors import DataDirError

MINUTE = 60_000


@pytest.fixture(params=["memory", "file"])
def pauses(request: pytest.FixtureRequest, tmp_path: Path, clock: ManualClock) -> Pauses:
    return PauseFile(tmp_path, clock) if request.param == "file" else Pauses(clock)


def test_a_pause_ends_by_itself_or_by_hand(pauses: Pauses, clock: ManualClock) -> None:
    assert pauses.now() is None
    pauses.pause(15)
    assert pauses.now() == Pause(clock.now_ms() + 15 * MINUTE)
    clock.advance(15 * MINUTE - 1)
    assert pauses.now() is not None
    clock.advance(1)
    assert pauses.now() is None
    pauses.pause(60)
    pauses.pause()
    clock.advance(1000 * 60 * MINUTE)
    assert pauses.now() == Pause()
    pauses.resume()
    assert pauses.now() is None
    pauses.resume()


def test_a_pause_outlives_the_program(tmp_path: Path, clock: ManualClock) -> None:
    PauseFile(tmp_path, clock).pause(60)
    clock.advance(30 * MINUTE)
    again = PauseFile(tmp_path, clock)
    assert again.now() == Pause(clock.now_ms() + 30 * MINUTE)
    clock.advance(30 * MINUTE)
    assert again.now() is None
    assert PauseFile(tmp_path, clock).now() is None
    again.pause()
    clock.advance(1000 * 60 * MINUTE)
    assert PauseFile(tmp_path, clock).now() == Pause()


def test_a_running_program_hears_of_what_another_wrote(tmp_path: Path, clock: ManualClock) -> None:
    running, command = PauseFile(tmp_path, clock), PauseFile(tmp_path, clock)
    assert running.now() is None
    command.pause(15)
    assert running.now() == Pause(clock.now_ms() + 15 * MINUTE)
    command.pause()
    assert running.now() == Pause()
    command.resume()
    assert running.now() is None


def test_the_note_is_for_its_owner_alone_and_what_is_broken_pauses(
    tmp_path: Path, clock: ManualClock
) -> None:
    pauses = PauseFile(tmp_path, clock)
    pauses.pause()
    assert (tmp_path / FILE_NAME).stat().st_mode & 0o077 == 0
    for broken in (b"tomorrow", b"\xff\xfe", b""):
        (tmp_path / FILE_NAME).write_bytes(broken)
        assert PauseFile(tmp_path, clock).now() == Pause()


def test_where_the_note_cannot_be_written_the_pause_holds_and_it_is_told(
    tmp_path: Path, clock: ManualClock
) -> None:
    pauses = PauseFile(tmp_path / "gone", clock)
    with pytest.raises(DataDirError, match="after a restart"):
        pauses.pause(15)
    assert pauses.now() is not None
    (tmp_path / FILE_NAME).mkdir()
    stuck = PauseFile(tmp_path, clock)
    with pytest.raises(DataDirError, match="stays paused"):
        stuck.resume()
