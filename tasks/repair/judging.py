"""What the networks and the second judgement make of each word of a page that may have lost an apostrophe."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from tasks.repair.candidates import Candidate, Reading, facts, read
from tasks.repair.context import chances as chances_of
from tasks.repair.context import contexts
from tasks.repair.neighbours import neighbours
from tasks.repair.page import Page
from tasks.repair.second import Judged, second_judgement, second_model
from tasks.repair.tables import (
    AFTER_S,
    ContextNetwork,
    Counts,
    Floats,
    Vocabulary,
    apostrophe_networks,
    vocabulary,
)
from tasks.repair.tokens import cut

_ENDS_NAME = frozenset("and or at in on of to for from by with who were are have had was is . , ; : ? !".split())
"""`the Clintons at dinner`: what follows owns nothing."""
_NAMED, _NAMED_SHARE = 2, 0.3
"""How often a name stands so, and in which share of its places."""
_CERTAIN = 0.97
"""A decision so sure is evidence for the same form elsewhere on the page."""
_ROUNDS = 3


@dataclass(frozen=True, slots=True)
class First:
    """Who judges first, and what it knows."""

    networks: tuple[ContextNetwork, ...]
    tables: Vocabulary
    count: Callable[[str], Counts]
    """How often a form was meant as each class."""


def judge(page: Page) -> Judged | None:
    """The view of every candidate, or None where there is none."""
    if not page.english:
        return None
    tables = vocabulary()
    judged = first_judgement(page.texts, page.evidence, First(apostrophe_networks(), tables, tables.count))
    return judged and replace(judged, chances=second_judgement(judged, tables, neighbours(), second_model()))


def first_judgement(texts: tuple[str, ...], evidence: str, first: First) -> Judged | None:
    """The networks' view, decisions they are sure of heard as evidence for the others."""
    reading = read(cut(texts), cut([evidence]), first.tables)
    candidates = [candidate for candidate in reading.candidates if not _in_address(candidate, reading, texts)]
    if not candidates:
        return None
    allowed = _allowed(candidates, reading, texts)
    names = [at for at, candidate in enumerate(candidates) if _named(candidate, reading)]
    allowed[names, 1:] = False
    chances, known = _chances(reading, candidates, allowed, first)
    return Judged(reading, candidates, allowed, known, chances)


def _chances(
    reading: Reading, candidates: list[Candidate], allowed: NDArray[np.bool_], first: First
) -> tuple[NDArray[np.float64], Floats]:
    """The networks' chances for the four classes, and the facts they heard."""
    places = np.array([candidate.token for candidate in candidates])
    views = contexts(first.networks, reading.rows, reading.words, places)
    seen = reading.seen
    todo = np.ones(len(candidates), dtype=bool)
    chances = np.zeros((len(candidates), 4))
    known = facts(reading, candidates, first.tables, first.count, seen)
    for _ in range(_ROUNDS):
        chances[todo] = chances_of(views, todo, known[todo], allowed[todo])
        lines, kinds = np.nonzero(chances[:, 1:] >= _CERTAIN)
        new = {(candidates[at].form, kind + 1) for at, kind in zip(lines.tolist(), kinds.tolist(), strict=True)} - seen
        if not new:
            break
        seen |= new
        forms = {form for form, _ in new}
        todo = np.array([candidate.form in forms for candidate in candidates])
        some = [candidate for candidate in candidates if candidate.form in forms]
        known[todo] = facts(reading, some, first.tables, first.count, seen)
    return chances, known


def _allowed(candidates: list[Candidate], reading: Reading, texts: tuple[str, ...]) -> NDArray[np.bool_]:
    table = np.ones((len(candidates), 4), dtype=bool)
    table[:, 1:] = np.array([candidate.places for candidate in candidates]) >= 0
    for at in np.flatnonzero(table[:, AFTER_S]).tolist():
        token = candidates[at].token
        text, start = reading.tokens.places[token]
        end = start + len(reading.tokens.words[token])
        follows = texts[text][end : end + 2]
        table[at, AFTER_S] = len(follows) == 2 and follows[0] in " \u00a0" and follows[1].isalnum()
    return table


def _named(candidate: Candidate, reading: Reading) -> bool:
    """A name that owns nothing."""
    if reading.tokens.words[candidate.token].islower():
        return False
    return _family(candidate, reading) or _name(candidate, reading) or _initials(candidate, reading)


def _family(candidate: Candidate, reading: Reading) -> bool:
    """`the Kennedys and`: a name in the plural, which owns nothing here."""
    words, at = reading.tokens.words, candidate.token
    return words[at][0].isupper() and words[at - 1] in {"the", "The"} and words[at + 1] in _ENDS_NAME


def _name(candidate: Candidate, reading: Reading) -> bool:
    """`Aguas Argentinas`: a name of several words, which the page also has where it owns nothing."""
    words, at = reading.tokens.words, candidate.token
    pair = (words[at - 1], words[at])
    ended = reading.company.ended_pairs[pair]
    return (
        ended >= _NAMED
        and ended >= _NAMED_SHARE * reading.company.pairs[pair]
        and words[at][0].isupper()
        and words[at - 1][0].isupper()
    )


def _initials(candidate: Candidate, reading: Reading) -> bool:
    """`at HBOS Treasury`: among words that are not in capitals its S is one of the initials."""
    words, at = reading.tokens.words, candidate.token
    return candidate.places[2] < 0 and words[at].isupper() and not (words[at - 1].isupper() or words[at + 1].isupper())


def _in_address(candidate: Candidate, reading: Reading, texts: tuple[str, ...]) -> bool:
    """Part of an address, a handle, a file name: `@barclays`, `www.sears.com`; or an apostrophe stands beside it."""
    index, start = reading.tokens.places[candidate.token]
    text, end = texts[index], start + len(reading.tokens.words[candidate.token])
    before, after = text[start - 1 : start] if start else "", text[end : end + 2]
    glued = before == "." and text[start - 2 : start - 1].isalnum() and start > 1
    return (
        (before != "" and before in "@#/_=’'")
        or glued
        or after[:1] in {"@", "_", "=", "’", "'"}
        or (after[:1] in {".", "/"} and after[1:].islower())
    )
