"""The learned judge of whole pages: a logistic regression over a page's features and over where they lie.

Each feature is heard twice, as it is (standardised) and as steps at its quantiles, so that what it says need not be a
straight line (Hastie and Tibshirani 1986, "Generalized Additive Models"). Trained by `train/pages.py`, whose model card
stands beside the weights.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from io import BytesIO
from typing import Literal

import numpy as np
import numpy.typing as npt

from tasks.boilerplate.pagetype.about import About
from tasks.boilerplate.pagetype.features import NAMES, features
from tasks.boilerplate.view import PageView

FAR = 4.0
"""Standard deviations beyond which a feature tells no more."""
TOLD = 3
"""Features that the evidence names."""

ARRAYS = ("means", "scales", "weights", "steps", "heights", "usual")

Numbers = npt.NDArray[np.float32]


@dataclass(frozen=True)
class PageModel:
    """Weights of one form's model; columns as in `features.NAMES`."""

    means: Numbers
    scales: Numbers
    weights: Numbers
    """Of the standardised features."""
    steps: Numbers
    """Shape (features, steps): where each feature's steps lie; infinite where it has fewer."""
    heights: Numbers
    """Shape (features, steps): what is added where a feature is above its step."""
    usual: Numbers
    """What each feature adds on the average page of the training."""
    bias: float
    threshold: float
    """Log-odds of being an article below which a page is turned away."""

    @classmethod
    def load(cls, form: Literal["html", "text"]) -> PageModel:
        """The shipped model of a form.

        Raises:
            FileNotFoundError: the package was installed without its weights.
        """
        path = files("tasks.boilerplate.pagetype").joinpath("weights", f"{form}.npz")
        with np.load(BytesIO(path.read_bytes())) as saved:
            arrays = {name: saved[name] for name in ARRAYS}
            return cls(**arrays, bias=float(saved["bias"]), threshold=float(saved["threshold"]))

    def parts(self, row: Numbers) -> npt.NDArray[np.float64]:
        """What each feature of one page adds to its log-odds of being an article."""
        straight = np.clip((row - self.means) / self.scales, -FAR, FAR) * self.weights
        stepped = (row[:, None] > self.steps) * self.heights
        parts: npt.NDArray[np.float64] = straight + stepped.sum(axis=1, dtype=np.float64)
        return parts

    def log_odds(self, row: Numbers) -> float:
        """Log-odds of being an article, of one page; the sum is exact, so the same on every machine."""
        return self.sum_of(self.parts(row))

    def sum_of(self, parts: npt.NDArray[np.float64]) -> float:
        """The same from what each feature adds."""
        return math.fsum(parts.tolist()) + self.bias


load = cache(PageModel.load)


@dataclass(frozen=True, slots=True)
class Opinion:
    """What the model says of a page."""

    article: bool
    probability: float
    """Of being an article."""
    saw: str
    """The features that speak most for the answer, with their values."""


def judge(page: PageView, about: About, model: PageModel | None = None) -> Opinion:
    """Whether the page is an article, with the features that weighed most."""
    model = model or load(page.form)
    row = features(page, about)
    parts = model.parts(row)
    log_odds = model.sum_of(parts)
    article = log_odds >= model.threshold
    return Opinion(article, 1 / (1 + math.exp(-log_odds)), _told(row, parts - model.usual, article=article))


def _told(row: Numbers, parts: npt.NDArray[np.float64], *, article: bool) -> str:
    order = np.argsort(-parts if article else parts, kind="stable")[:TOLD]
    return ", ".join(f"{NAMES[column].replace('_', ' ')} {row[column]:.3g}" for column in order)
