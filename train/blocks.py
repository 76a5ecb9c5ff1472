"""Trains the block models from a corpus in WCXB's layout, and measures them on sites they have not seen.

    python -m train.blocks                     # writes tasks/boilerplate/weights/*.npz
    python -m train.blocks --cross-validate    # prints five-fold figures, writes nothing

Seeds are fixed; nothing depends on the clock. Needs `pip install -e .[train]`.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import numpy as np
import numpy.typing as npt
import scipy.sparse as sp
from catboost import CatBoostClassifier
from sklearn.linear_model import SGDClassifier

from bench.scores import summary
from bench.wcxb import FOLDS, Sample, converted, load
from schemas.config import Config, Labels
from schemas.page import RawPage
from tasks.assemble import PARAGRAPH_BREAK
from tasks.boilerplate import PageView, hear
from tasks.boilerplate.alignment import coverage
from tasks.boilerplate.features import features, spread
from tasks.boilerplate.lexicon import BUCKETS, buckets, scores
from tasks.boilerplate.model import BlockModel, unclaimed
from tasks.boilerplate.rules import certain
from tasks.boilerplate.trees import Trees
from tasks.decode import decode
from tasks.metadata import read_declared
from tasks.rejected import PageRejectedError
from tasks.segment import segment

WEIGHTS = Path(__file__).parent.parent / "tasks" / "boilerplate" / "weights"
TRAINED_ON = {
    "html": ("html",),
    "text": ("inscriptis", "resiliparse", "inscriptis-dense", "resiliparse-wrap"),
}
DEPTH = 6
TREES = {"html": 400, "text": 400}
THRESHOLD = {"html": 0.42, "text": 0.37}
"""Where the five-fold F1 is flat and highest; printed by --cross-validate."""

Floats = npt.NDArray[np.float32]


@dataclass(frozen=True)
class Table:
    """One page in one form, as the models see it."""

    fold: int
    form: str
    texts: tuple[str, ...]
    kept: npt.NDArray[np.bool_]
    """Which blocks stand in the truth."""
    shown: Floats
    """The page's features."""
    left: npt.NDArray[np.int64]
    """Indices of the blocks that no rule has claimed: the model decides these."""
    truth: str


def table(sample: Sample, form: str) -> Table | None:
    """A page as the models see it; None where it has no text at all."""
    sample = converted(sample, form)
    raw = RawPage(sample.name, sample.payload, url=sample.url)
    try:
        document = segment(decode(raw, Config().limits))
    except PageRejectedError:
        return None
    texts = tuple(block.text for block in document.blocks)
    heard = hear(document.tree, texts) if document.tree is not None else ()
    view = PageView.of(document.form, document.blocks, read_declared(document, raw.url, None), heard)
    claims = [claim[1] if claim else None for claim in certain(view, Labels())]
    kept = np.array(coverage(sample.truth.splitlines(), texts)) >= 0.5
    left = np.array(unclaimed(claims), dtype=np.int64)
    return Table(sample.fold, form, texts, kept, features(view, claims), left, sample.truth)


def tables(samples: Sequence[Sample], form: str) -> list[Table]:
    """The tables of all samples that have text, in order."""
    with ProcessPoolExecutor(2) as pool:
        found = pool.map(partial(table, form=form), samples, chunksize=8)
        return [one for one in found if one is not None and len(one.left)]


# ---- words -----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Words:
    """A trained lexicon."""

    weights: Floats
    bias: float

    def sound(self, one: Table) -> Floats:
        """How each block of a table sounds; 0 for those that rules have claimed."""
        out = np.zeros(len(one.texts), dtype=np.float32)
        out[one.left] = scores([one.texts[index] for index in one.left], self.weights, self.bias)
        return out


def train_words(given: Sequence[Table]) -> Words:
    """A logistic regression over hashed words, rounded to half precision as it is shipped."""
    hashed = [buckets(one.texts[index]) for one in given for index in one.left]
    starts = np.cumsum([0, *map(len, hashed)])
    values = np.concatenate([np.full(len(h), 1 / np.sqrt(max(len(h), 1))) for h in hashed])
    rows = sp.csr_matrix((values, np.concatenate(hashed).astype(np.int32), starts), shape=(len(hashed), BUCKETS))
    model = SGDClassifier(loss="log_loss", alpha=3e-6, max_iter=6, tol=None, random_state=0)
    model.fit(rows, np.concatenate([one.kept[one.left] for one in given]))
    return Words(model.coef_[0].astype(np.float16).astype(np.float32), float(np.float16(model.intercept_[0])))


def out_of_fold_sounds(given: Sequence[Table]) -> list[Floats]:
    """How each block sounds to a lexicon that has not seen its site."""
    folds = sorted({one.fold for one in given})
    words = {fold: train_words([one for one in given if one.fold != fold]) for fold in folds}
    return [words[one.fold].sound(one) for one in given]


