"""Sealed vectors in Chroma: found again, kept over restarts, repaired when damaged."""

import base64
import contextlib
import os
import re
import shutil
import socket
import threading
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from services.errors import IndexUnavailableError
from services.index.chroma import TRIES
from services.index.names import Names
from services.index.shards import MOST_OPEN, SHARD_BITS, Shards
from services.index.vectors import FEW, REBUILT, SERVER_AWAY, Grain, VectorIndex
from services.records import SegmentId
from tests.support.chroma_server import chroma_server
from tests.support.waiting import wait_until

KEY = bytes(range(32))
DIM = 32
NEAR = 4e-3  # what eight bits a number leave of a cosine


def unit(count: int, seed: int = 0, dim: int = DIM) -> NDArray[np.float32]:
    made = np.random.default_rng(seed).normal(size=(count, dim)).astype(np.float32)
    return np.asarray(made / np.linalg.norm(made, axis=1, keepdims=True), dtype=np.float32)


def ids(*numbers: int) -> list[SegmentId]:
    return [SegmentId(n) for n in numbers]


def make(folder: Path, model: str = "model.1", key: bytes = KEY) -> VectorIndex:
    return VectorIndex(folder, model, DIM, key)


def shards(index: VectorIndex) -> Shards:
    assert isinstance(index._shards, Shards)
    return index._shards


@pytest.fixture
def index(tmp_path: Path) -> Iterator[VectorIndex]:
    made = make(tmp_path / "vectors")
    yield made
    made.close()


def fill(index: VectorIndex, count: int, seed: int = 0) -> NDArray[np.float32]:
    vectors = unit(count, seed)
    numbers = ids(*range(1, count + 1))
    index.add(numbers, vectors, [0] * count)
    index.add(numbers, vectors, [0] * count, Grain.WINDOW)
    return vectors


def assert_nearest(
    found: list[tuple[SegmentId, float]],
    vectors: NDArray[np.float32],
    wanted: NDArray[np.float32],
    allowed: Iterable[int],
) -> None:
    """The found are the nearest of the allowed, but for those as near to within ``NEAR``."""
    cosines = vectors @ wanted
    best = sorted((float(cosines[i - 1]) for i in allowed), reverse=True)[: len(found)]
    got = [float(cosines[own - 1]) for own, _ in found]
    assert got == pytest.approx(best, abs=2 * NEAR)
    assert {own for own, _ in found} <= set(allowed)


def test_the_nearest_come_first_with_true_cosines(index: VectorIndex) -> None:
    vectors = fill(index, 300)
    wanted = unit(1, seed=9)[0]
    found = index.search(wanted, 10)
    assert_nearest(found, vectors, wanted, range(1, 301))
    for own, cosine in found:
        assert cosine == pytest.approx(float(vectors[own - 1] @ wanted), abs=NEAR)


def test_named_segments_are_compared_as_a_search_would(index: VectorIndex) -> None:
    vectors = fill(index, 20)
    wanted = unit(1, seed=9)[0]
    for grain in Grain:
        found = dict(index.cosines(wanted, ids(3, 17, 400), grain))
        assert set(found) == set(ids(3, 17))
        assert found[SegmentId(3)] == pytest.approx(float(vectors[2] @ wanted), abs=NEAR)
    assert index.cosines(wanted, []) == []


def test_what_lies_in_chroma_is_sealed_and_nameless(index: VectorIndex, tmp_path: Path) -> None:
    vectors = fill(index, 20)
    numbers, sealed = index.vectors(ids(3, 4, 99))
    assert numbers == ids(3, 4)
    assert abs(float(sealed[0] @ vectors[2])) < 0.9
    assert float(sealed[0] @ sealed[1]) == pytest.approx(float(vectors[2] @ vectors[3]), abs=NEAR)
    with shards(index)._collection(shards(index)._shards(Grain.SEGMENT)[0]) as collection:
        assert collection is not None
        kept = collection.get(include=["metadatas", "documents"])
    assert all(len(name) == 32 for name in kept["ids"])
    assert set(kept["documents"] or []) == {None}
    assert {tuple(sorted(note)) for note in kept["metadatas"] or []} == {("bucket", "tier")}


