"""Trains the lexicon of the block models: how much hashed words and word pairs sound like an article."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import chain

import numpy as np
import scipy.sparse as sp
from sklearn.linear_model import SGDClassifier

from tasks.boilerplate.lexicon import BUCKETS, buckets, sounds
from train.block_tables import Floats, Table

_read = cache(buckets)
"""Each text is read once for all lexicons."""


@dataclass(frozen=True)
class Words:
    """A trained lexicon."""

    weights: Floats
    bias: float

    def sound(self, one: Table) -> Floats:
        """How each block of a table sounds."""
        found = [_read(text) for text in one.texts]
        sizes = np.array([len(of) for of in found], dtype=np.int64)
        return sounds(np.fromiter(chain.from_iterable(found), dtype=np.int64), sizes, self.weights, self.bias)


def train_words(given: Sequence[Table]) -> Words:
    """A logistic regression over hashed words, rounded to half precision as it is shipped."""
    hashed = [_read(text) for one in given for text in one.texts]
    starts = np.cumsum([0, *map(len, hashed)])
    values = np.concatenate([np.full(len(h), 1 / np.sqrt(max(len(h), 1))) for h in hashed])
    rows = sp.csr_matrix((values, np.concatenate(hashed).astype(np.int32), starts), shape=(len(hashed), BUCKETS))
    model = SGDClassifier(loss="log_loss", alpha=3e-6, max_iter=6, tol=None, random_state=0)
    model.fit(rows, np.concatenate([one.kept for one in given]) >= 0.5)
    return Words(model.coef_[0].astype(np.float16).astype(np.float32), float(np.float16(model.intercept_[0])))


def out_of_fold_sounds(given: Sequence[Table]) -> list[Floats]:
    """How each block sounds to a lexicon that has not seen its site."""
    folds = sorted({one.fold for one in given})
    words = {fold: train_words([one for one in given if one.fold != fold]) for fold in folds}
    return [words[one.fold].sound(one) for one in given]
