"""Fits how sure the recogniser may be: from its probabilities to the chance of no error at all.

Logistic regression on two features of a line (Platt 1999), so that "0.9" means that nine in ten
such lines are read without any error.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from services.reading.screen_net import features_of

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Read:
    """The probabilities of a line's columns, and whether it was read without an error."""

    columns: NDArray[np.float32]
    exact: bool


@dataclass(frozen=True, slots=True)
class Calibration:
    """``weights`` of the features and the constant; ``error`` is the expected calibration error."""

    weights: tuple[float, ...]
    error: float


def calibrate(fitted_on: Sequence[Read], measured_on: Sequence[Read]) -> Calibration:
    """Fit on some lines, measure on others. Raises ``ValueError`` where all were right or wrong."""
    features = np.array([features_of(read.columns) for read in fitted_on])
    exact = np.array([read.exact for read in fitted_on], float)
    if exact.min() == exact.max():
        raise ValueError("Lines of both kinds are needed: read right and read wrong.")
    weights = _logistic(features, exact)
    measured = np.array([features_of(read.columns) for read in measured_on])
    truth = np.array([read.exact for read in measured_on], float)
    return Calibration(
        tuple(round(float(weight), 5) for weight in weights),
        expected_error(_chance(measured, weights), truth),
    )


def _logistic(features: Floats, exact: Floats) -> Floats:
    """Newton's steps to the most likely weights, the constant last; a little held back."""
    inputs = np.column_stack((features, np.ones(len(features))))
    weights = np.zeros(inputs.shape[1])
    for _ in range(50):
        chance = 1 / (1 + np.exp(-inputs @ weights))
        slope = inputs.T @ (exact - chance) - 1e-3 * weights
        curve = (inputs * (chance * (1 - chance))[:, None]).T @ inputs + 1e-3 * np.eye(len(weights))
        weights = weights + np.linalg.solve(curve, slope)
    return np.asarray(weights)


def _chance(features: Floats, weights: Floats) -> Floats:
    """The chance of no error for each row of features."""
    return np.asarray(1 / (1 + np.exp(-(features @ weights[:-1] + weights[-1]))))


def expected_error(chance: Floats, exact: Floats, bins: int = 10) -> float:
    """Expected calibration error (Naeini et al. 2015): |said - true| over equal bins, weighted."""
    places = np.minimum((chance * bins).astype(int), bins - 1)
    parts = [
        float((places == at).mean())
        * abs(float(chance[places == at].mean() - exact[places == at].mean()))
        for at in range(bins)
        if (places == at).any()
    ]
    return sum(parts)
