"""The tables of the restoring model: word frequencies, counts by form, the network. Made by train.repair_model."""

from __future__ import annotations

import gzip
from dataclasses import dataclass
from functools import cache
from itertools import compress
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

FOLDER = Path(__file__).parent / "model"
SUFFIX_ROWS = 3000
LEVELS = 20
"""Steps of a word's level to one power of ten."""
_OFTEN, _SURELY = 5, 20
_LEANING = 3
_COMMON = 4.0
_OWNER = 2.5
PLAIN_WORDS = frozenset({"cant", "hell", "id", "ill", "its", "lets", "shed", "shell", "wed", "well", "were", "wont"})
"""Words of their own whatever the counts say: they alone prove no loss."""

NONE, BEFORE_S, AFTER_S, INSIDE = range(4)
"""The classes: no apostrophe; before the final s; behind it; at the form's own place (`dont`, `OBrien`)."""

Counts = tuple[int, int, int, int]


@dataclass(frozen=True, slots=True, eq=False)
class Vocabulary:
    """What is known of words, forms and places without the network; equal to itself alone, so that it can be a key."""

    zipf: dict[str, float]
    """log10 of the occurrences in a thousand million words, by word as wordfreq writes it."""
    forms: dict[str, Counts]
    """How often a form without its apostrophe was meant as each class; capitalised forms carry a leading `^`."""
    inside: dict[str, int]
    """Where a form that has one keeps its apostrophe, when that is not before or behind a final s."""
    ids: dict[str, int]
    """Rows of the networks' words; rare ones that are alike share one."""

    def count(self, form: str) -> Counts:
        """How often a form was meant as each class in the training text."""
        return self.forms.get(form, (0, 0, 0, 0))


@dataclass(frozen=True, slots=True)
class Network:
    """Embeddings and layers of one network, and the scale of the facts it hears."""

    embeddings: NDArray[np.float32]
    mean: NDArray[np.float32]
    deviation: NDArray[np.float32]
    layers: tuple[tuple[NDArray[np.float32], NDArray[np.float32]], ...]


Floats = NDArray[np.float32]
Layer = tuple[Floats, Floats]
"""Weights and biases."""


@dataclass(frozen=True, slots=True)
class ContextNetwork:
    """A network that reads words in their context: see `tasks.repair.context`."""

    words: Floats
    endings: Floats
    shapes: Floats
    stem: Floats
    enter: Layer
    norms: tuple[Layer, ...]
    """Gains and shifts."""
    layers: tuple[Layer, ...]
    head: tuple[Layer, ...]
    mean: Floats
    deviation: Floats


@cache
def vocabulary() -> Vocabulary:
    """The shipped vocabulary, read once a process."""
    levels = gzip.decompress((FOLDER / "levels.gz").read_bytes())
    step = [level / LEVELS for level in range(256)]
    listed = _listed(len(levels))
    zipf = dict(zip(listed, map(step.__getitem__, levels), strict=True))
    forms: dict[str, Counts] = {}
    for line in _lines("forms"):
        form, none, before, after, within = line.split("\t")
        forms[form] = (int(none), int(before), int(after), int(within))
    inside = {form: int(place) for form, place in (line.split("\t") for line in _lines("inside"))}
    ids = {word: row for row, word in enumerate(_lines("ids"))}
    classes = gzip.decompress((FOLDER / "classes.gz").read_bytes())
    shared = compress(listed, classes)
    ids.update(zip(shared, map((len(ids) - 1).__add__, filter(None, classes)), strict=True))
    return Vocabulary(zipf, forms, inside, ids)


@cache
def common_words() -> frozenset[str]:
    """The words of letters that make most of any text, in lower case and with a capital, without `unusual_forms`.

    Few enough to stay in a processor's cache: asked before the vocabulary, they save most of its time.
    """
    common = [word for word, level in vocabulary().zipf.items() if level >= _COMMON and word.isalpha()]
    return frozenset([*common, *map(str.capitalize, common)]) - unusual_forms()


@cache
def certain_forms() -> frozenset[str]:
    """Words, in both cases, that are hardly ever meant without an apostrophe: a page that has them has lost some."""
    certain = [
        form
        for form, (none, *others) in vocabulary().forms.items()
        if form[0] != "^"
        and form.isalpha()
        and sum(others) >= _OFTEN
        and sum(others) >= _SURELY * (none + 1)
        and form not in PLAIN_WORDS
    ]
    return frozenset([*certain, *map(str.capitalize, certain)])