# ---- trees -----------------------------------------------------------------------------------------------------------


def train(given: Sequence[Table], kind: str) -> BlockModel:
    """The model of one form: words first, then trees that hear them."""
    rows = np.vstack(
        [np.hstack([one.shown, spread(s)])[one.left] for one, s in zip(given, out_of_fold_sounds(given), strict=True)]
    )
    booster = CatBoostClassifier(
        iterations=TREES[kind], depth=DEPTH, learning_rate=0.08, l2_leaf_reg=5, random_seed=0, thread_count=2, rsm=0.3,
        border_count=64, bootstrap_type="Bernoulli", subsample=0.7, boosting_type="Plain", allow_writing_files=False,
        verbose=False,
    )  # fmt: skip
    kept = np.concatenate([one.kept[one.left] for one in given])
    booster.fit(rows, kept, sample_weight=np.concatenate([_weights(one)[one.left] for one in given]))
    words = train_words(given)
    return BlockModel(_trees(booster), words.weights, words.bias, THRESHOLD[kind])


def _weights(one: Table) -> Floats:
    """Long blocks count more, long pages less than in proportion."""
    root = np.sqrt(np.array([len(text) for text in one.texts], dtype=np.float32))
    return root / root.sum() * np.float32(np.sqrt(len(root)))


def _trees(booster: CatBoostClassifier) -> Trees:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "model.json")
        booster.save_model(str(path), format="json")
        return Trees.of_catboost(json.loads(path.read_text()), DEPTH)


def predict(model: BlockModel, one: Table) -> npt.NDArray[np.float64]:
    """Probability of each block of a table, 0 for those that rules have claimed."""
    sound = Words(model.words, model.words_bias).sound(one)
    out = np.zeros(len(one.texts))
    out[one.left] = 1 / (1 + np.exp(-model.trees.log_odds(np.hstack([one.shown, spread(sound)])[one.left])))
    return out


def save(model: BlockModel, path: Path) -> None:
    """Write the weights without a time stamp, so that the same model gives the same bytes."""
    trees = model.trees
    arrays = {
        "columns": trees.columns.astype(np.uint8),
        "borders": trees.borders,
        "leaves": trees.leaves,
        "bias": np.int64(trees.bias),
        "words": model.words.astype(np.float16),
        "words_bias": np.float32(model.words_bias),
        "threshold": np.float32(model.threshold),
    }
    path.parent.mkdir(exist_ok=True)
    np.savez_compressed(path, **arrays)


# ---- measuring -------------------------------------------------------------------------------------------------------


def cross_validate(given: Sequence[Table], kind: str) -> None:
    """Print the figures of each form on sites that the model has not seen."""
    found: dict[int, npt.NDArray[np.float64]] = {}
    for fold in range(FOLDS):
        model = train([one for one in given if one.fold != fold], kind)
        found |= {number: predict(model, one) for number, one in enumerate(given) if one.fold == fold}
    for form in TRAINED_ON[kind]:
        chosen = [number for number, one in enumerate(given) if one.form == form]
        for threshold in (0.3, 0.35, 0.4, 0.45, 0.5, 0.55):
            pairs = [(_text(given[n], found[n] >= threshold), given[n].truth) for n in chosen]
            s = summary(pairs)
            shingle = f"shingle F1 {s.shingle_f1:.4f} ({s.shingle_precision:.4f} {s.shingle_recall:.4f})"
            print(f"{form:18} p>={threshold:.2f}  {shingle}  word F1 {s.word_f1:.4f}  empty {s.empty}", flush=True)


def _text(one: Table, kept: npt.NDArray[np.bool_]) -> str:
    return PARAGRAPH_BREAK.join(text for text, keep in zip(one.texts, kept, strict=True) if keep)


def main() -> int:
    """Train and write, or cross-validate and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpus", type=Path, default=Path("../shared/corpora/wcxb-dev"))
    parser.add_argument("--kind", choices=sorted(TRAINED_ON), action="append")
    parser.add_argument("--cross-validate", action="store_true")
    arguments = parser.parse_args()
    samples = list(load(arguments.corpus))
    for kind in arguments.kind or sorted(TRAINED_ON):
        given = [one for form in TRAINED_ON[kind] for one in tables(samples, form)]
        print(f"{kind}: {len(given)} tables, {sum(len(one.texts) for one in given)} blocks", flush=True)
        if arguments.cross_validate:
            cross_validate(given, kind)
        else:
            save(train(given, kind), WEIGHTS / f"{kind}.npz")
    return 0


if __name__ == "__main__":
    sys.exit(main())
