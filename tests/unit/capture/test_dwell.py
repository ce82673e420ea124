"""A capture stands for as long as its window was in front, and never beside another one's."""

from dataclasses import replace
from itertools import zip_longest

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.capture.dwell import AWAY_MS, BACK_MS, WRITE_EVERY_MS, Stay
from services.errors import WorldError
from services.records import CaptureId, WindowInfo

GAP_MS = 60_000
LOOK_MS = 2_000
READER = WindowInfo("Reader", "report.pdf", focused=True)
MAIL = WindowInfo("Mail", "Inbox", focused=True)
EDITOR = WindowInfo("Editor", "plan.md", focused=True)
FIRST, SECOND = CaptureId(1), CaptureId(2)


class Desk:
    """A monitor that is looked at, and what was stored of how long captures stood."""

    def __init__(self) -> None:
        self.told: list[tuple[CaptureId, int]] = []
        self.broken = False
        self.stay = Stay(self.store, lambda: GAP_MS)

    def store(self, capture_id: CaptureId, until_ms: int) -> None:
        if self.broken:
            raise WorldError("The disk is full.")
        self.told.append((capture_id, until_ms))

    def look(self, window: WindowInfo | None, start_ms: int, end_ms: int) -> None:
        """Look at a window every two seconds from one time to another, both included."""
        for at_ms in range(start_ms, end_ms + 1, LOOK_MS):
            self.stay.seen(window, at_ms)

    def until(self, capture_id: CaptureId) -> int | None:
        return dict(self.told).get(capture_id)


@pytest.fixture
def desk() -> Desk:
    made = Desk()
    made.stay.seen(READER, 0)
    made.stay.kept(FIRST, READER, 0)
    return made


def test_a_page_that_is_read_stands_and_is_written_once_a_minute(desk: Desk) -> None:
    desk.look(READER, 2_000, 20 * 60_000)
    assert desk.told == [(FIRST, n * WRITE_EVERY_MS) for n in range(1, 21)]


def test_it_stands_until_the_last_look_before_another_window(desk: Desk) -> None:
    desk.look(READER, 2_000, 30_000)
    assert desk.told == []
    desk.stay.seen(MAIL, 32_000)
    assert desk.told == [(FIRST, 30_000)]
    desk.look(MAIL, 34_000, 200_000)
    assert desk.told == [(FIRST, 30_000)]


def test_a_capture_ends_the_one_before_it(desk: Desk) -> None:
    desk.look(READER, 2_000, 14_000)
    desk.stay.kept(SECOND, READER, 10_000)
    assert desk.told == [(FIRST, 10_000)]
    desk.look(READER, 16_000, 20_000)
    desk.stay.leave()
    assert desk.told == [(FIRST, 10_000), (SECOND, 20_000)]


def test_a_capture_that_is_read_late_stands_for_the_time_it_was_seen(desk: Desk) -> None:
    desk.look(READER, 2_000, 10_000)
    desk.look(MAIL, 12_000, 20_000)
    desk.look(EDITOR, 22_000, 30_000)
    desk.stay.kept(SECOND, MAIL, 12_000)
    assert (desk.until(FIRST), desk.until(SECOND)) == (10_000, 20_000)
    desk.stay.leave()
    desk.stay.kept(CaptureId(3), EDITOR, 22_000)
    assert desk.until(CaptureId(3)) == 30_000


def test_a_short_look_at_another_window_of_which_nothing_is_kept_is_bridged(desk: Desk) -> None:
    desk.look(READER, 2_000, 10_000)
    desk.look(MAIL, 12_000, 8_000 + AWAY_MS)
    desk.look(READER, 10_000 + AWAY_MS, 40_000)
    desk.stay.flush()
    assert desk.until(FIRST) == 40_000


@pytest.mark.parametrize("other", [MAIL, None])
def test_a_longer_one_is_not(desk: Desk, other: WindowInfo | None) -> None:
    desk.look(READER, 2_000, 10_000)
    desk.look(other, 12_000, 10_000 + AWAY_MS)
    desk.look(READER, 12_000 + AWAY_MS, 100_000)
    desk.stay.flush()
    assert desk.until(FIRST) == 10_000


@pytest.mark.parametrize("other", [MAIL, None])
def test_who_comes_back_to_stay_is_told_of_once(desk: Desk, other: WindowInfo | None) -> None:
    desk.look(READER, 2_000, 10_000)
    desk.look(other, 12_000, 10_000 + AWAY_MS)
    back_ms = 12_000 + AWAY_MS
    told = [desk.stay.seen(READER, back_ms + after) for after in range(0, 30_000, LOOK_MS)]
    assert told.index(True) == BACK_MS // LOOK_MS
    assert told.count(True) == 1
    desk.stay.kept(SECOND, READER, back_ms + BACK_MS + LOOK_MS)
    desk.look(READER, back_ms + 30_000, back_ms + 90_000)
    desk.stay.flush()
    assert (desk.until(FIRST), desk.until(SECOND)) == (10_000, back_ms + 90_000)


