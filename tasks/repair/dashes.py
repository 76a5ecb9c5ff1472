"""Lost dashes: `policyfrom` was `policy—from`, on a page that shows that it lost characters."""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np

from schemas.repair import Repair
from tasks.repair.apostrophes import may_have_lost_apostrophes
from tasks.repair.english import is_english
from tasks.repair.network import probabilities
from tasks.repair.page import Page
from tasks.repair.splits import Split, split_facts, split_rows, splits, ways
from tasks.repair.tables import dash_networks, vocabulary
from tasks.repair.tokens import cut

RULE = "lost_dash"
_UNSPACED = re.compile(r"[^\W\d_][—–][^\W\d_]")
_TYPOGRAPHY = re.compile("[‘’“”—–…]")
_STRAYS = 2
"""Such characters that may have come from elsewhere: a name, a widget."""
_LONG = re.compile(r"[A-Za-z]{7,}")
_HOPEFUL = 7.5
"""Levels of both halves together from which a split is worth a look."""
_ALONE = 0.98
"""How sure a split must be where no other of the page supports it."""
_SUPPORT = 0.6
"""How sure another split must be to support one."""


def may_have_lost_dashes(text: str) -> bool:
    """The cheap test of a page: more long words that are none but fall into two than unspaced dashes."""
    zipf = vocabulary().zipf
    unknown = [word for word in set(_LONG.findall(text)) if word not in zipf and word.lower() not in zipf]
    hopeful = sum(1 for word in unknown if any(way[0] >= _HOPEFUL for way in ways(word, zipf)))
    return hopeful > len(_UNSPACED.findall(text))


def restore_dashes(page: Page) -> tuple[tuple[Repair, ...], ...]:
    """For every text the dashes that are put back, where the page is English and its words support each other."""
    nothing: tuple[tuple[Repair, ...], ...] = tuple(() for _ in page.texts)
    tables, tokens = vocabulary(), cut(page.texts)
    chosen = splits(tokens, tables)
    if not chosen or not page.english:
        return nothing
    allowed = np.ones((len(chosen), 2), dtype=bool)
    rows, known = split_rows(tokens, chosen, tables), split_facts(tokens, chosen, tables)
    chances = probabilities(dash_networks(), rows, known, allowed)[:, 1]
    best = _best(chosen, chances.tolist())
    support = sum(chance >= _SUPPORT for _, chance in best)
    believed = support > 1 and not _spared(page.joined)
    enough = page.config.dash_confidence if believed else max(_ALONE, page.config.dash_confidence)
    found: list[list[Repair]] = [[] for _ in page.texts]
    for split, chance in best:
        if chance >= enough and not _camel(tokens.words[split.token], split.place, chance):
            index, start = tokens.places[split.token]
            at = start + split.place
            found[index].append(Repair(at, at, "", page.style.dash, RULE, round(chance, 4)))
    return tuple(
        tuple(repairs) if repairs and is_english(text) else () for text, repairs in zip(page.texts, found, strict=True)
    )


def _spared(text: str) -> bool:
    """Whether the characters that are lost together with dashes are there: curly quotes, dashes, apostrophes."""
    return len(_TYPOGRAPHY.findall(text)) > _STRAYS or not may_have_lost_apostrophes(text)


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
