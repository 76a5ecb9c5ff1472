"""The learned judge of all blocks that no certain rule claims: a probability of being article text, with its evidence.

Two models of HTML, before the witness is asked and once it was heard, and one of plain text (`text_model.py`). In those
of HTML, boosted trees (`trees.py`) and small networks over the page's sequence of blocks (`tagger.py`) see the page's
features (`features.py`) and how its words sound (`lexicon.py`), and the mean of their log-odds counts. All were trained
by `train/blocks.py`; their model card stands beside the weights.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
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
from tasks.boilerplate.features import Matrix, features
from tasks.boilerplate.tagger import Tagger, inputs, loudness
from tasks.boilerplate.text_model import TextModel
from tasks.boilerplate.view import HEARD, PageView
from tasks.trees import Trees

NEXT_TO_NOTHING = 0.1
"""Share of the prose that others vouch for, below which the model is not believed."""

PREFORMATTED = frozenset({"pre", "code"})
"""Code and verse: the model, which knows prose, gives them little; what the witness keeps of them is kept."""

Kind = Literal["html", "unheard", "text"]
"""HTML once the witness was heard, HTML before, plain text."""

Claims = Sequence[Evidence | None]


@dataclass(frozen=True)
class BlockModel:
    """Weights of one form's model."""

    trees: Trees
    networks: tuple[Tagger, ...]
    """Trained alike from different seeds."""
    words: npt.NDArray[np.float32]
    words_bias: float
    threshold: float
    """Least probability of a kept block."""

    @classmethod
    def load(cls, kind: Kind) -> BlockModel:
        """A shipped model.

        Raises:
            FileNotFoundError: the package was installed without its weights.
        """
        with np.load(BytesIO(files("tasks.boilerplate").joinpath("weights", f"{kind}.npz").read_bytes())) as saved:
            arrays = dict(saved)
        trees = Trees(arrays["columns"].astype(np.int64), arrays["borders"], arrays["leaves"], int(arrays["bias"]))
        networks = tuple(Tagger.of(arrays, number) for number in range(len(arrays["first"])))
        return cls(
            trees, networks, arrays["words"].astype(np.float32), float(arrays["words_bias"]), float(arrays["threshold"])
        )

    def probabilities(self, shown: Matrix, left: Sequence[int], texts: Sequence[str]) -> npt.NDArray[np.float64]:
        """How likely the blocks `left` are article text: the trees and the networks have half a say each.

        Args:
            shown: the page's features, columns as in NAMES.
            left: indices of the blocks to judge, at least one.
            texts: of these blocks.
        """
        sound, rows = lexicon.scores(texts, self.words, self.words_bias), shown[left]
        by_trees = self.trees.log_odds(np.hstack([rows, lexicon.spread(sound, left, len(shown))]))
        heard, loud = inputs(rows, sound), loudness(texts)
        by_networks = np.mean([network.log_odds(heard, loud) for network in self.networks], axis=0)
        return np.asarray(1 / (1 + np.exp(-(by_trees + by_networks) / 2)))


@cache
def load(kind: Kind) -> BlockModel | TextModel:
    """A shipped model; raises as they do."""
    return TextModel.load() if kind == "text" else BlockModel.load(kind)


def unclaimed(claims: Claims) -> list[int]:
    """The indices of the blocks that are left to the model."""
    return [index for index, claim in enumerate(claims) if claim is None]


def judge(page: PageView, claims: Claims, model: BlockModel | TextModel | None = None) -> dict[int, Evidence]:
    """The model's word on each block that no rule has claimed, by block index."""
    left = unclaimed(claims)
    if not left:
        return {}
    model = model or load(_kind_of(page))
    likely = model.probabilities(features(page, claims), left, [page.blocks[index].text for index in left])
    found = dict(zip(left, likely.tolist(), strict=True))
    vouched = _vouched(page, left, [index for index, p in found.items() if p >= model.threshold])
    verdicts = {index: _evidence(page, index, p, model) for index, p in found.items()}
    for index in left:
        if index in vouched:
            verdicts[index] = _vouched_for(page.blocks[index], page, found[index])
        elif found[index] < model.threshold and _is_code(page, index):
            verdicts[index] = _of_code(page.blocks[index], page, found[index])
    return verdicts


def _kind_of(page: PageView) -> Kind:
    if page.form == "text":
        return "text"
    return "html" if page.heard else "unheard"


def _is_code(page: PageView, index: int) -> bool:
    block = page.blocks[index]
    return block.tag in PREFORMATTED and page.keeps(block)


def _of_code(block: Block, page: PageView, probability: float) -> Evidence:
    return Evidence(kind(block, page), f"model {probability:.2f}, but preformatted, and trafilatura keeps it", 0.5)


def _vouched(page: PageView, left: Sequence[int], kept: Sequence[int]) -> frozenset[int]:
    """Prose that others vouch for, where the model keeps next to nothing of it: it has never seen such a page."""
    start, end = page.main_run
    heard = page.heard or [float(start <= index < end) for index in range(len(page.blocks))]
    vouched = frozenset(index for index in left if page.prose[index] and heard[index] >= HEARD)
    return vouched if _chars(page, kept) < NEXT_TO_NOTHING * _chars(page, vouched) else frozenset()


def _chars(page: PageView, indices: Iterable[int]) -> int:
    return sum(len(page.blocks[index].text) for index in indices)


def _vouched_for(block: Block, page: PageView, probability: float) -> Evidence:
    who = "trafilatura" if page.heard else "the longest run of prose"
    return Evidence(
        kind(block, page), f"model {probability:.2f}, which keeps next to nothing of this page; {who} does", 0.5
    )


def _evidence(page: PageView, index: int, probability: float, model: BlockModel | TextModel) -> Evidence:
    block, kept = page.blocks[index], probability >= model.threshold
    saw = [f"model {probability:.2f}"]
    if page.heard:
        saw.append(f"trafilatura kept {page.heard[index]:.0%}")
    if block.link_chars:
        saw.append(f"link density {block.link_density:.2f}")
    confidence = probability if kept else 1 - probability
    return Evidence(kind(block, page) if kept else Label.OTHER, "; ".join(saw), round(confidence, 3))
