"""The rotation of vectors: orthogonal, one for each key, and the same on every machine."""

import numpy as np
import pytest

from services.vault.rotation import rotation

KEY = bytes(range(32))


@pytest.mark.parametrize("dim", [1, 3, 64, 384])
def test_it_is_orthogonal(dim: int) -> None:
    made = rotation(KEY, dim)
    assert made.dtype == np.float32
    assert made.shape == (dim, dim)
    assert np.allclose(made @ made.T, np.eye(dim), atol=1e-5)


def test_distances_stay() -> None:
    vectors = np.linspace(-1, 1, 5 * 48, dtype=np.float32).reshape(5, 48) ** 3
    turned = vectors @ rotation(KEY, 48)
    assert np.allclose(turned @ turned.T, vectors @ vectors.T, atol=1e-4)
    assert not np.allclose(turned, vectors, atol=0.1)


def test_keys_have_rotations_of_their_own() -> None:
    assert np.array_equal(rotation(KEY, 16), rotation(KEY, 16))
    assert not np.allclose(rotation(KEY, 16), rotation(bytes(32), 16), atol=0.1)


def test_it_is_the_same_for_good() -> None:
    # Written down when the format was made: another value would orphan every stored vector.
    expected = np.array(EXPECTED, dtype=np.float32)
    assert np.allclose(rotation(KEY, 3), expected, atol=1e-6)


def test_it_is_the_unique_form_of_the_factor() -> None:
    """Gram-Schmidt by hand on the same numbers agrees with the library's factorisation."""
    from services.vault.rotation import _normals

    columns: list[np.ndarray] = []
    for column in _normals(KEY, 40 * 40).reshape(40, 40).T:
        rest = column.copy()
        for _ in range(2):
            for done in columns:
                rest -= (rest @ done) * done
        columns.append(rest / np.linalg.norm(rest))
    assert np.allclose(np.array(columns).T, rotation(KEY, 40), atol=1e-6)


def test_the_numbers_are_normal() -> None:
    from services.vault.rotation import _normals

    numbers = _normals(KEY, 200_001)
    assert abs(numbers.mean()) < 0.01
    assert abs(numbers.std() - 1) < 0.01
    assert abs((np.abs(numbers) < 1).mean() - 0.6827) < 0.01


EXPECTED = [
    [0.2213509, -0.5787216, 0.7849109],
    [-0.0078269, 0.8037963, 0.5948532],
    [0.9751628, 0.1378147, -0.1733914],
]
