"""Examples for the restoring model: each possible loss in its place, and what was meant."""

from __future__ import annotations

import random
import re
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tasks.repair.candidates import Candidate, class_of, context_rows, facts, read
from tasks.repair.splits import choices_of, split_facts, split_rows, splits
from tasks.repair.tables import INSIDE, Counts, Vocabulary
from tasks.repair.tokens import APOSTROPHES, BOUNDARY, Tokens, cut
from train.repair_corpus import Corpus, DocumentCounts
from train.repair_network import Examples

_TYPOGRAPHY = re.compile("[‘’“”–—…]")
_NO_MARKS = {ord(mark): None for mark in APOSTROPHES}
_NONE: Counts = (0, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class Drawn:
    """Examples, and the document and the form of each."""

    examples: Examples
    documents: NDArray[np.int64]
    forms: list[str]


class Thinned:
    """Counts of forms without the example's own document, and of the others a random share.

    So the network cannot learn to count backwards, and meets rare forms of every kind.
    """

    def __init__(self, vocabulary: Vocabulary, own: DocumentCounts, share: float, seed: list[int]) -> None:
        self._forms, self._own, self._share = vocabulary.forms, own, share
        self._random = np.random.default_rng(seed)
        self._known: dict[str, Counts] = {}

    def __call__(self, form: str) -> Counts:
        """The thinned counts of a form; those of a capitalised one are part of its form's."""
        if form not in self._forms:
            return _NONE
        if form not in self._known:
            self._known[form] = self._thin(form)
        return self._known[form]

    def _thin(self, form: str) -> Counts:
        plain = form[0] != "^"
        upper = self("^" + form) if plain else _NONE
        of_upper = self._others("^" + form) if plain else list(_NONE)
        rest = [count - other for count, other in zip(self._others(form), of_upper, strict=True)]
        kept = self._random.binomial(rest, self._share)
        none, before, after, inside = (int(count) + other for count, other in zip(kept, upper, strict=True))
        return none, before, after, inside

    def _others(self, form: str) -> list[int]:
        own = self._own.get(form, _NONE)
        return [count - mine for count, mine in zip(self._forms.get(form, _NONE), own, strict=True)]


def examples(texts: list[str], vocabulary: Vocabulary, documents: list[DocumentCounts], seed: int) -> Drawn:
    """Every candidate of the intact texts once their apostrophes are taken out, and what it was.

    Args:
        texts: as `Corpus.intact` gives them.
        vocabulary: counted in these texts.
        documents: what each of them gave to it.
        seed: of all chance.
    """
    drawn = []
    for number, text in enumerate(texts):
        chance = random.Random(f"{seed}/{number}")  # noqa: S311 - chance that repeats itself
        full = cut([_TYPOGRAPHY.sub("", text) if chance.random() < 0.5 else text])
        bare = Tokens([word.translate(_NO_MARKS) or word for word in full.words], full.places)
        reading = read(bare, _kept(full, chance), vocabulary)
        count = Thinned(vocabulary, documents[number], chance.uniform(0.3, 0.9), [seed, number])
        chosen = [found for found in reading.candidates if _fits(found, full.words[found.token])]
        if chosen:
            meant = [class_of(full.words[found.token]) for found in chosen]
            known = facts(reading, chosen, vocabulary, count, reading.seen)
            allowed = np.array([[True, *(place >= 0 for place in found.places)] for found in chosen])
            found = Examples(context_rows(reading, chosen), known, np.array(meant), allowed)
            drawn.append(Drawn(found, np.full(len(chosen), number), [one.form for one in chosen]))
    return joined(drawn)


def joined(parts: list[Drawn]) -> Drawn:
    """All of them as one."""
    every = [part.examples for part in parts]
    return Drawn(
        Examples(
            np.concatenate([part.rows for part in every]),
            np.concatenate([part.facts for part in every]),
            np.concatenate([part.classes for part in every]),
            np.concatenate([part.allowed for part in every]),
        ),
        np.concatenate([part.documents for part in parts]),
        [form for part in parts for form in part.forms],
    )


def _kept(full: Tokens, chance: random.Random) -> Tokens:
    """What the page still shows of its apostrophes: some of them, its title's, or none."""
    survive = chance.random() < 0.35
    kept = [word for word in full.words if class_of(word) and survive and chance.random() < 0.5]
    if not survive and chance.random() < 0.5:
        first = next((at for at, word in enumerate(full.words) if at and word == BOUNDARY), 0)
        kept = full.words[:first]
    return Tokens(kept, [])


def _fits(candidate: Candidate, word: str) -> bool:
    """Whether the candidate's class for the true word puts the apostrophe where it was."""
    kind = class_of(word)
    if not kind:
        return True
    place = candidate.places[kind - 1]
    return place >= 0 and (kind != INSIDE or word.index("'") == place)


def split_examples(corpus: Corpus, texts: list[str], vocabulary: Vocabulary, seed: int) -> Examples:
    """Every possible split of the texts once their dashes are gone, and whether a dash stood there.

    Dashes are rare, so some commas are made dashes first; a quarter of the documents keeps its dashes apart.
    """
    rows, known, meant = [], [], []
    for number, text in enumerate(texts):
        chance = random.Random(f"{seed}/{number}")  # noqa: S311 - chance that repeats itself
        glued, marks = _glued(_dashed(corpus, text, chance))
        tokens = cut([glued])
        chosen = splits(tokens, choices_of(tokens.words, vocabulary.zipf))
        if chosen:
            rows.append(split_rows(tokens, chosen, vocabulary))
            known.append(split_facts(tokens, chosen, vocabulary, glued))
            meant += [int(tokens.places[split.token][1] + split.place in marks) for split in chosen]
    classes = np.array(meant)
    return Examples(np.concatenate(rows), np.concatenate(known), classes, np.ones((len(classes), 2), dtype=bool))


def _dashed(corpus: Corpus, text: str, chance: random.Random) -> str:
    """The text without quotes, its dashes unspaced, and more of them."""
    text = corpus.damage._fit(corpus.damage.curlify(text))  # noqa: SLF001 - as its damage models begin
    text = re.sub(r"[ \u00a0]+([—–])[ \u00a0]+", r"\1", text).replace("…", "")
    text = re.sub(r"[’‘“”'\"]", "", text)
    rate = chance.choice([0.0, 0.0, 0.05, 0.15])
    text = re.sub(r"(?<=[a-z]), (?=[a-z])", lambda comma: "—" if chance.random() < rate else comma[0], text)
    return text.replace("—", " — ") if chance.random() < 0.25 else text


def _glued(text: str) -> tuple[str, frozenset[int]]:
    """The text without its dashes, and where they were."""
    pieces = re.split("[—–]", text)
    marks, length = [], 0
    for piece in pieces[:-1]:
        length += len(piece)
        marks.append(length)
    return "".join(pieces), frozenset(marks)
