"""Files come into memory once, and every change to them is followed."""

import os
import shutil
from pathlib import Path

import pytest

from services.cancel import CancelToken
from services.capture.file_versions import Fate, Prepared
from services.errors import Cancelled, DataDirError, DocumentError
from services.reading.jobs import ReadingError
from services.reading.worker import ReadingWorker
from services.records import ChangeKind, DocumentId, SegmentId, Tier
from services.store import NewDocument
from tests.support.documents import MAKERS, NEEDLE, make_all, make_pdf
from tests.support.filing import World
from tests.support.waiting import wait_until


def test_every_kind_is_read_by_the_worker_and_found_again(world: World) -> None:
    make_all(world.root)
    worker = ReadingWorker()
    world.versions._parser = worker
    try:
        report = world.add()
    finally:
        worker.close()
    assert (report.added, report.failed) == (len(MAKERS), ())
    assert len(world.find("lighthouse")) == len(MAKERS)


def test_what_is_unchanged_is_not_read_again(world: World) -> None:
    path = world.write("a.txt", "one lamp")
    assert world.counts() == (1, 0, 0, 0)
    assert world.counts() == (0, 0, 1, 0)
    os.utime(path)
    assert world.counts() == (0, 0, 1, 0)
    assert world.parser.read == ["a.txt"]
    document = world.store.documents.present(str(path))
    assert document is not None
    assert document.modified_ms == path.stat().st_mtime_ns // 1_000_000


def test_hashes_are_keyed(world: World) -> None:
    import hashlib

    path = world.write("a.txt", "one lamp")
    world.add()
    document = world.store.documents.present(str(path))
    assert document is not None
    assert document.content_hash != hashlib.sha256(b"one lamp").hexdigest()
    assert len(document.content_hash) == 64


def test_a_segment_leads_back_to_the_text(world: World) -> None:
    world.write("a.md", f"# Lamps\n\n{NEEDLE}")
    world.add()
    (found,) = world.store.segments.hits(
        [hit[0] for hit in world.store.words.search("lighthouse", 5)]
    ).values()
    anchor = found.hit.anchor
    assert anchor.document_id is not None
    text = world.store.documents.text(anchor.document_id)
    assert text.text[anchor.start : anchor.end] == found.hit.text
    assert text.current
    assert (found.hit.source, found.hit.title) == ("file", "Lamps")
    assert found.hit.at_ms == world.clock.now_ms() - 3_600_000


def test_a_file_from_the_future_is_of_now_and_mail_of_its_date(world: World) -> None:
    world.write("future.txt", "tomorrow", age_s=-90_000)
    world.write("spare.eml", MAKERS["spare.eml"]())
    world.add()
    times = {c.title: c.at_ms for c in world.store.captures.latest(5)}
    assert times == {"future": world.clock.now_ms(), "Spare lämp": 1_772_440_200_000}


def test_a_changed_file_gets_a_new_version_and_keeps_what_was(world: World) -> None:
    standing = "The spare lamp is under the third stair. " * 10
    path = world.write("a.md", f"# One\n\n{standing}\n\n# Two\n\nThe price was forty pounds.")
    world.add()
    world.write("a.md", f"# One\n\n{standing}\n\n# Two\n\nThe price is fifty pounds.", age_s=60)
    assert world.counts() == (0, 1, 0, 0)
    assert world.state(path) == ["present", "replaced"]
    assert world.find("forty") == [str(path)]
    assert world.find("fifty") == [str(path)]
    assert len(world.find("stair")) == 1
    old = world.store.documents.versions(str(path))[1]
    captures = world.store.deletion.of_documents([old.id])
    tiers = {s.text[:5]: s.tier for s in world.store.segments.of_capture(captures[0])}
    assert tiers == {"# One": Tier.ARCHIVED, "# Two": Tier.HOT}


def test_a_pinned_segment_stays_though_the_file_changed(world: World) -> None:
    world.write("a.md", "# One\n\nKept words.\n\n# Two\n\nOld words.")
    world.add()
    world.store.segments.pin([SegmentId(1)], pinned=True)
    world.write("a.md", "# One\n\nKept words.\n\n# Two\n\nNew words.", age_s=60)
    world.add()
    pinned = world.store.segments.get(SegmentId(1))
    assert pinned is not None
    assert pinned.tier is Tier.HOT
    assert pinned.duplicate_of is None


