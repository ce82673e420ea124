"""One look: rules first, then the comparison with the look before, monitor by monitor."""

import time
from collections import defaultdict
from collections.abc import Callable, Iterable
from typing import Protocol

import numpy as np

from services.capture.accessibility.companion import Companion
from services.capture.changes import ScreenChange, window_key
from services.capture.dwell import Stay, Stood
from services.capture.rules import OWN, Decision, Match, Rules
from services.capture.screens.base import MonitorInfo, Screenshot
from services.capture.screens.placing import boxes_on, fits
from services.capture.settling import Settling
from services.capture.tiles import Finding, TileComparer
from services.capture.typing_hold import TypingHold
from services.capture.windows.front import NOTHING, front_of
from services.records import WindowInfo, Withheld
from services.settings import CaptureSettings

LEDGER_EVERY_MS = 60_000


class Ledger(Protocol):
    """Where it is written down that something was withheld."""

    def add(self, entry: Withheld, /) -> object:
        """Add one line."""
        ...


class Looker:
    """Holds what was seen last on each monitor, and turns a grabbed picture into a change or none.

    Used by the recorder (live) and by the replay alike. ``settings`` is asked at every look.
    ``hold_typing`` keeps a line back while it is being typed (``TypingHold``). ``settle`` (live)
    keeps a large change back until the screen stands still (``Settling``). ``stood`` stores
    until when a capture's window stood in front (``Stay``); two looks further apart than
    ``longest_gap_ms`` (else than the idle limit) do not count as presence in between.
    ``companion`` adds what the program in front tells of its text.
    """

    def __init__(
        self,
        settings: Callable[[], CaptureSettings],
        ledger: Ledger,
        *,
        hold_typing: bool = True,
        settle: bool = False,
        stood: Stood = lambda _id, _until_ms: None,
        longest_gap_ms: int | None = None,
        companion: Companion | None = None,
    ) -> None:
        self._settings = settings
        self._ledger = WithheldLog(ledger)
        self._rules: tuple[CaptureSettings, Rules] | None = None
        self._holds: defaultdict[int, TypingHold] | None = (
            defaultdict(TypingHold) if hold_typing else None
        )
        self._settlings: defaultdict[int, Settling] | None = (
            defaultdict(Settling) if settle else None
        )
        self._comparers: dict[int, TileComparer] = {}
        self._stood = stood
        self._longest_gap_ms = longest_gap_ms
        self._companion = companion
        self._stays: dict[int, Stay] = {}
        self._fronts: dict[int, tuple[str, str, str]] = {}
        self.seen = 0
        self.withheld = 0
        self.black = 0
        self.misfits = 0
        self._monitors: dict[int, str] = {}
        self._compare_cpu_s = 0.0

    def decide(self, windows: Iterable[WindowInfo]) -> Decision:
        """What the rules of the present settings withhold of these windows."""
        settings = self._settings()
        if self._rules is None or self._rules[0] is not settings:
            self._rules = (settings, Rules(settings))
        return self._rules[1].decide(self._addressed(windows))

    def withhold(self, decision: Decision, at_ms: int) -> None:
        """Write down what the rules withheld at this look."""
        if decision.whole is not None:
            self.withheld += decision.whole.kind != OWN
            for stay in self._all_stays():
                stay.seen(None, at_ms)
        self._ledger.note(decision.matches, at_ms)

    def look(
        self,
        shot: Screenshot,
        monitor: MonitorInfo,
        decision: Decision,
        windows: Iterable[WindowInfo],
        offset_min: int,
    ) -> tuple[ScreenChange, ...]:
        """What is to be read now, oldest first; painted over where the rules say so."""
        started_s = time.thread_time()
        self.seen += 1
        if not fits(shot, monitor):
            self.misfits += 1
            return ()
        excluded = boxes_on(decision.boxes, monitor, shot)
        for box in excluded:
            shot.pixels[box.top : box.bottom, box.left : box.right] = 0
        comparer = self._comparer(monitor.index)
        window = front_of(monitor.box, self._addressed(windows))
        told = not self.decide([window]).matches
        if not told:  # painted over, and its title is no more to be kept than its picture
            window = NOTHING
        stay = self._stay(monitor.index)
        tiles = None
        black = is_black(shot)
        if black:
            self.black += 1
        else:
            tiles = comparer.look(
                shot.pixels, shot.taken_at_ms, other_window=self._is_other(window, monitor)
            )
        self._compare_cpu_s += time.thread_time() - started_s
        change = None
        if tiles is not None:
            change = ScreenChange(shot, tiles, window, offset_min, comparer, excluded, stay.kept)
            change = self._accompanied(change, monitor, windows)
            told = told and change is not None
        seen = window if change is None else change.window
        if stay.seen(seen if told and not black else None, shot.taken_at_ms):
            comparer.forget()  # the next look is a capture, so that this stay counts too
        return self._passed_on(change, monitor.index, shot.taken_at_ms)

    def unsettled(self) -> dict[int, int]:
        """Monitors that are to be looked at again soon, each with the time (ms) for it."""
        if self._settlings is None:
            return {}
        times = {index: one.again_at_ms for index, one in self._settlings.items()}
        return {index: at_ms for index, at_ms in times.items() if at_ms is not None}

    def follow(self, monitors: Iterable[MonitorInfo]) -> tuple[ScreenChange, ...]:
        """Take in which monitors there are now; what was held back of those that are gone.

        What was known of a monitor that is gone is dropped: should it come back, or another get
        its number, its first picture is new as a whole.
        """
        now = {monitor.index: monitor.name for monitor in monitors}
        gone = [index for index, name in self._monitors.items() if now.get(index) != name]
        self._monitors = now
        changes: list[ScreenChange] = []
        for index in gone:
            self._comparers.pop(index, None)
            self._fronts.pop(index, None)
            if index in self._stays:
                self._stays[index].leave()
            changes += self._released(index)
            for kept_back in (self._settlings, self._holds):
                if kept_back is not None:
                    kept_back.pop(index, None)
        return tuple(changes)

    def take_cost(self) -> float:
        """CPU seconds that comparing took since this was last asked."""
        spent, self._compare_cpu_s = self._compare_cpu_s, 0.0
        return spent

    def release(self) -> tuple[ScreenChange, ...]:
        """What is held back, because nobody looks for a while or at all."""
        indices = sorted({*(self._settlings or ()), *(self._holds or ())})
        return tuple(change for index in indices for change in self._released(index))

    def forget(self) -> None:
        """Take the next picture of every monitor as its first (after a pause or a deletion)."""
        self.leave()
        for comparer in list(self._comparers.values()):  # another thread may ask for it
            comparer.forget()

    def leave(self) -> None:
        """What stands in front does not go on after this: nobody is there, or nobody may look."""
        for stay in self._all_stays():
            stay.leave()

    def rest(self) -> None:
        """Write out how long what stands in front did so far, since no look comes for a while."""
        for stay in self._all_stays():
            stay.flush()

    def flush(self) -> None:
        """Write down what the ledger and the stays have not been told yet."""
        self._ledger.flush()
        self.rest()

    def _passed_on(
        self, change: ScreenChange | None, index: int, at_ms: int
    ) -> tuple[ScreenChange, ...]:
        """What may be read now of what a look at a monitor brought, oldest first."""
        settled: tuple[ScreenChange, ...] = () if change is None else (change,)
        if self._settlings is not None:
            settled = self._settlings[index].pass_on(change, at_ms)
        if self._holds is None:
            return settled
        hold = self._holds[index]
        # what was typed before goes on first, also while a large change waits
        return tuple(one for next_ in settled or (None,) for one in hold.pass_on(next_))

    def _released(self, index: int) -> tuple[ScreenChange, ...]:
        """What is kept back of a monitor; the line being typed is older than a large change."""
        line = self._holds[index].release() if self._holds is not None else ()
        page = self._settlings[index].release() if self._settlings is not None else ()
        return (*line, *page)

    def _addressed(self, windows: Iterable[WindowInfo]) -> Iterable[WindowInfo]:
        """Windows with the addresses that their programs told."""
        companion = self._companion
        return windows if companion is None else [companion.addressed(one) for one in windows]

    def _accompanied(
        self, change: ScreenChange, monitor: MonitorInfo, windows: Iterable[WindowInfo]
    ) -> ScreenChange | None:
        """The change with what its program tells; None where the address it tells is excluded."""
        if self._companion is None:
            return change
        change = self._companion.join(change, monitor, windows)
        decision = self.decide([change.window])
        if decision.matches:
            self.withhold(decision, change.at_ms)
            change.comparer.learn(change.tiles, Finding.FAILED)
            return None
        self._fronts[monitor.index] = window_key(change.window)
        return change

    def _is_other(self, window: WindowInfo, monitor: MonitorInfo) -> bool:
        """Whether another window came to the front."""
        now = window_key(window)
        before = self._fronts.get(monitor.index)
        self._fronts[monitor.index] = now
        return before != now

    def _all_stays(self) -> list[Stay]:
        return list(self._stays.values())  # another thread may ask for it

    def _stay(self, monitor: int) -> Stay:
        return self._stays.setdefault(monitor, Stay(self._stood, self._gap_ms))

    def _gap_ms(self) -> int:
        if self._longest_gap_ms is not None:
            return self._longest_gap_ms
        settings = self._settings()
        return max(settings.idle_after_s * 1000, 2 * settings.interval_ms)

    def _comparer(self, monitor: int) -> TileComparer:
        settings = self._settings()
        comparer = self._comparers.setdefault(monitor, TileComparer())
        comparer.tile_delta = settings.tile_delta
        comparer.min_changed_tiles = settings.min_changed_tiles
        return comparer


