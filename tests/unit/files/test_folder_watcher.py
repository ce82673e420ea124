"""Watched folders: what changes in them is taken in, once it has come to rest."""

import logging
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from services.capture import folders as folders_module
from services.capture.folders import FolderWatcher
from services.errors import Cancelled, DataDirError
from tests.support.filing import World
from tests.support.waiting import wait_until


@contextmanager
def watching(world: World, *folders: Path, look_again_s: float = 30.0) -> Iterator[FolderWatcher]:
    world.set("files.folders", tuple(str(folder) for folder in folders or [world.root]))
    watcher = FolderWatcher(
        world.indexer, lambda: world.settings, world.passes, rest_s=0.1, look_again_s=look_again_s
    )
    watcher.start()
    try:
        assert watcher.wait_settled(10)
        yield watcher
    finally:
        watcher.close()


def present(world: World, *paths: Path) -> Callable[[], bool]:
    """Whether exactly these files are present."""
    wanted = sorted(str(path) for path in paths)
    return lambda: [d.path for d in world.store.documents.under(str(world.root))] == wanted


def test_the_first_pass_reads_what_is_there(world: World) -> None:
    path = world.write("a.txt", "words")
    with watching(world):
        assert present(world, path)()


def test_new_changed_moved_and_deleted_files_are_followed(world: World) -> None:
    with watching(world):
        path = world.write("a.txt", "one lamp")
        wait_until(present(world, path), "the new file")
        world.write("a.txt", "two wicks", age_s=5)
        wait_until(lambda: world.find("wicks"), "the changed file")
        moved = path.rename(world.root / "b.txt")
        wait_until(present(world, moved), "the moved file")
        moved.unlink()
        wait_until(present(world), "the deletion")
        assert world.state(moved)[0] == "deleted"


def test_a_file_saved_by_renaming_is_one_change(world: World) -> None:
    path = world.write("a.txt", "one lamp")
    with watching(world):
        new = world.write("a.txt.tmp", "two wicks", age_s=5)
        path.rename(world.root / "a.txt~")
        new.rename(path)
        wait_until(lambda: world.find("wicks"), "the saved file")
        assert present(world, path)()
        assert world.state(path) == ["present", "replaced"]


def test_a_burst_is_taken_in_at_once(world: World) -> None:
    path = world.write("a.txt", "start")
    with watching(world):
        for number in range(50):
            world.write("a.txt", f"draft {number}", age_s=100 - number)
        wait_until(lambda: world.find('"draft 49"'), "the last draft")
        assert world.parser.read.count("a.txt") < 10
        assert present(world, path)()


def test_folders_that_come_in_and_go_are_followed(world: World, tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "x.txt").write_text("from outside")
    with watching(world):
        inside = outside.rename(world.root / "inside")
        wait_until(present(world, inside / "x.txt"), "the folder moved in")
        inside.rename(outside)
        wait_until(present(world), "the folder moved out")


def test_a_folder_that_vanishes_and_comes_back(world: World) -> None:
    path = world.write("a.txt", "one lamp")
    with watching(world, look_again_s=0.2):
        away = world.root.rename(world.root.with_name("unplugged"))
        assert present(world, path)()
        (away / "b.txt").write_text("added elsewhere")
        away.rename(world.root)
        wait_until(present(world, path, world.root / "b.txt"), "the folder's return")
        late = world.write("c.txt", "after the return")
        wait_until(present(world, path, world.root / "b.txt", late), "a file after the return")


