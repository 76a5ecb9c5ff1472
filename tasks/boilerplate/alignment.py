"""How much of each block stands in somebody else's lines: by letters and digits, not by nodes.

Other readers of a page cut it on other seams, drop attributes and control characters and change white space; what
they share with our blocks is the order of the words.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

WORD = re.compile(r"\w+")
_NO_WORD = bytes(code for code in range(128) if not WORD.match(chr(code)))
SHINGLE = 4
"""Words that must stand together before a part of a line counts as a part of a block."""


def coverage(lines: Sequence[str], texts: Sequence[str]) -> tuple[float, ...]:
    """The share of each text's words that stand in `lines`: whole lines first, then runs of words."""
    shares = [0.0] * len(texts)
    left_over = _match_whole(lines, texts, shares)
    _match_runs(left_over, texts, shares)
    return tuple(shares)


def _match_whole(lines: Sequence[str], texts: Sequence[str], shares: list[float]) -> list[str]:
    """Give 1.0 to the nearest following block that equals a line; return the lines that equal none."""
    places: dict[str, list[int]] = defaultdict(list)
    for index, text in enumerate(texts):
        places[_letters(text)].append(index)
    left_over, position = [], -1
    for line in lines:
        letters = _letters(line)
        found = places.get(letters) if letters else None
        if found:
            position = found.pop(bisect_right(found, position) % len(found))
            shares[position] = 1.0
        elif letters:
            left_over.append(line)
    return left_over


def _match_runs(lines: list[str], texts: Sequence[str], shares: list[float]) -> None:
    """Cover blocks by the word runs of lines that were cut or joined on other seams than ours."""
    runs: Counter[tuple[str, ...]] = Counter()
    for line in lines:
        runs.update(_runs(_words(line)))
    if not runs:
        return
    for index, text in enumerate(texts):
        if shares[index] == 0.0 and (words := _words(text)):
            shares[index] = _covered(words, runs)


def _letters(text: str) -> str:
    """The words of a text without what parts them."""
    if text.isascii():  # the same, ten times as fast
        return text.lower().encode().translate(None, _NO_WORD).decode()
    return "".join(_words(text))


def _words(text: str) -> list[str]:
    return WORD.findall(text.lower())


def _runs(words: list[str]) -> Iterator[tuple[str, ...]]:
    if len(words) < SHINGLE:
        yield tuple(words)
    for start in range(len(words) - SHINGLE + 1):
        yield tuple(words[start : start + SHINGLE])


def _covered(words: list[str], runs: Counter[tuple[str, ...]]) -> float:
    needed = list(_runs(words))
    hit = 0
    for run in needed:
        if runs[run] > 0:
            runs[run] -= 1
            hit += 1
    return hit / len(needed)
