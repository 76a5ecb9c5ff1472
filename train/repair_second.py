"""Trains the second judgement: on what networks say of damaged texts that they have not learned from.

The documents are cut into folds; a network that learned from the others reads each fold, and neighbours are counted in
the others too. So the trees see the networks as they are on a page that is new to them.
"""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import product

import numpy as np
from numpy.typing import NDArray

from tasks.repair.candidates import Candidate, class_of, options
from tasks.repair.judging import First, first_judgement
from tasks.repair.neighbours import Neighbours, figures_of, keys_of
from tasks.repair.second import Judged, SecondModel, doubted, features, known_odds
from tasks.repair.tables import (
    AFTER_S,
    BEFORE_S,
    NONE,
    ContextNetwork,
    Vocabulary,
    context_network,
    unpacked,
)
from tasks.repair.tokens import BOUNDARY, cut, plain
from tasks.trees import ONE, Trees
from train import repair_context as context
from train.boosting import Setting, boost
from train.repair_context import Sequence
from train.repair_corpus import Corpus, DocumentCounts
from train.repair_data import SLIPS, Thinned, scales, sequence
from train.repair_files import pack, stored
from train.repair_network import Floats

FOLDS, DRAWS = 3, 2
NETWORK = context.Setting(epochs=4)
SEED = 10
LOST = Setting(trees=600, depth=6, rate=0.05, shrink=30)
SIDE = Setting(trees=300, depth=6, rate=0.05, shrink=10)
COARSE = ONE >> 10
"""Leaves are rounded to a thousandth: half the size, and nothing lost."""
TIMES = 2
"""How often each document is damaged."""
FEWEST = 2
"""Neighbours that were met less often are forgotten."""
WAYS = {"all": 0.6, "body": 0.15, "paragraphs": 0.1, "half": 0.15}
"""What is lost, and in which share of the documents: everything; all but the title; half of the paragraphs; each
apostrophe with a chance of a half."""
NO_QUOTES = 0.4
"""Share of the documents that lose their quotes too."""
_QUOTES = "'‘’“”\""


@dataclass(frozen=True, slots=True)
class Examples:
    """Candidates the trees are asked about, and what was meant."""

    rows: Floats
    chances: NDArray[np.float64]
    """The networks'."""
    sided: NDArray[np.bool_]
    """Whether both sides of the s were a choice."""
    classes: NDArray[np.int64]
    weights: NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Words:
    """What is known of words, what each document gave to it, and with which embeddings networks begin."""

    vocabulary: Vocabulary
    documents: list[DocumentCounts]
    embeddings: Floats


@dataclass(frozen=True, slots=True)
class Damaged:
    """A text that lost apostrophes."""

    text: str
    lost: frozenset[int]
    """Offsets where one is gone."""
    spared: NDArray[np.bool_]
    """Of each character whether an apostrophe before it would still stand."""


def train(corpus: Corpus, texts: list[str], intact: list[str], words: Words) -> tuple[Neighbours, SecondModel]:
    """The neighbours of the whole training text, and the trees."""
    parts = []
    vocabulary, documents = words.vocabulary, words.documents
    for fold, network in enumerate(networks(intact, words)):
        around = count_neighbours([text for at, text in enumerate(intact) if at % FOLDS != fold], vocabulary)
        for at, draw in product(range(fold, len(texts), FOLDS), range(TIMES)):
            chance = random.Random(f"second/{draw}/{at}")  # noqa: S311 - chance that repeats itself
            count = Thinned(vocabulary, documents[at], chance.uniform(0.5, 0.98), [SEED, draw, at])
            found = _examples(corpus, texts[at], chance, First((network,), vocabulary, count), around)
            parts += [found] if found is not None else []
    return count_neighbours(intact, vocabulary), fit(join(parts))


def networks(intact: list[str], words: Words) -> Iterator[ContextNetwork]:
    """For each fold a network that learned from the others, as it would be shipped."""
    drawn = [
        [
            sequence(intact[fold::FOLDS], words.vocabulary, words.documents[fold::FOLDS], seed)
            for seed in range(1, DRAWS + 1)
        ]
        for fold in range(FOLDS)
    ]
    mean, deviation = scales(np.concatenate([first.facts for first, *_ in drawn]))
    for fold in range(FOLDS):
        others = [_joined([drawn[other][draw] for other in range(FOLDS) if other != fold]) for draw in range(DRAWS)]
        even = [replace(one, facts=((one.facts - mean) / deviation).astype(np.float32)) for one in others]
        net = context.fit(even, words.embeddings, NETWORK, SEED + fold)
        (arrays,) = unpacked(pack([stored(net, mean, deviation)]))
        yield context_network(arrays)


