"""Trains the restoring model and writes it to tasks/repair/model, bit for bit the same on every run.

    OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1 python -m train.repair_model ../shared/corpora

More threads would add the same numbers in another order. Needs `pip install -e .[train]`; half an hour of one core.
"""

from __future__ import annotations

import gzip
import os
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray

from tasks.repair.splits import ROWS
from tasks.repair.tables import FOLDER, Vocabulary
from train import repair_context as context
from train.repair_corpus import Corpus, build_vocabulary
from train.repair_data import sequence, split_examples
from train.repair_network import Examples, Floats, Net, Setting, fit

APOSTROPHES = ((0, context.Setting(epochs=4)), (1, context.Setting(epochs=6)))
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
    scaled, mean, deviation = scale(split_examples(corpus, texts, vocabulary, 1))
    write_networks("dashes", [fit(scaled, ROWS, DASHES, seed) for seed in range(DASH_NETWORKS)], mean, deviation)
    draws = [sequence(intact, vocabulary, documents, seed) for seed in range(1, DRAWS + 1)]
    mean, deviation = scales(draws[0].facts)
    draws = [replace(draw, facts=((draw.facts - mean) / deviation).astype(np.float32)) for draw in draws]
    nets = [context.fit(draws, len(vocabulary.ids), setting, seed) for seed, setting in APOSTROPHES]
    write_context_networks("apostrophes", nets, mean, deviation)


def scales(facts: Floats) -> tuple[Floats, Floats]:
    """Mean and deviation of the facts, as exact as they are shipped."""
    mean, deviation = (part.astype(np.float16).astype(np.float32) for part in (facts.mean(0), facts.std(0) + 1e-3))
    return mean, deviation


def scale(drawn: Examples) -> tuple[Examples, Floats, Floats]:
    """The examples with facts of mean 0 and deviation 1, and the two scales."""
    mean, deviation = scales(drawn.facts)
    facts = ((drawn.facts - mean) / deviation).astype(np.float32)
    return Examples(drawn.rows, facts, drawn.classes, drawn.allowed), mean, deviation


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


def write_context_networks(name: str, nets: list[context.Net], mean: Floats, deviation: Floats) -> None:
    """A line of names, kinds and shapes a network, an empty one, and all numbers: embeddings as bytes with a scale."""
    header, numbers = [], []
    for net in nets:
        arrays = _arrays(net) | {"mean": mean.astype(np.float16), "deviation": deviation.astype(np.float16)}
        header.append(
            " ".join(f"{key}:{array.dtype.str[1:]}:{'x'.join(map(str, array.shape))}" for key, array in arrays.items())
        )
        numbers += [np.ascontiguousarray(array).tobytes() for array in arrays.values()]
    _write(name, "\n".join(header).encode() + b"\n\n" + b"".join(numbers))


def _arrays(net: context.Net) -> dict[str, NDArray[np.generic]]:
    arrays: dict[str, NDArray[np.generic]] = {}
    for name in ("words", "endings", "shapes"):
        table = getattr(net, name).weight.detach().numpy()
        steps = (np.abs(table).max(1) / 127 + 1e-6).astype(np.float16)
        arrays[name] = np.round(table / steps[:, None].astype(np.float32)).clip(-127, 127).astype(np.int8)
        arrays[f"{name}.scale"] = steps
    arrays["stem"] = _half(net.stem.weight.T)
    for name, layers in (("enter", [net.enter]), ("layer", net.layers), ("head", net.head)):
        for number, layer in enumerate(layers):
            arrays |= {f"{name}.{number}.w": _half(layer.weight.T), f"{name}.{number}.b": _half(layer.bias)}
    for number, norm in enumerate(net.norms):
        arrays |= {f"norm.{number}.w": _half(norm.weight), f"norm.{number}.b": _half(norm.bias)}
    return arrays


def _half(weights: torch.Tensor) -> NDArray[np.float16]:
    return weights.detach().numpy().astype(np.float16)


def _write(name: str, content: bytes) -> None:
    (FOLDER / f"{name}.gz").write_bytes(gzip.compress(content, 9, mtime=0))


if __name__ == "__main__":
    if not os.environ.get("OPENBLAS_NUM_THREADS") == os.environ.get("OMP_NUM_THREADS") == "1":
        sys.exit("set OMP_NUM_THREADS=1 and OPENBLAS_NUM_THREADS=1: see the head of this file")
    torch.set_num_threads(1)
    main(Path(sys.argv[1]))
