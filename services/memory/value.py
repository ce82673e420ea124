"""What a memory is worth keeping: strength, salience and use in one number.

Use multiplies what a text is worth in itself: to be cited confirms worth, it makes none. Added to
it, as is usual, one citation lifts a greeting above most of what nobody asked for yet.
"""

import math

import numpy as np
from numpy.typing import NDArray

from services.clock import DAY_MS
from services.memory.strength import DECAY, FACTOR, MIN_STABILITY_DAYS

DUPLICATE_LOSS = 0.25
Floats = NDArray[np.float64]


def value(recall: float, salience: float, uses: int, *, duplicate: bool) -> float:
    """V = (0.35 + 0.65·R)·(0.15 + σ)·(1 + 0.35·min(ln(1 + uses), 1.5)) - 0.25·duplicate."""
    use = 1 + 0.35 * min(math.log1p(uses), 1.5)
    return (0.35 + 0.65 * recall) * (0.15 + salience) * use - DUPLICATE_LOSS * duplicate


def values(
    now_ms: int,
    *,
    reinforced_at_ms: Floats,
    stability_days: Floats,
    salience: Floats,
    uses: Floats,
    duplicate: Floats,
) -> Floats:
    """``value`` of many memories at once; every argument has shape (n,), so has the result."""
    elapsed = np.maximum((now_ms - reinforced_at_ms) / DAY_MS, 0.0)
    recall = (1 + FACTOR * elapsed / np.maximum(stability_days, MIN_STABILITY_DAYS)) ** DECAY
    use = 1 + 0.35 * np.minimum(np.log1p(uses), 1.5)
    result: Floats = (0.35 + 0.65 * recall) * (0.15 + salience) * use - DUPLICATE_LOSS * duplicate
    return result
