"""Stands between the recorder and the governor: samples the machine and puts holds into words."""

import logging
from collections.abc import Callable
from dataclasses import dataclass

from services.capture.governor import Budget, Governor, Hold, Pace, Sample
from services.clock import Clock
from services.said import said
from services.settings import CaptureSettings

log = logging.getLogger("afterimage.capture.warden")

SAMPLE_EVERY_MS = 5_000


@dataclass(frozen=True, slots=True)
class Notice:
    """Why capture is held, for the person: what happened and what they can do."""

    hold: Hold = Hold.NONE
    words: str = ""


def budget_of(settings: CaptureSettings) -> Budget:
    """The budgets that the person set."""
    return Budget(
        cpu_share=settings.cpu_percent / 100,
        battery_share=settings.battery_cpu_percent / 100,
        battery_low_percent=settings.battery_low_percent,
        disk_low_bytes=settings.disk_low_mb * 1_000_000,
        memory_low_bytes=settings.memory_low_mb * 1_000_000,
    )


def no_limits(cpu_s: float) -> Sample:
    """A machine that is short of nothing."""
    return Sample(at_ms=0, cpu_s=0 * cpu_s)


CAPTURE = said("Capture")


class Warden:
    """``sense`` reads a sample, given the CPU seconds that ``subject`` has spent so far."""

    def __init__(
        self,
        clock: Clock,
        settings: Callable[[], CaptureSettings] = CaptureSettings,
        sense: Callable[[float], Sample] = no_limits,
        subject: str = CAPTURE,
    ) -> None:
        self._subject = subject
        self._clock = clock
        self._settings = settings
        self._sense = sense
        self._governor = Governor(lambda: budget_of(settings()))
        self._sampled_ms: int | None = None
        self._last = Sample(at_ms=0)
        self._hold = Hold.NONE

    def check(self, spent_s: Callable[[], float]) -> Notice:
        """Whether capture is held now; asks the machine at most every five seconds."""
        now_ms = self._clock.now_ms()
        since_ms = None if self._sampled_ms is None else now_ms - self._sampled_ms
        if since_ms is None or not 0 <= since_ms < SAMPLE_EVERY_MS:
            self._sampled_ms = now_ms
            self._last = self._sense(spent_s())
            self._governor.take(self._last)
        hold = self._governor.hold
        if hold is not self._hold:
            self._hold = hold
            log.info("capture is %s", f"held: {hold.value}" if hold else "no longer held")
        return Notice(hold, self._words(hold))

    def pace(self, fill: float) -> Pace:
        """How what was seen is to be read; ``fill`` is how full its queue is."""
        return self._governor.pace(fill)

    @property
    def stretch(self) -> int:
        """How many times further apart looks lie now."""
        return self._governor.stretch

    def store_failed(self) -> None:
        """Something could not be stored; where the disk is to blame, capture is held."""
        sample = self._sense(0.0)
        low = self._settings().disk_low_mb * 1_000_000
        free = sample.disk_free_bytes
        if free is not None and free < low:
            self._governor.disk_refused(self._clock.now_ms())

    def _words(self, hold: Hold) -> str:
        if hold is Hold.DISK:
            free = self._last.disk_free_bytes
            left = said(f" ({free / 1e6:,.0f} MB left)") if free is not None else ""
            return (
                f"The disk is nearly full{left}. Nothing that was kept is lost."
                f" Make room, or lower the disk budget; {self._subject.lower()} goes on by itself."
            )
        if hold is Hold.BATTERY:
            return (
                f"The battery is at {self._last.battery_percent or 0:.0f} %."
                f" {self._subject} goes on by itself on mains power."
            )
        if hold is Hold.MEMORY:
            return (
                f"The computer is short of memory. {self._subject} goes on by itself;"
                " close a program."
            )
        return ""
