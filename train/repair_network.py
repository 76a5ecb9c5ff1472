"""A small network in numpy: embeddings of the tokens around a word, a few layers, a choice of classes.

Trained with Adam (Kingma and Ba, 2015), its embeddings with the lazy kind: only rows that a batch uses are moved.
Seeded, and with one thread of BLAS the same bytes on every run.
"""

from __future__ import annotations

import itertools
from dataclasses import dataclass

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray

Floats = NDArray[np.float32]

DROP_WORD = 0.2
DROP_CENTRE = 0.4
"""The word itself is hidden more often than its neighbours: else they are never listened to."""
DROP_HIDDEN = 0.35


@dataclass(frozen=True, slots=True)
class Examples:
    """What a network learns from: a line each."""

    rows: NDArray[np.int32]
    """(examples, window, 3): the embeddings that are added up for each token."""
    facts: Floats
    classes: NDArray[np.int64]
    allowed: NDArray[np.bool_]
    """(examples, classes): what may be chosen at all."""

    def take(self, chosen: NDArray[np.int64] | NDArray[np.bool_]) -> Examples:
        """Some of them."""
        return Examples(self.rows[chosen], self.facts[chosen], self.classes[chosen], self.allowed[chosen])


@dataclass(frozen=True, slots=True)
class Setting:
    """The size of a network and how it is trained."""

    epochs: int = 8
    batch: int = 512
    rate: float = 2e-3
    decay: float = 0.02
    classes: int = 4
    width: int = 28
    hidden: tuple[int, ...] = (128, 48)
    centre: int | None = 5
    """Place of the word itself in its window."""


@dataclass(frozen=True, slots=True)
class Signals:
    """What a pass through the network leaves for the way back."""

    layers: list[Floats]
    """What enters each layer, and what leaves the last."""
    masks: list[Floats]
    """Hidden units that were kept, scaled."""
    shown: Floats
    """Embeddings that were kept, as `Examples.rows`."""


class Net:
    """Weights, and the chance that they were drawn from and are trained with."""

    def __init__(self, total: int, window: int, facts: int, setting: Setting, seed: int) -> None:
        """Draws the weights: `total` embeddings, `window` tokens and `facts` numbers to each example."""
        self.random = np.random.default_rng(seed)
        self.setting = setting
        self.embeddings = (self.random.standard_normal((total, setting.width)) * 0.05).astype(np.float32)
        sizes = (window * setting.width + facts, *setting.hidden, setting.classes)
        self.layers = [self._layer(before, after) for before, after in itertools.pairwise(sizes)]
        self.layers[-1][0][...] *= 0.1

    def predict(self, rows: NDArray[np.int32], facts: Floats, allowed: NDArray[np.bool_], batch: int = 8192) -> Floats:
        """The probability of each class for each example."""
        parts = []
        for at in range(0, len(rows), batch):
            part = slice(at, at + batch)
            parts.append(softmax(self._forward(rows[part], facts[part])[-1], allowed[part]))
        return np.concatenate(parts)

    def forward(self, rows: NDArray[np.int32], facts: Floats) -> Signals:
        """A pass of training: words and hidden units are dropped at random."""
        hidden = self.random.random(rows.shape[:2]) < DROP_WORD
        if self.setting.centre is not None:
            hidden[:, self.setting.centre] = self.random.random(len(rows)) < DROP_CENTRE
        shown = np.ones(rows.shape, np.float32)
        shown[..., 0] = np.where(hidden, 0, 1)
        words = (self.embeddings[rows] * shown[..., None]).sum(2).reshape(len(rows), -1)
        signals, masks = [np.concatenate([words, facts], 1)], []
        for weights, bias in self.layers[:-1]:
            signal = np.maximum(signals[-1] @ weights + bias, 0)
            kept = self.random.random(signal.shape) >= DROP_HIDDEN
            masks.append((kept / (1 - DROP_HIDDEN)).astype(np.float32))
            signals.append(signal * masks[-1])
        weights, bias = self.layers[-1]
        return Signals([*signals, signals[-1] @ weights + bias], masks, shown)

    def _forward(self, rows: NDArray[np.int32], facts: Floats) -> list[Floats]:
        signals = [np.concatenate([self.embeddings[rows].sum(2).reshape(len(rows), -1), facts], 1)]
        for weights, bias in self.layers[:-1]:
            signals.append(np.maximum(signals[-1] @ weights + bias, 0))
        weights, bias = self.layers[-1]
        return [*signals, signals[-1] @ weights + bias]

    def _layer(self, before: int, after: int) -> tuple[Floats, Floats]:
        weights = self.random.standard_normal((before, after)) * np.sqrt(2 / before)
        return weights.astype(np.float32), np.zeros(after, np.float32)


