"""One contract for vectors kept by Chroma in this process and by Chroma in one of its own."""

from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from services.errors import IndexUnavailableError
from services.index.chroma import TRIES
from services.index.shard_process import ShardProcess
from services.index.shards import SHARD_BITS, Shards
from services.index.vector_store import REBUILT, Grain, VectorStore
from services.records import SegmentId

KEY = bytes(range(32))
DIM = 16
Opens = Callable[[str], VectorStore]


def ids(*numbers: int) -> list[SegmentId]:
    return [SegmentId(n) for n in numbers]


def unit(count: int, seed: int = 0) -> NDArray[np.float32]:
    made = np.random.default_rng(seed).normal(size=(count, DIM))
    return np.asarray(made / np.linalg.norm(made, axis=1, keepdims=True), dtype=np.float32)


@pytest.fixture(params=["here", "apart"])
def opens(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Opens]:
    """Opens stores of models in one folder; all are closed at the end."""
    folder = tmp_path / "library" / "vectors"
    made: list[VectorStore] = []
    process = ShardProcess(folder, KEY)

    def opened(model_id: str) -> VectorStore:
        apart = request.param == "apart"
        made.append(process.open(model_id) if apart else Shards(folder, model_id, KEY, ""))
        return made[-1]

    yield opened
    for store in made:
        store.close()
    process.close()


def test_what_is_stored_is_given_back_until_it_is_deleted(opens: Opens) -> None:
    store, vectors = opens("model.1"), unit(5)
    far = (1 << SHARD_BITS) + 7  # in another collection
    own = ids(1, 2, 3, 4, far)
    store.upsert(Grain.SEGMENT, own, vectors, [0] * 5)
    assert store.ids(Grain.SEGMENT) == set(own)
    assert store.ids(Grain.WINDOW) == set()
    assert store.count(Grain.SEGMENT) == 5
    found, got = store.get(Grain.SEGMENT, ids(far, 3, 99))
    assert got is not None
    given = dict(zip(found, got, strict=True))
    assert given.keys() == set(ids(far, 3))
    assert np.allclose(given[SegmentId(3)], vectors[2], atol=1e-6)
    assert np.allclose(given[SegmentId(far)], vectors[4], atol=1e-6)

    store.upsert(Grain.SEGMENT, ids(3), unit(1, seed=8), [0])
    _, again = store.get(Grain.SEGMENT, ids(3))
    assert again is not None
    assert np.allclose(again[0], unit(1, seed=8)[0], atol=1e-6)
    store.delete(Grain.SEGMENT, ids(3, far, 1234))
    store.scrub(Grain.SEGMENT, ids(3, far))
    assert store.ids(Grain.SEGMENT) == set(ids(1, 2, 4))
    assert store.get(Grain.SEGMENT, ids(3)) == ([], None)
    assert store.notice == ""


def test_a_folder_answers_as_a_server_that_holds_nothing_yet(opens: Opens) -> None:
    store, vectors = opens("model.1"), unit(4)
    # where one collection holds all, as at a server; a folder's are searched in memory
    store.query(Grain.SEGMENT, vectors[0], 1)
    assert store.query(Grain.SEGMENT, vectors[0], 2) == []


def test_it_goes_on_after_a_rest(opens: Opens) -> None:
    store = opens("model.1")
    store.rest()  # nothing is held yet
    store.upsert(Grain.WINDOW, ids(1, 2), unit(2), [0, 0])
    store.rest()
    assert store.ids(Grain.WINDOW) == set(ids(1, 2))
    store.retry()


def test_models_lie_beside_each_other_until_others_are_dropped(opens: Opens) -> None:
    first, second, third = opens("model.1"), opens("model.2"), opens("model.3")
    for store in (first, second, third):
        store.upsert(Grain.SEGMENT, ids(1), unit(1), [0])
    assert len({first.prefix, second.prefix, third.prefix}) == 3
    second.drop_other_models([first.prefix])
    assert first.count(Grain.SEGMENT) == second.count(Grain.SEGMENT) == 1
    third.close()
    assert opens("model.3").count(Grain.SEGMENT) == 0


def test_a_damaged_folder_is_made_anew_and_said(opens: Opens, tmp_path: Path) -> None:
    folder = tmp_path / "library" / "vectors"
    folder.mkdir(parents=True)
    (folder / "opening").write_text(str(TRIES))
    store = opens("model.1")
    assert store.count(Grain.SEGMENT) == 0
    assert store.notice == REBUILT
    store.notice = ""
    assert store.count(Grain.SEGMENT) == 0
    assert store.notice == ""


def test_a_folder_that_cannot_be_is_a_clear_error(opens: Opens, tmp_path: Path) -> None:
    (tmp_path / "library").write_text("a file where a folder belongs")
    with pytest.raises(IndexUnavailableError, match="cannot be reached"):
        opens("model.1").upsert(Grain.SEGMENT, ids(1), unit(1), [0])


def test_what_is_closed_refuses(opens: Opens) -> None:
    store = opens("model.1")
    store.upsert(Grain.SEGMENT, ids(1), unit(1), [0])
    store.close()
    store.close()
    with pytest.raises(IndexUnavailableError, match="closed"):
        store.count(Grain.SEGMENT)
