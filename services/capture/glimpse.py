"""Pictures of all monitors with the windows on them, taken so that nothing excluded slips in."""

import time
from collections.abc import Callable
from dataclasses import dataclass, replace

from services.capture.eyes import Eyes
from services.capture.looker import Looker
from services.capture.rules import Decision
from services.capture.screens.base import MonitorInfo, Screenshot, grab_all
from services.capture.windows.base import is_locker
from services.records import WindowInfo

GRABS = 3  # at a look while excluded windows move; then it is left out


@dataclass(frozen=True, slots=True)
class Glimpse:
    """What was grabbed of each monitor, what of it to withhold, and the windows it shows."""

    shots: tuple[tuple[MonitorInfo, Screenshot], ...]
    decision: Decision
    windows: tuple[WindowInfo, ...]


def glimpse(eyes: Eyes, looker: Looker, spend: Callable[[str, float], None]) -> Glimpse | None:
    """Pictures, what to withhold of them, and the windows on them; None behind a locker.

    The windows are listed before and after: where what is excluded moved, came or went meanwhile,
    all is grabbed again. If it never holds still, nothing of it is looked at. ``spend`` is told
    the CPU seconds of each grab.
    """
    started_s = time.thread_time()
    windows = eyes.windows.visible()
    decision = looker.decide(windows)
    for _ in range(GRABS):
        if any(is_locker(window) for window in windows):
            looker.forget()
            return None
        if decision.whole is not None:
            return Glimpse((), decision, windows)
        shots = grab_all(eyes.screen)
        windows = eyes.windows.visible()
        before, decision = decision, looker.decide(windows)
        joined = before.joined(decision)
        spend("grab", time.thread_time() - started_s)
        if joined.whole is not None or before.boxes == decision.boxes:
            return Glimpse(shots, joined, windows)
        started_s = time.thread_time()
    return Glimpse((), replace(joined, whole=joined.matches[0]), windows)
