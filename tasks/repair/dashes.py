"""Lost dashes: `policyfrom` was `policy—from`, on a page that shows that it lost characters."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate, islice

import numpy as np

from schemas.repair import Repair
from tasks.repair.apostrophes import may_have_lost_apostrophes
from tasks.repair.english import is_english
from tasks.repair.network import probabilities
from tasks.repair.page import Page
from tasks.repair.splits import SHORTEST, Choices, Split, choices_of, split_facts, split_rows, splits
from tasks.repair.tables import dash_networks, vocabulary
from tasks.repair.tokens import Tokens, cut, has_token

RULE = "lost_dash"
_UNSPACED = re.compile(r"[—–](?<=[^\W\d_].)[^\W\d_]")
_TYPOGRAPHY = re.compile("[‘’“”—–…]")
_STRAYS = 2
"""Such characters that may have come from elsewhere: a name, a widget."""
_LETTERS = re.compile(rf"[A-Za-z]{{{SHORTEST},}}")
_ALONE = 0.98
"""How sure a split must be where no other of the page supports it."""
_LONE = 8.5
"""Levels of both halves together from which a split is weighed where none can support it: the least ever believed."""
_SUPPORT = 0.6
"""How sure another split must be to support one."""


_FOREIGN = 0.4
"""Share of a page that is no common English word, from which on its language is asked before its words are split."""


def may_have_lost_dashes(page: Page) -> bool:
    """The cheap test of a page: more long words that are none but fall into two than unspaced dashes."""
    if len(page.unusual) > _FOREIGN * len(page.joined) and not page.english:
        return False
    if not page.hopeful or not ("—" in page.beyond_ascii or "–" in page.beyond_ascii):
        return bool(page.hopeful)
    return len(page.hopeful) > len(_UNSPACED.findall(page.joined))


def restore_dashes(page: Page) -> tuple[tuple[Repair, ...], ...]:
    """For every text the dashes that are put back, where the page is English and its words support each other."""
    spared = _spared(page)
    choices = _lone(page.hopeful) if spared else choices_of(_LETTERS.findall(page.unusual), vocabulary().zipf)
    if not choices:
        return ((),) * len(page.texts)
    tokens = _around(page, choices)
    best = _judged(page, tokens, choices)
    believed = not spared and sum(chance >= _SUPPORT for _, chance in best) > 1
    enough = page.config.dash_confidence if believed else max(_ALONE, page.config.dash_confidence)
    sure = [
        (split, chance)
        for split, chance in best
        if chance >= enough and not _camel(tokens.words[split.token], split.place, chance)
    ]
    found: dict[int, list[Repair]] = {}
    for split, chance in sure if sure and page.english else ():
        index, start = tokens.places[split.token]
        at = start + split.place
        found.setdefault(index, []).append(Repair(at, at, "", page.style.dash, RULE, round(chance, 4)))
    return tuple(
        tuple(found[index]) if index in found and is_english(text) else () for index, text in enumerate(page.texts)
    )


def _lone(choices: Choices) -> Choices:
    return {word: found for word, found in choices.items() if found[0][0] >= _LONE}


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
    return len(_TYPOGRAPHY.findall(page.beyond_ascii)) > _STRAYS or not may_have_lost_apostrophes(page)


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