def test_one_key_does_not_find_with_another(tmp_path: Path) -> None:
    first = make(tmp_path / "vectors")
    fill(first, 5)
    first.close()
    other = make(tmp_path / "vectors", key=b"x" * 32)
    assert other.count() == 0
    other.close()


def test_it_opens_again_where_it_was_closed(tmp_path: Path) -> None:
    before = tasks()
    for _ in range(3):
        index = make(tmp_path / "vectors")
        vectors = fill(index, 50)
        index.close()
        index.close()
        wait_until(lambda: not held_open(tmp_path), "Chroma to let go of its files")
    index = make(tmp_path / "vectors")
    assert index.count() == 50
    assert index.search(vectors[6], 1)[0][0] == 7
    assert index.notice == ""
    index.close()
    wait_until(lambda: not held_open(tmp_path), "Chroma to let go of its files")
    # Chroma's thread pool may keep a few threads for the process, but not a set for each opening
    assert tasks() - before <= 2 * (os.cpu_count() or 1) + 2
    with pytest.raises(IndexUnavailableError):
        index.count()


def tasks() -> int:
    """Threads of this process, the libraries' own included."""
    return len(list(Path("/proc/self/task").iterdir()))


def held_open(folder: Path) -> list[str]:
    found = []
    for entry in Path("/proc/self/fd").iterdir():
        with contextlib.suppress(FileNotFoundError):
            found.append(str(entry.readlink()))
    return [path for path in found if path.startswith(str(folder))]


def test_adding_again_replaces_and_removing_takes_both_grains(index: VectorIndex) -> None:
    vectors = fill(index, 10)
    index.add(ids(1), vectors[4:5], [0])
    assert index.count() == 10
    assert {own for own, cosine in index.search(vectors[4], 2) if cosine > 0.999} == {1, 5}
    index.remove(ids(1, 5, 77))
    assert index.ids() == index.ids(Grain.WINDOW) == set(ids(2, 3, 4, 6, 7, 8, 9, 10))
    assert index.search(vectors[4], 20)[0][1] < 0.999
    index.remove([])
    index.add([], unit(0), [])


def test_models_never_mix(tmp_path: Path) -> None:
    first = make(tmp_path / "vectors", "model.1")
    fill(first, 5)
    first.close()
    second = make(tmp_path / "vectors", "model.2")
    assert second.count() == 0
    assert second.search(unit(1)[0], 5) == []
    fill(second, 3)
    second.drop_other_models()
    second.close()
    again = make(tmp_path / "vectors", "model.1")
    assert again.count() == 0
    again.close()


@pytest.mark.parametrize("kind", ["few", "many", "test"])
def test_filters_of_any_selectivity_find_what_is_allowed(index: VectorIndex, kind: str) -> None:
    count = FEW + 500
    vectors = fill(index, count)
    wanted = unit(1, seed=5)[0]
    order = (np.argsort(-(vectors @ wanted)) + 1).tolist()
    if kind == "few":  # the very farthest: no over-fetching would reach them
        allowed = {SegmentId(i) for i in order[-3:]}
        found = index.search(wanted, 10, allowed=allowed)
        assert {own for own, _ in found} == set(order[-3:])
        assert index.search(wanted, 10, allowed=frozenset({SegmentId(10**9)})) == []
        assert index.search(wanted, 10, allowed=frozenset()) == []
        return
    keep = {SegmentId(i) for i in range(1, count + 1) if i % 10}
    allowed_by = keep if kind == "many" else keep.__contains__
    found = index.search(wanted, 10, allowed=allowed_by)
    assert len(found) == 10
    assert_nearest(found, vectors, wanted, keep)
    nobody: Callable[[SegmentId], bool] = lambda own: False  # noqa: E731
    assert index.search(wanted, 10, allowed=nobody) == []
    assert index.search(wanted, 0) == []


def break_garbage(folder: Path) -> None:
    (folder / "chroma.sqlite3").write_bytes(b"not a database" * 5000)


