"""A small convolutional network over the blocks of a page, each heard with its neighbours and with the page as a whole.

Residual layers of dilated convolutions (Yu and Koltun 2016, "Multi-Scale Context Aggregation by Dilated Convolutions")
that are told the page's mean and maximum. All sums are of whole numbers small enough for float64 to be exact, so they
are equal on every machine, in any order. Trained by `train/block_network.py`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from tasks.boilerplate.features import BASE, NAMES, Matrix

Floats = npt.NDArray[np.float64]

ONE = 1 << 12
"""Signals and weights are in units of 1/4096."""
LOUDEST = 128 * ONE
"""Signals are cut off here, which bounds every sum."""
WIDEST = 5.0
"""Standard deviations at which an input is cut off."""

KINDS = {"tag": 16, "claimed": 24}
"""Columns that are names of kinds, not quantities, and how many kinds are told apart."""
COUNTED = frozenset(
    (
        "words sentences commas repeats depth chars_before from_start to_end group_count group_spread page_blocks "
        "blocks_since_heading blocks_since_prose blocks_to_prose"
    ).split()
)
"""Columns whose logarithm is heard."""
_PLAIN = [name for name in NAMES if name.partition("@")[0] not in KINDS]
_TAKEN = [NAMES.index(name) for name in _PLAIN]
_COUNTED = [place for place, name in enumerate(_PLAIN) if name in COUNTED]
_KINDS = [(BASE.index(name), count) for name, count in KINDS.items()]
INPUTS = len(_PLAIN) + 1 + sum(KINDS.values())


def inputs(shown: Matrix, sound: npt.NDArray[np.float32]) -> Matrix:
    """What a network hears of each block: shape (blocks, INPUTS).

    Args:
        shown: the page's features, columns as in NAMES.
        sound: how the words of each block sound.
    """
    out = np.zeros((len(shown), INPUTS), dtype=np.float32)
    out[:, : len(_PLAIN)] = shown[:, _TAKEN]
    counted = out[:, _COUNTED].astype(np.float64)
    out[:, _COUNTED] = np.sign(counted) * np.log1p(np.abs(counted))
    out[:, len(_PLAIN)] = np.clip(sound, -8, 8)
    start, at = len(_PLAIN) + 1, np.arange(len(shown))
    for column, count in _KINDS:
        out[at, start + np.clip(shown[:, column].astype(np.int64), 0, count - 1)] = 1
        start += count
    return out


def loudness(texts: Sequence[str]) -> Floats:
    """How much each block counts in the page's mean: the root of its characters, whole."""
    roots: Floats = np.rint(np.sqrt(np.array([len(text) for text in texts], dtype=np.float64)))
    return np.maximum(roots, 1)


@dataclass(frozen=True)
class Tagger:
    """Weights of one network, whole numbers in units of 1/ONE; `width` signals in each of its layers."""

    mean: npt.NDArray[np.float32]
    scale: npt.NDArray[np.float32]
    """Of the inputs: (input - mean) * scale is heard."""
    first: Floats
    """Shape (INPUTS + 1, width); the last row is the bias, as in all of them."""
    near: Floats
    """Shape (layers, 3 * width + 1, width): the block `dilation` before, the block itself, the one as far behind."""
    page: Floats
    """Shape (layers, 2 * width, width): the page's mean and maximum."""
    last: Floats
    """Shape (width + 1,)."""
    dilations: tuple[int, ...]

    ARRAYS = ("first", "near", "page", "last")

    @classmethod
    def of(cls, saved: Mapping[str, npt.NDArray[np.generic]], number: int) -> Tagger:
        """The network of a number among the saved ones."""
        first, near, page, last = (np.asarray(saved[name][number], dtype=np.float64) for name in cls.ARRAYS)
        mean, scale = (np.asarray(saved[name][number], dtype=np.float32) for name in ("mean", "scale"))
        return cls(mean, scale, first, near, page, last, tuple(int(step) for step in saved["dilations"]))

    def log_odds(self, heard: Matrix, loud: Floats) -> Floats:
        """Log-odds of each block, in reading order.

        Args:
            heard: as `inputs` gives it, at least one row.
            loud: as `loudness` gives it.
        """
        normal = np.clip((heard - self.mean) * self.scale, -WIDEST, WIDEST).astype(np.float64)
        signal = np.maximum(through(np.rint(normal * ONE), self.first), 0)
        for near, page, dilation in zip(self.near, self.page, self.dilations, strict=True):
            signal = np.minimum(signal, LOUDEST)
            overall = np.concatenate([np.rint(loud @ signal / loud.sum()), signal.max(axis=0)])
            told = through(with_neighbours(signal, dilation), near) + np.rint(overall @ page / ONE)
            signal = signal + np.maximum(told, 0)
        return through(np.minimum(signal, LOUDEST), self.last) / ONE


def through(signal: Floats, weights: Floats) -> Floats:
    """One layer: a sum of products with its bias, rounded to units again."""
    return np.asarray(np.rint(signal @ weights[:-1] / ONE) + weights[-1])


def with_neighbours(signal: Floats, dilation: int) -> Floats:
    """Beside each block's signals those of the block `dilation` places before and behind; silence past the ends."""
    count, width = signal.shape
    out = np.zeros((count, 3 * width))
    out[dilation:, :width] = signal[: max(count - dilation, 0)]
    out[:, width : 2 * width] = signal
    out[: max(count - dilation, 0), 2 * width :] = signal[dilation:]
    return out
