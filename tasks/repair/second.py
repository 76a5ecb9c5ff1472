"""The second judgement: boosted trees over what the networks say of a candidate, of its like on the page and beside it.

The networks read a candidate in its sentence. They do not know what they said of the same form elsewhere, nor how often
the training text had the form before just this word; and they are surer than they should be. Asked only where they are
not sure that nothing is lost. Trained by train.repair_second on what networks said of texts they had not learned from.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from dataclasses import dataclass
from functools import cache, lru_cache

import numpy as np
from numpy.typing import NDArray

from tasks.repair.candidates import NOT_OWNED, Candidate, Reading
from tasks.repair.kinds import ENDS_PHRASE, kind_of
from tasks.repair.neighbours import Neighbours, keys_of
from tasks.repair.tables import (
    AFTER_S,
    BEFORE_S,
    NONE,
    Floats,
    Vocabulary,
    certain_forms,
    named_arrays,
)
from tasks.repair.tokens import BOUNDARY, plain, shape
from tasks.trees import Trees

DOUBTED = 0.003
"""Chance of a loss from which on the trees are asked."""
_LEAST = 1e-6
_FAR = 25
"""So many tokens away a sentence's end is no nearer than any other."""
_PHRASE = 8
_PAD = 2
_SAME = 400
"""So many places of the same form to both sides are heard: a page of one sentence costs what any other costs."""
_UNKNOWN = -1.0
_ENDS = frozenset({".", "?", "!", BOUNDARY})


@dataclass(frozen=True, slots=True)
class Judged:
    """The candidates of a page, what may be, what is known of each, and the chances of its four classes."""

    reading: Reading
    candidates: list[Candidate]
    allowed: NDArray[np.bool_]
    facts: Floats
    chances: NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class SecondModel:
    """Trees that add to the networks' log-odds: of a loss, and of its standing before the s where it may be behind."""

    lost: Trees
    side: Trees


@cache
def second_model() -> SecondModel:
    """The shipped trees, read once a process."""
    lost, side = map(Trees.of_arrays, named_arrays("second"))
    return SecondModel(lost, side)


def second_judgement(
    judged: Judged, vocabulary: Vocabulary, neighbours: Neighbours, model: SecondModel
) -> NDArray[np.float64]:
    """The chances once the trees are heard.

    Rounded to six places, so that the last bits of one machine's logarithms decide nothing.
    """
    some, chances = doubted(judged), judged.chances.copy()
    if not len(some):
        return chances
    rows = features(judged, some, vocabulary, neighbours)
    of_loss, of_side = known_odds(chances[some])
    lost = _chance(of_loss + model.lost.log_odds(rows))
    new = chances[some]
    new[:, 1:] *= (lost / np.maximum(1 - new[:, NONE], _LEAST))[:, None]
    new[:, NONE] = 1 - lost
    both = judged.allowed[some][:, [BEFORE_S, AFTER_S]].all(axis=1)
    before = _chance(of_side[both] + model.side.log_odds(rows[both]))
    ending = new[both, BEFORE_S] + new[both, AFTER_S]
    new[both, BEFORE_S], new[both, AFTER_S] = ending * before, ending * (1 - before)
    chances[some] = np.round(new, 6)
    return chances


