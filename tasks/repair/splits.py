"""Words that may be two, with a lost dash between them, and what is known of each such split."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from math import log1p

import numpy as np
from numpy.typing import NDArray

from tasks.repair.candidates import SHAPES, token_rows
from tasks.repair.tables import SUFFIX_ROWS, Vocabulary
from tasks.repair.tokens import BOUNDARY, Tokens, word_counts

SHORTEST = 4
LONGEST = 40
WORDS = 14000 + SHAPES
"""Rows of words that the network knows."""
ROWS = WORDS + SUFFIX_ROWS + SHAPES
CHOICES = 2
"""Splits of one word that are weighed."""
_LONG = re.compile(r"[A-Za-z]{7,}")
_HOPEFUL = 7.5
"""Levels of both halves together from which a split of a long word raises suspicion."""
_ONE_LETTER = frozenset("ai")
_PREFIXES = frozenset(
    """anti auto bi bio co counter cross cyber de dis down eco euro ex extra geo hyper in inter intra kilo macro mega
    meta micro mid mini mis mono multi nano neo non off on out over para photo post pre pro pseudo re self semi sub
    super tele trans tri ultra un under up""".split()
)
_SUFFIXES = frozenset(
    """able age al an ant ar ary ate ation dom ed ee en er ers ery ese esque est ette ey fest fold ful gate hood ian ic
    ie ies in ing ion ish ism ist ists ite ity ive ize land less let like ly man men ment most ness on or ous scape ship
    some son ster ton town ups ville ward ware way wide wise wood work worth""".split()
)


@dataclass(frozen=True, slots=True)
class Split:
    """One way to read a word as two."""

    token: int
    place: int
    """Letters of the word before the lost dash."""
    score: float


Choices = dict[str, list[tuple[float, int]]]
"""Words that are none, and the likeliest ways to read each as two; see `ways`."""


def choices_of(words: Iterable[str], zipf: dict[str, float]) -> Choices:
    """Those of the words that may be two."""
    return {word: found for word in dict.fromkeys(words) if (found := ways(word, zipf))}


def hopeful_choices(text: str, zipf: dict[str, float]) -> Choices:
    """Those long words of a text that may well be two: a page without any has lost no dash."""
    choices = choices_of(_LONG.findall(text), zipf)
    return {word: found for word, found in choices.items() if found[0][0] >= _HOPEFUL}


def splits(tokens: Tokens, choices: Choices) -> list[Split]:
    """Where the words stand that may be two, each with all of its choices."""
    return [
        Split(index, place, score)
        for index, word in enumerate(tokens.words)
        if word in choices
        for score, place in choices[word]
    ]


def ways(word: str, zipf: dict[str, float]) -> list[tuple[float, int]]:
    """The likeliest splits of a word that is none: levels of both halves together, and where. Likeliest first."""
    lower = word.lower()
    if not SHORTEST <= len(word) <= LONGEST or not word.isalpha() or word.isupper() or lower in zipf:
        return []
    if lower[-1] == "s" and lower[:-1] in zipf:
        return []
    found = []
    for place in range(1, len(word)):
        level = zipf.get(lower[:place])
        if not level or (place == 1 and lower[0] not in _ONE_LETTER):
            continue
        right = lower[place:]
        other = zipf.get(right) or zipf.get(right.rstrip("s"))
        if other and (len(right) > 1 or right in _ONE_LETTER):
            found.append((level + other, place))
    return sorted(found, reverse=True)[:CHOICES]


def split_rows(tokens: Tokens, chosen: list[Split], vocabulary: Vocabulary) -> NDArray[np.int32]:
    """For each split the rows of two words before, both halves, two words behind: (splits, 6, 3)."""
    words = tokens.words
    table = []
    for split in chosen:
        word = words[split.token]
        row = [*words[max(0, split.token - 2) : split.token], word[: split.place], word[split.place :]]
        row = [BOUNDARY] * (4 - len(row)) + row + words[split.token + 1 : split.token + 3]
        table.append([_rows(part, vocabulary) for part in [*row, BOUNDARY, BOUNDARY][:6]])
    return np.array(table, dtype=np.int32).reshape(len(chosen), 6, 3)


def _rows(word: str, vocabulary: Vocabulary) -> tuple[int, int, int]:
    """Rows of a word, its ending and its shape in one table: words first."""
    row, ending, look, *_ = token_rows(word, vocabulary)
    return row if row < WORDS else look, WORDS + ending, WORDS + SUFFIX_ROWS + look


def split_facts(tokens: Tokens, chosen: list[Split], vocabulary: Vocabulary, page: str) -> NDArray[np.float32]:
    """For each split what is known of its halves, in the world and on the page, whose whole text is given."""
    counts = word_counts(page, _words_asked(tokens, chosen))
    best: dict[int, float] = {}
    choices = Counter(split.token for split in chosen)
    for split in chosen:
        best[split.token] = max(best.get(split.token, 0.0), split.score)
    table = [_facts(tokens.words[split.token], split, counts, best, choices, vocabulary) for split in chosen]
    return np.array(table, dtype=np.float32).reshape(len(chosen), -1)


def _words_asked(tokens: Tokens, chosen: list[Split]) -> frozenset[str]:
    lower = [(tokens.words[split.token].lower(), split.place) for split in chosen]
    return frozenset(part for word, place in lower for part in (word, word[:place], word[place:]))


def _facts(
    word: str, split: Split, counts: Counter[str], best: dict[int, float], choices: Counter[int], vocabulary: Vocabulary
) -> list[float]:
    lower = word.lower()
    left, right = lower[: split.place], lower[split.place :]
    one, other = vocabulary.zipf.get(left, 0.0), vocabulary.zipf.get(right, 0.0)
    return [
        one,
        other,
        min(one, other),
        split.score,
        best[split.token] - split.score,
        float(choices[split.token]),
        log1p(max(counts[lower] - 1, 0)),  # marks that stood inside a word may have joined it to the next
        log1p(counts[left]),
        log1p(counts[right]),
        float(counts[left] > 0 and counts[right] > 0),
        min(len(left), 8.0),
        min(len(right), 8.0),
        float(left in _PREFIXES),
        float(right in _SUFFIXES),
        float(word[0].isupper()),
        float(word[split.place].isupper()),
        float(any(map(str.isupper, word[1 : split.place] + word[split.place + 1 :]))),
    ]