class WithheldLog:
    """Writes a rule down when it first withholds, then at most once a minute with a count."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        self._open: dict[Match, tuple[int, int]] = {}  # when last written, how often since

    def note(self, matches: Iterable[Match], at_ms: int) -> None:
        """Take in what withheld at one look; the program's own window is nobody's business."""
        for match in matches:
            if match.kind == OWN:
                continue
            written_ms, count = self._open.get(match, (at_ms - LEDGER_EVERY_MS, 0))
            count += 1
            if at_ms - written_ms >= LEDGER_EVERY_MS:
                self._write(match, at_ms, count)
                written_ms, count = at_ms, 0
            self._open[match] = (written_ms, count)

    def flush(self) -> None:
        """Write down the counts that are still open."""
        for match, (written_ms, count) in self._open.items():
            if count:
                self._write(match, written_ms, count)
        self._open.clear()

    def _write(self, match: Match, at_ms: int, count: int) -> None:
        self._ledger.add(Withheld(at_ms, match.rule, match.kind, match.app, count))


def is_black(shot: Screenshot) -> bool:
    """Whether the monitor shows nothing at all (switched off, or a blanked screen)."""
    colours = shot.pixels[:, :, :3]
    # most pictures are decided by a few hundred pixels
    return not colours[::64, ::64].any() and not bool(np.any(colours))