def test_a_renamed_file_is_recognised_and_not_read_again(world: World) -> None:
    old = world.write("a.txt", "one lamp")
    world.add()
    new = old.rename(world.root / "moved.txt")
    assert world.counts() == (0, 1, 0, 0)
    assert world.parser.read == ["a.txt"]
    assert world.state(new) == ["present"]
    assert world.state(old) == []
    assert world.find("lamp") == [str(new)]
    assert world.find("moved") == [str(new)]


def test_a_file_moved_over_another_replaces_it(world: World) -> None:
    first, second = world.write("a.txt", "one lamp"), world.write("b.txt", "two wicks")
    world.add()
    first.replace(second)
    world.add()
    assert world.state(second) == ["present", "replaced"] or world.state(second) == [
        "replaced",
        "present",
    ]
    assert world.state(first) == []


def test_a_copy_is_a_file_of_its_own(world: World) -> None:
    world.write("a.txt", "one lamp")
    world.add()
    world.write("b.txt", "one lamp")
    assert world.counts() == (1, 0, 1, 0)
    assert len(world.find("lamp")) == 2


def test_a_deleted_file_is_noted_and_recognised_when_it_comes_back(world: World) -> None:
    path = world.write("a.txt", "one lamp")
    world.add()
    path.unlink()
    assert world.counts() == (0, 0, 0, 0)
    assert world.state(path) == ["deleted"]
    assert world.find("lamp") == [str(path)]
    back = world.write("b.txt", "one lamp")
    assert world.counts() == (0, 1, 0, 0)
    assert world.state(back) == ["present"]
    assert world.parser.read == ["a.txt"]


def test_a_deleted_file_is_forgotten_where_the_setting_says_so(world: World) -> None:
    world.set("files.keep_deleted", False)
    path = world.write("a.txt", "one lamp")
    world.write("b.txt", "two lamps")
    world.add()
    world.write("a.txt", "one lamp more", age_s=60)
    world.add()
    path.unlink()
    world.add()
    assert world.state(path) == []
    assert world.find("lamp") == [str(world.root / "b.txt")]


def test_what_cannot_be_read_is_reported_each_time_but_tried_once(world: World) -> None:
    broken = world.write("broken.pdf", b"%PDF-1.7")
    world.write("locked.pdf", make_pdf("secret"))
    world.write("data.bin", b"\x00\x01")
    world.write("good.txt", "one lamp")
    report = world.add()
    assert report.added == 1
    assert [Path(f.path).name for f in report.failed] == ["broken.pdf", "data.bin", "locked.pdf"]
    again = world.add()
    assert [(f.path, f.error) for f in again.failed] == [(f.path, f.error) for f in report.failed]
    assert world.parser.read.count("broken.pdf") == 1
    assert len(world.store.documents.failures()) == 3
    world.add(broken)
    assert world.parser.read.count("broken.pdf") == 2


def test_a_mended_file_is_no_failure_any_more(world: World) -> None:
    path = world.write("a.pdf", b"%PDF-1.7")
    world.add()
    world.write("a.pdf", make_pdf(), age_s=60)
    assert world.counts() == (1, 0, 0, 0)
    assert not world.store.documents.failures()
    world.write("b.pdf", b"%PDF-1.7").unlink()
    world.write("c.pdf", b"%PDF-1.7")
    world.add()
    (world.root / "c.pdf").unlink()
    world.add()
    assert path.exists()


def test_a_file_that_breaks_keeps_its_last_good_version(world: World) -> None:
    path = world.write("a.pdf", make_pdf())
    world.add()
    world.write("a.pdf", b"%PDF-1.7", age_s=60)
    assert world.counts() == (0, 0, 0, 1)
    assert world.state(path) == ["present"]
    assert world.find("lighthouse") == [str(path)]


def test_too_large_missing_and_odd_paths_are_reported(world: World) -> None:
    world.set("files.max_bytes", 1000)
    world.write("big.txt", "x" * 1001)
    os.mkfifo(world.root / "pipe")
    (world.root / os.fsdecode(b"bad\xff.txt")).write_text("words")
    report = world.add(world.root, world.root / "missing.txt", world.root / "pipe")
    errors = {Path(f.path).name: f.error for f in report.failed}
    assert set(errors) == {"big.txt", "missing.txt", "pipe", "bad?.txt"}
    assert "larger" in errors["big.txt"]
    assert "no such file" in errors["missing.txt"]
    assert not world.parser.read