def _chance(odds: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.asarray(1 / (1 + np.exp(-odds)))


def doubted(judged: Judged) -> NDArray[np.int64]:
    """The candidates that the trees are asked about: neither surely whole nor a form that hardly anybody writes so."""
    certain = certain_forms()
    likely = np.flatnonzero(judged.chances[:, NONE] <= 1 - DOUBTED)
    return np.array([at for at in likely.tolist() if judged.candidates[at].form not in certain], dtype=np.int64)


def known_odds(chances: NDArray[np.float64]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """The networks' log-odds of a loss, and of its standing before the s rather than behind, to four places."""
    logs = np.log(np.maximum(chances, _LEAST))
    lost = np.log(np.maximum(1 - chances[:, NONE], _LEAST))
    return np.round(lost - logs[:, NONE], 4), np.round(logs[:, BEFORE_S] - logs[:, AFTER_S], 4)


def features(judged: Judged, some: NDArray[np.int64], vocabulary: Vocabulary, neighbours: Neighbours) -> Floats:
    """A row for each of some candidates: scores, its like elsewhere and beside it, its place, neighbours, facts."""
    tokens = judged.reading.tokens.words
    words = [*[BOUNDARY] * _PAD, *tokens, *[BOUNDARY] * _PAD]
    chosen = [judged.candidates[at] for at in some.tolist()]
    places = [candidate.token + _PAD for candidate in chosen]
    keys = [
        key
        for candidate, at in zip(chosen, places, strict=True)
        for key in keys_of(candidate.form, words[at], words[at - 1], words[at + 1])
    ]
    around = [_around(words, at, vocabulary) for at in places]
    parts = [
        _scores(judged.chances[some]),
        _elsewhere(judged, some),
        _beside(judged, np.array(places), len(words)),
        np.array(around),
        neighbours.look_up(keys).reshape(len(some), -1),
        judged.facts[some],
    ]
    return np.hstack(parts).astype(np.float32)


def _scores(chances: NDArray[np.float64]) -> NDArray[np.float64]:
    logs = np.log(np.maximum(chances, _LEAST))
    lost, side = known_odds(chances)
    return np.column_stack([np.round(logs[:, 1:] - logs[:, :1], 4), lost, side])


def _elsewhere(judged: Judged, some: NDArray[np.int64]) -> NDArray[np.float64]:
    """Of the same form's other places, the nearest of them, how many there are, and what the networks say of them."""
    table = np.full((len(some), 5), _UNKNOWN)
    table[:, 0] = 0
    chosen = [judged.candidates[at].form for at in some.tolist()]
    asked, lines = frozenset(chosen), defaultdict(list)
    for line, candidate in enumerate(judged.candidates):
        if candidate.form in asked:
            lines[candidate.form].append(line)
    for row, (at, form) in enumerate(zip(some.tolist(), chosen, strict=True)):
        nth = bisect_left(lines[form], at)
        others = lines[form][max(nth - _SAME, 0) : nth] + lines[form][nth + 1 : nth + _SAME + 1]
        if others:
            said = judged.chances[others]
            lost = 1 - said[:, NONE]
            most = said.max(axis=0)
            table[row] = len(others), lost.mean(), lost.max(), most[BEFORE_S], most[AFTER_S]
    return np.round(table, 6)


def _beside(judged: Judged, places: NDArray[np.int64], length: int) -> NDArray[np.float64]:
    """What the networks say of a candidate next to this one, or next but one."""
    lost = np.full(length, _UNKNOWN)
    lost[[candidate.token + _PAD for candidate in judged.candidates]] = 1 - judged.chances[:, NONE]
    return np.asarray(np.round(lost[places[:, None] + np.array([1, -1, 2, -2])], 6))


def _around(words: list[str], at: int, vocabulary: Vocabulary) -> list[float]:
    """How far the sentence reaches to both sides, how long the phrase behind is, and what the nearest words are."""
    row: list[float] = [
        next((far for far in range(1, _FAR) if words[at + far] in _ENDS), _FAR),
        next((far for far in range(1, _FAR) if words[at - far] in _ENDS), _FAR),
        shape(words[at]),
    ]
    for offset in (-2, -1, 1, 2):
        row += _look(words[at + offset], vocabulary)[: 2 if offset == -2 else 3]
    row.append(next((far for far in range(1, _PHRASE) if _look(words[at + far], vocabulary)[3]), _PHRASE))
    return row


@lru_cache(maxsize=2**15)
def _look(word: str, vocabulary: Vocabulary) -> tuple[int, float, int, bool]:
    """Kind, level and shape of a word, and whether a noun phrase ends before it."""
    kind = kind_of(word)
    level = vocabulary.zipf.get(plain(word), 0.0) if word[0].isalnum() else _UNKNOWN
    return kind, level, shape(word), word in NOT_OWNED or kind in ENDS_PHRASE
