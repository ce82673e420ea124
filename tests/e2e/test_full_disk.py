"""A disk that is full holds capture, costs nothing that was kept, and lets it go on by itself."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import numpy as np
import pytest

from services.capture.pipeline import Pipeline, PipelineLinks
from services.capture.recorder import Recorder, RecorderLinks
from services.capture.screens.fake import FakeScreen
from services.capture.sensors import Sensors
from services.capture.warden import Warden
from services.capture.windows.fake import FakeWindows
from services.clock import ManualClock
from services.memory.ingest import Ingest
from services.records import Box, CaptureId, CaptureMode, FrameId, Line, WindowInfo
from services.settings import Settings
from services.store import Store
from tests.support.cheap_reader import CheapReader
from tests.support.storing import open_store_in
from tests.support.waiting import wait_until
from tests.unit.capture.screen_play import noise

SIZE = (640, 360)
EVERYWHERE = Box(0, 0, *SIZE)
ROOM = 12_000_000
WORDS = ("heron", "stork", "ibis")


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A real disk of 12 MB; skipped where none may be mounted."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mount = shutil.which("mount")
    if mount is None:
        pytest.skip("there is no mount")
    command = [mount, "-t", "tmpfs", "-o", f"size={ROOM}", "tmpfs", str(folder)]
    if subprocess.run(command, capture_output=True, check=False).returncode:
        pytest.skip("nothing may be mounted here")
    yield folder
    subprocess.run(["umount", str(folder)], check=True)


class Work:
    """A desktop whose every look shows something new, stored on the small disk."""

    def __init__(self, disk: Path, clock: ManualClock, low_mb: int) -> None:
        self.clock, self.disk, self.reader = clock, disk, CheapReader()
        self.store: Store = open_store_in(disk, clock)
        settings = Settings().with_value("capture.disk_low_mb", low_mb)
        warden = Warden(clock, lambda: settings.capture, Sensors(clock, disk).read)
        self.screen = FakeScreen(clock, (SIZE,))
        store = self.store

        def frame_of(capture_id: CaptureId) -> FrameId | None:
            frame = store.frames.of_capture(capture_id)
            return None if frame is None else frame.id

        self.recorder = Recorder(
            RecorderLinks(
                clock=clock,
                settings=lambda: settings,
                consent=lambda: True,
                open_screen=lambda: self.screen,
                open_windows=lambda: FakeWindows(
                    WindowInfo("Editor", "notes", box=EVERYWHERE, focused=True)
                ),
                pipeline=Pipeline(
                    PipelineLinks(
                        reader=self.reader,
                        sink=Ingest(store, clock, lambda: settings, lambda _kind: None),
                        ledger=store.ledger,
                        frame_of=frame_of,
                        count=store.counters.add,
                        store_failed=warden.store_failed,
                    )
                ),
                ledger=store.ledger,
                warden=warden,
            ),
            poll_s=0.005,
        )

    def show(self, number: int) -> None:
        """Something new: a picture that does not shrink, and a line."""
        pixels = noise(number, *SIZE)
        words = " ".join(f"{word}{'abcdefghij'[int(d)]}" for word in WORDS for d in str(number))
        self.reader.know(pixels, [Line(f"Remember {words}.", Box(10, 10, 300, 20))])
        self.screen.show(pixels)

    def look(self, number: int) -> CaptureMode:
        """Show something and let ten seconds pass."""
        self.show(number)
        turns = self.recorder.turns
        self.clock.advance(10_000)
        self.recorder.nudge()
        wait_until(lambda: self.recorder.turns > turns + 2, "a turn")
        self.recorder.drain(20)
        return self.recorder.state().mode


@pytest.mark.parametrize("low_mb", [10, 1000], ids=["until it refuses", "with room left"])
def test_a_full_disk_holds_capture_and_lets_it_go_on(
    small_disk: Path, clock: ManualClock, low_mb: int
) -> None:
    ballast = small_disk / "somebody else's"
    ballast.write_bytes(bytes(ROOM * 6 // 10))
    work = Work(small_disk, clock, low_mb)
    try:
        work.recorder.start()
        looks = 0
        while (mode := work.look(looks)) is CaptureMode.RECORDING and looks < 200:
            looks += 1
            if low_mb == 10 and looks > 5:  # another program takes the last of it
                _fill(small_disk)
        assert mode is CaptureMode.HELD
        held = work.recorder.state()
        assert held.detail.startswith("The disk is nearly full")
        assert "goes on by itself" in held.detail
        kept = held.kept
        assert kept > 0
        assert work.look(900) is CaptureMode.HELD
        ballast.unlink()
        (small_disk / "last").unlink(missing_ok=True)
        for number in range(901, 906):
            mode = work.look(number)
        assert mode is CaptureMode.RECORDING
        assert work.recorder.state().kept > kept
    finally:
        work.recorder.close()
    frames = [work.store.frames.of_capture(c.id) for c in work.store.captures.latest(500)]
    assert len(frames) == work.recorder.state().kept
    assert all(
        f is not None and np.frombuffer(work.store.frames.picture(f.id).rgb, np.uint8).size
        for f in frames
    )
    assert work.store.check() == []
    work.store.close()
    again = open_store_in(small_disk, clock)
    assert len(again.captures.latest(500)) == len(frames)
    assert again.check() == []
    again.close()


def _fill(disk: Path) -> None:
    """Take all the room that is left."""
    handle = os.open(disk / "last", os.O_CREAT | os.O_WRONLY | os.O_APPEND)
    with suppress(OSError):
        while os.write(handle, bytes(64_000)):
            pass
    os.close(handle)
