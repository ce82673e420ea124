"""One folder is paused while others are read; what changed in it is taken in afterwards, once."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from services.cancel import CancelToken
from services.capture import folders
from services.capture.folders import FolderWatcher
from services.capture.passes import FolderPausedError, Passes, PauseToken
from services.errors import Cancelled
from services.reading.jobs import ParsedDocument, ParseLimits
from services.records import FolderMode
from tests.support.filing import World
from tests.support.waiting import wait_until


@pytest.fixture
def other(world: World, tmp_path: Path) -> Path:
    """A second watched folder; it is read after the first."""
    made = tmp_path / "quay"
    made.mkdir()
    world.set("files.folders", (str(world.root), str(made)))
    return made


@contextmanager
def watching(world: World) -> Iterator[FolderWatcher]:
    watcher = FolderWatcher(
        world.indexer, lambda: world.settings, world.passes, rest_s=0.05, look_again_s=0.2
    )
    watcher.start()
    try:
        yield watcher
    finally:
        watcher.close()


def pause(world: World, watcher: FolderWatcher) -> None:
    world.passes.pause(str(world.root))
    watcher.refresh()


def resume(world: World, watcher: FolderWatcher) -> None:
    world.passes.resume(str(world.root))
    watcher.refresh()


def mode(world: World, root: Path | None = None) -> FolderMode:
    return world.passes.state(str(root or world.root)).mode


def wait_for(world: World, *paths: Path) -> None:
    wait_until(lambda: all(world.store.documents.present(str(path)) for path in paths), "the files")


def written(folder: Path, name: str, text: str = "words") -> Path:
    path = folder / name
    path.write_text(text)
    return path


def test_a_pass_leaves_off_for_a_pause_and_the_next_folder_is_read(
    world: World, other: Path
) -> None:
    for number in range(4):
        world.write(f"{number}.txt", f"lamp {number}", age_s=3600 + number)
    second = written(other, "x.txt")
    parse = world.parser.parse_document

    def pausing(path: Path, limits: ParseLimits) -> ParsedDocument:
        if path.name == "1.txt":
            world.passes.pause(str(world.root))
        return parse(path, limits)

    world.parser.parse_document = pausing  # type: ignore[method-assign] # pauses inside
    with watching(world) as watcher:
        wait_for(world, second)
        wait_until(lambda: mode(world) is FolderMode.PAUSED, "the pause")
        wait_until(lambda: mode(world, other) is FolderMode.DONE, "the other's pass")
        assert not {"2.txt", "3.txt"} & set(world.parser.read)
        state = world.passes.state(str(world.root))
        assert (state.done, state.total) == (2, 4)
        world.parser.parse_document = parse  # type: ignore[method-assign] # as it was
        resume(world, watcher)
        wait_until(lambda: mode(world) is FolderMode.DONE, "the end of the pass")
    assert sorted(world.parser.read) == ["0.txt", "1.txt", "2.txt", "3.txt", "x.txt"]


def test_what_changes_in_a_paused_folder_is_taken_in_afterwards_once(
    world: World, other: Path
) -> None:
    kept, gone = world.write("kept.txt", "first"), world.write("gone.txt", "first")
    with watching(world) as watcher:
        wait_for(world, kept, gone)
        wait_until(lambda: mode(world, other) is FolderMode.DONE, "both passes")
        pause(world, watcher)
        assert mode(world) is FolderMode.PAUSED
        world.write("kept.txt", "second words", age_s=60)
        gone.unlink()
        new = written(world.root, "new.txt")
        seen = written(other, "seen.txt")
        wait_for(world, seen)  # so the watcher had the others in hand
        wait_until(lambda: world.root not in watcher._compared_s, "what is left out to be noted")
        assert not watcher._changes.waiting
        assert sorted(world.parser.read) == ["gone.txt", "kept.txt", "seen.txt"]
        assert world.store.documents.present(str(gone))
        resume(world, watcher)
        wait_for(world, new)
        wait_until(lambda: not world.store.documents.present(str(gone)), "the deletion")
        assert watcher.wait_settled(20)
    assert sorted(world.parser.read) == ["gone.txt", "kept.txt", "kept.txt", "new.txt", "seen.txt"]
    assert world.find("second")


def test_a_restart_ends_no_pause_and_what_changed_meanwhile_is_read(
    world: World, other: Path
) -> None:
    with watching(world) as watcher:
        assert watcher.wait_settled(20)
        pause(world, watcher)
    world.passes = Passes(world.store, world.clock)
    world.indexer._passes = world.passes
    new = world.write("new.txt", "words")  # while nothing ran
    with watching(world) as watcher:
        assert world.passes.is_paused(str(world.root))
        wait_for(world, written(other, "seen.txt"))
        assert world.parser.read == ["seen.txt"]
        resume(world, watcher)
        wait_for(world, new)
    assert Passes(world.store, world.clock).is_paused(str(world.root)) is False


def test_a_pause_of_nothing_that_happened_costs_no_pass(world: World, other: Path) -> None:
    with watching(world) as watcher:
        wait_until(lambda: mode(world, other) is FolderMode.DONE, "both passes")
        wait_until(lambda: len(watcher._compared_s) == 2, "that they are noted")
        compared_s = watcher._compared_s[world.root]
        pause(world, watcher)
        resume(world, watcher)
        wait_for(world, written(world.root, "a.txt"))
        assert watcher._compared_s[world.root] == compared_s


def test_changes_being_taken_in_stop_for_a_pause(world: World, other: Path) -> None:
    parse = world.parser.parse_document

    def pausing(path: Path, limits: ParseLimits) -> ParsedDocument:
        world.passes.pause(str(world.root))
        return parse(path, limits)

    with watching(world) as watcher:
        assert watcher.wait_settled(20)
        wait_until(lambda: mode(world, other) is FolderMode.DONE, "both passes")
        world.parser.parse_document = pausing  # type: ignore[method-assign] # pauses inside
        paths = [world.write(f"{number}.txt", f"lamp {number}") for number in range(5)]
        watcher._changes.add(world.root, set(paths))
        wait_until(lambda: world.parser.read, "the first file")
        wait_for(world, written(other, "seen.txt"))
        assert len(world.parser.read) < 1 + len(paths)
        world.parser.parse_document = parse  # type: ignore[method-assign] # as it was
        resume(world, watcher)
        wait_for(world, *paths)
        assert watcher.wait_settled(20)
    assert sorted(world.parser.read) == sorted([*(path.name for path in paths), "seen.txt"])


def test_a_folder_is_paused_while_all_are(world: World, other: Path) -> None:
    world.write("a.txt", "words")
    second = written(other, "x.txt")
    world.passes.pause()
    with watching(world) as watcher:
        wait_until(lambda: world.passes._running, "a pass that waits")
        pause(world, watcher)
        world.passes.resume()
        watcher.refresh()
        wait_for(world, second)
        assert mode(world) is FolderMode.PAUSED
        assert world.parser.read == ["x.txt"]


def test_a_paused_folder_within_another_is_not_read_by_way_of_that(world: World) -> None:
    inner = world.root / "letters"
    inner.mkdir()
    world.set("files.folders", (str(world.root), str(inner)))
    world.passes.pause(str(inner))
    early, plain = written(inner, "early.txt"), written(world.root, "plain.txt")
    with watching(world) as watcher:
        wait_for(world, plain)
        late, seen = written(inner, "late.txt"), written(world.root, "seen.txt")
        wait_for(world, seen)
        assert watcher.wait_settled(20)
        assert sorted(world.parser.read) == ["plain.txt", "seen.txt"]
        world.passes.pause(str(world.root))  # which is no pause of what lies within
        assert not world.passes.leaves_out(str(inner), str(late))
        world.passes.resume(str(world.root))
        world.passes.resume(str(inner))
        watcher.refresh()
        wait_for(world, early, late)
    assert sorted(world.parser.read) == ["early.txt", "late.txt", "plain.txt", "seen.txt"]


def test_a_token_stops_for_both_reasons(world: World) -> None:
    other = CancelToken()
    token = PauseToken(world.passes, "/papers", other)
    token.check()
    world.passes.pause("/papers")
    with pytest.raises(FolderPausedError):
        token.check()
    assert not token.cancelled
    other.cancel()
    assert token.cancelled
    with pytest.raises(Cancelled):
        token.check()


@pytest.mark.parametrize("text", ["no json", '{"a": 1}'])
def test_a_note_of_another_version_pauses_nothing(world: World, text: str) -> None:
    world.store.flags.set("folders paused", text)
    passes = Passes(world.store, world.clock)
    assert not passes.is_paused(str(world.root))
    passes.pause(str(world.root))
    assert Passes(world.store, world.clock).is_paused(str(world.root))


def test_changes_without_bound_are_remembered_as_the_whole_folder(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(folders, "_MOST_NOTED", 5)
    changes = folders._Changes()
    for number in range(50):
        changes.add(world.root, {world.root / str(number)})
    assert changes._bursts[world.root].paths is None
    changes.add(world.root, {world.root / "one more"})
    assert changes.take(0) == {world.root: None}
    changes.add(world.root, {world.root / "a"})
    assert changes.take(0) == {world.root: {world.root / "a"}}


def test_what_changed_without_bound_while_all_was_paused_is_read_afterwards(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(folders, "_MOST_NOTED", 5)
    world.set("files.folders", (str(world.root),))
    first = world.write("first.txt", "a lamp", age_s=3600)
    with watching(world) as watcher:
        wait_for(world, first)
        assert watcher.wait_settled(10)
        world.passes.pause()
        watcher.refresh()
        many = [written(world.root, f"{number}.txt", f"lamp {number}") for number in range(30)]
        wait_until(
            lambda: [burst.paths for burst in watcher._changes._bursts.values()] == [None],
            "too many changes",
        )
        world.passes.resume()
        watcher.refresh()
        wait_for(world, *many)
