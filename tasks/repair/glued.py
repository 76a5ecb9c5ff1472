"""What stood between two words that a stand-in joins: an apostrophe, a dash, or a lost letter of one word."""

from __future__ import annotations

import re
import unicodedata

from tasks.repair.tables import vocabulary

TAILS = frozenset({"s", "t", "re", "ve", "ll", "d", "m"})
_ELIDED = frozenset({"O", "D", "L", "d", "l"})
"""Of names: O'Brien, D'Arcy, L'Aquila, Côte d'Azur."""
_FRENCH = frozenset("dDlL")
_BEFORE_VOWEL = re.compile(r"[aeiouh][a-z]{2}")
_NAME = 4
_COMMON, _KNOWN, _VERY_COMMON = 2.0, 3.0, 4.8
"""Levels (zipf) of words that may stand beside a dash: long ones, what an apostrophe shortens, those under `_NAME`."""
_LONG = 6
"""Letters of a word that may be unknown where a common one is joined to it."""
_TWO = frozenset("am an as at be by do go he if in is it me my no of oh ok on or so to up us we".split())
"""Words of two letters; others of them are pieces of a word that lost a letter."""


def apostrophe_between(left: str, right: str) -> float:
    """How sure an apostrophe stood between two pieces (`don`, `t`; `O`, `Brien`); 0 where nothing says so."""
    if right in {"s", "S"}:
        return 0.999
    levels = vocabulary().zipf
    spoken = len(left) > len("na") and (left[0].isupper() or levels.get(left.lower(), 0.0) >= _COMMON)
    if right.lower() in TAILS and spoken:  # shorter ones are among the word list's contractions
        return 0.999
    if (left in _ELIDED and right[:1].isupper()) or f"{left}'{right}".lower() in levels:
        return 0.99
    return 0.95 if left in _FRENCH and _BEFORE_VOWEL.match(right) else 0.0


def dash_between(left: str, right: str, *, tail: bool = False) -> bool:
    """Whether both can be words of their own, and no pieces around a lost accented letter (`Pok`, `mon`).

    Args:
        left: letters and digits before the mark.
        right: those behind it.
        tail: an apostrophe, or what stands for it, is before `left`: it is the end of a word (`it's`).
    """
    if len(left) == 1 and left.isupper() and left not in {"A", "I"}:
        return len(right) >= _NAME and _level(right) >= _COMMON
    if _stands_alone(right):
        return tail or _stands_alone(left) or (len(right) >= _NAME and _may_stand(left, right))
    if right[0].isupper():
        return left[-1].islower() and (tail or _level(left) >= _COMMON)
    return len(left) >= _NAME and _level(left) >= _KNOWN and len(right) > len("of") and _level(right) >= _KNOWN


def _stands_alone(word: str) -> bool:
    """A number, a name, capitals, a word that is common enough for its length."""
    if any(map(str.isdigit, word)) or (word[0].isupper() and len(word) >= _NAME):
        return True
    if len(word) == 1:
        return word in {"a", "A", "I"}
    if word.isupper():
        return True
    if len(word) == len("of"):
        return word.lower() in _TWO
    return _level(word) >= (_COMMON if len(word) >= _NAME else _VERY_COMMON)


def _may_stand(word: str, beside: str) -> bool:
    """The same, of less common words that a very common one is joined to: hardly a piece of a word ends in that."""
    if _level(beside) < _VERY_COMMON or not word.isalpha():
        return False
    return len(word) >= _LONG or (len(word) > len("of") and _level(word) >= _KNOWN)


def _level(word: str) -> float:
    """Its level; that of its plain letters where it has accents, as the word list has none."""
    lower = word.lower()
    if not lower.isascii():
        lower = "".join(letter for letter in unicodedata.normalize("NFD", lower) if letter.isascii())
    return vocabulary().zipf.get(lower, 0.0)
