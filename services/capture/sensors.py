"""Asks the machine for what budgets are about: battery, room on the disk, free memory."""

import shutil
from pathlib import Path

import psutil

from services.capture.governor import Sample
from services.clock import Clock


class Sensors:
    """Reads samples; ``folder`` tells which disk. What cannot be told is left out."""

    def __init__(self, clock: Clock, folder: Path) -> None:
        self._clock = clock
        self._folder = folder

    def read(self, cpu_s: float) -> Sample:
        """The machine now; about 0.1 ms. ``cpu_s`` is what capture has spent so far."""
        percent, on_mains = _battery()
        free, total = self._disk()
        return Sample(
            at_ms=self._clock.now_ms(),
            cpu_s=cpu_s,
            battery_percent=percent,
            on_mains=on_mains,
            disk_free_bytes=free,
            disk_total_bytes=total,
            memory_free_bytes=_free_memory(),
        )

    def _disk(self) -> tuple[int | None, int | None]:
        try:
            usage = shutil.disk_usage(self._folder)
        except OSError:
            return None, None
        return usage.free, usage.total


def _battery() -> tuple[float | None, bool]:
    """Percent and whether it is on mains; a machine that tells nothing of its power is on mains."""
    try:
        battery = psutil.sensors_battery()
    except (OSError, AttributeError):  # containers; systems that psutil cannot ask
        return None, True
    if battery is None:
        return None, True
    return float(battery.percent), battery.power_plugged is not False


def _free_memory() -> int | None:
    try:
        return int(psutil.virtual_memory().available)
    except OSError:
        return None
