"""The words of a page that may have lost an apostrophe, and what is known of each: the network's input."""

from __future__ import annotations

import itertools
import re
import zlib
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from math import log, log1p

import numpy as np
from numpy.typing import NDArray

from tasks.repair.tables import AFTER_S, BEFORE_S, INSIDE, SUFFIX_ROWS, Counts, Vocabulary
from tasks.repair.tokens import APOSTROPHES, BOUNDARY, Tokens, plain, shape

SHAPES = 7
COLUMNS = 5
"""Rows of a token: the word, its ending, its shape, the word without a final s, that one's ending."""
_IRISH = re.compile(r"[OD][A-Z][a-z]+s?$")
_NOTHING: Counts = (0, 0, 0, 0)
NOT_OWNED = frozenset(
    f"""{BOUNDARY} . , ; : ? ! ) ( - — – / & and or but nor at in on of to for from by with into about after before
    under over than as if when while because since until though through between against among during who which that
    where whose were are have had was is has be been will would can could may might must should do does did said
    says told say the a an this these those their his her its our my your it he she they we you I there not also
    so""".split()
)
"""What stands behind a word and is not owned by it."""
_SEVERAL = frozenset(
    """these those many several few both all some most other various two three four five six seven eight nine ten
    hundreds thousands millions dozens more fewer""".split()
)
_ONE = frozenset("a an A An the The this This that each Each every one another his her its their my our".split())
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
class Company:
    """How often words of a page stand beside others that tell plural, name and owner apart."""

    ended: Counter[str]
    """Candidates before a word or mark that nothing owns, as `plain`; capitalised ones also with a leading `^`."""
    ended_pairs: Counter[tuple[str, str]]
    """The same, each with the word before it."""
    pairs: Counter[tuple[str, str]]
    many: Counter[str]
    """Candidates behind a word of number (`these years`)."""
    single: Counter[str]
    """Any word behind an article or its like (`a year`)."""


@dataclass(frozen=True, slots=True)
class Reading:
    """A page read for the network: token rows and candidates."""

    tokens: Tokens
    rows: NDArray[np.int32]
    """For each different word its rows, as `token_rows` gives them."""
    words: NDArray[np.int32]
    """For each token its line in `rows`."""
    candidates: list[Candidate]
    counts: Counter[str]
    """How often the candidates, with their last letter and without, stand on the page, as `plain`; capitalised ones
    also with a leading `^`."""
    seen: frozenset[tuple[str, int]]
    """(form, class) of words whose apostrophe is there."""
    intact: list[int]
    """Tokens whose apostrophe is there."""
    company: Company
    """Beside what the words stand on the page."""


def options(word: str, vocabulary: Vocabulary) -> tuple[str, tuple[int, int, int]] | None:
    """Form and places of a word that may have lost an apostrophe, None for all others."""
    form = plain(word)
    inside = vocabulary.inside.get(form, 1 if _IRISH.match(word) else -1)
    if form[-1] != "s" or len(form) < 2 + form[0].isalpha():
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


@dataclass(frozen=True, slots=True)
class Known:
    """What can be said of a word without its page."""

    form: str
    kind: int
    """The class of the apostrophe it has; 0 where it has none."""
    choice: tuple[str, tuple[int, int, int]] | None
    rows: tuple[int, int, int, int, int]


@lru_cache(maxsize=2**15)
def known_word(word: str, vocabulary: Vocabulary) -> Known:
    """The same for the same word; kept for the next page, which has most of its words too."""
    kind = class_of(word)
    choice = options(word, vocabulary) if word[0].isalnum() and not kind else None
    return Known(plain(word), kind, choice, token_rows(word, vocabulary))


def read(tokens: Tokens, evidence: Tokens, vocabulary: Vocabulary) -> Reading:
    """Everything of a page that the network's input is made of."""
    counts = Counter(tokens.words)
    words = [known_word(word, vocabulary) for word in counts]
    line = {word: number for number, word in enumerate(counts)}
    lines = [line[word] for word in tokens.words]
    choices = [word.choice for word in words]
    candidates = [Candidate(index, *choice) for index, number in enumerate(lines) if (choice := choices[number])]
    kinds = [word.kind for word in words]
    intact = [index for index, number in enumerate(lines) if kinds[number]] if any(kinds) else []
    seen = {(word.form, word.kind) for word in words if word.kind}
    seen |= {(plain(word), found) for word in evidence.words if (found := class_of(word))}
    return Reading(
        tokens,
        np.array([word.rows for word in words], dtype=np.int32).reshape(-1, COLUMNS),
        np.array(lines, dtype=np.int32),
        candidates,
        _counts(counts, words, candidates),
        frozenset(seen),
        intact,
        _company(tokens.words, candidates),
    )