class Adam:
    """Moves a network's weights, with the first two moments of their gradients."""

    def __init__(self, net: Net, steps: int) -> None:
        """Takes the network and how many batches it will see: the rate falls towards the last."""
        self.net, self.steps, self.step = net, steps, 0
        self.weights = [net.embeddings, *(part for layer in net.layers for part in layer)]
        self.first = [np.zeros_like(part) for part in self.weights]
        self.second = [np.zeros_like(part) for part in self.weights]

    def move(self, used: NDArray[np.int64], of_embeddings: Floats, of_layers: list[Floats]) -> None:
        """One step, from the gradients of the embeddings that were used and of all layers."""
        self.step += 1
        self._move(0, used, of_embeddings)
        for index, gradient in enumerate(of_layers, 1):
            self._move(index, slice(None), gradient)

    def _move(self, index: int, part: NDArray[np.int64] | slice, gradient: Floats) -> None:
        setting, weights = self.net.setting, self.weights[index]
        rate = setting.rate * (1 - self.step / self.steps) + 2e-5
        first = 0.9 * self.first[index][part] + 0.1 * gradient
        second = 0.999 * self.second[index][part] + 0.001 * gradient * gradient
        self.first[index][part], self.second[index][part] = first, second
        one, two = 1 - 0.9 ** min(self.step, 2000), 1 - 0.999 ** min(self.step, 20000)
        weights[part] -= rate * (first / one / (np.sqrt(second / two) + 1e-8) + setting.decay * weights[part])


def softmax(scores: Floats, allowed: NDArray[np.bool_]) -> Floats:
    """Probabilities of the allowed classes."""
    scores = np.where(allowed, scores, -1e9)
    odds: Floats = np.exp(scores - scores.max(1, keepdims=True))
    chances: Floats = odds / odds.sum(1, keepdims=True)
    return chances


def fit(examples: Examples, total: int, setting: Setting, seed: int) -> Net:
    """A network trained on the examples, whose rows lie below `total`."""
    net = Net(total, examples.rows.shape[1], examples.facts.shape[1], setting, seed)
    size, count = setting.batch, len(examples.rows)
    adam = Adam(net, setting.epochs * (count // size))
    for epoch in range(setting.epochs):
        order = net.random.permutation(count)
        loss = sum(_learn(net, adam, examples.take(order[at : at + size])) for at in range(0, count - size + 1, size))
        print(f"epoch {epoch} loss {loss / count:.5f}", flush=True)
    return net


def _learn(net: Net, adam: Adam, batch: Examples) -> float:
    """One batch: forward, back, a step; the sum of its losses."""
    size, lines = len(batch.rows), np.arange(len(batch.rows))
    signals = net.forward(batch.rows, batch.facts)
    chances = softmax(signals.layers[-1], batch.allowed)
    loss = -np.log(chances[lines, batch.classes] + 1e-9).sum()
    chances[lines, batch.classes] -= 1
    gradient = (chances / size).astype(np.float32)
    of_layers: list[Floats] = []
    for index in range(len(net.layers) - 1, -1, -1):
        of_layers = [signals.layers[index].T @ gradient, gradient.sum(0), *of_layers]
        gradient = gradient @ net.layers[index][0].T
        if index:
            gradient = gradient * (signals.layers[index] > 0) * signals.masks[index - 1]
    words = batch.rows.shape[1] * net.setting.width
    adam.move(*_of_embeddings(net, batch.rows, signals.shown, gradient[:, :words]), of_layers)
    return float(loss)


def _of_embeddings(
    net: Net, rows: NDArray[np.int32], shown: Floats, gradient: Floats
) -> tuple[NDArray[np.int64], Floats]:
    """The embeddings that a batch used, and their gradients: each token's goes to all of its rows that were shown."""
    flat = rows.reshape(-1, rows.shape[2])
    starts = np.arange(0, flat.size + 1, rows.shape[2])
    matrix = sp.csr_matrix((shown.ravel(), flat.ravel(), starts), shape=(len(flat), len(net.embeddings)))
    turned = matrix.T.tocsr()
    used = np.flatnonzero(np.diff(turned.indptr))
    return used, turned[used] @ gradient.reshape(len(flat), net.setting.width)
