"""Lost dashes: `policyfrom` was `policy—from`, on a page that shows that it lost characters."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate, islice

import numpy as np

from schemas.repair import Repair
from tasks.repair.apostrophes import shows_lost_apostrophes
from tasks.repair.dash_patterns import any_place, places
from tasks.repair.english import is_english
from tasks.repair.network import probabilities
from tasks.repair.page import Page
from tasks.repair.splits import SHORTEST, Choices, Split, choices_of, split_facts, split_rows, splits
from tasks.repair.tables import certain_forms, dash_networks, vocabulary
from tasks.repair.tokens import Tokens, cut, has_token

RULE = "lost_dash"
_TYPOGRAPHY = re.compile("[‘’“”—–…]")
_STRAYS = 2
"""Such characters that may have come from elsewhere: a name, a widget."""
_LETTERS = re.compile(rf"[A-Za-z]{{{SHORTEST},}}")
_ALONE = 0.98
"""How sure a split must be where no other of the page supports it."""
_PROVEN, _PROOFS = 0.9, 2
"""How sure it must be where so many words show that the page lost its apostrophes."""
_READ_OFF = 0.97
"""How sure a dash is that can be read off."""
_GLUE = frozenset("@#/_")
"""Before a word: a handle, an address."""
_SUPPORT = 0.6
"""How sure another split must be to support one."""


def may_have_lost_dashes(page: Page) -> bool:
    """The cheap test of a page: nearly no typography is left, apostrophes may be gone, and some word may be two.

    Its language is asked before its words: where apostrophes may be gone somebody asks for it anyway.
    """
    return not _spared(page) and page.english and (bool(page.hopeful) or any_place(page.joined))


def restore_dashes(page: Page) -> tuple[tuple[Repair, ...], ...]:
    """For every text the dashes that are put back, where the page is English and its words support each other."""
    if not page.english:
        return ((),) * len(page.texts)
    found = _split(page)
    for index, text in enumerate(page.texts):
        for at in places(text):
            found.setdefault(index, {}).setdefault(at, Repair(at, at, "", page.style.dash, RULE, _READ_OFF))
    return tuple(
        tuple(repair for _, repair in sorted(found[index].items())) if index in found and is_english(text) else ()
        for index, text in enumerate(page.texts)
    )


def _split(page: Page) -> dict[int, dict[int, Repair]]:
    """By text and offset the dashes between two words that stand as one."""
    choices = choices_of(_LETTERS.findall(page.unusual), vocabulary().zipf)
    if not choices:
        return {}
    tokens = _around(page, choices)
    best = _judged(page, tokens, choices)
    enough = max(page.config.dash_confidence, _least(page, best))
    found: dict[int, dict[int, Repair]] = {}
    for split, chance in best:
        word, (index, start) = tokens.words[split.token], tokens.places[split.token]
        glued = page.texts[index][max(0, start - 1) : start] in _GLUE
        if chance < enough or glued or _camel(word, split.place, chance):
            continue
        at = start + split.place
        found.setdefault(index, {})[at] = Repair(at, at, "", page.style.dash, RULE, round(chance, 4))
    return found


def _least(page: Page, best: Sequence[tuple[Split, float]]) -> float:
    """How sure a split must be: less where another supports it, or where the page lost its apostrophes.

    What took those took the dashes too.
    """
    if sum(chance >= _SUPPORT for _, chance in best) > 1:
        return 0.0
    proofs = certain_forms().intersection(_LETTERS.findall(page.unusual))
    return _PROVEN if len(proofs) >= _PROOFS else _ALONE


def _around(page: Page, words: Iterable[str]) -> Tokens:
    """The tokens of the texts that hold one of the words, and of their neighbours: all that is judged."""
    ends = list(accumulate(len(text) + 1 for text in page.texts))
    wanted: set[int] = set()
    for word in words:
        at = page.joined.find(word)
        while at >= 0:
            index = bisect_right(ends, at)
            wanted |= {index, *_neighbours(page.texts, index)}
            at = page.joined.find(word, ends[index])
    return cut(page.texts, sorted(wanted))


def _neighbours(texts: Sequence[str], index: int) -> Iterator[int]:
    """The nearest texts on both sides that have a token."""
    for side in (range(index - 1, -1, -1), range(index + 1, len(texts))):
        yield from islice((other for other in side if has_token(texts[other])), 1)


def _judged(page: Page, tokens: Tokens, choices: Choices) -> list[tuple[Split, float]]:
    """The likeliest split of each word that may be two, and how likely a dash was lost there."""
    tables = vocabulary()
    chosen = splits(tokens, choices)
    if not chosen:
        return []
    rows, known = split_rows(tokens, chosen, tables), split_facts(tokens, chosen, tables, page.joined)
    chances = probabilities(dash_networks(), rows, known, np.ones((len(chosen), 2), dtype=bool))[:, 1]
    return _best(chosen, chances.tolist())


def _spared(page: Page) -> bool:
    """Whether the characters that are lost together with dashes are there: curly quotes, dashes, apostrophes."""
    return len(_TYPOGRAPHY.findall(page.beyond_ascii)) > _STRAYS or not shows_lost_apostrophes(page)


def _camel(word: str, place: int, chance: float) -> bool:
    """A name or a program's identifier (`BigInt`), unless the network is all but certain."""
    return word[place].isupper() and word[:place] != word[:place].upper() and chance < _ALONE


def _best(chosen: Sequence[Split], chances: Sequence[float]) -> list[tuple[Split, float]]:
    """Of each word the likeliest split."""
    best: dict[int, tuple[Split, float]] = {}
    for split, chance in zip(chosen, chances, strict=True):
        if split.token not in best or chance > best[split.token][1]:
            best[split.token] = (split, chance)
    return [best[token] for token in sorted(best)]