def test_a_file_that_cannot_be_opened_is_reported(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    world.write("a.txt", "words")

    def refuse(path: Path, mode: str) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)
    (failure,) = world.add().failed
    assert "Permission denied" in failure.error


def test_an_empty_file_is_known_without_a_capture(world: World) -> None:
    path = world.write("empty.txt", "")
    assert world.counts() == (1, 0, 0, 0)
    assert world.counts() == (0, 0, 1, 0)
    assert world.store.captures.latest(5) == []
    path.unlink()
    world.add()
    assert world.state(path) == ["deleted"]


def test_hidden_ignored_and_textless_files_are_left_out(world: World) -> None:
    for name in (".hidden.txt", "~$a.docx", "film.mp4", "node_modules/a.txt", ".git/config.txt"):
        world.write(name, "words")
    world.set("files.ignored", ("node_modules", "*.draft"))
    world.write("a.draft", "words")
    world.write("deep/er/a.txt", "words")
    world.write("old library/vault.json", "{}")
    world.write("old library/note.txt", "words")
    (world.root / "loop").symlink_to(world.root)
    (world.root / "link.txt").symlink_to(world.root / "deep/er/a.txt")
    world.add()
    assert world.parser.read == ["a.txt"]


def test_a_file_that_is_left_out_later_is_not_gone(world: World) -> None:
    path = world.write("a.draft", "words")
    world.add()
    world.set("files.ignored", ("*.draft",))
    world.add()
    assert world.state(path) == ["present"]


def test_secrets_never_reach_the_store(world: World) -> None:
    path = world.write("card.txt", "Card 4111 1111 1111 1111 for the lamp")
    world.add()
    document = world.store.documents.present(str(path))
    assert document is not None
    assert "1111" not in world.store.documents.text(document.id).text
    assert world.find("lamp") == [str(path)]
    assert not world.store.words.search("4111", 5)


def test_redaction_can_be_switched_off(world: World) -> None:
    world.set("privacy.redact", False)
    path = world.write("card.txt", "Card 4111 1111 1111 1111")
    world.add()
    document = world.store.documents.present(str(path))
    assert document is not None
    assert "4111 1111" in world.store.documents.text(document.id).text


def test_cancel_keeps_what_was_done(world: World) -> None:
    for number in range(60):
        world.write(f"{number}.txt", f"Page {number}.")
    cancel, seen = CancelToken(), []

    def stop_early(done: int, total: int, what: str) -> None:
        assert total == 60
        seen.append(done)
        cancel.cancel()

    with pytest.raises(Cancelled):
        world.indexer.add([world.root], stop_early, cancel)
    assert [world.store.documents.count()] == seen
    assert 0 < seen[0] < 60


def test_a_crashed_worker_is_a_failure_of_the_file_unless_we_are_ending(world: World) -> None:
    world.write("a.txt", "words")
    world.parser.error = ReadingError("The reading worker ended unexpectedly.")
    assert world.counts() == (0, 0, 0, 1)
    assert world.counts() == (0, 0, 0, 1)
    assert world.parser.read == ["a.txt"]
    world.write("b.txt", "words")
    cancel = CancelToken()

    class Ending:
        def parse_document(self, path: Path, limits: object) -> None:
            cancel.cancel()
            raise ReadingError("The reading worker is closed.")

    world.versions._parser = Ending()  # type: ignore[assignment] # a parser that never returns
    with pytest.raises(Cancelled):
        world.indexer.add([world.root], cancel=cancel)
    assert len(world.store.documents.failures()) == 1