def test_who_stays_or_only_passes_by_is_not_told_of(desk: Desk) -> None:
    assert not any(desk.stay.seen(READER, at_ms) for at_ms in range(2_000, 60_000, LOOK_MS))
    desk.look(MAIL, 60_000, 60_000 + AWAY_MS)
    back_ms = 62_000 + AWAY_MS
    assert not any(
        desk.stay.seen(READER, at_ms) for at_ms in range(back_ms, back_ms + BACK_MS, LOOK_MS)
    )
    assert not any(desk.stay.seen(MAIL, back_ms + BACK_MS + n) for n in range(0, 40_000, LOOK_MS))


def test_after_a_break_the_same_page_is_a_new_stay(desk: Desk) -> None:
    desk.look(READER, 2_000, 10_000)
    desk.stay.leave()
    told = [desk.stay.seen(READER, 600_000 + n) for n in range(0, 20_000, LOOK_MS)]
    assert told.count(True) == 1


def test_what_was_bridged_is_taken_back_when_the_other_window_was_kept_after_all(
    desk: Desk,
) -> None:
    desk.look(READER, 2_000, 10_000)
    desk.look(MAIL, 12_000, 14_000)
    desk.look(READER, 16_000, 80_000)
    assert desk.until(FIRST) == 72_000
    desk.stay.kept(SECOND, MAIL, 12_000)
    assert (desk.until(FIRST), desk.until(SECOND)) == (10_000, 14_000)


@pytest.mark.parametrize(("gap_ms", "until_ms"), [(GAP_MS, 70_000), (GAP_MS + 1, 10_000)])
def test_a_gap_between_looks_counts_only_while_the_person_may_have_been_there(
    desk: Desk, gap_ms: int, until_ms: int
) -> None:
    desk.look(READER, 2_000, 10_000)
    desk.stay.seen(READER, 10_000 + gap_ms)
    desk.stay.flush()
    assert desk.until(FIRST) == until_ms


def test_nothing_goes_on_behind_a_break(desk: Desk) -> None:
    desk.look(READER, 2_000, 10_000)
    desk.stay.leave()
    desk.look(READER, 12_000, 90_000)
    desk.stay.flush()
    assert desk.told == [(FIRST, 10_000)]


def test_a_mark_or_a_number_in_the_title_is_no_other_window(desk: Desk) -> None:
    for second, title in ((2, "● report.pdf"), (4, "report.pdf *"), (6, "report.pdf 12:31")):
        desk.stay.seen(replace(READER, title=title), second * 1000)
    desk.stay.seen(replace(READER, url="https://example.org"), 8_000)
    assert desk.told == [(FIRST, 6_000)]


def test_a_clock_that_is_set_back_takes_nothing_away(desk: Desk) -> None:
    desk.look(READER, 2_000, 60_000)
    desk.look(READER, 10_000, 90_000)
    desk.stay.flush()
    assert desk.told == [(FIRST, 60_000)]


def test_what_could_not_be_stored_is_stored_later(desk: Desk) -> None:
    desk.broken = True
    desk.look(READER, 2_000, 62_000)
    desk.stay.flush()
    assert desk.told == []
    desk.broken = False
    desk.stay.flush()
    desk.stay.flush()
    assert desk.told == [(FIRST, 62_000)]


def test_without_a_look_or_a_capture_there_is_nothing_to_tell() -> None:
    desk = Desk()
    desk.stay.leave()
    desk.stay.seen(READER, 0)
    desk.stay.leave()
    assert desk.told == []
    desk.stay.kept(FIRST, MAIL, 5)
    desk.stay.flush()
    assert desk.told == []


WINDOWS = [READER, MAIL, EDITOR, None]
LOOKS = st.lists(
    st.tuples(
        st.sampled_from(WINDOWS),
        st.integers(1, 90_000),  # milliseconds since the look before
        st.booleans(),  # whether its picture is kept
        st.integers(0, 4),  # how many looks later it is read
        st.sampled_from(["", "", "", "leave", "flush"]),
    ),
    max_size=60,
)


@given(looks=LOOKS)
def test_no_capture_stands_while_another_one_does(
    looks: list[tuple[WindowInfo | None, int, bool, int, str]],
) -> None:
    desk, at_ms = Desk(), 1_000
    waiting: list[tuple[int, WindowInfo, int]] = []  # after which look it is read
    made: list[tuple[CaptureId, int]] = []

    def read(now: int) -> None:
        while waiting and waiting[0][0] <= now:
            _, window, taken_ms = waiting.pop(0)
            made.append((CaptureId(len(made) + 1), taken_ms))
            desk.stay.kept(made[-1][0], window, taken_ms)

    for number, (window, gap_ms, keep, later, then) in enumerate(looks):
        at_ms += gap_ms
        desk.stay.seen(window, at_ms)
        if keep and window is not None:
            waiting.append((number + later, window, at_ms))
        read(number)
        if then:
            getattr(desk.stay, then)()
    read(10**9)
    desk.stay.leave()
    until = dict(desk.told)
    for (capture_id, taken_ms), after in zip_longest(made, made[1:]):
        end_ms = until.get(capture_id, taken_ms)
        assert taken_ms <= end_ms <= at_ms
        assert after is None or end_ms <= after[1]
