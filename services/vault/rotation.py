"""A secret rotation for vectors: it keeps every distance and hides every direction."""

import numpy as np
from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.algorithms import ChaCha20
from numpy.typing import NDArray

from services.vault.derivation import subkey


def rotation(key: bytes, dim: int) -> NDArray[np.float32]:
    """An orthogonal matrix float32[dim, dim] that follows from the key alone.

    A Gaussian matrix's QR factor, with the signs that make R's diagonal positive, is uniform over
    all orthogonal matrices (Mezzadri 2007, "How to generate random matrices from the classical
    compact groups"). That form is unique, so machines and library versions agree to within
    float32's rounding: the numbers come from a ChaCha20 keystream, never from NumPy's generators.
    """
    gaussian = _normals(key, dim * dim).reshape(dim, dim)
    q, r = np.linalg.qr(gaussian)
    signs = np.where(np.diagonal(r) < 0, -1.0, 1.0)
    return np.ascontiguousarray(q * signs, dtype=np.float32)


def _normals(key: bytes, count: int) -> NDArray[np.float64]:
    """Standard normal numbers by the Box-Muller transform of keystream words."""
    pairs = (count + 1) // 2
    stream = Cipher(ChaCha20(subkey(key, b"", "rotation"), bytes(16)), mode=None).encryptor()
    words = np.frombuffer(stream.update(bytes(pairs * 16)), dtype="<u8").reshape(2, pairs)
    # 53 bits fill a double's mantissa; the half keeps the logarithm away from zero
    uniform = ((words >> np.uint64(11)).astype(np.float64) + 0.5) * 2.0**-53
    radius, angle = np.sqrt(-2.0 * np.log(uniform[0])), 2.0 * np.pi * uniform[1]
    normals: NDArray[np.float64] = np.concatenate((radius * np.cos(angle), radius * np.sin(angle)))
    return normals[:count]
