"""Symmetric decision trees in numpy: what gradient boosting learned, read without the library that trained it.

Every tree asks the same question of all rows at each depth (Prokhorenkova et al. 2018, "CatBoost"), so a leaf's number
is the answers' bits. Leaves are integers: sums are exact and equal on every machine.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

ONE = 1 << 16
"""Leaves are in units of 1/65536 of log-odds."""
ROWS_AT_ONCE = 256


@dataclass(frozen=True)
class Trees:
    """`trees` trees of one `depth` over rows of features."""

    columns: npt.NDArray[np.int64]
    """Shape (trees, depth): the feature asked."""
    borders: npt.NDArray[np.float32]
    """Shape (trees, depth): answered yes where the feature is above."""
    leaves: npt.NDArray[np.int32]
    """Shape (trees, 2 ** depth)."""
    bias: int

    def log_odds(self, rows: npt.NDArray[np.float32]) -> npt.NDArray[np.float64]:
        """Log-odds of each row of shape (rows, features)."""
        parts = [self._sums(rows[start : start + ROWS_AT_ONCE]) for start in range(0, len(rows), ROWS_AT_ONCE)]
        sums = np.concatenate(parts) if parts else np.zeros(0, dtype=np.int64)
        return (sums + self.bias) / ONE

    def _sums(self, rows: npt.NDArray[np.float32]) -> npt.NDArray[np.int64]:
        by_feature = np.ascontiguousarray(rows.T)  # a tree's answers for all rows then lie side by side
        leaf = np.zeros((len(self.leaves), len(rows)), dtype=np.uint8)
        for depth, (asked, borders) in enumerate(zip(self.columns.T, self.borders.T, strict=True)):
            answers = by_feature[asked] > borders[:, None]
            leaf |= answers.view(np.uint8) << np.uint8(depth)
        first = np.arange(0, self.leaves.size, self.leaves.shape[1])[:, None]
        sums: npt.NDArray[np.int64] = self.leaves.ravel()[first + leaf].sum(axis=0, dtype=np.int64)
        return sums

    def arrays(self) -> dict[str, npt.NDArray[Any]]:
        """As they are stored; `of_arrays` reads them."""
        bias = np.array([self.bias], dtype=np.int64)
        return {"columns": self.columns.astype(np.uint8), "borders": self.borders, "leaves": self.leaves, "bias": bias}

    @classmethod
    def of_arrays(cls, arrays: dict[str, npt.NDArray[Any]]) -> Trees:
        """From what was stored."""
        return cls(arrays["columns"].astype(np.int64), arrays["borders"], arrays["leaves"], int(arrays["bias"][0]))

    @classmethod
    def of_catboost(cls, model: dict[str, Any], depth: int) -> Trees:
        """The trees of CatBoost's JSON export; shallower ones ask questions that are never answered yes."""
        trees = model["oblivious_trees"]
        columns = np.zeros((len(trees), depth), dtype=np.int64)
        borders = np.full((len(trees), depth), np.inf, dtype=np.float32)
        leaves = np.zeros((len(trees), 2**depth), dtype=np.int32)
        scale, (bias,) = model["scale_and_bias"]
        for number, tree in enumerate(trees):
            for place, split in enumerate(tree["splits"]):
                columns[number, place] = split["float_feature_index"]
                borders[number, place] = split["border"]
            values = np.round(np.array(tree["leaf_values"]) * scale * ONE).astype(np.int32)
            leaves[number, : len(values)] = values
        return cls(columns, borders, leaves, round(bias * ONE))
