"""How sure a difference between two tools is: resampled pages, the same for both (Efron and Tibshirani 1993)."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

ROUNDS = 2_000
SEED = 20260101
LEVEL = 0.95

Pages = npt.NDArray[np.float64]
"""Shape (pages, 3): shingle precision and recall (NaN where there is none), word F1."""


def differences(ours: Pages, theirs: Pages) -> tuple[tuple[float, float], tuple[float, float]]:
    """The interval of `ours` less `theirs` in shingle F1 and in word F1, over pages drawn with replacement."""
    random = np.random.default_rng(SEED)
    found = np.empty((ROUNDS, 2))
    for number in range(ROUNDS):
        drawn = random.integers(0, len(ours), len(ours))
        found[number] = _figures(ours[drawn]) - _figures(theirs[drawn])
    low, high = np.quantile(found, [(1 - LEVEL) / 2, (1 + LEVEL) / 2], axis=0)
    return (float(low[0]), float(high[0])), (float(low[1]), float(high[1]))


def _figures(pages: Pages) -> Pages:
    precision, recall = (_mean(column) for column in pages[:, :2].T)
    f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
    return np.array([f1, pages[:, 2].mean()])


def _mean(column: Pages) -> float:
    said = column[~np.isnan(column)]
    return float(said.mean()) if len(said) else 0.0


def table(scores: Sequence[tuple[float | None, float | None, float]]) -> Pages:
    """Scores of pages as an array."""
    return np.array([[np.nan if each is None else each for each in page] for page in scores], dtype=np.float64)
