"""True texts from the corpora folder, and the vocabulary that is counted in them."""

from __future__ import annotations

import importlib
import re
import sys
from collections import Counter, defaultdict
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import wordfreq

from tasks.repair.candidates import SHAPES, class_of
from tasks.repair.tables import INSIDE, LEVELS, Counts, Vocabulary
from tasks.repair.tokens import APOSTROPHES, cut, plain

SOURCES = ("wcxb-dev", "digitalgov", "bbc", "abc", "masc", "state_union", "inaugural", "ieer")
"""Those whose licence lets a model be shipped."""
NETWORK_WORDS = 28000
_TAILS = ("t", "re", "ve", "ll", "d", "m")
_SURE_LEVEL = 1.5
"""Level of a word with an apostrophe from which its place is taken from the word list."""
_WORD = re.compile(r"[a-z]+(?:'[a-z]+|')?$")
_QUOTES = "'’‘ʼ\"“”"


@dataclass(frozen=True, slots=True)
class Corpus:
    """The corpora folder's own modules: what is an apostrophe there, and how texts are damaged."""

    common: Any
    damage: Any

    @classmethod
    def of(cls, root: Path) -> Corpus:
        """Those of the folder `root`."""
        sys.path.insert(0, str(root / "text"))
        return cls(importlib.import_module("common"), importlib.import_module("damage"))

    def texts(self, split: str, sources: tuple[str, ...] = SOURCES) -> list[str]:
        """The documents as they are."""
        return [document["text"] for document in self.common.load(split, list(sources))]

    def intact(self, text: str) -> str:
        """A text whose true apostrophes are straight, and all other quotes gone."""
        places = self.common.apostrophes(text)
        return "".join(
            "'" if character in APOSTROPHES and places.get(at, "amb") != "amb" else character
            for at, character in enumerate(text)
            if character not in _QUOTES or (character in APOSTROPHES and places.get(at, "amb") != "amb")
        )


DocumentCounts = dict[str, list[int]]
"""How often each form of one document is meant as each class; capitalised ones also with a leading `^`."""


def word_levels() -> dict[str, int]:
    """Wordfreq's words of letters and apostrophes, and their zipf frequency in steps of 1/20, one byte each."""
    table = wordfreq.get_frequency_dict("en", "large")
    levels = {
        word: max(1, min(255, round(LEVELS * wordfreq.freq_to_zipf(frequency))))
        for word, frequency in table.items()
        if _WORD.match(word)
    }
    return dict(sorted(levels.items()))


def build_vocabulary(texts: list[str]) -> tuple[Vocabulary, list[DocumentCounts], dict[str, int]]:
    """What is known of words after reading the texts, what each document gave, and the levels as bytes."""
    levels = word_levels()
    words, inside, total = Counter[str](), _places_listed(levels), defaultdict[str, list[int]](lambda: [0] * 4)
    documents = []
    for text in texts:
        tokens = cut([text]).words
        words.update(map(plain, tokens))
        _note_places(tokens, inside)
        documents.append(_counts(tokens))
        for form, counts in documents[-1].items():
            total[form] = [one + other for one, other in zip(total[form], counts, strict=True)]
    places = {form: _likeliest(seen) for form, seen in inside.items() if seen.total() >= 1 and len(form) > 1}
    zipf = {word: level / LEVELS for word, level in levels.items()}
    vocabulary = Vocabulary(zipf, _forms(total, places), dict(sorted(places.items())), _ids(words))
    return vocabulary, documents, levels


def _places_listed(levels: dict[str, int]) -> defaultdict[str, Counter[int]]:
    """Where the word list's contractions and Irish names keep their apostrophe."""
    inside: defaultdict[str, Counter[int]] = defaultdict(Counter)
    for word, level in levels.items():
        stem, mark, tail = word.partition("'")
        contraction = tail in _TAILS and (tail != "t" or stem[-1] == "n")
        if mark and level >= LEVELS * _SURE_LEVEL and (contraction or stem in {"o", "d"}) and len(word) > 3:
            inside[stem + tail][len(stem)] += 1
    return inside


def _note_places(tokens: list[str], inside: defaultdict[str, Counter[int]]) -> None:
    """Two for a contraction or an Irish name, a half for any other: one slip makes no rule."""
    for word in tokens:
        if class_of(word) == INSIDE:
            at = next(place for place, character in enumerate(word) if character in APOSTROPHES)
            weight = 2 if word[at + 1 :] in _TAILS or at == 1 else 0.5
            inside[plain(word)][at] += weight  # type: ignore[assignment]  # halves are exact


def _counts(tokens: list[str]) -> DocumentCounts:
    counts: defaultdict[str, list[int]] = defaultdict(lambda: [0] * 4)
    for word in tokens:
        form, kind = plain(word), class_of(word)
        counts[form][kind] += 1
        if word[0].isupper():
            counts["^" + form][kind] += 1
    return dict(counts)


def _likeliest(seen: Counter[int]) -> int:
    return max(sorted(seen), key=seen.__getitem__)


def _forms(total: dict[str, list[int]], places: dict[str, int]) -> dict[str, Counts]:
    """The counts of forms that may lack an apostrophe."""
    forms: dict[str, Counts] = {}
    for form, (none, before, after, inside) in sorted(total.items()):
        bare = form.lstrip("^")
        if (bare[-1:] == "s" and len(bare) > 2) or bare in places:
            forms[form] = (none, before, after, inside)
    return forms


def _ids(words: Counter[str]) -> dict[str, int]:
    """Rows of the network: shapes for rare words, then the commonest words."""
    common = sorted(words.items(), key=lambda item: (-item[1], item[0]))[:NETWORK_WORDS]
    rows = dict.fromkeys([*(f"<{shape}>" for shape in range(SHAPES)), *(word for word, _ in common if word)])
    return {word: row for row, word in enumerate(rows)}
