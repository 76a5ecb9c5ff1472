"""Trains the block models from WCXB and mozilla/readability's pages, and measures them on WCXB's sites unseen.

    python -m train.blocks                     # writes tasks/boilerplate/weights/*.npz
    python -m train.blocks --cross-validate    # prints figures of five folds, writes nothing; an hour's work a kind

Three models: `html` has heard the witness, `unheard` has not, `text` is of plain text.

The pages of trafilatura's own evaluation, of many sites and languages, have no true text: a first model tells what it
would keep of them, and a second one learns from all (self-training; Xie et al. 2020, "Self-training with Noisy
Student"). The other two learn what the shipped model of HTML keeps of these pages, which sees more of them.

Seeds, order and threads are fixed; nothing depends on the clock. Needs `pip install -e .[train]`.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np

from bench.scores import WORD, summary
from bench.wcxb import FOLDS, Sample, load
from tasks.boilerplate.lexicon import spread
from tasks.boilerplate.model import BlockModel
from tasks.boilerplate.reader import Reader, read
from tasks.boilerplate.tagger import Tagger, inputs, loudness
from tasks.boilerplate.text_model import TextModel
from train.block_network import Example
from train.block_network import train as train_network
from train.block_tables import MEASURED_AS, TRAINED_ON, Floats, Table, doubtful, judged, predict, tables, text
from train.block_trees import train_trees
from train.block_words import Words, out_of_fold_sounds, train_words
from train.readability_pages import load as load_more
from train.text_network import TextExample
from train.text_network import train as train_text_network
from train.unlabelled_pages import load as load_unlabelled

WEIGHTS = Path(__file__).parent.parent / "tasks" / "boilerplate" / "weights"
KINDS = ("html", "unheard", "text")
"""In this order: the others learn from the first."""
EPOCHS = {"html": 8, "unheard": 8, "text": 4}
SEEDS = (0, 1)
THRESHOLD = {"html": 0.36, "unheard": 0.5, "text": 0.5}
"""Where the five-fold F1 is flat and highest; printed by --cross-validate."""
THRESHOLDS = (0.25, 0.3, 0.36, 0.4, 0.45, 0.5)
BY_HEARSAY = 0.5
"""What a page counts whose labels another model gave."""

Model = BlockModel | TextModel


@dataclass(frozen=True)
class Given:
    """The pages of one kind."""

    true: list[Table]
    """Whose text is known."""
    others: list[Table]
    """Whose text no person wrote down."""


def train(given: Given, kind: str) -> Model:
    """The model of one kind; where nobody has labelled the others yet, a first model does."""
    others = given.others
    if kind == "text":
        return _fit_text(given.true, [replace(one, weight=BY_HEARSAY) for one in others])
    if kind == "html":
        teacher = _fit(given.true, [], EPOCHS[kind] * 3 // 2, SEEDS[:1], kind)
        others = [replace(one, kept=predict(teacher, one).astype(np.float32)) for one in others]
    return _fit(given.true, [replace(one, weight=BY_HEARSAY) for one in others], EPOCHS[kind], SEEDS, kind)


def _fit(true: Sequence[Table], others: Sequence[Table], epochs: int, seeds: Sequence[int], kind: str) -> BlockModel:
    """Words first, from true labels alone; then trees and networks that hear them."""
    words, sounds = _words(true, others)
    both = [*true, *others]
    examples = [_example(one, sound) for one, sound in zip(both, sounds, strict=True)]
    rows = [
        np.hstack([one.shown[one.left], spread(sound, one.left, len(one.shown))])
        for one, sound in zip(both, sounds, strict=True)
    ]
    trees = train_trees(rows, examples)
    networks = tuple(train_network(examples, epochs, seed) for seed in seeds)
    return BlockModel(trees, networks, words.weights, words.bias, THRESHOLD[kind])


def _fit_text(true: Sequence[Table], others: Sequence[Table]) -> TextModel:
    words, sounds = _words(true, others)
    examples = [
        TextExample(_example(one, sound), read(one.texts)) for one, sound in zip([*true, *others], sounds, strict=True)
    ]
    networks = tuple(train_text_network(examples, EPOCHS["text"], seed) for seed in SEEDS)
    return TextModel(networks, words.weights, words.bias, THRESHOLD["text"])


def _words(true: Sequence[Table], others: Sequence[Table]) -> tuple[Words, list[Floats]]:
    """A lexicon, from true labels alone, and how each block sounds to one that has not seen its site's."""
    words = train_words(true)
    return words, [*out_of_fold_sounds(true), *map(words.sound, others)]


def _example(one: Table, sound: Floats) -> Example:
    return Example(
        inputs(one.shown[one.left], sound),
        loudness(one.texts).astype(np.float32),
        np.array([len(WORD.findall(text)) for text in one.texts], dtype=np.float32),
        one.kept,
        one.weight,
    )


def save(model: Model, path: Path) -> None:
    """Write the weights without a time stamp, so that the same model gives the same bytes."""
    whole = (*Reader.ARRAYS, "vectors") if isinstance(model, TextModel) else Tagger.ARRAYS
    arrays: dict[str, Any] = {
        name: np.stack([getattr(network, name) for network in model.networks]).astype(np.int16) for name in whole
    }
    arrays |= {name: np.stack([getattr(network, name) for network in model.networks]) for name in ("mean", "scale")}
    if isinstance(model, BlockModel):
        arrays |= {
            "columns": model.trees.columns.astype(np.uint8),
            "borders": model.trees.borders,
            "leaves": model.trees.leaves,
            "bias": np.int64(model.trees.bias),
        }
    path.parent.mkdir(exist_ok=True)
    np.savez_compressed(
        path,
        **arrays,
        dilations=np.array(model.networks[0].dilations, dtype=np.int16),
        words=model.words.astype(np.float16),
        words_bias=np.float32(model.words_bias),
        threshold=np.float32(model.threshold),
    )


