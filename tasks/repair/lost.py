"""How much of a page is lost, and so how far the network, which thinks everything is, may be believed."""

from __future__ import annotations

from collections.abc import Sequence
from math import exp, log

_RATES = (0.0, 0.02, 0.05, 0.1, 0.2, 0.35, 0.5, 0.65, 0.8, 0.9, 0.97, 1.0)
"""Shares of the apostrophes that may be gone."""
_PAGE = (0.97, *(0.03 / (len(_RATES) - 1) for _ in _RATES[1:]))
"""Most pages have lost nothing."""
_FLOOR = 0.002
"""Even what the network is surest of may be a slip of the page's own author."""
_LIKE_PAGE = 0.5
"""How likely a paragraph is as damaged as its page; else it may be anything."""


def loss_rate(chances: Sequence[float], intact: int) -> tuple[float, float]:
    """The share of a page's apostrophes that is gone, and how likely it is that none is.

    Each place that may have lost one is lost with its chance times the rate, each intact one was spared:
    a binomial mixture, weighed over a grid of rates.

    Args:
        chances: the network's, that an apostrophe stood there, for the places where none is now.
        intact: apostrophes that are there.
    """
    weights = _weights(chances, intact, _PAGE)
    return sum(rate * weight for rate, weight in zip(_RATES, weights, strict=True)), weights[0]


def paragraph_rate(chances: Sequence[float], intact: int, page_rate: float) -> float:
    """The same for one paragraph of a page whose rate is known."""
    nearest = min(range(len(_RATES)), key=lambda index: abs(_RATES[index] - page_rate))
    others = (1 - _LIKE_PAGE) / len(_RATES)
    prior = [others + (_LIKE_PAGE if index == nearest else 0.0) for index in range(len(_RATES))]
    weights = _weights(chances, intact, prior)
    return sum(rate * weight for rate, weight in zip(_RATES, weights, strict=True))


def _weights(chances: Sequence[float], intact: int, prior: Sequence[float]) -> list[float]:
    """How likely each rate is, after what was seen; together 1."""
    capped = [min(chance, 1 - _FLOOR) for chance in chances if chance > 0.02]
    values = [
        log(weight) + intact * log(max(1 - rate, 1e-4)) + sum(log(1 - chance + rate * chance) for chance in capped)
        for rate, weight in zip(_RATES, prior, strict=True)
    ]
    top = max(values)
    weights = [exp(value - top) for value in values]
    total = sum(weights)
    return [weight / total for weight in weights]
