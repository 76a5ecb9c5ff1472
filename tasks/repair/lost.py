"""How much of a page is lost, and so how far the network, which thinks everything is, may be believed."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

_RATES = np.array([0.1, 0.2, 0.35, 0.5, 0.65, 0.8, 0.9, 0.97, 1.0])
"""Shares of the apostrophes that may be gone, each by its own chance."""
_WEIGHTS = np.array([1.0, 1, 1, 1, 1, 1, 1, 1, 6])
_SHARES = np.array([0.1, 0.25, 0.5, 0.75, 0.9])
"""Shares of the paragraphs that may have lost all of theirs, while the others have lost none."""
_NONE, _BY_RATE, _BY_PARAGRAPH = 0.8, 0.1, 0.1
"""How likely a page is, before it is read, to have lost nothing, some everywhere, all here and there."""
_ALONE, _WITH_MARKS = 0.05, 3.0
"""Where the page has quotes or dashes: how likely paragraphs lost their apostrophes alone, and how likely all of these
marks, beside a page that has none. Bytes are lost together."""
_MARKED = (0.1, 0.2, 0.4, 0.6, 0.8)
"""Shares of the paragraphs that have any of these while they are whole."""
_FLOOR = 0.0005
"""Even what the network is surest of may be a slip of the page's own author."""
_STRAY = 0.001
"""How likely an apostrophe stands where all are lost: it came from elsewhere, or is another character."""
_PROVEN = 0.85
"""How likely a page must be to have lost any: one doubtful word proves nothing."""
_AGAIN = 0.7
"""What a form proves that was met on the page before, beside one that is new: its author spells it so, or its name."""


@dataclass(frozen=True, slots=True)
class Losses:
    """What a page shows: a line for each place where an apostrophe may be gone."""

    chances: Floats
    """The network's, that one stood there."""
    proofs: Floats
    """The most that the form can prove."""
    again: NDArray[np.bool_]
    """Whether the form was met before."""
    paragraphs: NDArray[np.int64]
    """In which paragraph it is."""
    spared: NDArray[np.int64]
    """For each paragraph the apostrophes that are there."""
    marks: NDArray[np.int64]
    """The same of its quotes and dashes."""


def beliefs(losses: Losses) -> Floats:
    """How likely each place has lost its apostrophe, the whole page and its paragraph heard.

    A mixture over what may have befallen the page, weighed by Bayes' rule: nothing; each apostrophe lost with the same
    chance; whole paragraphs damaged and the others not. A word that stands bare is no surprise where all are lost, and
    unlikely as the network finds it where none is. Nothing is believed of a page that may well have lost nothing.
    """
    chances = losses.chances
    weight = np.where(losses.again, _AGAIN, 1.0)
    proven = np.minimum(np.minimum(chances, losses.proofs), 1 - _FLOOR)
    none = np.log(_NONE) + (weight * np.log1p(-proven)).sum()
    by_rate = _rate_weights(proven, weight, int(losses.spared.sum()))
    by_paragraph, damaged = _paragraph_weights(losses, weight * np.log1p(-proven))
    weights = np.concatenate([[none], by_rate, by_paragraph])
    weights = np.exp(weights - weights.max())
    weights /= weights.sum()
    if weights[0] > 1 - _PROVEN:
        return np.zeros_like(chances)
    of_rates, of_shares = weights[1 : 1 + len(_RATES)], weights[1 + len(_RATES) :]
    rates = _RATES[:, None]
    believed: Floats = of_rates @ (rates * chances / (1 - chances + rates * chances))
    believed += of_shares @ damaged[:, losses.paragraphs] * chances
    return believed


def _rate_weights(proven: Floats, weight: Floats, spared: int) -> Floats:
    """The logarithm of each rate's prior and likelihood: every place bare, every apostrophe that is there spared."""
    bare = (weight * np.log(1 - proven + _RATES[:, None] * proven)).sum(axis=1)
    kept = spared * np.log(np.maximum(1 - _RATES, _STRAY))
    result: Floats = np.log(_WEIGHTS / _WEIGHTS.sum() * _BY_RATE) + kept + bare
    return result


def _paragraph_weights(losses: Losses, intact: Floats) -> tuple[Floats, Floats]:
    """The same for each share of paragraphs, and how likely each paragraph is damaged then: (shares, paragraphs).

    Once without regard to quotes and dashes; where the page has any, also as if they had been lost with apostrophes.
    """
    weights, damaged = _way(losses, intact, np.zeros(len(losses.marks)))
    if not losses.marks.any():
        return weights, damaged
    ways = [(weights + np.log(_ALONE), damaged), *(_with_marks(losses, intact, rate) for rate in _MARKED)]
    return np.concatenate([weights for weights, _ in ways]), np.concatenate([damaged for _, damaged in ways])


def _with_marks(losses: Losses, intact: Floats, rate: float) -> tuple[Floats, Floats]:
    """The same if quotes and dashes, which such a share of the whole paragraphs has, are lost in damaged ones."""
    has = losses.marks > 0
    lost = np.where(has, losses.marks * np.log(_STRAY) - np.log(rate), -np.log(1 - rate))
    weights, damaged = _way(losses, intact, lost)
    share = (has.sum() + 1) / (len(has) + 2)
    told = np.where(has, np.log(rate / share), np.log((1 - rate) / (1 - share))).sum()
    return weights + told + np.log(_WITH_MARKS / len(_MARKED)), damaged


def _way(losses: Losses, intact: Floats, marks: Floats) -> tuple[Floats, Floats]:
    """One such way, with what each paragraph's quotes and dashes say of its damage as log-odds."""
    count = len(losses.spared)
    damaged = np.log(_SHARES)[:, None] + losses.spared * np.log(_STRAY) + marks
    whole = np.log1p(-_SHARES)[:, None]
    page = np.logaddexp(damaged, whole + np.bincount(losses.paragraphs, intact, minlength=count)).sum(axis=1)
    # within the paragraph the network is believed: a form that may be honest is only weak proof against the page
    plain = np.log1p(-np.minimum(losses.chances, 1 - _FLOOR))
    here = whole + np.bincount(losses.paragraphs, plain, minlength=count)
    return np.log(_BY_PARAGRAPH / len(_SHARES)) + page, np.exp(damaged - np.logaddexp(damaged, here))
