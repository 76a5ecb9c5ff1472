"""How much a block's words sound like an article: hashed words and word pairs against trained weights.

Linear model over hashed features (Weinberger et al. 2009, "Feature Hashing for Large Scale Multitask Learning").
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import chain, pairwise
from zlib import crc32

import numpy as np
import numpy.typing as npt

from tasks.boilerplate.features import WINDOWS, Matrix
from tasks.remember import remembered

TOKEN = re.compile(r"\w+|[^\w\s]")
DIGIT = re.compile(r"\d")
BUCKETS = 1 << 15
READ_CHARS = 120
"""A block's beginning tells what kind of block it is; its end adds one word."""
READ_TOKENS = 14


@remembered
def buckets(text: str) -> tuple[int, ...]:
    """The sorted buckets (0..BUCKETS-1) of a block's first words, their pairs, and its first and last word."""
    tokens = TOKEN.findall(DIGIT.sub("0", text[:READ_CHARS].casefold()))
    if not tokens:
        return ()
    last = TOKEN.findall(text[-20:].casefold())[-1:] or [""]
    first = tokens[:READ_TOKENS]
    names = [f"^{first[0]}", f"${last[0]}", "^^" + " ".join(first[:3]), *first]
    names += [f"{one} {two}" for one, two in pairwise(first)]
    if len(text) < READ_CHARS and len(tokens) <= 6:
        names.append("=" + " ".join(tokens))
    return tuple(sorted({crc32(name.encode()) % BUCKETS for name in names}))


def scores(texts: Sequence[str], weights: npt.NDArray[np.float32], bias: float) -> npt.NDArray[np.float32]:
    """Log-odds of article text by words alone, one a text."""
    found = [buckets(text) for text in texts]
    sizes = np.fromiter(map(len, found), dtype=np.int64, count=len(found))
    return sounds(np.fromiter(chain.from_iterable(found), dtype=np.int64), sizes, weights, bias)


def sounds(
    found: npt.NDArray[np.int64], sizes: npt.NDArray[np.int64], weights: npt.NDArray[np.float32], bias: float
) -> npt.NDArray[np.float32]:
    """The same of texts whose `buckets` stand in one row, `sizes` of them of each text."""
    taken = weights[found]
    sums = np.bincount(np.repeat(np.arange(len(sizes)), sizes), taken, len(sizes))  # exact: halves, summed as doubles
    return (sums / np.sqrt(np.maximum(sizes, 1)) + bias).astype(np.float32)


def spread(sound: npt.NDArray[np.float32], left: Sequence[int], count: int) -> Matrix:
    """How each block of `left` sounds, its neighbours' two places each way, and its means in two windows.

    The other blocks of the `count` of the page are silent: 0.
    """
    heard = np.zeros(count, dtype=np.float32)
    heard[left] = sound
    out = np.zeros((count, 5 + len(WINDOWS)), dtype=np.float32)
    out[:, 0] = heard
    for column, shift in enumerate((1, 2), start=1):
        out[shift:, column] = heard[:-shift]
        out[:-shift, column + 2] = heard[shift:]
    sums = np.concatenate([[0.0], np.cumsum(heard, dtype=np.float64)])
    at = np.arange(count)
    for column, window in enumerate(WINDOWS, start=5):
        low, high = np.maximum(at - window, 0), np.minimum(at + window + 1, count)
        out[:, column] = (sums[high] - sums[low]) / (high - low)
    return out[left]
