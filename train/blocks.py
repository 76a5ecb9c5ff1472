"""Trains the block models from WCXB and mozilla/readability's pages, and measures them on WCXB's sites unseen.

    python -m train.blocks                     # writes tasks/boilerplate/weights/*.npz
    python -m train.blocks --cross-validate    # prints five-fold figures, writes nothing

Seeds are fixed; nothing depends on the clock. Needs `pip install -e .[train]`.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from itertools import cycle
from pathlib import Path

import numpy as np
import numpy.typing as npt
import scipy.sparse as sp
from sklearn.linear_model import SGDClassifier

from bench.scores import WORD, summary
from bench.wcxb import FOLDS, Sample, converted, load
from schemas.config import Config, Labels
from schemas.page import RawPage
from tasks.assemble import PARAGRAPH_BREAK
from tasks.boilerplate import PageView, hear
from tasks.boilerplate.alignment import coverage
from tasks.boilerplate.features import features
from tasks.boilerplate.lexicon import BUCKETS, buckets, scores, spread
from tasks.boilerplate.model import BlockModel, unclaimed
from tasks.boilerplate.rules import certain
from tasks.boilerplate.tagger import Tagger, inputs, loudness
from tasks.decode import decode
from tasks.metadata import read_declared
from tasks.rejected import PageRejectedError
from tasks.segment import segment
from train.block_network import Example
from train.block_network import train as train_network
from train.block_trees import train_trees
from train.readability_pages import load as load_more

WEIGHTS = Path(__file__).parent.parent / "tasks" / "boilerplate" / "weights"
MEASURED_AS = {"html": ("html",), "text": ("inscriptis", "resiliparse")}
TRAINED_ON = {
    "html": (("html",),),
    "text": (
        ("inscriptis", "inscriptis-dense", "inscriptis", "inscriptis-wrap"),
        ("resiliparse", "resiliparse-wrap", "resiliparse", "resiliparse-dense"),
    ),
}
"""A page is shown in one form of each row, the next page in the row's next."""
EPOCHS = {"html": 12, "text": 6}
SEEDS = (0, 1)
THRESHOLD = {"html": 0.36, "text": 0.4}
"""Where the five-fold F1 is flat and highest; printed by --cross-validate."""
KEPT_SHARE = 0.5
"""Share of a block's words that stand in the truth, from which on it is to be kept."""

Floats = npt.NDArray[np.float32]


@dataclass(frozen=True)
class Table:
    """One page in one form, as the models see it."""

    fold: int
    form: str
    texts: tuple[str, ...]
    """Of the blocks that no rule has claimed: the model decides these, and no rule keeps any of the others."""
    kept: npt.NDArray[np.bool_]
    """Which of them stand in the truth."""
    left: list[int]
    """Their indices."""
    shown: Floats
    """Features of all blocks, columns as in NAMES."""
    truth: str


def table(sample: Sample, form: str) -> Table | None:
    """A page as the models see it; None where it has no text for them."""
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
    left = unclaimed(claims)
    kept = np.array(coverage(sample.truth.splitlines(), texts))[left] >= KEPT_SHARE
    judged = tuple(texts[index] for index in left)
    return Table(sample.fold, form, judged, kept, left, features(view, claims), sample.truth) if left else None


def tables(samples: Sequence[Sample], forms: Sequence[str]) -> list[Table]:
    """The tables of all samples that have text, in order; each in the next of the forms."""
    with ProcessPoolExecutor(2) as pool:
        found = pool.map(table, samples, cycle(forms), chunksize=8)
        return [one for one in found if one is not None]


# ---- words -----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Words:
    """A trained lexicon."""

    weights: Floats
    bias: float

    def sound(self, one: Table) -> Floats:
        """How each block of a table sounds."""
        return scores(one.texts, self.weights, self.bias)


def train_words(given: Sequence[Table]) -> Words:
    """A logistic regression over hashed words, rounded to half precision as it is shipped."""
    hashed = [buckets(text) for one in given for text in one.texts]
    starts = np.cumsum([0, *map(len, hashed)])
    values = np.concatenate([np.full(len(h), 1 / np.sqrt(max(len(h), 1))) for h in hashed])
    rows = sp.csr_matrix((values, np.concatenate(hashed).astype(np.int32), starts), shape=(len(hashed), BUCKETS))
    model = SGDClassifier(loss="log_loss", alpha=3e-6, max_iter=6, tol=None, random_state=0)
    model.fit(rows, np.concatenate([one.kept for one in given]))
    return Words(model.coef_[0].astype(np.float16).astype(np.float32), float(np.float16(model.intercept_[0])))


