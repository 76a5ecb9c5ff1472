"""The words of a page that may have lost an apostrophe, and what is known of each: the network's input."""

from __future__ import annotations

import re
import zlib
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from math import log, log1p

import numpy as np
from numpy.typing import NDArray

from tasks.repair.tables import AFTER_S, BEFORE_S, INSIDE, SUFFIX_ROWS, Counts, Vocabulary
from tasks.repair.tokens import APOSTROPHES, BOUNDARY, Tokens, plain, shape

WINDOW = (-5, -4, -3, -2, -1, 0, 1, 2, 3, 4, 5)
SHAPES = 7
_IRISH = re.compile(r"[OD][A-Z][a-z]+s?$")
_NOTHING: Counts = (0, 0, 0, 0)
_ALWAYS_BARE = 200
"""A form seen so often and never with an apostrophe is no candidate."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A word without apostrophe that may have lost one."""

    token: int
    form: str
    places: tuple[int, int, int]
    """Offsets in the word where classes 1, 2 and 3 put the apostrophe; -1 where the class is no choice."""


@dataclass(frozen=True, slots=True)
class Reading:
    """A page read for the network: token rows and candidates."""

    tokens: Tokens
    rows: NDArray[np.int32]
    """For each token its word, suffix and shape row, padded by `WINDOW` at both ends."""
    candidates: list[Candidate]
    counts: Counter[str]
    """How often each word stands on the page, as `plain`; capitalised ones also with a leading `^`."""
    seen: frozenset[tuple[str, int]]
    """(form, class) of words whose apostrophe is there."""
    intact: list[int]
    """Tokens whose apostrophe is there."""


def options(word: str, vocabulary: Vocabulary) -> tuple[str, tuple[int, int, int]] | None:
    """Form and places of a word that may have lost an apostrophe, None for all others."""
    form = plain(word)
    inside = vocabulary.inside.get(form, 1 if _IRISH.match(word) else -1)
    if form[-1] != "s" or len(form) < 3:
        return (form, (-1, -1, inside)) if inside >= 0 else None
    none, *others = vocabulary.forms.get(form, _NOTHING)
    if inside < 0 and none >= _ALWAYS_BARE and not any(others):
        return None
    return form, (len(word) - 1, len(word) if word[-2:-1].isalpha() else -1, inside)


def class_of(word: str) -> int:
    """Which class an intact word's apostrophe belongs to; 0 where it has none."""
    if word.isalnum():
        return 0
    place = next((at for at, character in enumerate(word) if character in APOSTROPHES), -1)
    if place < 0:
        return 0
    if place == len(word) - 1:
        return AFTER_S
    return BEFORE_S if word[place + 1 :] in ("s", "S") else INSIDE


def read(tokens: Tokens, evidence: Tokens, vocabulary: Vocabulary) -> Reading:
    """Everything of a page that the network's input is made of."""
    known: dict[str, tuple[tuple[int, int, int], int, tuple[str, tuple[int, int, int]] | None]] = {}
    rows, candidates, intact = [], [], []
    for index, word in enumerate(tokens.words):
        entry = known.get(word)
        if entry is None:
            found = class_of(word)
            choice = options(word, vocabulary) if word[0].isalnum() and not found else None
            entry = known[word] = (token_rows(word, vocabulary), found, choice)
        row, found, choice = entry
        rows.append(row)
        if found:
            intact.append(index)
        elif choice:
            candidates.append(Candidate(index, *choice))
    counts = Counter[str]()
    for word, count in Counter(tokens.words).items():
        form = plain(word)
        counts[form] += count
        if word[0].isupper():
            counts["^" + form] += count
    seen = frozenset((plain(word), found) for word in {*tokens.words, *evidence.words} if (found := class_of(word)))
    edge = [token_rows(BOUNDARY, vocabulary)] * WINDOW[-1]
    return Reading(tokens, np.array(edge + rows + edge, dtype=np.int32), candidates, counts, seen, intact)


def token_rows(word: str, vocabulary: Vocabulary) -> tuple[int, int, int]:
    """The network's rows of a word: itself, or how it is written where it is rare; its ending; its shape."""
    form = plain(word)
    words = len(vocabulary.ids)
    look = shape(word)
    row = vocabulary.ids.get(form)
    if row is None:
        row = vocabulary.ids[f"<{look}>"]
    suffix = words + zlib.crc32(form[-3:].encode()) % SUFFIX_ROWS
    return row, suffix, words + SUFFIX_ROWS + look


def context_rows(reading: Reading, chosen: list[Candidate]) -> NDArray[np.int32]:
    """For each candidate the rows of the tokens around it: (candidates, window, 3)."""
    places = np.array([candidate.token for candidate in chosen], dtype=np.int64)
    rows: NDArray[np.int32] = reading.rows[places[:, None] + np.array(WINDOW)[None, :] + WINDOW[-1]]
    return rows


def facts(
    reading: Reading,
    chosen: list[Candidate],
    vocabulary: Vocabulary,
    count: Callable[[str], Counts],
    seen: frozenset[tuple[str, int]],
) -> NDArray[np.float32]:
    """For each candidate what is known of its form, in the world and on the page."""
    lexical: dict[tuple[str, bool], list[float]] = {}
    table = []
    for candidate in chosen:
        word = reading.tokens.words[candidate.token]
        key = (candidate.form, word[0].isupper())
        known = lexical.get(key)
        if known is None:
            known = lexical[key] = [
                *_lexical(candidate, vocabulary, count, capital=key[1]),
                *_of_page(candidate.form, reading, seen),
            ]
        table.append(known)
    return np.array(table, dtype=np.float32)


def _lexical(
    candidate: Candidate, vocabulary: Vocabulary, count: Callable[[str], Counts], *, capital: bool
) -> list[float]:
    form, zipf = candidate.form, vocabulary.zipf
    total = count(form)
    upper = count("^" + form)
    cased = upper if capital else tuple(a - b for a, b in zip(total, upper, strict=True))
    inside = candidate.places[2]
    stem = form[:-1]
    bare_level, stem_level = zipf.get(form, 0.0), zipf.get(stem, 0.0)
    owner_level = zipf.get(f"{stem}'s", 0.0)
    inside_level = zipf.get(f"{form[:inside]}'{form[inside:]}", 0.0) if inside >= 0 else 0.0
    return [
        *(log1p(number) for number in total),
        *(log1p(number) for number in cased),
        *(log((cased[k] + 0.3) / (cased[0] + 0.6)) for k in (BEFORE_S, AFTER_S, INSIDE)),
        log((total[BEFORE_S] + 0.3) / (total[0] + 0.6)),
        bare_level,
        stem_level,
        owner_level,
        inside_level,
        owner_level - bare_level,
        stem_level - bare_level,
        float(bare_level > 0),
        float(stem_level > 0),
        float(inside >= 0),
        min(len(form), 15) / 5,
        float(stem[-1:] == "s"),
    ]


def _of_page(form: str, reading: Reading, seen: frozenset[tuple[str, int]]) -> list[float]:
    stem, counts = form[:-1], reading.counts
    return [
        log1p(counts[stem]),
        log1p(counts["^" + stem]),
        log1p(counts[form]),
        log1p(counts["^" + form]),
        float((form, BEFORE_S) in seen),
        float((form, AFTER_S) in seen),
        float((form, INSIDE) in seen),
    ]
