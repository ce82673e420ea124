"""Work off the main thread, notices of changes, and errors as words."""

import logging
import threading
from collections.abc import Callable
from functools import partial

import pytest
from pytestqt.qtbot import QtBot

from services.errors import Bug, ConsentError, ModelError, WorldError
from services.records import ChangeKind
from ui.changes import Changes
from ui.ports import CancelToken
from ui.problems import Problem, problem_of
from ui.tasks import Job, Slot, Tasks


def test_work_runs_elsewhere_and_returns_here(qtbot: QtBot, tasks: Tasks) -> None:
    where: list[threading.Thread] = []
    done: list[tuple[int, threading.Thread]] = []

    def work() -> int:
        where.append(threading.current_thread())
        return 7

    tasks.start(
        lambda job: work(), lambda result: done.append((result, threading.current_thread()))
    )
    qtbot.waitUntil(lambda: bool(done))
    assert where[0] is not threading.main_thread()
    assert done == [(7, threading.main_thread())]
    assert tasks.pending == 0


def test_a_newer_question_drops_the_older_answer(qtbot: QtBot, tasks: Tasks) -> None:
    slot, gate = Slot(tasks), threading.Event()
    got: list[str] = []
    first = slot.run(lambda job: gate.wait(10), lambda _done: got.append("old"))
    slot.run(lambda job: "new", got.append)
    gate.set()
    qtbot.waitUntil(lambda: got == ["new"] and tasks.pending == 0)
    assert first.cancel.cancelled
    assert got == ["new"]


def test_of_many_in_a_row_only_the_first_and_the_last_work(qtbot: QtBot, tasks: Tasks) -> None:
    slot, gate = Slot(tasks), threading.Event()
    worked: list[int] = []
    got: list[int] = []

    def work(number: int) -> int:
        worked.append(number)
        gate.wait(10)
        return number

    def run(number: int, _job: Job[int]) -> int:
        return work(number)

    for number in range(50):
        slot.run(partial(run, number), got.append)
        if number == 0:
            qtbot.waitUntil(lambda: worked == [0])
    gate.set()
    qtbot.waitUntil(lambda: got == [49] and tasks.pending == 0)
    assert worked == [0, 49]


def test_progress_and_text_arrive_in_order(qtbot: QtBot, tasks: Tasks) -> None:
    seen: list[object] = []

    def work(tell: Callable[[int, int, str], None], say: Callable[[str], None]) -> str:
        say("a")
        tell(1, 2, "half")
        say("b")
        return "end"

    tasks.start(
        lambda job: work(job.progress, lambda text: job.say(seen.append, text)),
        seen.append,
        progress=lambda done, total, what: seen.append((done, total, what)),
    )
    qtbot.waitUntil(lambda: "end" in seen)
    assert seen == ["a", (1, 2, "half"), "b", "end"]


def test_errors_become_problems_and_stops_are_silent(qtbot: QtBot, tasks: Tasks) -> None:
    problems: list[Problem] = []

    def fail() -> None:
        raise WorldError("The disk is full.", "Free some space.")

    tasks.start(lambda job: fail(), failed=problems.append)

    def endless(cancel: CancelToken) -> None:
        cancel.wait(10)
        cancel.check()

    job = tasks.start(lambda job: endless(job.cancel), failed=problems.append)
    job.cancel.cancel()
    qtbot.waitUntil(lambda: len(problems) == 2)
    words = {problem.words for problem in problems}
    assert words == {"The disk is full.", ""}
    assert [problem.cancelled for problem in problems if not problem.words] == [True]


def test_closed_pool_takes_nothing(tasks: Tasks) -> None:
    tasks.close()
    assert tasks.start(lambda job: 1).dropped
    tasks.post(lambda: pytest.fail("called after the end"))


def test_unexpected_errors_are_logged_and_told_calmly(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING):
        problem = problem_of(ValueError("secret detail"))
        bug = problem_of(Bug("broken promise"))
        refused = problem_of(OSError("no space"))
    assert "secret detail" not in problem.words + problem.remedy
    assert "Nothing of yours was lost" in bug.words
    assert "disk space" in refused.remedy
    assert len(caplog.records) == 3
    assert all(record.exc_info for record in caplog.records)


def test_problems_name_the_place_that_helps() -> None:
    assert problem_of(ConsentError("No consent.")).action == "sources"
    assert problem_of(ModelError("No model.")).action == "settings"
    assert problem_of(WorldError("Other.", "Do this.")) == Problem("Other.", "Do this.", "retry")


def test_changes_are_coalesced(qtbot: QtBot) -> None:
    listeners: list[Callable[[ChangeKind], None]] = []

    def subscribe(listener: Callable[[ChangeKind], None]) -> Callable[[], None]:
        listeners.append(listener)
        return listeners.clear

    changes = Changes(subscribe)
    heard: list[frozenset[ChangeKind]] = []
    changes.changed.connect(heard.append)
    thread = threading.Thread(
        target=lambda: [listeners[0](kind) for kind in (ChangeKind.FACTS, ChangeKind.CAPTURES) * 20]
    )
    thread.start()
    thread.join()
    qtbot.waitUntil(lambda: bool(heard))
    assert heard == [frozenset({ChangeKind.FACTS, ChangeKind.CAPTURES})]
    changes.close()
    assert listeners == []
