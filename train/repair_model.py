"""Trains the restoring model and writes it to tasks/repair/model, bit for bit the same on every run.

    OPENBLAS_NUM_THREADS=1 python -m train.repair_model ../shared/corpora

More threads would add the same numbers in another order. Needs `pip install -e .[train]`.
"""

from __future__ import annotations

import gzip
import os
import sys
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from tasks.repair.candidates import SHAPES
from tasks.repair.tables import FOLDER, SUFFIX_ROWS, Vocabulary
from train.repair_corpus import Corpus, build_vocabulary
from train.repair_data import Drawn, examples, split_examples
from train.repair_network import Examples, Floats, Net, Setting, fit

NETWORKS = 3
APOSTROPHES = Setting(epochs=3)
DASH_NETWORKS = 2
DASHES = Setting(epochs=4, batch=256, classes=2, width=10, hidden=(32,), centre=None)
SLIPS = frozenset(
    """dont didnt doesnt isnt wasnt ive im youre theyre couldnt wouldnt thats hasnt havent arent whats theres""".split()
)
"""Bare, they tell of an author who left out apostrophes elsewhere too."""
_DENIED = 0.03
"""An example that a network gives less chance than this is taken for a slip."""


def main(root: Path) -> None:
    """Write all files of the model."""
    corpus = Corpus.of(root)
    texts = corpus.texts("train")
    intact = list(map(corpus.intact, texts))
    vocabulary, documents, levels = build_vocabulary(intact)
    write_tables(vocabulary, levels)
    total = len(vocabulary.ids) + SUFFIX_ROWS + SHAPES
    scaled, mean, deviation = scale(split_examples(corpus, texts, vocabulary, 1))
    write_networks("dashes", [fit(scaled, total, DASHES, seed) for seed in range(DASH_NETWORKS)], mean, deviation)
    drawn = examples(intact, vocabulary, documents, 1)
    scaled, mean, deviation = scale(drawn.examples)
    kept = scaled.take(trustworthy(drawn, scaled, total))
    networks = [fit(kept, total, APOSTROPHES, 10 + number) for number in range(NETWORKS)]
    write_networks("apostrophes", networks, mean, deviation)


def scale(drawn: Examples) -> tuple[Examples, Floats, Floats]:
    """The examples with facts of mean 0 and deviation 1, and the two scales, as exact as they are shipped."""
    mean, deviation = drawn.facts.mean(0), drawn.facts.std(0) + 1e-3
    mean, deviation = (part.astype(np.float16).astype(np.float32) for part in (mean, deviation))
    facts = ((drawn.facts - mean) / deviation).astype(np.float32)
    return Examples(drawn.rows, facts, drawn.classes, drawn.allowed), mean, deviation


def trustworthy(drawn: Drawn, scaled: Examples, total: int) -> NDArray[np.bool_]:
    """Which examples are no slips of their authors: not on a page with bare contractions, nor denied by the other half.

    A network is trained on each half of the documents and asked for the other's.
    """
    numbers = drawn.documents.tolist()
    listed = zip(numbers, drawn.forms, scaled.classes.tolist(), strict=True)
    noisy = {number for number, form, meant in listed if not meant and form in SLIPS}
    keep = np.array([number not in noisy for number in numbers])
    for half in (0, 1):
        mine = drawn.documents % 2 == half
        net = fit(scaled.take(keep & mine), total, APOSTROPHES, half)
        others = scaled.take(~mine)
        bare = net.predict(others.rows, others.facts, others.allowed)[:, 0]
        keep[np.flatnonzero(~mine)[(others.classes == 0) & (bare < _DENIED)]] = False
    return keep


def write_tables(vocabulary: Vocabulary, levels: dict[str, int]) -> None:
    """Word levels, counts of forms, places of apostrophes, the networks' words."""
    FOLDER.mkdir(exist_ok=True)
    _write("words", "\n".join(levels).encode())
    _write("levels", bytes(levels.values()))
    _write("forms", "\n".join("\t".join(map(str, (form, *c))) for form, c in vocabulary.forms.items()).encode())
    _write("inside", "\n".join(f"{form}\t{place}" for form, place in vocabulary.inside.items()).encode())
    _write("ids", "\n".join(vocabulary.ids).encode())


def write_networks(name: str, networks: list[Net], mean: Floats, deviation: Floats) -> None:
    """A line of shapes a network, an empty one, and all numbers in half precision."""
    header, numbers = [], []
    for net in networks:
        arrays = [net.embeddings, mean, deviation, *(part for layer in net.layers for part in layer)]
        header.append(" ".join("x".join(map(str, array.shape)) for array in arrays))
        numbers += [np.ascontiguousarray(array, dtype="<f2").tobytes() for array in arrays]
    _write(name, "\n".join(header).encode() + b"\n\n" + b"".join(numbers))


def _write(name: str, content: bytes) -> None:
    (FOLDER / f"{name}.gz").write_bytes(gzip.compress(content, 9, mtime=0))


if __name__ == "__main__":
    if os.environ.get("OPENBLAS_NUM_THREADS") != "1":
        sys.exit("set OPENBLAS_NUM_THREADS=1: see the head of this file")
    main(Path(sys.argv[1]))
