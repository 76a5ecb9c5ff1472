"""Boosted symmetric trees with CatBoost, read out of its model: the same bytes on every run."""

from __future__ import annotations

import json
import tempfile
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt
from catboost import CatBoostClassifier, Pool

from tasks.trees import Trees

Floats = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Setting:
    """How many trees, how deep, how fast they learn, and how much of a leaf's number is believed."""

    trees: int
    depth: int
    rate: float
    shrink: float
    """CatBoost's `l2_leaf_reg`: as so many more examples in each leaf that say nothing."""


def boost(
    rows: Floats,
    targets: npt.NDArray[np.generic],
    weights: npt.NDArray[np.generic],
    setting: Setting,
    known: npt.NDArray[np.float64] | None = None,
) -> Trees:
    """Trees whose log-odds tell the targets, or what is still to be added to log-odds that are `known`.

    Args:
        rows: shape (examples, features).
        targets: 0 to 1.
        weights: how much each example counts.
        setting: size and speed.
        known: log-odds that another model gives each example.
    """
    booster = CatBoostClassifier(
        loss_function="CrossEntropy",
        iterations=setting.trees, depth=setting.depth, learning_rate=setting.rate, l2_leaf_reg=setting.shrink,
        random_seed=0, thread_count=1, rsm=0.3, border_count=64, bootstrap_type="Bernoulli", subsample=0.7,
        boosting_type="Plain", allow_writing_files=False, verbose=False,
    )  # fmt: skip
    booster.fit(Pool(rows, targets, weight=weights, baseline=known))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "model.json")
        booster.save_model(str(path), format="json")
        return Trees.of_catboost(json.loads(path.read_text()), setting.depth)