def out_of_fold_sounds(given: Sequence[Table]) -> list[Floats]:
    """How each block sounds to a lexicon that has not seen its site."""
    folds = sorted({one.fold for one in given})
    words = {fold: train_words([one for one in given if one.fold != fold]) for fold in folds}
    return [words[one.fold].sound(one) for one in given]


# ---- trees and networks ----------------------------------------------------------------------------------------------


def train(given: Sequence[Table], kind: str) -> BlockModel:
    """The model of one form: words first, then trees and networks that hear them."""
    sounds = out_of_fold_sounds(given)
    examples = [_example(one, sound) for one, sound in zip(given, sounds, strict=True)]
    rows = [
        np.hstack([one.shown[one.left], spread(sound, one.left, len(one.shown))])
        for one, sound in zip(given, sounds, strict=True)
    ]
    trees = train_trees(rows, examples)
    networks = tuple(train_network(examples, EPOCHS[kind], seed) for seed in SEEDS)
    words = train_words(given)
    return BlockModel(trees, networks, words.weights, words.bias, THRESHOLD[kind])


def _example(one: Table, sound: Floats) -> Example:
    return Example(
        inputs(one.shown[one.left], sound),
        loudness(one.texts).astype(np.float32),
        np.array([len(WORD.findall(text)) for text in one.texts], dtype=np.float32),
        one.kept.astype(np.float32),
    )


def save(model: BlockModel, path: Path) -> None:
    """Write the weights without a time stamp, so that the same model gives the same bytes."""
    arrays = {
        name: np.stack([getattr(network, name) for network in model.networks]).astype(np.int16)
        for name in Tagger.ARRAYS
    }
    arrays |= {name: np.stack([getattr(network, name) for network in model.networks]) for name in ("mean", "scale")}
    path.parent.mkdir(exist_ok=True)
    np.savez_compressed(
        path,
        **arrays,
        columns=model.trees.columns.astype(np.uint8),
        borders=model.trees.borders,
        leaves=model.trees.leaves,
        bias=np.int64(model.trees.bias),
        dilations=np.array(model.networks[0].dilations, dtype=np.int16),
        words=model.words.astype(np.float16),
        words_bias=np.float32(model.words_bias),
        threshold=np.float32(model.threshold),
    )


def predict(model: BlockModel, one: Table) -> npt.NDArray[np.float64]:
    """Probability of each block of a table that is the model's to judge."""
    return model.probabilities(one.shown, one.left, one.texts)


# ---- measuring -------------------------------------------------------------------------------------------------------


def cross_validate(given: Sequence[Table], measured: Sequence[Table], kind: str) -> None:
    """Print the figures of each form on sites that the model has not seen."""
    found: dict[int, npt.NDArray[np.float64]] = {}
    for fold in range(FOLDS):
        model = train([one for one in given if one.fold != fold], kind)
        found |= {n: predict(model, one) for n, one in enumerate(measured) if one.fold == fold}
    for form in MEASURED_AS[kind]:
        chosen = [number for number, one in enumerate(measured) if one.form == form]
        for threshold in (0.25, 0.3, 0.35, 0.4, 0.45, 0.5):
            pairs = [(_text(measured[n], found[n] >= threshold), measured[n].truth) for n in chosen]
            s = summary(pairs)
            shingle = f"shingle F1 {s.shingle_f1:.4f} ({s.shingle_precision:.4f} {s.shingle_recall:.4f})"
            print(f"{form:18} p>={threshold:.2f}  {shingle}  word F1 {s.word_f1:.4f}  empty {s.empty}", flush=True)


def _text(one: Table, kept: npt.NDArray[np.bool_]) -> str:
    return PARAGRAPH_BREAK.join(text for text, keep in zip(one.texts, kept, strict=True) if keep)


def main() -> int:
    """Train and write, or cross-validate and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpus", type=Path, default=Path("../shared/corpora/wcxb-dev"))
    parser.add_argument("--more", type=Path, default=Path("../shared/corpora/readability-pages"))
    parser.add_argument("--kind", choices=sorted(TRAINED_ON), action="append")
    parser.add_argument("--cross-validate", action="store_true")
    arguments = parser.parse_args()
    samples, more = list(load(arguments.corpus)), list(load_more(arguments.more))
    for kind in arguments.kind or sorted(TRAINED_ON):
        given = [one for forms in TRAINED_ON[kind] for one in tables([*samples, *more], forms)]
        print(f"{kind}: {len(given)} tables, {sum(len(one.texts) for one in given)} blocks to judge", flush=True)
        if arguments.cross_validate:
            cross_validate(given, [one for form in MEASURED_AS[kind] for one in tables(samples, [form])], kind)
        else:
            save(train(given, kind), WEIGHTS / f"{kind}.npz")
    return 0


if __name__ == "__main__":
    sys.exit(main())
