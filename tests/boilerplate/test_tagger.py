"""The block network: whole numbers all the way, so that no machine's order of adding decides a block."""

import numpy as np
import pytest

from tasks.boilerplate.features import NAMES
from tasks.boilerplate.model import load
from tasks.boilerplate.tagger import INPUTS, LOUDEST, ONE, WIDEST, Tagger, inputs, loudness

WIDTH = 3


def drawn(seed: int = 0, **given: object) -> Tagger:
    """A small network with whole random weights."""
    chance = np.random.default_rng(seed)

    def whole(*shape: int) -> np.ndarray:
        return chance.integers(-3 * ONE, 3 * ONE, shape).astype(np.float64)

    weights = {
        "mean": np.zeros(INPUTS, dtype=np.float32),
        "scale": np.ones(INPUTS, dtype=np.float32),
        "first": whole(INPUTS + 1, WIDTH),
        "near": whole(2, 3 * WIDTH + 1, WIDTH),
        "page": whole(2, 2 * WIDTH, WIDTH),
        "last": whole(WIDTH + 1),
        "dilations": (1, 4),
    }
    return Tagger(**{**weights, **given})


def rows(count: int, seed: int = 1) -> np.ndarray:
    return np.random.default_rng(seed).normal(size=(count, INPUTS)).astype(np.float32)


def by_hand(net: Tagger, heard: np.ndarray, loud: np.ndarray) -> list[float]:
    """The network in Python's own whole numbers, one product at a time."""

    def through(signal: list[int], weights: np.ndarray) -> list[int]:
        columns = weights.reshape(len(weights), -1).astype(int).T.tolist()
        return [
            rounded(sum(s * w for s, w in zip(signal, column, strict=False)), ONE) + column[-1] for column in columns
        ]

    normal = np.clip((heard - net.mean) * net.scale, -WIDEST, WIDEST).astype(np.float64)
    signal = [[max(s, 0) for s in through(row, net.first)] for row in np.rint(normal * ONE).astype(int).tolist()]
    for near, page, step in zip(net.near, net.page, net.dilations, strict=True):
        signal = [[min(s, LOUDEST) for s in row] for row in signal]
        means = [
            rounded(sum(int(w) * s for w, s in zip(loud, column, strict=True)), int(loud.sum()))
            for column in zip(*signal, strict=True)
        ]
        overall = [*means, *map(max, zip(*signal, strict=True))]
        of_page = [
            rounded(sum(s * w for s, w in zip(overall, column, strict=True)), ONE)
            for column in page.astype(int).T.tolist()
        ]
        silent = [[0] * WIDTH] * step
        padded = [*silent, *signal, *silent]
        around = [padded[at] + padded[at + step] + padded[at + 2 * step] for at in range(len(signal))]
        told = [[a + b for a, b in zip(through(row, near), of_page, strict=True)] for row in around]
        signal = [[s + max(t, 0) for s, t in zip(*pair, strict=True)] for pair in zip(signal, told, strict=True)]
    return [through([min(s, LOUDEST) for s in row], net.last)[0] / ONE for row in signal]


def rounded(total: int, by: int) -> int:
    """Divided and rounded, halves to even, as `numpy.rint` does."""
    whole, rest = divmod(total, by)
    return whole + (2 * rest > by or (2 * rest == by and whole % 2 == 1))


@pytest.mark.parametrize("count", [1, 2, 3, 5, 40])
def test_sums_are_exact(count):
    net, heard = drawn(), rows(count)
    loud = loudness(["x" * (7 * n + 1) for n in range(count)])
    assert net.log_odds(heard, loud).tolist() == by_hand(net, heard, loud)


def test_a_block_hears_its_neighbours_and_the_page():
    net, heard, loud = drawn(), rows(30), np.ones(30)
    other = heard.copy()
    other[20] += 1
    changed = net.log_odds(heard, loud) != net.log_odds(other, loud)
    assert changed[20]
    assert changed[19]
    assert changed[16]
    deaf = drawn(page=np.zeros((2, 2 * WIDTH, WIDTH)))
    changed = deaf.log_odds(heard, loud) != deaf.log_odds(other, loud)
    assert changed[16]
    assert not changed[:15].any()
    assert not changed[26:].any()


def test_inputs_that_were_never_seen_are_silent():
    net, heard = drawn(scale=np.zeros(INPUTS, dtype=np.float32)), rows(4)
    assert net.log_odds(heard, np.ones(4)).tolist() == net.log_odds(heard * 100, np.ones(4)).tolist()


def test_counts_are_heard_by_their_logarithm_and_kinds_one_by_one():
    shown = np.zeros((2, len(NAMES)), dtype=np.float32)
    shown[:, NAMES.index("words")] = 0, 100
    shown[:, NAMES.index("tag")] = 1, 5
    heard = inputs(shown, np.array([0, 99], dtype=np.float32))
    told = heard[1] - heard[0]
    assert sorted(told[told != 0].tolist()) == pytest.approx([-1, 1, np.log1p(100), 8])


def test_unknown_kinds_are_the_last():
    shown = np.full((1, len(NAMES)), 1000, dtype=np.float32)
    assert inputs(shown, np.zeros(1, dtype=np.float32))[0, -40:].sum() == 2


@pytest.mark.parametrize("form", ["html", "unheard"])
def test_shipped_networks_cannot_outgrow_exact_sums(form):
    for net in load(form).networks:
        weights = max(np.abs(array).sum(axis=-2).max() for array in (net.first, net.near, net.page, net.last[:, None]))
        assert max(LOUDEST, WIDEST * ONE) * weights < 2**53
        assert all((array == np.rint(array)).all() for array in (net.first, net.near, net.page, net.last))
