"""The first pass over a folder: paused, held, cut off, gone on with, and told of."""

import os
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from services.cancel import CancelToken
from services.capture import passes as passes_module
from services.capture.files_walk import Found
from services.capture.passes import Passes
from services.errors import Cancelled
from services.records import AddReport, FolderMode
from tests.support.filing import World
from tests.support.waiting import wait_until


class Reading:
    """A pass over the world's folder on a thread of its own."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.cancel = CancelToken()
        self.report: AddReport | None = None
        self.error: BaseException | None = None
        self._thread = threading.Thread(target=self._run)
        self._thread.start()

    def _run(self) -> None:
        try:
            self.report = self.world.indexer.read_folder(self.world.root, self.cancel)
        except Cancelled as error:
            self.error = error

    def end(self) -> None:
        self._thread.join(30)
        assert not self._thread.is_alive()

    def stop(self) -> None:
        self.cancel.cancel()
        self.world.passes.wake()
        self.end()


def state(world: World) -> FolderMode:
    return world.passes.state(str(world.root)).mode


def read(world: World) -> AddReport:
    return world.indexer.read_folder(world.root, CancelToken())


def renewed(world: World, permit: Callable[[], str] = passes_module.unlimited) -> Passes:
    """The passes as after a restart."""
    world.passes = Passes(world.store, world.clock, permit)
    world.indexer._passes = world.passes
    return world.passes


def test_a_paused_pass_reads_on_where_it_was(world: World) -> None:
    for number in range(4):
        world.write(f"{number}.txt", f"lamp {number}", age_s=3600 + number)
    assert state(world) is FolderMode.WAITING
    parse = world.parser.parse_document

    def pausing(path: Path, limits: object) -> object:
        if path.name == "1.txt":
            world.passes.pause()
        return parse(path, limits)  # type: ignore[arg-type] # passed on

    world.parser.parse_document = pausing  # type: ignore[method-assign,assignment] # pauses inside
    reading = Reading(world)
    wait_until(lambda: world.passes.state(str(world.root)).done == 2, "the pause")
    wait_until(lambda: state(world) is FolderMode.PAUSED, "the state")
    assert world.passes.paused
    reading.stop()
    assert isinstance(reading.error, Cancelled)
    assert world.parser.read == ["0.txt", "1.txt"], "the newest first"
    again = renewed(world)
    known = again.state(str(world.root))
    assert (known.mode, known.done, known.total) == (FolderMode.PAUSED, 2, 4)
    reading = Reading(world)
    wait_until(lambda: str(world.root) in again._running, "the pass to begin")
    again.resume()
    reading.end()
    assert reading.report == AddReport(added=2, skipped=2)
    assert world.parser.read == ["0.txt", "1.txt", "2.txt", "3.txt"]
    assert state(world) is FolderMode.DONE


def test_a_pass_is_held_while_the_machine_is_short_of_something(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(passes_module, "_LOOK_AGAIN_S", 0.01)
    words = ["The disk is nearly full."]
    passes = renewed(world, lambda: words[0])
    world.write("a.txt", "lamp")
    assert not passes.may_read
    reading = Reading(world)
    wait_until(lambda: state(world) is FolderMode.HELD, "the hold")
    assert passes.state(str(world.root)).detail == "The disk is nearly full."
    words[0] = ""
    reading.end()
    assert reading.report == AddReport(added=1)


def test_progress_tells_what_is_left(world: World) -> None:
    for number in range(30):
        world.write(f"{number}.txt", f"lamp {number}", age_s=3600 + number)
    told: list[tuple[int, int, int | None]] = []

    def between() -> None:
        now = world.passes.state(str(world.root))
        told.append((now.done, now.total, now.left_s))
        world.clock.advance(10_000)

    world.indexer.read_folder(world.root, CancelToken(), between)
    assert told[0] == (0, 30, None)
    assert len(told) >= 4, "files are stored some at a time"
    for times, (done, total, left_s) in enumerate(told[1:], 1):
        assert left_s == round((total - done) * 10 * times / done)


@pytest.mark.parametrize(
    ("hold_s", "expected"), [(10, [None, 90, 50, 23]), (120, [None, 30, 20, 10])]
)
def test_the_budgets_short_holds_belong_to_the_pace(
    world: World, monkeypatch: pytest.MonkeyPatch, hold_s: int, expected: list[int | None]
) -> None:
    monkeypatch.setattr(passes_module, "_LOOK_AGAIN_S", 0.001)
    held = False

    def permit() -> str:  # before each file a hold
        nonlocal held
        held = not held
        if held:
            return "The budget is used up."
        world.clock.advance(hold_s * 1000)
        return ""

    passes = renewed(world, permit)
    root, told = str(world.root), list[int | None]()
    with passes.running(root, 0, 4, 1):
        for _ in range(4):
            passes.step(root, CancelToken())
            told.append(passes.state(root).left_s)
            world.clock.advance(10_000)
            passes.finished(root, 1)
    assert told == expected, "the hold before a file counts already, the file itself not yet"


def test_an_unwatched_folder_is_read_no_further(world: World) -> None:
    world.write("a.txt", "lamp")
    world.passes.pause()
    reading = Reading(world)
    wait_until(lambda: state(world) is FolderMode.PAUSED, "the pause")
    reading.stop()
    assert not world.parser.read
    world.passes.resume()


def test_a_checkpoint_of_another_version_is_no_trouble(world: World) -> None:
    job = f"files of {world.root}"
    for text in ("no json", "[1]", '{"done": "many"}'):
        world.store.jobs.start(job)
        world.store.jobs.checkpoint(job, text)
        assert world.passes.state(str(world.root)).done == 0


def test_an_empty_place_of_a_drive_taken_out_forgets_nothing(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    world.set("files.keep_deleted", False)
    path = world.write("a.txt", "lamp")
    read(world)
    path.unlink()
    elsewhere = os.stat_result((*world.root.stat()[:2], 9_999, *world.root.stat()[3:]))
    with monkeypatch.context() as unplugged:
        unplugged.setattr(Path, "stat", lambda *_a, **_k: elsewhere)
        read(world)
    assert world.state(path) == ["present"]


def test_a_folder_deleted_while_it_is_read(world: World) -> None:
    for words in ("lamp", "light"):
        paths = [world.write(f"{n}.txt", f"{words} {n}", age_s=60 + n) for n in range(3)]
        if words == "lamp":
            read(world)
    parse = world.parser.parse_document

    def deleting(path: Path, limits: object) -> object:
        parsed = parse(path, limits)  # type: ignore[arg-type] # passed on
        for one in paths:
            one.unlink()
        world.root.rmdir()
        return parsed

    world.parser.parse_document = deleting  # type: ignore[method-assign,assignment] # deletes
    report = read(world)
    assert report == AddReport()
    assert world.store.documents.failures() == []
    assert world.state(paths[0]) == ["present"], "a folder that went may come back"
    assert read(world) == AddReport(), "there is no such folder"


def test_a_file_that_goes_while_it_is_read_is_no_failure(world: World) -> None:
    path = world.write("a.txt", "lamp")
    world.write("b.txt", "wick", age_s=7200)
    parse = world.parser.parse_document

    def deleting(at: Path, limits: object) -> object:
        if at == path:
            path.unlink()
        return parse(at, limits)  # type: ignore[arg-type] # passed on

    world.parser.parse_document = deleting  # type: ignore[method-assign,assignment] # deletes
    report = read(world)
    assert (report.added, report.failed) == (1, ())


def test_a_file_that_may_not_be_opened_is_tried_again(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = world.write("a.txt", "lamp")
    opened = Path.open

    def refuse(self: Path, *rest: str) -> object:
        if self == path:
            raise PermissionError(13, "Permission denied")
        return opened(self, *rest)  # type: ignore[call-overload] # passed on

    with monkeypatch.context() as closed:
        closed.setattr(Path, "open", refuse)
        assert len(read(world).failed) == 1
        assert len(read(world).failed) == 1
    assert read(world).added == 1
    assert world.store.documents.failures() == []


def test_failures_go_with_their_files(world: World) -> None:
    path = world.write("a.pdf", b"%PDF-1.7")
    assert len(read(world).failed) == 1
    path.unlink()
    read(world)
    assert world.store.documents.failures() == []


def test_ten_thousand_unchanged_files_cost_one_query(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    known = [world.write(f"{n}.txt", f"lamp {n}") for n in range(20)]
    read(world)
    asked: list[str] = []
    for name in ("present", "standing", "by_hash", "clear_failure", "touch"):
        monkeypatch.setattr(world.store.documents, name, lambda *_a, n=name: asked.append(n))
    assert read(world) == AddReport(skipped=len(known))
    assert asked == []


def test_ten_thousand_events_in_a_burst_are_taken_in_once_each(world: World) -> None:
    paths = [world.write(f"{n}.txt", f"lamp {n}") for n in range(60)]
    world.parser.read.clear()
    burst = [path for path in paths for _ in range(170)]
    report = world.indexer.follow(burst, world.root, CancelToken())
    assert (report.added, len(world.parser.read)) == (60, 60)
    report = world.indexer.follow(burst, world.root, CancelToken())
    assert (report.added, report.skipped) == (0, 60)


def test_what_was_left_out_of_a_file_is_told_until_it_is_read_again(world: World) -> None:
    from tests.support.documents import make_mailbox

    path = world.write("letters.mbox", make_mailbox())
    assert read(world).added == 1
    (failure,) = world.store.documents.failures()
    assert failure.error == "1 of 3 messages could not be read."
    assert read(world).failed[0].error == failure.error
    assert world.parser.read == ["letters.mbox"]
    report = world.add(path)
    assert report.updated == 1
    assert world.parser.read == ["letters.mbox"] * 2
    assert len(world.find("lighthouse")) == 1


def test_a_found_file_is_small_in_memory() -> None:
    assert not hasattr(Found("/a", 1, 2), "__dict__")
