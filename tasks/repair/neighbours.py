"""How often words that may lack an apostrophe had one in the training text, by the words beside them.

A key is a word or form and one neighbour; of each key not the counts are kept but what they say, in a byte a figure.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from tasks.repair.tables import Floats, named_arrays
from tasks.repair.tokens import plain

KEYS = 4
FIGURES = 3
"""Of each key: the log-odds of a loss, the log-odds of its standing behind the s, the logarithm of all occurrences."""
BITS = 26
"""Of a key's checksum: of 100,000 keys one in 700 strange ones looks like some of them."""
STEPS, ZERO = 10, 14
"""A byte holds figures from -14 in steps of a tenth."""


@dataclass(frozen=True, slots=True)
class Neighbours:
    """Figures by key."""

    keys: NDArray[np.uint32]
    """Checksums, rising."""
    figures: NDArray[np.uint8]
    """Shape (keys, FIGURES)."""

    def arrays(self) -> dict[str, NDArray[np.generic]]:
        """As they are stored: of the keys the steps from each to the next."""
        return {"steps": np.diff(self.keys, prepend=np.uint32(0)), "figures": self.figures}

    def look_up(self, keys: list[int]) -> Floats:
        """What is known of the keys, FIGURES each; the least there is where nothing is known."""
        asked = np.array(keys, dtype=np.uint32)
        at = np.minimum(np.searchsorted(self.keys, asked), len(self.keys) - 1)
        found: Floats = self.figures[at] * (self.keys[at] == asked)[:, None] / np.float32(STEPS) - np.float32(ZERO)
        return found


def keys_of(form: str, word: str, before: str, after: str) -> tuple[int, int, int, int]:
    """The keys of a word in its place: what stands before it, and behind; the same with its own form."""
    case = "^" if word[0].isupper() else "_"
    left, right = plain(before), plain(after)
    return (
        _checksum(f"{left} {case}"),
        _checksum(f"{case} {right}"),
        _checksum(f"{form} {right}"),
        _checksum(f"{left} {form}"),
    )


def _checksum(text: str) -> int:
    return zlib.crc32(text.encode()) >> (32 - BITS)


def figures_of(counts: Iterable[tuple[int, int, int, int]]) -> NDArray[np.uint8]:
    """What counts by class say, as it is kept."""
    table = np.array(list(counts), dtype=np.float64)
    bare, before, after, inside = table.T
    lost = np.log((before + after + inside + 0.2) / (bare + 2))
    behind = np.log((after + 0.1) / (before + 1))
    figures = np.stack([lost, behind, np.log1p(table.sum(axis=1))], axis=1)
    return np.clip(np.round((figures + ZERO) * STEPS), 1, 255).astype(np.uint8)


@cache
def neighbours() -> Neighbours:
    """The shipped figures, read once a process."""
    (arrays,) = named_arrays("neighbours")
    return Neighbours(np.cumsum(arrays["steps"], dtype=np.uint32), arrays["figures"])
