"""Examples for the restoring model: each possible loss in its place, and what was meant."""

from __future__ import annotations

import random
import re

import numpy as np

from tasks.repair.candidates import Candidate, class_of, facts, read
from tasks.repair.splits import choices_of, split_facts, split_rows, splits
from tasks.repair.tables import INSIDE, Counts, Vocabulary
from tasks.repair.tokens import APOSTROPHES, BOUNDARY, Tokens, cut
from train.repair_context import Sequence
from train.repair_corpus import Corpus, DocumentCounts
from train.repair_network import Examples, Floats

_TYPOGRAPHY = re.compile("[‘’“”–—…]")
_NO_MARKS = {ord(mark): None for mark in APOSTROPHES}
SLIPS = frozenset(
    """dont didnt doesnt isnt wasnt ive im youre theyre couldnt wouldnt thats hasnt havent arent whats theres""".split()
)
"""Bare, they tell of an author who left out apostrophes elsewhere too."""
_NONE: Counts = (0, 0, 0, 0)


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


def scales(facts: Floats) -> tuple[Floats, Floats]:
    """Mean and deviation of the facts, as exact as they are shipped."""
    mean, deviation = (part.astype(np.float16).astype(np.float32) for part in (facts.mean(0), facts.std(0) + 1e-3))
    return mean, deviation


def sequence(texts: list[str], vocabulary: Vocabulary, documents: list[DocumentCounts], seed: int) -> Sequence:
    """The intact texts once their apostrophes are taken out; every candidate, and what it was.

    Pages whose own truth has bare contractions teach grammar alone: their authors left out apostrophes elsewhere too.

    Args:
        texts: as `Corpus.intact` gives them.
        vocabulary: counted in these texts.
        documents: what each of them gave to it.
        seed: of all chance.
    """
    rows, places, known, meant, allowed, length = [], [], [], [], [], 0
    for number, text in enumerate(texts):
        chance = random.Random(f"{seed}/{number}")  # noqa: S311 - chance that repeats itself
        full = cut([_TYPOGRAPHY.sub("", text) if chance.random() < 0.5 else text])
        bare = Tokens([word.translate(_NO_MARKS) or word for word in full.words], full.places)
        reading = read(bare, _kept(full, chance), vocabulary)
        count = Thinned(vocabulary, documents[number], chance.uniform(0.3, 0.9), [seed, number])
        chosen = [found for found in reading.candidates if _fits(found, full.words[found.token])]
        classes = [class_of(full.words[found.token]) for found in chosen]
        slips = any(not kind and found.form in SLIPS for kind, found in zip(classes, chosen, strict=True))
        if chosen and not slips:
            places += [length + found.token for found in chosen]
            known.append(facts(reading, chosen, vocabulary, count, reading.seen))
            meant += classes
            allowed += [(True, *(place >= 0 for place in found.places)) for found in chosen]
        rows.append(reading.rows[reading.words])
        length += len(bare.words)
    return Sequence(np.concatenate(rows), np.array(places), np.concatenate(known), np.array(meant), np.array(allowed))


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
