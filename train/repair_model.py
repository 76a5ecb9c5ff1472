"""Trains the restoring model and writes it to tasks/repair/model, bit for bit the same on every run.

    OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1 python -m train.repair_model ../shared/corpora

More threads would add the same numbers in another order. Needs `pip install -e .[train]`; 35 minutes of one core.
"""

from __future__ import annotations

import os
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import torch

from tasks.repair.splits import ROWS
from tasks.repair.tables import Vocabulary
from train import repair_context as context
from train import repair_second as second
from train.repair_corpus import Corpus, build_vocabulary
from train.repair_data import scales, sequence, split_examples
from train.repair_files import pack, shortened, stored, write, write_networks
from train.repair_likeness import beginnings
from train.repair_network import Examples, Floats, Setting, fit

APOSTROPHES = ((0, context.Setting(epochs=4)), (1, context.Setting(epochs=4)))
"""Seed and setting of each network."""
DRAWS = 2
DASH_NETWORKS = 2
DASHES = Setting(epochs=4, batch=256, classes=2, width=10, hidden=(32,), centre=None)


def main(root: Path) -> None:
    """Write all files of the model."""
    corpus = Corpus.of(root)
    texts = corpus.texts("train")
    intact = list(map(corpus.intact, texts))
    vocabulary, documents, levels = build_vocabulary(intact)
    write_tables(vocabulary, levels)
    vocabulary, classes, words = beginnings(vocabulary)
    write("classes", classes)
    scaled, mean, deviation = scale(split_examples(corpus, texts, vocabulary, 1))
    write_networks("dashes", [fit(scaled, ROWS, DASHES, seed) for seed in range(DASH_NETWORKS)], mean, deviation)
    draws = [sequence(intact, vocabulary, documents, seed) for seed in range(1, DRAWS + 1)]
    mean, deviation = scales(draws[0].facts)
    draws = [replace(draw, facts=((draw.facts - mean) / deviation).astype(np.float32)) for draw in draws]
    nets = [context.fit(draws, words, setting, seed) for seed, setting in APOSTROPHES]
    write("apostrophes", pack([stored(net, mean, deviation) for net in nets]))
    around, trees = second.train(corpus, texts, intact, second.Words(vocabulary, documents, words))
    write("neighbours", pack([around.arrays()]))
    write("second", pack([trees.lost.arrays(), trees.side.arrays()]))


def scale(drawn: Examples) -> tuple[Examples, Floats, Floats]:
    """The examples with facts of mean 0 and deviation 1, and the two scales."""
    mean, deviation = scales(drawn.facts)
    facts = ((drawn.facts - mean) / deviation).astype(np.float32)
    return Examples(drawn.rows, facts, drawn.classes, drawn.allowed), mean, deviation


def write_tables(vocabulary: Vocabulary, levels: dict[str, int]) -> None:
    """Word levels, counts of forms, places of apostrophes, the networks' words."""
    write("words", shortened(list(levels)))
    write("levels", bytes(levels.values()))
    write("forms", "\n".join("\t".join(map(str, (form, *c))) for form, c in vocabulary.forms.items()).encode())
    write("inside", "\n".join(f"{form}\t{place}" for form, place in vocabulary.inside.items()).encode())
    write("ids", "\n".join(vocabulary.ids).encode())


if __name__ == "__main__":
    if not os.environ.get("OPENBLAS_NUM_THREADS") == os.environ.get("OMP_NUM_THREADS") == "1":
        sys.exit("set OMP_NUM_THREADS=1 and OPENBLAS_NUM_THREADS=1: see the head of this file")
    torch.set_num_threads(1)
    main(Path(sys.argv[1]))
