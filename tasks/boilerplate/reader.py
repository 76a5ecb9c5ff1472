"""A small network for the blocks of plain text, which has no tags to tell them apart: it reads their words.

Each block's first words and the words of its whole beginning are looked up in tables of learned vectors and added up
(Joulin et al. 2017, "Bag of Tricks for Efficient Text Classification"). Then, as in `tagger.py`, residual layers of
dilated convolutions that are told the page's mean and maximum; and, besides, the maxima of all that stands before a
block and of all that follows, so that a heading such as "Comments" is heard by everything below it. All sums are of
whole numbers small enough for float64 to be exact. Trained by `train/text_network.py`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
from zlib import crc32

import numpy as np
import numpy.typing as npt

from tasks.boilerplate.features import Matrix
from tasks.boilerplate.lexicon import BUCKETS, DIGIT, TOKEN, buckets
from tasks.boilerplate.tagger import LOUDEST, ONE, WIDEST, through, with_neighbours
from tasks.remember import remembered

Floats = npt.NDArray[np.float64]

BODY_CHARS, BODY_TOKENS = 600, 90
"""How much of a block is read word by word."""
TABLES = 2
"""Of the first words with their pairs, and of all words."""


@dataclass(frozen=True)
class Bag:
    """What is looked up in one table: the buckets of all blocks in a row, and how many each block has."""

    found: npt.NDArray[np.int64]
    counts: npt.NDArray[np.int64]

    @classmethod
    def of(cls, found: Sequence[tuple[int, ...]]) -> Bag:
        """From the buckets of each block."""
        return cls(
            np.fromiter(chain.from_iterable(found), dtype=np.int64),
            np.array([len(one) for one in found], dtype=np.int64),
        )


def read(texts: Sequence[str]) -> tuple[Bag, Bag]:
    """What is looked up of blocks: their first words and word pairs, and their words."""
    return Bag.of([buckets(text) for text in texts]), Bag.of([_body(text) for text in texts])


@remembered
def _body(text: str) -> tuple[int, ...]:
    return tuple(map(_bucket, TOKEN.findall(DIGIT.sub("0", text[:BODY_CHARS].casefold()))[:BODY_TOKENS]))


@lru_cache(maxsize=1 << 15)
def _bucket(token: str) -> int:
    return crc32(token.encode()) % BUCKETS


@dataclass(frozen=True)
class Reader:
    """Weights of one network, whole numbers in units of 1/ONE; `width` signals in each of its layers."""

    mean: npt.NDArray[np.float32]
    scale: npt.NDArray[np.float32]
    """Of the inputs: (input - mean) * scale is heard."""
    vectors: npt.NDArray[np.int16]
    """Shape (TABLES, BUCKETS, size): 0 for what was met too seldom to learn from."""
    first: Floats
    """Shape (INPUTS + TABLES * size + 1, width); the last row is the bias, as in all of them."""
    near: Floats
    """Shape (layers, 3 * width + 1, width): the block `dilation` before, the block itself, the one as far behind."""
    page: Floats
    """Shape (layers, 2 * width, width): the page's mean and maximum."""
    sides: Floats
    """Shape (layers, 2 * width, width): the maximum up to the block, and from it on."""
    last: Floats
    """Shape (width + 1,)."""
    dilations: tuple[int, ...]

    ARRAYS = ("first", "near", "page", "sides", "last")

    @classmethod
    def of(cls, saved: Mapping[str, npt.NDArray[np.generic]], number: int) -> Reader:
        """The network of a number among the saved ones."""
        first, near, page, sides, last = (np.asarray(saved[name][number], dtype=np.float64) for name in cls.ARRAYS)
        mean, scale = (np.asarray(saved[name][number], dtype=np.float32) for name in ("mean", "scale"))
        vectors = np.asarray(saved["vectors"][number], dtype=np.int16)
        dilations = tuple(int(step) for step in saved["dilations"])
        return cls(mean, scale, vectors, first, near, page, sides, last, dilations)

    def log_odds(self, heard: Matrix, said: Sequence[Bag], loud: Floats) -> Floats:
        """Log-odds of each block, in reading order.

        Args:
            heard: as `tagger.inputs` gives it, at least one row.
            said: as `read` gives it.
            loud: how much each counts in the page's mean, as `tagger.loudness` gives it.
        """
        normal = np.clip((heard - self.mean) * self.scale, -WIDEST, WIDEST).astype(np.float64)
        words = [_sums(table, bag) for table, bag in zip(self.vectors, said, strict=True)]
        signal = np.maximum(through(np.hstack([np.rint(normal * ONE), *words]), self.first), 0)
        for near, page, sides, step in zip(self.near, self.page, self.sides, self.dilations, strict=True):
            signal = np.minimum(signal, LOUDEST)
            before, after = np.maximum.accumulate(signal), np.maximum.accumulate(signal[::-1])[::-1]
            overall = np.concatenate([np.rint(loud @ signal / loud.sum()), before[-1]])
            told = through(with_neighbours(signal, step), near) + np.rint(overall @ page / ONE)
            told += np.rint(np.hstack([before, after]) @ sides / ONE)
            signal = signal + np.maximum(told, 0)
        return through(np.minimum(signal, LOUDEST), self.last) / ONE


def _sums(table: npt.NDArray[np.int16], bag: Bag) -> Floats:
    """The vectors of each block's words, added up and divided by the root of their number."""
    sums = np.zeros((len(bag.counts), table.shape[1]))
    some = np.flatnonzero(bag.counts)
    if len(some):
        starts = (np.cumsum(bag.counts) - bag.counts)[some]
        sums[some] = np.add.reduceat(table.take(bag.found, axis=0), starts, axis=0, dtype=np.int64)
    return np.asarray(np.rint(sums / np.sqrt(np.maximum(bag.counts, 1))[:, None]))