def test_a_fault_while_storing_leaves_nothing_half_done(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = world.write("a.txt", "words")

    def fail(capture: object) -> None:
        raise DocumentError("no room")

    with monkeypatch.context() as broken:
        broken.setattr(world.versions._ingest, "add", fail)
        assert world.counts() == (0, 0, 0, 1)
    assert world.store.documents.present(str(path)) is None
    assert world.store.captures.latest(5) == []
    assert world.counts(path) == (1, 0, 0, 0)


def test_views_hear_of_changes_only(world: World) -> None:
    path = world.write("a.txt", "words")
    both = [ChangeKind.CAPTURES, ChangeKind.SOURCES]
    world.add()
    assert world.changes == both
    world.add()
    assert world.changes == both
    path.unlink()
    world.add()
    assert world.changes == [*both, ChangeKind.SOURCES]


def test_files_in_a_folder_that_cannot_be_listed_are_not_gone(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    inner = world.write("inner/a.txt", "words")
    world.add()
    listed = os.scandir

    def refuse(folder: Path) -> object:
        if Path(folder).name == "inner":
            raise PermissionError(13, "Permission denied")
        return listed(folder)

    monkeypatch.setattr(os, "scandir", refuse)
    report = world.add()
    assert [f.error for f in report.failed] == ["The folder cannot be opened."]
    assert world.state(inner) == ["present"]


def test_a_circle_of_links_is_reported(world: World) -> None:
    loop = world.root / "loop.txt"
    loop.symlink_to(loop)
    assert world.counts(loop) == (0, 0, 0, 1)


def test_following_takes_in_what_is_told(world: World) -> None:
    cancel = CancelToken()
    kept = world.write("kept.txt", "words")
    folder = world.write("sub/one.txt", "lamp").parent
    world.write("sub/.hidden.txt", "lamp")
    outside = world.write("../outside.txt", "lamp")
    swap = world.write(".x.swp", "lamp")
    changed = [kept, folder, outside.resolve(), swap, world.root / "old.txt"]
    report = world.indexer.follow(changed, world.root, cancel)
    assert (report.added, report.failed) == (2, ())
    moved = folder.rename(world.root / "renamed")
    report = world.indexer.follow([folder, moved], world.root, cancel)
    assert report.updated == 1
    assert world.find("lamp") == [str(moved / "one.txt")]
    shutil.rmtree(moved)
    world.indexer.follow([moved], world.root, cancel)
    assert world.state(moved / "one.txt") == ["deleted"]
    world.write("lib/vault.json", "{}")
    inside = world.write("lib/deep/x.txt", "words")
    assert world.indexer.follow([inside], world.root, cancel).added == 0


def test_a_watched_folder_that_vanished_forgets_nothing(world: World) -> None:
    path = world.write("a.txt", "words")
    world.add()
    away = world.root.rename(world.root.with_name("unplugged"))
    report = world.indexer.follow([path], world.root, CancelToken())
    assert report.failed == ()
    assert world.state(path) == ["present"]
    away.rename(world.root)


def test_what_was_written_anew_while_it_waited_is_read_anew(world: World) -> None:
    path = world.write("a.txt", "lamp")
    store = world.versions.store

    def rewriting(prepared: Prepared) -> Fate:
        fate = store(prepared)
        if prepared.found.path.endswith("b.txt"):
            wait_until(lambda: "a.txt" in world.parser.read, "the next file to be read")
            world.write("a.txt", "candle", age_s=60)
        return fate

    world.write("b.txt", "wick", age_s=60)
    world.versions.store = rewriting  # type: ignore[method-assign] # as an editor might
    world.indexer.read_folder(world.root, CancelToken())
    assert world.find("candle") == [str(path)]
    assert world.find("lamp") == []
    assert world.parser.read == ["b.txt", "a.txt", "a.txt"]


def test_a_file_that_cannot_be_stored_leaves_those_before_it(world: World) -> None:
    for number in range(6):
        world.write(f"{number}.txt", f"page {number}", age_s=60 + number)
    add = world.store.documents.add

    def failing(new: NewDocument) -> DocumentId:
        if new.path.endswith("3.txt"):
            raise DataDirError("A picture or text could not be stored (No space left on device).")
        return add(new)

    world.store.documents.add = failing  # type: ignore[method-assign] # a disk that fills up
    with pytest.raises(DataDirError):
        world.indexer.read_folder(world.root, CancelToken())
    assert world.store.documents.count() == 3
    world.store.documents.add = add  # type: ignore[method-assign] # there is room again
    assert world.indexer.read_folder(world.root, CancelToken()).added == 3


def test_the_ledger_tells_of_secrets_in_files(world: World) -> None:
    world.write("a.txt", "My card is 4111 1111 1111 1111 and the lamp is lit.")
    world.add()
    told = world.store.ledger.between(0, world.clock.now_ms() + 1, 1)
    assert sum(entry.count for entry in told) == 1