def _counts(words: Counter[str], known: list[Known], candidates: list[Candidate]) -> Counter[str]:
    forms = {candidate.form for candidate in candidates}
    asked = forms | {form[:-1] for form in forms}
    counts = Counter[str]()
    for (word, count), of in zip(words.items(), known, strict=True):
        if of.form in asked:
            counts[of.form] += count
            if word[0].isupper():
                counts["^" + of.form] += count
    return counts


def _company(words: list[str], candidates: list[Candidate]) -> Company:
    single = Counter(plain(word) for before, word in itertools.pairwise(words) if before in _ONE)
    company = Company(Counter(), Counter(), Counter(), Counter(), single)
    for candidate in candidates:
        at, form = candidate.token, candidate.form
        pair = (words[at - 1], words[at])
        company.pairs[pair] += 1
        if words[at + 1] in NOT_OWNED:
            company.ended["^" + form if words[at][0].isupper() else form] += 1
            company.ended_pairs[pair] += 1
        if words[at - 1] in _SEVERAL:
            company.many[form] += 1
    return company


def token_rows(word: str, vocabulary: Vocabulary) -> tuple[int, int, int, int, int]:
    """The network's rows of a word: itself, or how it is written where it is rare; its ending; its shape; its stem."""
    form, look = plain(word), shape(word)
    ids = vocabulary.ids
    row = ids.get(form, look)
    ending = _ending(form)
    if form[-1:] != "s" or len(form) < 3:
        return row, ending, look, row, ending
    stem = form[:-1]
    return row, ending, look, ids.get(stem, 0), _ending(stem)


def _ending(form: str) -> int:
    return zlib.crc32(form[-3:].encode()) % SUFFIX_ROWS


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
                *_lexical(candidate.form, candidate.places[2], vocabulary, count, key[1]),
                *_of_page(candidate.form, reading, seen),
            ]
        table.append(known + _around(candidate, reading))
    return np.array(table, dtype=np.float32)


@lru_cache(maxsize=2**15)
def _lexical(
    form: str,
    inside: int,
    vocabulary: Vocabulary,
    count: Callable[[str], Counts],
    capital: bool,  # noqa: FBT001 - part of the key
) -> tuple[float, ...]:
    zipf, total = vocabulary.zipf, count(form)
    upper = count("^" + form)
    cased = upper if capital else tuple(a - b for a, b in zip(total, upper, strict=True))
    stem = form[:-1]
    bare_level, stem_level = zipf.get(form, 0.0), zipf.get(stem, 0.0)
    owner_level = zipf.get(f"{stem}'s", 0.0)
    inside_level = zipf.get(f"{form[:inside]}'{form[inside:]}", 0.0) if inside >= 0 else 0.0
    return (
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
    )


def _of_page(form: str, reading: Reading, seen: frozenset[tuple[str, int]]) -> list[float]:
    stem, count = form[:-1], reading.counts.get
    return [
        log1p(count(stem, 0)),
        log1p(count("^" + stem, 0)),
        log1p(count(form, 0)),
        log1p(count("^" + form, 0)),
        float((form, BEFORE_S) in seen),
        float((form, AFTER_S) in seen),
        float((form, INSIDE) in seen),
    ]


def _around(candidate: Candidate, reading: Reading) -> list[float]:
    """How often the rest of the page has the form as a plural or a name, and what stands beside this one.

    Asked with `get`: a counter takes its time over what it has not counted, and that is most of it.
    """
    words, at, form, company = reading.tokens.words, candidate.token, candidate.form, reading.company
    pair = (words[at - 1], words[at])
    ended, several = words[at + 1] in NOT_OWNED, words[at - 1] in _SEVERAL
    cased = "^" + form if words[at][0].isupper() else form
    return [
        log1p(company.ended.get(cased, 0) - ended),
        log1p(company.ended_pairs.get(pair, 0) - ended),
        log1p(company.pairs[pair] - 1),
        log1p(company.many.get(form, 0) - several),
        log1p(company.single.get(form[:-1], 0)),
        float(ended),
        float(several),
    ]