def test_folders_follow_the_settings(world: World, tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.mkdir()
    (other / "x.txt").write_text("words")
    with watching(world) as watcher:
        world.set("files.folders", (str(other), str(tmp_path / "not there")))
        watcher.refresh()
        wait_until(lambda: world.store.documents.present(str(other / "x.txt")), "the new folder")
        world.write("late.txt", "words")
        (other / "y.txt").write_text("more words")
        wait_until(lambda: world.store.documents.present(str(other / "y.txt")), "its new file")
        assert present(world)()


def test_trouble_in_one_pass_does_not_end_the_watch(
    world: World, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    follow, troubles = world.indexer.follow, [DataDirError("The disk is full.")]

    def troubled(*arguments: object) -> object:
        if troubles:
            raise troubles.pop()
        return follow(*arguments)  # type: ignore[arg-type] # passed on as they came

    monkeypatch.setattr(world.indexer, "follow", troubled)
    with watching(world), caplog.at_level(logging.WARNING):
        world.write("a.txt", "words")
        wait_until(lambda: not troubles, "the trouble")
        path = world.write("b.txt", "words")
        wait_until(lambda: world.store.documents.present(str(path)), "the next file")
    assert "DataDirError" in caplog.text
    assert str(world.root) not in caplog.text


def test_no_watches_left_means_reading_again(
    world: World, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    from watchdog.observers import Observer

    def refuse(*_: object, **__: object) -> None:
        raise OSError(28, "inotify watch limit reached")

    monkeypatch.setattr(Observer, "schedule", refuse)
    with caplog.at_level(logging.WARNING), watching(world, look_again_s=0.1):
        path = world.write("a.txt", "words")
        wait_until(present(world, path), "the file without a watch")
    assert "watch limit" in caplog.text


def test_a_fault_is_logged_and_ends_only_the_watch(
    world: World, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fault(*_: object, **__: object) -> None:
        raise RuntimeError("a bug")

    monkeypatch.setattr(world.indexer, "read_folder", fault)
    world.set("files.folders", (str(world.root),))
    watcher = FolderWatcher(world.indexer, lambda: world.settings, world.passes)
    watcher.start()
    wait_until(lambda: "ended by a fault" in caplog.text, "the log")
    watcher.close()


def test_closing_in_the_middle_of_a_pass(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    reached = threading.Event()

    def cancelled(*_: object, **__: object) -> None:
        reached.set()
        raise Cancelled

    monkeypatch.setattr(world.indexer, "read_folder", cancelled)
    world.set("files.folders", (str(world.root),))
    watcher = FolderWatcher(world.indexer, lambda: world.settings, world.passes)
    watcher.start()
    assert reached.wait(10)
    watcher.close()


def test_it_is_not_settled_while_changes_have_not_come_to_rest(world: World) -> None:
    world.set("files.folders", (str(world.root),))
    watcher = FolderWatcher(world.indexer, lambda: world.settings, world.passes, rest_s=60)
    watcher.start()
    assert watcher.wait_settled(10)
    watcher._changes.add(world.root, {world.root / "a.txt"})
    watcher.refresh()
    wait_until(lambda: not watcher._changes._woken, "the watcher to look")
    assert watcher._changes.waiting
    watcher.close()
    assert not watcher.wait_settled(0)


def test_one_that_never_started_can_be_closed(world: World) -> None:
    FolderWatcher(world.indexer, lambda: world.settings, world.passes).close()


def test_paused_changes_wait_and_are_taken_in_afterwards(world: World) -> None:
    with watching(world) as watcher:
        world.passes.pause()
        watcher.refresh()
        path = world.write("a.txt", "words")
        wait_until(lambda: watcher._changes.waiting, "the event")
        watcher.refresh()
        wait_until(lambda: not watcher._changes._woken, "the watcher to look")
        assert world.parser.read == []
        world.passes.resume()
        watcher.refresh()
        wait_until(present(world, path), "the file after the pause")


def test_a_folder_let_go_while_its_pass_is_paused(world: World, tmp_path: Path) -> None:
    world.write("a.txt", "words")
    other = tmp_path / "other"
    other.mkdir()
    (other / "x.txt").write_text("words")
    world.passes.pause()
    world.set("files.folders", (str(world.root),))
    watcher = FolderWatcher(world.indexer, lambda: world.settings, world.passes, rest_s=0.1)
    watcher.start()
    try:
        wait_until(lambda: str(world.root) in world.passes._running, "the paused pass")
        world.set("files.folders", (str(other),))
        watcher.refresh()
        wait_until(lambda: str(other) in world.passes._running, "the next folder's pass")
        world.passes.resume()
        wait_until(lambda: world.store.documents.present(str(other / "x.txt")), "its file")
        assert world.parser.read == ["x.txt"]
        world.passes.pause()
        world.set("files.folders", (str(world.root),))
        watcher.refresh()
        wait_until(lambda: str(world.root) in world.passes._running, "the first one again")
    finally:
        watcher.close()


def test_a_flood_of_changes_is_compared_whole(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(folders_module, "_MANY", 3)
    followed: list[int] = []
    follow = world.indexer.follow

    def noted(paths: Sequence[Path], *rest: Any) -> object:
        followed.append(len(paths))
        return follow(paths, *rest)

    monkeypatch.setattr(world.indexer, "follow", noted)
    with watching(world):
        paths = [world.write(f"{n}.txt", f"lamp {n}") for n in range(6)]
        wait_until(present(world, *paths), "all of them")
    assert all(count < 3 for count in followed)


def test_an_event_that_the_system_lost_is_made_good(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(folders_module, "_COMPARE_AGAIN_S", 0.0)
    monkeypatch.setattr(folders_module._Listener, "on_any_event", lambda *_a: None)
    with watching(world, look_again_s=0.1):
        path = world.write("a.txt", "words")
        wait_until(present(world, path), "the file nobody told of")
