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
SHINGLE = 4
"""Words that must stand together before a part of a line counts as a part of a block."""


def coverage(lines: Sequence[str], texts: Sequence[str]) -> tuple[float, ...]:
    """The share of each text's words that stand in `lines`: whole lines first, then runs of words."""
    words = [WORD.findall(text.lower()) for text in texts]
    shares = [0.0] * len(texts)
    left_over = _match_whole(lines, words, shares)
    _match_runs(left_over, words, shares)
    return tuple(shares)


def _match_whole(lines: Sequence[str], words: list[list[str]], shares: list[float]) -> list[list[str]]:
    """Give 1.0 to the nearest following block that equals a line; return the lines that equal none."""
    places: dict[str, list[int]] = defaultdict(list)
    for index, block_words in enumerate(words):
        places["".join(block_words)].append(index)
    left_over, position = [], -1
    for line in lines:
        line_words = WORD.findall(line.lower())
        found = places.get("".join(line_words)) if line_words else None
        if found:
            position = found.pop(bisect_right(found, position) % len(found))
            shares[position] = 1.0
        elif line_words:
            left_over.append(line_words)
    return left_over


def _match_runs(lines: list[list[str]], words: list[list[str]], shares: list[float]) -> None:
    """Cover blocks by the word runs of lines that were cut or joined on other seams than ours."""
    runs: Counter[tuple[str, ...]] = Counter()
    for line in lines:
        runs.update(_runs(line))
    if not runs:
        return
    for index, block_words in enumerate(words):
        if shares[index] == 0.0 and block_words:
            shares[index] = _covered(block_words, runs)


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