@cache
def telling_forms() -> frozenset[str]:
    """`certain_forms`, and the words that the word list has ten times as often with an apostrophe before their final s.

    A page that has any is worth a closer look.
    """
    levels = vocabulary().zipf
    owners = [
        word[:-2] + "s"
        for word, level in levels.items()
        if level >= _OWNER and word.endswith("'s") and level - levels.get(word[:-2] + "s", 0.0) >= 1
    ]
    return frozenset([*owners, *map(str.capitalize, owners)]) | certain_forms()


@cache
def leaning_forms() -> frozenset[str]:
    """Words that were meant with an apostrophe at least half as often as without: `worlds`, `Frances`.

    Before a word that can be owned they make a page worth a closer look.
    """
    leaning = []
    for form, (none, *others) in vocabulary().forms.items():
        word = form.lstrip("^")
        if word.isalpha() and word not in PLAIN_WORDS and sum(others) >= max(_LEANING, none / 2):
            leaning += [word.capitalize()] if form[0] == "^" else [word, word.capitalize()]
    return frozenset(leaning) - telling_forms()


@cache
def unusual_forms() -> frozenset[str]:
    """All that the tests of a page look for."""
    return telling_forms() | leaning_forms()


@cache
def apostrophe_networks() -> tuple[ContextNetwork, ...]:
    """The networks that judge lost apostrophes; their mean counts."""
    return tuple(map(context_network, named_arrays("apostrophes")))


@cache
def dash_networks() -> tuple[Network, ...]:
    """The networks that judge lost dashes; their mean counts."""
    return _networks("dashes")


def named_arrays(name: str) -> list[dict[str, NDArray[Any]]]:
    """What a file of the model holds: a line of names, kinds and shapes for each part, an empty one, the numbers."""
    return unpacked(gzip.decompress((FOLDER / f"{name}.gz").read_bytes()))


def unpacked(packed: bytes) -> list[dict[str, NDArray[Any]]]:
    """The same from bytes that are not compressed; `train.repair_files` packs them."""
    header, numbers = packed.split(b"\n\n", 1)
    parts, offset = [], 0
    for line in header.decode().split("\n"):
        arrays = {}
        for described in line.split(" "):
            name, kind, size = described.split(":")
            shape = tuple(map(int, size.split("x")))
            arrays[name] = np.frombuffer(numbers, f"<{kind}", int(np.prod(shape)), offset).reshape(shape)
            offset += arrays[name].nbytes
        parts.append(arrays)
    return parts


def _listed(count: int) -> list[str]:
    """The words of the word list: of each how many letters it shares with the one before, then what is its own."""
    content = gzip.decompress((FOLDER / "words.gz").read_bytes())
    words, word = [], ""
    for shared, own in zip(content[:count], content[count:].decode().split("\n"), strict=True):
        word = word[:shared] + own
        words.append(word)
    return words


def _lines(name: str) -> list[str]:
    return gzip.decompress((FOLDER / f"{name}.gz").read_bytes()).decode().split("\n")


def _networks(name: str) -> tuple[Network, ...]:
    """Half-precision numbers behind one line of shapes a network: embeddings, mean, deviation, weights and biases."""
    packed = gzip.decompress((FOLDER / f"{name}.gz").read_bytes())
    header, numbers = packed.split(b"\n\n", 1)
    values = np.frombuffer(numbers, dtype="<f2").astype(np.float32)
    networks, offset = [], 0
    for line in header.decode().split("\n"):
        arrays = []
        for shape in (tuple(map(int, part.split("x"))) for part in line.split(" ")):
            size = int(np.prod(shape))
            arrays.append(values[offset : offset + size].reshape(shape))
            offset += size
        embeddings, mean, deviation, *rest = arrays
        networks.append(Network(embeddings, mean, deviation, tuple(zip(rest[::2], rest[1::2], strict=True))))
    return tuple(networks)


def context_network(stored: dict[str, NDArray[Any]]) -> ContextNetwork:
    """From named arrays: tables of embeddings are small whole numbers, and a scale for each line."""
    arrays: dict[str, Floats] = {name: array.astype(np.float32) for name, array in stored.items()}

    def table(name: str) -> Floats:
        return arrays[name] * arrays[f"{name}.scale"][:, None]

    def layers(name: str) -> tuple[Layer, ...]:
        numbers = sorted(int(key.split(".")[1]) for key in arrays if key.startswith(f"{name}.") and key.endswith(".w"))
        return tuple((arrays[f"{name}.{number}.w"], arrays[f"{name}.{number}.b"]) for number in numbers)

    return ContextNetwork(
        table("words"),
        table("endings"),
        table("shapes"),
        arrays["stem"],
        layers("enter")[0],
        layers("norm"),
        layers("layer"),
        layers("head"),
        arrays["mean"],
        arrays["deviation"],
    )
