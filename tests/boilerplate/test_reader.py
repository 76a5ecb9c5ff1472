"""The network of plain text: whole numbers all the way, and what it reads of a block."""

import numpy as np
import pytest

from tasks.boilerplate.lexicon import BUCKETS, buckets
from tasks.boilerplate.model import load
from tasks.boilerplate.reader import BODY_CHARS, TABLES, Reader, read
from tasks.boilerplate.tagger import INPUTS, LOUDEST, ONE, WIDEST, loudness

WIDTH, SIZE = 3, 2
TEXTS = ["Comments", "The storm reached the coast on Friday night.", "…", "Jane Doe, 3 days ago", "Reply"]


def drawn(seed: int = 0, **given: object) -> Reader:
    """A small network with whole random weights."""
    chance = np.random.default_rng(seed)

    def whole(*shape: int) -> np.ndarray:
        return chance.integers(-3 * ONE, 3 * ONE, shape).astype(np.float64)

    weights = {
        "mean": np.zeros(INPUTS, dtype=np.float32),
        "scale": np.ones(INPUTS, dtype=np.float32),
        "vectors": chance.integers(-2 * ONE, 2 * ONE, (TABLES, BUCKETS, SIZE)).astype(np.int16),
        "first": whole(INPUTS + TABLES * SIZE + 1, WIDTH),
        "near": whole(2, 3 * WIDTH + 1, WIDTH),
        "page": whole(2, 2 * WIDTH, WIDTH),
        "sides": whole(2, 2 * WIDTH, WIDTH),
        "last": whole(WIDTH + 1),
        "dilations": (1, 4),
    }
    return Reader(**{**weights, **given})


def rows(count: int, seed: int = 1) -> np.ndarray:
    return np.random.default_rng(seed).normal(size=(count, INPUTS)).astype(np.float32)


def rounded(total: int, by: int) -> int:
    """Divided and rounded, halves to even, as `numpy.rint` does."""
    whole, rest = divmod(total, by)
    return whole + (2 * rest > by or (2 * rest == by and whole % 2 == 1))


def sums(signal: list[int], weights: np.ndarray) -> list[int]:
    columns = weights.astype(int).T.tolist()
    return [rounded(sum(s * w for s, w in zip(signal, column, strict=True)), ONE) for column in columns]


def through(signal: list[int], weights: np.ndarray) -> list[int]:
    weights = weights.reshape(len(weights), -1)
    return [one + int(bias) for one, bias in zip(sums(signal, weights[:-1]), weights[-1], strict=True)]


def by_hand(net: Reader, heard: np.ndarray, texts: list[str], loud: np.ndarray) -> list[float]:
    """The network in Python's own whole numbers, one product at a time."""
    normal = np.clip((heard - net.mean) * net.scale, -WIDEST, WIDEST).astype(np.float64)
    words = [said(net, text) for text in texts]
    first = [row + word for row, word in zip(np.rint(normal * ONE).astype(int).tolist(), words, strict=True)]
    signal = [[max(s, 0) for s in through(row, net.first)] for row in first]
    for near, page, sides, step in zip(net.near, net.page, net.sides, net.dilations, strict=True):
        signal = [[min(s, LOUDEST) for s in row] for row in signal]
        means = [
            rounded(sum(int(w) * s for w, s in zip(loud, column, strict=True)), int(loud.sum()))
            for column in zip(*signal, strict=True)
        ]
        of_page = sums([*means, *map(max, zip(*signal, strict=True))], page)
        silent = [[0] * WIDTH] * step
        padded = [*silent, *signal, *silent]
        told = []
        for at in range(len(signal)):
            around = through(padded[at] + padded[at + step] + padded[at + 2 * step], near)
            to_here, from_here = (list(map(max, zip(*part, strict=True))) for part in (signal[: at + 1], signal[at:]))
            told.append([sum(parts) for parts in zip(around, of_page, sums(to_here + from_here, sides), strict=True)])
        signal = [[s + max(t, 0) for s, t in zip(*pair, strict=True)] for pair in zip(signal, told, strict=True)]
    return [through([min(s, LOUDEST) for s in row], net.last)[0] / ONE for row in signal]


def said(net: Reader, text: str) -> list[int]:
    out = []
    for table, bag in zip(net.vectors, read([text]), strict=True):
        total = np.zeros(SIZE, dtype=np.int64)
        for bucket in bag.found:
            total += table[bucket]
        out += [int(np.rint(one / np.sqrt(max(len(bag.found), 1)))) for one in total]
    return out


@pytest.mark.parametrize("count", [1, 2, 3, 5, 40])
def test_sums_are_exact(count):
    net, heard, texts = drawn(), rows(count), (TEXTS * 8)[:count]
    loud = loudness(texts)
    assert net.log_odds(heard, read(texts), loud).tolist() == by_hand(net, heard, texts, loud)


def test_what_stands_far_above_is_heard():
    heard, loud, said = np.zeros((40, INPUTS), dtype=np.float32), np.ones(40), read([""] * 40)
    other = heard.copy()
    other[20] += 1
    above = np.full((2, 2 * WIDTH, WIDTH), ONE)
    above[:, WIDTH:] = 0  # the maxima from the block on
    deaf = {"page": np.zeros((2, 2 * WIDTH, WIDTH)), "near": np.zeros((2, 3 * WIDTH + 1, WIDTH))}
    net = drawn(first=np.full((INPUTS + TABLES * SIZE + 1, WIDTH), 10), sides=above, **deaf)
    changed = net.log_odds(heard, said, loud) != net.log_odds(other, said, loud)
    assert changed.tolist() == [False] * 20 + [True] * 20


def test_a_block_without_words_has_none():
    bags = read(["", "two words", ""])
    assert [bag.counts.tolist()[::2] for bag in bags] == [[0, 0], [0, 0]]
    assert (
        by_hand(drawn(), rows(3), ["", "two words", ""], np.ones(3))
        == drawn().log_odds(rows(3), bags, np.ones(3)).tolist()
    )


def test_words_are_read_to_a_point():
    first, words = read(["storm " * 300])
    assert first.found.tolist() == list(buckets("storm " * 300))
    assert 0 < words.counts[0] < BODY_CHARS / 6


def test_shipped_networks_cannot_outgrow_exact_sums():
    for net in load("text").networks:
        arrays = (net.first, net.near, net.page, net.sides, net.last[:, None])
        weights = max(np.abs(array).sum(axis=-2).max() for array in arrays)
        words = np.abs(net.vectors.astype(np.float64)).max() * 100
        assert max(LOUDEST, WIDEST * ONE, words) * weights < 2**53
        assert all((array == np.rint(array)).all() for array in arrays)
