"""The small tables: ledger, line cache, settings, flags, counters, jobs, removals and sizes."""

from pathlib import Path

import pytest

from services.clock import ManualClock
from services.records import CachedLine, Withheld
from services.store import NewDocument, Store
from tests.support.storing import START_MS, add_frame, capture, keyframe, open_store_in


def test_the_ledger_tells_what_was_withheld(store: Store) -> None:
    first = Withheld(START_MS, "excluded_apps", "app", "keepassxc")
    second = Withheld(START_MS + 5, "card", "secret", count=3)
    store.ledger.add(second)
    store.ledger.add(first)
    assert store.ledger.recent(9) == [second, first]
    assert store.ledger.recent(1) == [second]
    assert store.ledger.between(START_MS, START_MS + 5) == [first]
    assert store.ledger.total() == 4


def test_the_line_cache_keeps_what_was_used_last(tmp_path: Path) -> None:
    clock = ManualClock(START_MS)
    store = open_store_in(tmp_path, clock)
    lines = [CachedLine(bytes([i] * 16), f"line {i}", 0.5) for i in range(4)]
    store.lines.put(lines)
    clock.advance(10)
    store.lines.put(lines[1:2])
    assert store.lines.get_many([lines[0].key, b"unknown"]) == {lines[0].key: lines[0]}
    assert store.lines.recent(1) == [lines[1]]
    assert store.lines.trim(2) == 2
    assert set(store.lines.get_many([line.key for line in lines])) == {lines[0].key, lines[1].key}
    assert store.lines.clear() == 2
    assert store.lines.recent(9) == []
    store.close()


@pytest.mark.parametrize("value", [True, 7, 0.5, "ünïcode", ("a", "b"), ()])
def test_settings_come_back_with_their_type(store: Store, value: bool | float | str) -> None:
    store.settings.save("look.theme", "dark")
    store.settings.save("look.theme", value)
    loaded = store.settings.load()
    assert loaded == {"look.theme": value}
    assert type(loaded["look.theme"]) is type(value)
    store.settings.remove("look.theme")
    assert store.settings.load() == {}


def test_flags(store: Store) -> None:
    assert store.flags.get("consent") is None
    store.flags.set("consent", "1")
    store.flags.set("consent", "2")
    assert store.flags.get("consent") == "2"
    store.flags.set("consent", None)
    assert store.flags.get("consent") is None


def test_counters_add_up(store: Store) -> None:
    store.counters.add({"ocr.lines": 2, "cpu_s.read": 0.5})
    store.counters.add({"ocr.lines": 3})
    assert store.counters.all() == {"cpu_s.read": 0.5, "ocr.lines": 5.0}


def test_a_job_that_was_cut_off_goes_on_from_its_checkpoint(tmp_path: Path) -> None:
    clock = ManualClock(START_MS)
    store = open_store_in(tmp_path, clock)
    assert store.jobs.get("nightly") is None
    assert store.jobs.start("nightly").checkpoint == ""
    store.jobs.checkpoint("nightly", "event 7")
    clock.advance(5)
    again = store.jobs.start("nightly")
    assert (again.checkpoint, again.started_ms, again.finished_ms) == (
        "event 7",
        START_MS + 5,
        None,
    )
    store.jobs.finish("nightly", "done")
    done = store.jobs.get("nightly")
    assert done is not None
    assert (done.finished_ms, done.report) == (START_MS + 5, "done")
    assert store.jobs.start("nightly").checkpoint == ""
    store.close()


def test_removals_wait_until_they_are_done(store: Store) -> None:
    store.removals.add("vector", ["1", "2", "1"])
    store.removals.add("blob", ["x"])
    assert store.removals.pending("vector") == ["1", "2"]
    assert store.removals.pending("vector", 1) == ["1"]
    store.removals.done("vector", ["1"])
    assert store.removals.pending("vector") == ["2"]
    assert store.removals.pending("blob") == ["x"]


def test_what_a_crash_left_in_the_folder_is_swept(store: Store) -> None:
    own = add_frame(store, keyframe((1, 2, 3)))
    stray = store.blobs.put(b"written, but its row was never committed")
    store.blobs._path(stray).with_name("aa.part").write_bytes(b"half")
    assert store.stray_blobs() == [stray]
    assert store.sweep_strays() == 2
    assert store.sweep_strays() == 0
    frame = store.frames.get(own)
    assert frame is not None
    assert list(store.blobs.names()) == [frame.blob]


def test_several_repositories_share_a_transaction(store: Store) -> None:
    def fail_late() -> None:
        with store.transaction():
            store.flags.set("a", "b")
            store.captures.add(capture("x"))
            assert store.flags.get("a") == "b"
            raise KeyError

    with pytest.raises(KeyError):
        fail_late()
    assert store.flags.get("a") is None
    assert store.captures.latest(1) == []


def test_sizes(store: Store) -> None:
    empty = store.stats()
    assert (empty.captures, empty.oldest_ms, empty.image_bytes) == (0, None, 0)
    store.captures.add(capture("a", "b"))
    add_frame(store, keyframe((1, 2, 3)), at=9)
    store.documents.add(NewDocument("/a", "h", 1, 2, "", "12345"))
    store.counters.add({"frames.seen": 2})
    sizes = store.stats()
    assert sizes.captures == 2
    assert sizes.segments == {"hot": 3, "warm": 0, "archived": 0, "forgotten": 0}
    assert sizes.frames == {"full": 1, "thumbnail": 0, "gone": 0}
    assert sizes.facts == {"current": 0, "closed": 0, "conflicting": 0, "removed": 0}
    assert (sizes.documents, sizes.events, sizes.text_bytes) == (1, 0, 5)
    assert sizes.image_bytes > 0
    assert sizes.database_bytes > 4096
    assert sizes.counters == {"frames.seen": 2.0}
    assert (sizes.oldest_ms, sizes.newest_ms) == (START_MS, START_MS + 9000)