def break_truncated(folder: Path) -> None:
    file = folder / "chroma.sqlite3"
    os.truncate(file, file.stat().st_size // 2)


def break_graph(folder: Path) -> None:
    for found in folder.glob("*/"):
        shutil.rmtree(found)


def break_level(folder: Path) -> None:
    for found in folder.glob("*/data_level0.bin"):
        os.truncate(found, 1000)


def break_lengths(folder: Path) -> None:
    for found in folder.glob("*/length.bin"):
        os.truncate(found, 1001)


def break_header(folder: Path) -> None:
    for found in folder.glob("*/header.bin"):
        os.truncate(found, 10)


def break_missing(folder: Path) -> None:
    for found in folder.glob("*/data_level0.bin"):
        found.unlink()


def break_opening(folder: Path) -> None:
    (folder / "opening").write_text(str(TRIES))  # as after so many ends of the process


def break_folder(folder: Path) -> None:
    shutil.rmtree(folder)
    folder.write_text("a file where the folder was")


@pytest.mark.parametrize(
    "damage",
    [
        break_garbage,
        break_truncated,
        break_graph,
        break_level,
        break_lengths,
        break_header,
        break_missing,
        break_opening,
        break_folder,
    ],
)
def test_a_damaged_folder_is_made_anew_with_a_notice(
    damage: Callable[[Path], None], tmp_path: Path
) -> None:
    folder = tmp_path / "vectors"
    index = make(folder)
    fill(index, 1200)  # beyond Chroma's threshold, so that its graph lies on the disk
    index.close()
    wait_until(lambda: not held_open(folder), "Chroma to let go of its files")
    damage(folder)
    index = make(folder)
    assert index.count() == 0
    assert index.notice == REBUILT
    vectors = fill(index, 10)
    assert index.search(vectors[0], 1)[0][0] == 1
    index.close()


def test_one_end_of_the_process_while_opening_is_no_damage(tmp_path: Path) -> None:
    index = make(tmp_path / "vectors")
    fill(index, 10)
    index.close()
    (tmp_path / "vectors" / "opening").write_text("1")
    index = make(tmp_path / "vectors")
    assert index.count() == 10
    assert not (tmp_path / "vectors" / "opening").exists()
    index.close()


def test_growing_and_shrinking_is_not_taken_for_damage(tmp_path: Path) -> None:
    for turn in range(4):
        index = make(tmp_path / "vectors")
        first = 1 + turn * 900
        index.add(ids(*range(first, first + 900)), unit(900, turn), [0] * 900)
        index.remove(ids(*range(first, first + 150)))
        assert (index.count(), index.notice) == (750 * (turn + 1), "")
        index.close()


def test_a_server_that_is_away_is_a_clear_error() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))  # bound, not listening: nobody answers here
        port = taken.getsockname()[1]
        index = VectorIndex(Path("unused"), "m", DIM, KEY, server=f"http://127.0.0.1:{port}")
        with pytest.raises(IndexUnavailableError, match="cannot be reached"):
            index.search(unit(1)[0], 3)
        index.close()
    assert index.bytes() == 0