# ---- measuring -------------------------------------------------------------------------------------------------------


Pages = tuple[Table, ...]
"""One page as it is measured: once, or before and after the witness is heard."""


def cross_validate(given: Mapping[str, Given], measured: Sequence[Pages], folds: Iterable[int]) -> None:
    """Print the figures of each form on sites that the models have not seen.

    Args:
        given: what the models of a form are trained on, by kind.
        measured: the pages to measure.
        folds: the folds whose sites are left out, one after the other.
    """
    found: dict[int, Sequence[str]] = {}
    for fold in folds:
        models = {kind: train(_without(fold, some), kind) for kind, some in given.items()}
        found |= {n: _at_thresholds(models, page) for n, page in enumerate(measured) if page[0].fold == fold}
        print(f"with fold {fold} of {FOLDS}:", flush=True)
        _print([(measured[n][-1], texts) for n, texts in found.items()])


def _without(fold: int, given: Given) -> Given:
    return Given(*([one for one in some if one.fold != fold] for some in (given.true, given.others)))


def _print(found: Sequence[tuple[Table, Sequence[str]]]) -> None:
    for form in sorted({one.form for one, _ in found}):
        for place, threshold in enumerate(("as shipped", *(f"p>={threshold:.2f}" for threshold in THRESHOLDS))):
            s = summary([(texts[place], one.truth) for one, texts in found if one.form == form])
            shingle = f"shingle F1 {s.shingle_f1:.4f} ({s.shingle_precision:.4f} {s.shingle_recall:.4f})"
            print(f"{form:18} {threshold:10}  {shingle}  word F1 {s.word_f1:.4f}  empty {s.empty}", flush=True)


def _at_thresholds(models: Mapping[str, Model], page: Pages) -> list[str]:
    """The page's text by each judge's own threshold, then by THRESHOLDS."""
    one, model = page[0], models["text" if len(page) == 1 else "unheard"]
    likely = predict(model, one)
    if len(page) > 1 and doubtful(one, likely, model.threshold):
        one, model = page[1], models["html"]
        likely = predict(model, one)
    return [text(one, likely >= threshold) for threshold in (model.threshold, *THRESHOLDS)]


# ---- pages -----------------------------------------------------------------------------------------------------------


def gather(kind: str, true: Sequence[Sample], others: Sequence[Sample], cache: Path | None) -> Given:
    """The tables of a kind's pages; but for HTML itself, the others' labels are those of the shipped model of HTML."""
    if kind != "html":
        with ProcessPoolExecutor(2) as pool:
            others = list(pool.map(partial(judged, model=BlockModel.load("html")), others, chunksize=8))
    return Given(_shown(kind, true, "true", cache), _shown(kind, others, "others", cache))


def _shown(kind: str, samples: Sequence[Sample], name: str, cache: Path | None) -> list[Table]:
    files = [cache / f"{kind}-{name}-{row}.pickle" if cache else None for row in range(len(TRAINED_ON[kind]))]
    rows = zip(TRAINED_ON[kind], files, strict=True)
    return [one for forms, file in rows for one in tables(samples, forms, file)]


def measured(form: str, samples: Sequence[Sample], cache: Path | None) -> list[Pages]:
    """The pages in each way in which a form is measured."""
    files = {
        shown: cache / f"measured-{shown}.pickle" if cache else None for ways in MEASURED_AS[form] for shown in ways
    }
    return [
        page
        for ways in MEASURED_AS[form]
        for page in zip(*(tables(samples, [shown], files[shown]) for shown in ways), strict=True)
    ]


def main() -> int:
    """Train and write, or cross-validate and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    corpora = Path("../shared/corpora")
    parser.add_argument("--corpus", type=Path, default=corpora / "wcxb-dev")
    parser.add_argument("--more", type=Path, default=corpora / "readability-pages")
    parser.add_argument("--unlabelled", type=Path, default=corpora / "trafilatura-eval")
    parser.add_argument("--kind", choices=KINDS, action="append", help="html first: the others learn from it")
    parser.add_argument("--cross-validate", action="store_true")
    parser.add_argument("--fold", type=int, choices=range(FOLDS), action="append", help="these folds only")
    parser.add_argument("--cache", type=Path, help="a folder that keeps the pages' features until rules change")
    arguments = parser.parse_args()
    cache: Path | None = arguments.cache
    samples, others = list(load(arguments.corpus)), list(load_unlabelled(arguments.unlabelled))
    true = [*samples, *load_more(arguments.more)]
    if arguments.cross_validate:
        for form in arguments.kind or sorted(MEASURED_AS):
            kinds = [kind for kind in KINDS if (kind == "text") is (form == "text")]
            pages = measured(form, samples, cache)
            cross_validate({k: gather(k, true, others, cache) for k in kinds}, pages, arguments.fold or range(FOLDS))
        return 0
    for kind in arguments.kind or KINDS:
        given = gather(kind, true, others, cache)
        print(f"{kind}: {len(given.true)} tables and {len(given.others)} of other pages", flush=True)
        save(train(given, kind), WEIGHTS / f"{kind}.npz")
    return 0


if __name__ == "__main__":
    sys.exit(main())
