"""A long tour: every page, list, setting and lengthy job, round by round, by keys and mouse."""

import time

from tests.support.touring.copies import Copies
from tests.support.touring.finding import Finding
from tests.support.touring.hands import Driven, Hands, Steps
from tests.support.touring.moments import Moments
from tests.support.touring.options import Options
from tests.support.touring.remembered import Remembered
from tests.support.touring.shell import Shell
from tests.support.touring.taken_in import TakenIn


class LongTour:
    """Yields the name of each step once it has come to rest; goes round for so many seconds."""

    def __init__(self, driven: Driven, seconds: float, pace: float = 1.0) -> None:
        self._seconds = seconds
        hands = Hands(driven, pace)
        self.finding = Finding(hands)
        moments, remembered, options = Moments(hands), Remembered(hands), Options(hands)
        copies, shell = Copies(hands), Shell(hands)
        self._parts = (
            self.finding.pages, self.finding.search, self.finding.ask,
            moments.moving, moments.playing, moments.filters, moments.keeping,
            remembered.subjects, remembered.notes, TakenIn(hands).sources,
            options.settings, options.looks, copies.copies, copies.night,
            shell.tray, shell.sizes,
        )  # fmt: skip

    def steps(self) -> Steps:
        """Round after round until the time is over; at least one."""
        until_s = time.perf_counter() + self._seconds
        turn = 0
        while not turn or time.perf_counter() < until_s:
            for part in self._parts:
                yield from part(turn)
                if turn and time.perf_counter() > until_s:
                    return
            turn += 1
