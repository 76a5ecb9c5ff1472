"""The network that reads words in their context, in numpy. Trained by train.repair_context, which says what it is.

A layer is worked out where the candidates need it and nowhere else: the last at the candidates, the one before also as
far from them as the last reaches, and so on.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tasks.repair.tables import NONE, ContextNetwork, Floats

REACH = (1, 2, 4)
"""How far each layer looks to both sides."""
NEAR = 2
"""Neighbours on both sides whose embeddings the head sees as they are."""
_EPSILON = 1e-5
_BATCH = 256
"""Candidates at a time: bounds the memory a long page takes, and what is at work fits a processor's cache."""
_SURE = 0.95
"""A chance that nothing is lost from which on one network is enough."""


@dataclass(frozen=True, slots=True)
class Context:
    """What one network makes of the candidates before it hears the facts, as far as it was asked."""

    network: ContextNetwork
    rows: NDArray[np.int32]
    """Of each different word, see `tasks.repair.candidates.token_rows`."""
    words: NDArray[np.int32]
    """For each token of the page its line in `rows`."""
    places: NDArray[np.int64]
    """The candidates' tokens, rising."""
    signals: Floats
    """For each candidate what enters the head's first bend; not a number until it is asked for."""


def contexts(
    networks: tuple[ContextNetwork, ...], rows: NDArray[np.int32], words: NDArray[np.int32], places: NDArray[np.int64]
) -> tuple[Context, ...]:
    """Each network's view of the candidates: what the fields of `Context` say."""
    return tuple(
        Context(network, rows, words, places, np.full((len(places), len(network.head[0][1])), np.nan, np.float32))
        for network in networks
    )


def chances(
    contexts: tuple[Context, ...], some: NDArray[np.bool_], facts: Floats, allowed: NDArray[np.bool_]
) -> NDArray[np.float64]:
    """For some candidates the probabilities of their classes: the mean of the networks.

    Where the first is sure that nothing is lost the others are not asked: they could not turn it round.
    Rounded to six places, so that the last bits of one machine's sums decide nothing.
    """
    lines = np.flatnonzero(some)
    first, *others = contexts
    odds = _odds(first, lines, facts, allowed)
    doubted = odds[:, NONE] < _SURE
    if others and doubted.any():
        odds[doubted] += sum(_odds(context, lines[doubted], facts[doubted], allowed[doubted]) for context in others)
        odds[doubted] /= len(contexts)
    return np.round(odds, 6)


def _odds(context: Context, lines: NDArray[np.int64], facts: Floats, allowed: NDArray[np.bool_]) -> NDArray[np.float64]:
    """One network's probabilities of the classes."""
    network = context.network
    known: Floats = (facts - network.mean) / network.deviation
    signal: Floats = signals(context, lines) + known @ network.head[0][0][-known.shape[1] :]
    for weights, bias in network.head[1:]:
        signal = (np.maximum(signal, 0) @ weights + bias).astype(np.float32)
    scores = np.where(allowed, signal.astype(np.float64), -np.inf)
    odds: NDArray[np.float64] = np.exp(scores - scores.max(axis=1, keepdims=True))
    odds /= odds.sum(axis=1, keepdims=True)
    return odds


def signals(context: Context, lines: NDArray[np.int64]) -> Floats:
    """Those of some candidates, worked out where they are asked for the first time."""
    missing = lines[np.isnan(context.signals[lines, 0])]
    if len(missing):
        context.signals[missing] = _signals(context, context.places[missing])
    found: Floats = context.signals[lines]
    return found


def _signals(context: Context, places: NDArray[np.int64]) -> Floats:
    network, rows, words = context.network, context.rows, context.words
    stems: Floats = network.words[rows[:, 3]] + network.endings[rows[:, 4]]
    embedded: Floats = network.words[rows[:, 0]] + network.endings[rows[:, 1]] + network.shapes[rows[:, 2]]
    embedded += stems @ network.stem
    entered: Floats = embedded @ network.enter[0] + network.enter[1]
    shown = np.vstack([embedded, np.zeros_like(embedded[:1])])
    padded = np.full(len(words) + 2 * NEAR, len(embedded))  # no word stands before the first or behind the last
    padded[NEAR : len(words) + NEAR] = words
    weights, bias = network.head[0][0][: -len(network.mean)], network.head[0][1]
    signal = np.empty((len(places), len(bias)), dtype=np.float32)
    for at in range(0, len(places), _BATCH):
        some = places[at : at + _BATCH]
        near = shown.take(padded[some[:, None] + np.arange(2 * NEAR + 1)], axis=0).reshape(len(some), -1)
        parts = [_state(network, entered, words, some), near, stems[words[some]]]
        signal[at : at + _BATCH] = np.concatenate(parts, axis=1) @ weights + bias
    return signal


def _state(network: ContextNetwork, entered: Floats, words: NDArray[np.int32], places: NDArray[np.int64]) -> Floats:
    """What the layers make of the tokens at `places`, which rise.

    `entered` is what enters them, a line for each different word.
    """
    first = max(0, int(places[0]) - sum(REACH))
    words, places = words[first : int(places[-1]) + sum(REACH) + 1], places - first
    needed = [places]
    for reach in reversed(REACH):
        needed.insert(0, _around(needed[0], reach, len(words)))
    state: Floats = entered.take(words[needed[0]], axis=0)
    for number, reach in enumerate(REACH):
        state = _layer(network, number, state, _lines(needed[number], needed[number + 1], reach, len(words)))
    return state


def _lines(have: NDArray[np.int64], wanted: NDArray[np.int64], reach: int, length: int) -> NDArray[np.int64]:
    """(wanted, 3): where among the tokens at hand each wanted one's neighbours and itself are; one more is none."""
    line = np.full(length + 2 * reach, len(have))
    line[have + reach] = np.arange(len(have))
    found: NDArray[np.int64] = line[wanted[:, None] + np.array([0, reach, 2 * reach])]
    return found


def _around(places: NDArray[np.int64], reach: int, length: int) -> NDArray[np.int64]:
    wanted = np.zeros(length + 2 * reach, dtype=bool)
    for offset in (0, reach, 2 * reach):
        wanted[places + offset] = True
    return np.flatnonzero(wanted[reach : length + reach])


def _layer(network: ContextNetwork, number: int, state: Floats, near: NDArray[np.int64]) -> Floats:
    """The state behind a layer, of the tokens in the middle of `near`."""
    gain, shift = network.norms[number]
    weights, bias = network.layers[number]
    even = np.zeros((len(state) + 1, state.shape[1]), dtype=np.float32)
    inside = even[:-1]
    np.subtract(state, state.mean(axis=1, keepdims=True), out=inside)
    inside /= np.sqrt(np.einsum("ij,ij->i", inside, inside) / state.shape[1] + _EPSILON)[:, None]
    inside *= gain
    inside += shift
    result: Floats = even.take(near, axis=0).reshape(len(near), -1) @ weights
    result += bias
    np.maximum(result, 0, out=result)
    result += state.take(near[:, 1], axis=0)
    return result
