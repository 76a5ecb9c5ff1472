"""Trains the block trees."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from tasks.trees import Trees
from train.block_network import Example
from train.boosting import Setting, boost

SETTING = Setting(trees=400, depth=6, rate=0.08, shrink=5)

Floats = npt.NDArray[np.float32]


def train_trees(rows: Sequence[Floats], examples: Sequence[Example]) -> Trees:
    """Boosted trees over the rows of all pages; `examples` tell what is kept and how much it counts."""
    weights = np.concatenate([_weights(one) for one in examples])
    return boost(np.vstack(rows), np.concatenate([one.kept for one in examples]), weights, SETTING)


def _weights(one: Example) -> Floats:
    """Long blocks count more, long pages less than in proportion."""
    return one.loud / one.loud.sum() * np.float32(one.weight * np.sqrt(len(one.loud)))
