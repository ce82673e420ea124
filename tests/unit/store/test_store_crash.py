"""A process that is killed while it writes loses nothing it had committed."""

import os
import random
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.storing import open_store_in

ROOT = Path(__file__).parents[3]

WRITER = """
import sys
from pathlib import Path
from services.records import Tier
from tests.support.storing import add_frame, capture, keyframe, like, open_store_in

store = open_store_in(Path(sys.argv[1]))
for number in range(100_000):
    at = number * 3
    thread = like("chat", thread="t")
    _, ids, _ = store.captures.add(capture(f"word{number} alpha", "beta", at=at, like=thread))
    frame = add_frame(store, keyframe((number % 250, 0, 0), 64, 40), at + 1)
    store.segments.set_tier(ids[1:], Tier.ARCHIVED)
    if number % 3 == 0:
        store.frames.fade(frame)
    if number % 5 == 4:
        store.deletion.delete([store.captures.latest(1)[0].id])
    print(number, flush=True)
"""


@pytest.mark.parametrize("seed", range(4))
def test_killed_at_any_moment(tmp_path: Path, seed: int) -> None:
    child = subprocess.Popen(
        [sys.executable, "-c", WRITER, str(tmp_path)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    assert child.stdout is not None
    chance = random.Random(seed)
    last = -1
    for _ in range(chance.randrange(3, 40)):
        last = int(child.stdout.readline())
    for _ in range(chance.randrange(200_000)):  # somewhere inside the next round, no sleeping
        pass
    child.send_signal(signal.SIGKILL)
    rest = child.stdout.read()
    complete = [line for line in rest.splitlines(keepends=True) if line.endswith("\n")]
    last = int(complete[-1]) if complete else last
    child.stdout.close()
    child.wait()

    store = open_store_in(tmp_path)
    try:
        store.sweep_strays()
        assert store.check() == []
        for number in range(last + 1):
            assert len(store.words.search(f"word{number}", 5)) == 1
            assert store.words.search(f"word{number}", 5, window=True)
        store.captures.add_many([])
        assert store.words.rebuild() == store.words.total()
        assert store.stray_blobs() == []
    finally:
        store.close()
