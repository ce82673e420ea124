"""Files are followed through their versions, names and failures."""

import dataclasses
import os
from pathlib import Path

import pytest

from services.errors import Bug, WorldError
from services.records import DocumentId, FileFailure, Trust
from services.store import NewDocument, Store
from tests.support.storing import START_MS, capture, like

NEW = NewDocument("/home/u/notes/a.txt", "hash-1", 10, 20, "Notes", "the whole text, ünïcode too")


def test_a_document_comes_back_with_its_text(store: Store) -> None:
    own = store.documents.add(NEW)
    got = store.documents.get(own)
    assert got is not None
    assert got == store.documents.present(NEW.path)
    assert (got.content_hash, got.size_bytes, got.modified_ms) == ("hash-1", 10, 20)
    assert (got.read_at_ms, got.state, got.title) == (START_MS, "present", "Notes")
    text = store.documents.text(own)
    assert (text.text, text.title, text.current) == (NEW.text, "Notes", True)
    assert b"whole text" not in store.blobs._path(got.text_blob).read_bytes()
    assert store.documents.count() == 1


def test_a_new_version_replaces_the_old_which_can_still_be_read(store: Store) -> None:
    first = store.documents.add(NEW)
    second = store.documents.add(dataclasses.replace(NEW, content_hash="hash-2", text="changed"))
    assert [d.id for d in store.documents.versions(NEW.path)] == [second, first]
    present = store.documents.present(NEW.path)
    assert present is not None
    assert present.id == second
    assert [d.id for d in store.documents.by_hash("hash-1")] == [first]
    old = store.documents.text(first)
    assert (old.text, old.current) == (NEW.text, False)


def test_a_version_whose_row_is_refused_leaves_no_blob(store: Store) -> None:
    with pytest.raises(Bug):
        store.documents.add(dataclasses.replace(NEW, title=None))  # type: ignore[arg-type]
    assert list(store.blobs.names()) == []


def test_a_renamed_file_is_found_by_its_new_name(store: Store) -> None:
    own = store.documents.add(NEW)
    shape = dataclasses.replace(like("file", Trust.FILE), document_id=own)
    store.captures.add(capture("some words", like=shape))
    target = store.documents.add(dataclasses.replace(NEW, path="/home/u/heron.txt"))
    assert store.documents.rename(NEW.path, "/home/u/heron.txt")
    assert store.documents.present(NEW.path) is None
    present = store.documents.present("/home/u/heron.txt")
    assert present is not None
    assert present.id == own
    replaced = store.documents.get(target)
    assert replaced is not None
    assert replaced.state == "replaced"
    assert [found for found, _ in store.words.search("heron", 5)] == [1]
    assert not store.documents.rename("/nowhere", "/home/u/heron.txt")
    assert store.documents.present("/home/u/heron.txt") is not None


def test_a_deleted_file_can_come_back(store: Store) -> None:
    own = store.documents.add(NEW)
    assert store.documents.mark_deleted(NEW.path) == own
    assert store.documents.mark_deleted(NEW.path) is None
    assert store.documents.present(NEW.path) is None
    other = store.documents.add(dataclasses.replace(NEW, path="/b.txt"))
    store.documents.restore(own, "/b.txt")
    present = store.documents.present("/b.txt")
    assert present is not None
    assert present.id == own
    assert not store.documents.text(other).current


def test_files_under_a_folder(store: Store) -> None:
    for path in ("/a/b/1.txt", "/a/b/c/2.txt", "/a/bc/3.txt", "/a/b", "/a/b-4.txt"):
        store.documents.add(dataclasses.replace(NEW, path=path))
    store.documents.add(dataclasses.replace(NEW, path="/a/b/gone.txt"))
    store.documents.mark_deleted("/a/b/gone.txt")
    assert [d.path for d in store.documents.under("/a/b/")] == ["/a/b/1.txt", "/a/b/c/2.txt"]


def test_a_missing_text_is_told(store: Store) -> None:
    with pytest.raises(WorldError, match="deleted from the library"):
        store.documents.text(DocumentId(9))


def test_unchanged_compares_size_and_time(store: Store, tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    assert not store.documents.unchanged(str(path))
    path.write_text("hello")
    os.utime(path, ns=(1_500_000_000, 1_500_000_000))
    own = store.documents.add(
        dataclasses.replace(NEW, path=str(path), size_bytes=5, modified_ms=1_500)
    )
    assert store.documents.unchanged(str(path))
    store.documents.touch(own, 5, 1_501)
    assert not store.documents.unchanged(str(path))
    path.unlink()
    assert not store.documents.unchanged(str(path))


def test_failures_are_kept_until_the_file_can_be_read(store: Store) -> None:
    store.documents.fail(FileFailure(NEW.path, "encrypted"), 10, 20)
    store.documents.fail(FileFailure("/b.pdf", "broken", at_ms=5))
    assert store.documents.failures() == [
        FileFailure(NEW.path, "encrypted", START_MS),
        FileFailure("/b.pdf", "broken", 5),
    ]
    assert store.documents.failures(1) == [FileFailure(NEW.path, "encrypted", START_MS)]
    assert store.documents.count_failures() == 2
    assert store.documents.failure_marks()[NEW.path][:2] == (10, 20)
    store.documents.add(NEW)
    store.documents.clear_failure("/b.pdf")
    assert store.documents.failures() == []