def test_searches_and_additions_from_threads(index: VectorIndex) -> None:
    vectors = fill(index, 200)
    failures: list[BaseException] = []

    def work(start: int) -> None:
        try:
            for own in range(start, start + 20):
                assert index.search(vectors[own], 1)[0][0] == own + 1
                index.add(ids(1000 + own), vectors[own : own + 1] * -1, [0])
        except BaseException as error:  # noqa: BLE001 - told to the test's own thread
            failures.append(error)

    threads = [threading.Thread(target=work, args=(20 * n,)) for n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not failures
    assert index.count() == 280


@given(st.lists(st.integers(min_value=1, max_value=2**63 - 1), max_size=20))
def test_names_lead_back_and_tell_nothing(numbers: list[int]) -> None:
    names = Names(KEY)
    made = names.of(SegmentId(n) for n in numbers)
    assert names.ids(made) == numbers
    assert len(set(made)) == len(set(numbers))
    assert all(
        len(name) == 32 and name != f"{n:032x}" for name, n in zip(made, numbers, strict=True)
    )


def test_foreign_names_are_told_apart() -> None:
    names = Names(KEY)
    foreign = Names(b"y" * 32).of(ids(1, 2))
    assert names.ids(foreign) == [0, 0]
    assert names.ids(["zz" * 16]) == [0]
    assert names.ids(["ab"]) == [0]


def test_a_server_holds_the_same_sealed_vectors(tmp_path: Path) -> None:
    with chroma_server(tmp_path / "server") as url:
        index = VectorIndex(tmp_path / "unused", "model.1", DIM, KEY, server=url)
        vectors = fill(index, 30)
        found = index.search(vectors[4], 3)
        assert found[0][0] == 5
        assert found[0][1] == pytest.approx(1.0, abs=NEAR)
        assert index.search(vectors[4], 9, allowed=frozenset(ids(7, 8)))[0][0] in {7, 8}
        index.remove(ids(5))
        assert index.count() == 29
        assert len(index.ids(Grain.WINDOW)) == 29
        index.close()
        again = VectorIndex(tmp_path / "unused", "model.2", DIM, KEY, server=url)
        assert again.count() == 0
        again.drop_other_models()
        again.close()
        assert not (tmp_path / "unused").exists()


@pytest.mark.parametrize("count", [40, 1_200])  # below and above what Chroma writes as a graph
def test_what_was_deleted_is_scrubbed_from_the_files(count: int, tmp_path: Path) -> None:
    index = make(tmp_path / "vectors")
    vectors = fill(index, count)
    (secret, kept) = (row.tobytes() for row in index._sealed(vectors)[[4, 9]])
    assert [secret in all_bytes(tmp_path), kept in all_bytes(tmp_path)] == [True, True]
    index.remove(ids(5))
    index.scrub(ids(5))
    assert [secret in all_bytes(tmp_path), kept in all_bytes(tmp_path)] == [False, True]
    assert index.ids() == index.ids(Grain.WINDOW) == set(ids(*range(1, count + 1))) - {5}
    index.remove(ids(*range(1, count + 1)))
    index.scrub(ids(*range(1, count + 1)))
    assert kept not in all_bytes(tmp_path)
    assert index.ids() == set()
    index.close()


def all_bytes(folder: Path) -> bytes:
    return b"".join(file.read_bytes() for file in folder.rglob("*") if file.is_file())


def test_many_collections_are_not_all_held_at_once(tmp_path: Path) -> None:
    index = make(tmp_path / "vectors")
    numbers = ids(*range(1, 20 << SHARD_BITS, 1 << SHARD_BITS))
    vectors = unit(len(numbers))
    index.add(numbers, vectors, [0] * len(numbers))
    assert len(shards(index)._open) <= MOST_OPEN
    assert index.ids() == set(numbers)
    assert index.search(vectors[7], 1)[0][0] == numbers[7]
    index.close()


class Recorder:
    """Passes a port's traffic on to a server and keeps what was sent to it."""

    def __init__(self, target: int) -> None:
        self.sent = bytearray()
        self._target = target
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.port = self._socket.getsockname()[1]
        self._threads = [threading.Thread(target=self._accept)]
        self._threads[0].start()

    def _accept(self) -> None:
        with contextlib.suppress(OSError):
            while True:
                near, _ = self._socket.accept()
                far = socket.create_connection(("127.0.0.1", self._target))
                for one, other, keep in ((near, far, self.sent), (far, near, bytearray())):
                    thread = threading.Thread(target=self._pass, args=(one, other, keep))
                    self._threads.append(thread)
                    thread.start()

    def _pass(self, one: socket.socket, other: socket.socket, keep: bytearray) -> None:
        with contextlib.suppress(OSError):
            while data := one.recv(65536):
                keep += data
                other.sendall(data)
        for end in (one, other):
            with contextlib.suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
            end.close()

    def close(self) -> None:
        self._socket.shutdown(socket.SHUT_RDWR)
        self._socket.close()
        for thread in self._threads:
            thread.join(20)


def numbers_in(text: str) -> Iterator[list[float]]:
    """Every vector in what was sent, as numbers or as base64 of float32."""
    for listed in re.findall(r"\[(-?\d[^\[\]]{200,})\]", text):
        yield [float(number) for number in listed.split(",")]
    for packed in re.findall(r'"([A-Za-z0-9+/]{160,}={0,2})"', text):
        yield np.frombuffer(base64.b64decode(packed), np.float32).tolist()


def test_only_sealed_vectors_and_opaque_names_reach_a_server(tmp_path: Path) -> None:
    with chroma_server(tmp_path / "server") as url:
        recorder = Recorder(int(url.rsplit(":", 1)[1]))
        index = VectorIndex(
            tmp_path / "no", "secret-model", DIM, KEY, server=f"http://127.0.0.1:{recorder.port}"
        )
        vectors = fill(index, 12)
        index.search(vectors[3], 3)
        index.close()
        recorder.close()
    sent = recorder.sent.decode("utf-8", "replace")
    assert "secret-model" not in sent
    arrived = [vector for vector in numbers_in(sent) if len(vector) == DIM]
    assert len(arrived) >= 2 * 12 + 1
    likeness = np.abs(np.array(arrived, np.float32) @ vectors.T)
    assert float(likeness.max()) < 0.9  # none is any of the plain ones
    sealed = index._sealed(vectors)
    assert float((np.array(arrived, np.float32) @ sealed.T).max()) == pytest.approx(1, abs=1e-4)
    names = re.findall(r'"ids":\s*\[([^\]]+)\]', sent)
    assert names
    for name in ",".join(names).split(","):
        assert re.fullmatch(r'\s*"[0-9a-f]{32}"\s*', name)


def test_filters_hold_at_a_server_at_any_selectivity(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("services.index.vectors.FEW", 10)
    monkeypatch.setattr("services.index.vectors.MOST_FETCHED", 40)
    monkeypatch.setattr("services.index.vectors.AMONG", 30)
    with chroma_server(tmp_path / "server") as url:
        index = VectorIndex(tmp_path / "unused", "model.1", DIM, KEY, server=url)
        vectors = fill(index, 400)
        wanted = unit(1, seed=5)[0]
        order = np.argsort(-(vectors @ wanted)) + 1
        for allowed in (set(order[-3:]), set(order[-70:]), set(order[::2])):
            mask = np.zeros(401, np.bool_)
            mask[list(allowed)] = True
            found = index.search(wanted, 10, allowed=mask)
            assert len(found) == min(10, len(allowed))
            assert_nearest(found, vectors, wanted, {int(own) for own in allowed})
        index.close()


def test_a_server_that_comes_back_is_found_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with chroma_server(tmp_path / "server") as url:
        index = VectorIndex(tmp_path / "unused", "model.1", DIM, KEY, server=url)
        vectors = fill(index, 5)
    with pytest.raises(IndexUnavailableError, match="server cannot be reached"):
        index.search(vectors[0], 1)
    assert index.notice == SERVER_AWAY
    with monkeypatch.context() as patch:
        patch.setattr("services.index.chroma.server_client", None)  # nobody asks it at every key
        with pytest.raises(IndexUnavailableError):
            index.search(vectors[0], 1)
    with chroma_server(tmp_path / "server", int(url.rsplit(":", 1)[1])):
        index.retry()
        assert index.search(vectors[0], 1)[0][0] == 1
        assert index.notice == ""
        index.close()


def test_at_rest_it_searches_and_takes_more_all_the_same(index: VectorIndex) -> None:
    ids, vectors = [SegmentId(1), SegmentId(2)], np.eye(DIM, dtype=np.float32)[:2]
    for grain in Grain:
        index.add(ids[:1], vectors[:1], [0], grain)
    index.rest()
    assert index.search(vectors[0], 1)[0][0] == ids[0]
    for grain in Grain:
        index.add(ids[1:], vectors[1:], [0], grain)
    assert index.ids() == set(ids)
