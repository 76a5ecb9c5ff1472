"""The learned judge of all blocks that no certain rule claims: a probability of being article text, with its evidence.

Two models, one for HTML and one for plain text; both see a page's features (`features.py`) and how its words sound
(`lexicon.py`), and both were trained by `train/blocks.py`, whose model card stands beside the weights.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from io import BytesIO
from typing import Literal

import numpy as np
import numpy.typing as npt

from schemas.block import Block
from schemas.label import Evidence, Label
from tasks.boilerplate import lexicon
from tasks.boilerplate.body import kind
from tasks.boilerplate.features import features, spread
from tasks.boilerplate.trees import Trees
from tasks.boilerplate.view import PageView

Claims = Sequence[Evidence | None]


@dataclass(frozen=True)
class BlockModel:
    """Weights of one form's model."""

    trees: Trees
    words: npt.NDArray[np.float32]
    words_bias: float
    threshold: float
    """Least probability of a kept block."""

    @classmethod
    def load(cls, form: Literal["html", "text"]) -> BlockModel:
        """The shipped model of a form.

        Raises:
            FileNotFoundError: the package was installed without its weights.
        """
        with np.load(BytesIO(files("tasks.boilerplate").joinpath("weights", f"{form}.npz").read_bytes())) as saved:
            trees = Trees(
                saved["columns"].astype(np.int64), saved["borders"], saved["leaves"], int(saved["bias"])
            )
            return cls(trees, saved["words"].astype(np.float32), float(saved["words_bias"]), float(saved["threshold"]))


load = cache(BlockModel.load)


def rows(page: PageView, claims: Claims, sound: npt.NDArray[np.float32]) -> npt.NDArray[np.float32]:
    """What the trees see: the page's features, then how each block and its neighbours sound."""
    return np.hstack([features(page, claims), spread(sound)])


def probabilities(page: PageView, claims: Claims, model: BlockModel | None = None) -> npt.NDArray[np.float64]:
    """Probability of being article text, one a block."""
    if not page.blocks:
        return np.zeros(0)
    model = model or load(page.form)
    sound = lexicon.scores([block.text for block in page.blocks], model.words, model.words_bias)
    return 1 / (1 + np.exp(-model.trees.log_odds(rows(page, claims, sound))))


def judge(page: PageView, claims: Claims, model: BlockModel | None = None) -> tuple[Evidence, ...]:
    """The model's word on every block, in block order, whether a rule has claimed it or not."""
    model = model or load(page.form)
    found = probabilities(page, claims, model)
    return tuple(_evidence(block, page, float(p), model.threshold) for block, p in zip(page.blocks, found, strict=True))


def _evidence(block: Block, page: PageView, probability: float, threshold: float) -> Evidence:
    kept = probability >= threshold
    saw = [f"model {probability:.2f}"]
    if page.heard:
        saw.append(f"trafilatura kept {page.heard[block.index]:.0%}")
    if block.link_chars:
        saw.append(f"link density {block.link_density:.2f}")
    confidence = probability if kept else 1 - probability
    return Evidence(kind(block, page) if kept else Label.OTHER, "; ".join(saw), round(confidence, 3))
