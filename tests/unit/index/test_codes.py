"""Vectors in 8 bits: what a search finds of them, under filters of any selectivity."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from services.index import codes as codes_module
from services.index.codes import CodeMatrix, coded
from services.records import SegmentId

DIM = 96
COUNT = 4_000
NEAR = 0.006


def unit(vectors: NDArray[np.float64]) -> NDArray[np.float32]:
    return np.asarray(vectors / np.linalg.norm(vectors, axis=1, keepdims=True), np.float32)


@pytest.fixture(scope="module")
def library() -> tuple[CodeMatrix, NDArray[np.float32]]:
    """Vectors around topics, as meanings lie; row r has the id r + 1."""
    random = np.random.default_rng(4)
    topics = random.normal(size=(40, DIM))
    vectors = unit(topics[random.integers(0, 40, COUNT)] + random.normal(size=(COUNT, DIM)))
    matrix = CodeMatrix(DIM)
    ids = [SegmentId(n) for n in range(1, COUNT + 1)]
    for at in range(0, COUNT, 700):
        matrix.put(ids[at : at + 700], *coded(vectors[at : at + 700]))
    return matrix, vectors


@settings(max_examples=60, deadline=None)
@given(st.sampled_from([0.0, 0.001, 0.01, 0.1, 0.5, 0.99, 1.0]), st.integers(0, 10_000))
def test_a_filter_of_any_selectivity_finds_what_brute_force_finds(
    library: tuple[CodeMatrix, NDArray[np.float32]], share: float, seed: int
) -> None:
    matrix, vectors = library
    random = np.random.default_rng(seed)
    allowed = random.random(COUNT) < share
    query = unit(vectors[random.integers(COUNT)] + 0.1 * random.normal(size=(1, DIM)))[0]
    cosines = np.where(allowed, vectors @ query, -9.0)
    best = np.sort(cosines)[::-1][: min(10, int(allowed.sum()))]
    found = matrix.search(query, 10, allowed)
    assert all(allowed[own - 1] for own, _ in found)
    assert [vectors[own - 1] @ query for own, _ in found] == pytest.approx(best, abs=NEAR)
    assert [cosine for _, cosine in found] == pytest.approx(best, abs=NEAR)


@pytest.mark.parametrize("share", [0.4, 1.0])
def test_the_signs_choose_well_among_many(
    library: tuple[CodeMatrix, NDArray[np.float32]], share: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(codes_module, "COMPARED", 400)
    matrix, vectors = library
    random = np.random.default_rng(11)
    hits = 0
    for _ in range(50):
        query = unit(vectors[random.integers(COUNT)] + 0.1 * random.normal(size=(1, DIM)))[0]
        allowed = random.random(COUNT) < share
        truth = np.argsort(-np.where(allowed, vectors @ query, -9.0))[:10] + 1
        found = matrix.search(query, 10, None if share == 1.0 else allowed)
        assert all(allowed[own - 1] for own, _ in found)
        hits += len({own for own, _ in found} & set(truth.tolist()))
    assert hits >= 0.95 * 500


def test_a_matrix_grows_and_keeps_what_it_has(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(codes_module, "FIRST_ROOM", 4)
    matrix = CodeMatrix(DIM)
    vectors = unit(np.random.default_rng(7).normal(size=(40, DIM)))
    ids = [SegmentId(n) for n in np.random.default_rng(8).permutation(900)[:40].tolist()]
    for at in range(0, 40, 3):
        matrix.put(ids[at : at + 3], *coded(vectors[at : at + 3]))
    matrix.remove(ids[5:9])
    left = [*range(5), *range(9, 40)]
    found, held = matrix.vectors(ids)
    assert found == [ids[n] for n in left]
    assert np.abs(held - vectors[left]).max() < NEAR
    for n in left:
        assert matrix.search(vectors[n], 1, None)[0][0] == ids[n]


def test_one_id_twice_in_a_call_has_one_row() -> None:
    matrix = CodeMatrix(DIM)
    vectors = unit(np.random.default_rng(3).normal(size=(3, DIM)))
    matrix.put([SegmentId(8), SegmentId(2), SegmentId(8)], *coded(vectors))
    assert matrix.ids.tolist() == [8, 2]
    assert matrix.search(vectors[2], 1, None)[0][1] == pytest.approx(1, abs=NEAR)


def test_replacing_and_removing_leave_no_trace() -> None:
    matrix = CodeMatrix(DIM)
    vectors = unit(np.random.default_rng(2).normal(size=(5, DIM)))
    ids = [SegmentId(n) for n in (7, 3, 9, 1, 5)]
    matrix.put(ids, *coded(vectors))
    matrix.put([SegmentId(3)], *coded(-vectors[1:2]))
    assert len(matrix) == 5
    assert dict(matrix.search(vectors[1], 5, None))[SegmentId(3)] == pytest.approx(-1, abs=NEAR)
    matrix.remove([SegmentId(7), SegmentId(5), SegmentId(8)])
    assert sorted(matrix.ids.tolist()) == [1, 3, 9]
    assert SegmentId(7) not in matrix
    assert not matrix._codes[3:].any()
    found, sealed = matrix.vectors([SegmentId(9), SegmentId(7)])
    assert found == [9]
    assert float(sealed[0] @ vectors[2]) == pytest.approx(1, abs=NEAR)
    assert CodeMatrix(DIM).search(vectors[0], 3, None) == []
