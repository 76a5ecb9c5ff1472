"""Trains the block trees with CatBoost, and reads them out of its model."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import numpy.typing as npt
from catboost import CatBoostClassifier

from tasks.boilerplate.trees import Trees
from train.block_network import Example

DEPTH, TREES = 6, 400

Floats = npt.NDArray[np.float32]


def train_trees(rows: Sequence[Floats], examples: Sequence[Example]) -> Trees:
    """Boosted trees over the rows of all pages; `examples` tell what is kept and how much it counts."""
    booster = CatBoostClassifier(
        loss_function="CrossEntropy",
        iterations=TREES, depth=DEPTH, learning_rate=0.08, l2_leaf_reg=5, random_seed=0, thread_count=1, rsm=0.3,
        border_count=64, bootstrap_type="Bernoulli", subsample=0.7, boosting_type="Plain", allow_writing_files=False,
        verbose=False,
    )  # fmt: skip
    weights = np.concatenate([_weights(one) for one in examples])
    booster.fit(np.vstack(rows), np.concatenate([one.kept for one in examples]), sample_weight=weights)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "model.json")
        booster.save_model(str(path), format="json")
        return Trees.of_catboost(json.loads(path.read_text()), DEPTH)


def _weights(one: Example) -> Floats:
    """Long blocks count more, long pages less than in proportion."""
    return one.loud / one.loud.sum() * np.float32(one.weight * np.sqrt(len(one.loud)))
