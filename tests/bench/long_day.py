"""Eight hours of made-up captures through the real pipeline and store: memory and bytes by hour.

The recogniser is replaced by a cheap reader behind the same protocol; looking, comparing, packing
of pictures, store and word index are the real ones. ``long_day.py [HOURS [SECONDS]]``
with so many seconds between two looks (2).
Memory is flat where the last hour takes at most 5 % more than the first.
"""

import gc
import sys
import tempfile
import time
from pathlib import Path

import psutil

sys.path.insert(0, str(Path(__file__).parents[2]))

from tests.support.made_up_day import LOOK_MS, MadeUpDay

HOURS = 8
LEAST_MB = 60


def main(hours: int, every_ms: int) -> int:
    """Play the hours and print a line for each; 1 where memory grew or too much was stored."""
    process = psutil.Process()
    resident: list[float] = []
    with tempfile.TemporaryDirectory(prefix="afterimage-day-") as name:
        folder = Path(name)
        day = MadeUpDay(folder)
        print(f"{'hour':>4} {'RSS MB':>8} {'kept':>6} {'looks':>7} {'disk MB':>8} {'CPU s':>7}")
        for minute in day.play(60 * hours, every_ms):
            if minute % 60:
                continue
            gc.collect()
            resident.append(process.memory_info().rss / 1e6)
            disk = sum(p.stat().st_size for p in folder.rglob("*") if p.is_file()) / 1e6
            print(
                f"{minute // 60:>4} {resident[-1]:>8.1f} {day.pipeline.kept:>6} {day.looks:>7}"
                f" {disk:>8.1f} {time.process_time():>7.1f}",
                flush=True,
            )
        day.close()
    growth = resident[-1] / resident[0] - 1
    print(f"memory grew by {growth:+.1%} from the first hour to the last; {disk:.1f} MB on disk")
    return int(growth > 0.05 or (hours == HOURS and disk > LEAST_MB))


if __name__ == "__main__":
    given = [float(word) for word in sys.argv[1:]]
    chosen_hours = int(given[0]) if given else HOURS
    sys.exit(main(chosen_hours, round(1000 * given[1]) if len(given) > 1 else LOOK_MS))
