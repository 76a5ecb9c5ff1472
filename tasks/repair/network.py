"""The network's forward pass in numpy: what each candidate is, and how sure that is."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from tasks.repair.tables import Network

_BATCH = 2048
"""Candidates at a time: bounds the memory a long page takes."""


def probabilities(
    networks: tuple[Network, ...], rows: NDArray[np.int32], facts: NDArray[np.float32], allowed: NDArray[np.bool_]
) -> NDArray[np.float64]:
    """For each candidate the probabilities of its classes, the mean of several networks.

    Rounded to six places, so that the last bits of one machine's sums decide nothing.
    """
    if not len(rows):
        return np.empty((0, allowed.shape[1]))
    parts = []
    for at in range(0, len(rows), _BATCH):
        part = slice(at, at + _BATCH)
        parts.append(sum(_batch(network, rows[part], facts[part], allowed[part]) for network in networks))
    return np.round(np.concatenate(parts) / len(networks), 6)


def _batch(
    network: Network, rows: NDArray[np.int32], facts: NDArray[np.float32], allowed: NDArray[np.bool_]
) -> NDArray[np.float64]:
    words = network.embeddings[rows].sum(axis=2).reshape(len(rows), -1)
    signal = np.concatenate([words, (facts - network.mean) / network.deviation], axis=1)
    for weights, bias in network.layers[:-1]:
        signal = np.maximum(signal @ weights + bias, 0)
    weights, bias = network.layers[-1]
    scores = np.where(allowed, (signal @ weights + bias).astype(np.float64), -np.inf)
    odds = np.exp(scores - scores.max(axis=1, keepdims=True))
    return np.asarray(odds / odds.sum(axis=1, keepdims=True), dtype=np.float64)