def _joined(parts: list[Sequence]) -> Sequence:
    starts = np.cumsum([0, *(len(part.rows) for part in parts)])
    return Sequence(
        np.concatenate([part.rows for part in parts]),
        np.concatenate([part.places + start for part, start in zip(parts, starts[:-1], strict=True)]),
        np.concatenate([part.facts for part in parts]),
        np.concatenate([part.classes for part in parts]),
        np.concatenate([part.allowed for part in parts]),
    )


def count_neighbours(intact: list[str], vocabulary: Vocabulary) -> Neighbours:
    """What the texts say of the words beside those that have an apostrophe or may lack one."""
    counts: defaultdict[int, list[int]] = defaultdict(lambda: [0] * 4)
    for text in intact:
        words = [BOUNDARY, *cut([text]).words, BOUNDARY]
        for at, word in enumerate(words):
            kind = class_of(word)
            if word[0].isalnum() and (kind or options(word, vocabulary)):
                for key in keys_of(plain(word), word, words[at - 1], words[at + 1]):
                    counts[key][kind] += 1
    kept = sorted((key, count) for key, count in counts.items() if sum(count) >= FEWEST)
    figures = figures_of((none, before, after, inside) for _, (none, before, after, inside) in kept)
    return Neighbours(np.array([key for key, _ in kept], dtype=np.uint32), figures)


def damaged(corpus: Corpus, text: str, chance: random.Random) -> tuple[Damaged, float]:
    """A text that lost its apostrophes in one of the ways, and how much a loss in it counts."""
    (way,) = chance.choices(list(WAYS), list(WAYS.values()))
    no_quotes = chance.random() < NO_QUOTES
    kinds = corpus.common.apostrophes(text)
    kept: list[str] = []
    lost: list[int] = []
    spared: list[bool] = []
    line, whole = 0, chance.random() < 0.5
    for at, character in enumerate(text):
        if character == "\n":
            line, whole = line + 1, chance.random() < 0.5
        spares = (way == "paragraphs" and whole) or (way == "body" and line == 0)
        if kinds.get(at, "amb") != "amb":
            if not spares and (way != "half" or chance.random() < 0.5):
                lost.append(len(kept))
                continue
        elif no_quotes and character in _QUOTES:
            continue
        kept.append(character)
        spared.append(spares)
    return Damaged("".join(kept), frozenset(lost), np.array([*spared, False])), 2.0 if way == "half" else 1.0


def _examples(corpus: Corpus, text: str, chance: random.Random, first: First, around: Neighbours) -> Examples | None:
    """The doubted candidates of a text, damaged; none of a text whose author left out apostrophes.

    Where half of the apostrophes are gone each of them counts twice: beside the bare words they are as many again.
    """
    page, weight = damaged(corpus, text, chance)
    judged = first_judgement((page.text,), "", first)
    if judged is None:
        return None
    meant = np.array([_meant(candidate, judged, page) for candidate in judged.candidates])
    if any(not kind and one.form in SLIPS for kind, one in zip(meant, judged.candidates, strict=True)):
        return None
    starts = [judged.reading.tokens.places[candidate.token][1] for candidate in judged.candidates]
    fits = (meant >= 0) & ~page.spared[starts]
    some = doubted(judged)
    some = some[fits[some]]
    if not len(some):
        return None
    classes = meant[some]
    return Examples(
        features(judged, some, first.tables, around),
        judged.chances[some],
        np.asarray(judged.allowed[some][:, [BEFORE_S, AFTER_S]].all(axis=1)),
        classes,
        np.where(classes == NONE, 1.0, weight),
    )


def _meant(candidate: Candidate, judged: Judged, page: Damaged) -> int:
    """The class of a candidate's lost apostrophe; -1 where it stood elsewhere in the word."""
    start = judged.reading.tokens.places[candidate.token][1]
    for kind, place in enumerate(candidate.places, 1):
        if place >= 0 and start + place in page.lost:
            return kind
    word = judged.reading.tokens.words[candidate.token]
    return -1 if any(at in page.lost for at in range(start, start + len(word))) else NONE


def join(parts: list[Examples]) -> Examples:
    """All examples in one table."""
    return Examples(
        np.concatenate([part.rows for part in parts]),
        np.concatenate([part.chances for part in parts]),
        np.concatenate([part.sided for part in parts]),
        np.concatenate([part.classes for part in parts]),
        np.concatenate([part.weights for part in parts]),
    )


def fit(examples: Examples) -> SecondModel:
    """Trees that add to the networks' log-odds."""
    of_loss, of_side = known_odds(examples.chances)
    lost = boost(examples.rows, examples.classes != NONE, examples.weights, LOST, of_loss)
    ending = examples.sided & np.isin(examples.classes, [BEFORE_S, AFTER_S])
    before = examples.classes[ending] == BEFORE_S
    side = boost(examples.rows[ending], before, examples.weights[ending], SIDE, of_side[ending])
    return SecondModel(_coarse(lost), _coarse(side))


def _coarse(trees: Trees) -> Trees:
    return replace(trees, leaves=(np.round(trees.leaves / COARSE) * COARSE).astype(np.int32))
