"""How much of each block stands in somebody else's lines: by letters and digits, not by nodes.

Other readers of a page cut it on other seams, drop attributes and control characters and change white space; what
they share with our blocks is the order of the words.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from itertools import groupby

WORD = re.compile(r"\w+")
_NO_WORD = bytes(code for code in range(128) if not WORD.match(chr(code)))
SHINGLE = 4
"""Words that must stand together before a part of a line counts as a part of a block."""

Run = tuple[str, ...]
Stretch = tuple[int, list[str]]
"""Lines that follow one another and equal no block: the block of the line before them, their words."""


def coverage(lines: Sequence[str], texts: Sequence[str]) -> tuple[float, ...]:
    """The share of each text's words that stand in `lines`: whole lines first, then runs of words.

    Where several blocks read alike, a line means the one that stands by the line before it or the one after. Runs go
    over the seams, so that rows of cells, lines of code and headings with a number above them are found.
    """
    shares = [0.0] * len(texts)
    if stretches := _match_whole(lines, texts, shares):
        _match_runs(stretches, texts, shares)
    return tuple(shares)


def _match_whole(lines: Sequence[str], texts: Sequence[str], shares: list[float]) -> list[Stretch]:
    """Give 1.0 to the block that each line equals; return the stretches of lines that equal none."""
    places: dict[str, list[int]] = defaultdict(list)
    for index, text in enumerate(texts):
        places[_letters(text)].append(index)
    letters = list(map(_letters, lines))
    following = _next_sure(letters, places)
    stretches: list[Stretch] = []
    position, apart = -1, True
    for line, own, sure in zip(lines, letters, following, strict=True):
        found = places.get(own) if own else None
        if found:
            position, apart = found.pop(_nearest(found, position, sure)), True
            shares[position] = 1.0
        elif own:
            if apart:
                stretches.append((position, []))
            stretches[-1][1].extend(_words(line))
            apart = False
    return stretches


def _next_sure(letters: Sequence[str], places: dict[str, list[int]]) -> list[int]:
    """For each line, the block of the next line behind it that can mean only one; -1 where there is none."""
    following, sure = [-1] * len(letters), -1
    for number in range(len(letters) - 1, -1, -1):
        following[number] = sure
        found = places.get(letters[number]) if letters[number] else None
        if found and len(found) == 1:
            sure = found[0]
    return following


def _nearest(found: Sequence[int], before: int, behind: int) -> int:
    """Which of some blocks is meant, by its place in `found`: the nearest to either neighbour, between them if any is.

    Without one between them, the next behind `before`, then the first of all.
    """
    after = bisect_right(found, before)
    last = bisect_left(found, behind) - 1
    if after <= last and behind - found[last] <= found[after] - before:
        return last
    return after % len(found)


def _match_runs(stretches: Sequence[Stretch], texts: Sequence[str], shares: list[float]) -> None:
    """Cover blocks by the word runs of lines that were cut or joined on other seams than ours."""
    wanted = {run for _, words in stretches for run in _runs(words)}
    begins, owners = list[int](), list[int]()  # each block's first word, each word's block
    places: dict[Run, list[int]] = defaultdict(list)
    for left, group in groupby(range(len(texts)), key=lambda index: shares[index] == 0.0):
        start, words = len(owners), list[str]()
        for index in group:
            begins.append(len(owners))
            if left:
                own = _words(texts[index])
                words += own
                owners += [index] * len(own)
        for at, run in enumerate(_runs(words), start):
            if run in wanted:
                places[run].append(at)
    begins.append(len(owners))
    _share_out(_hits(stretches, places, begins), owners, shares)


def _hits(
    stretches: Sequence[Stretch], places: dict[Run, list[int]], begins: Sequence[int]
) -> Iterator[tuple[int, int]]:
    """Where the lines' runs stand among the blocks' words, and how long each is: each place once, the nearest first."""
    for before, words in stretches:
        expected = begins[before + 1]
        for run in _runs(words):
            if found := places.get(run):
                at = bisect_left(found, expected)
                if at == len(found) or (at and expected - found[at - 1] < found[at] - expected):
                    at -= 1
                expected = found.pop(at)
                yield expected, len(run)
            expected += 1


def _share_out(hits: Iterator[tuple[int, int]], owners: Sequence[int], shares: list[float]) -> None:
    """Of a block of some words, the share of its own runs that was hit; of a shorter one, of its words."""
    whole, covered = Counter(owners), set[int]()
    inside = Counter[int]()
    for at, length in hits:
        covered.update(range(at, at + length))
        inside[owners[at]] += owners[at] == owners[at + length - 1]
    spoken = Counter(owners[at] for at in covered)
    for index, words in whole.items():
        shares[index] = inside[index] / (words - SHINGLE + 1) if words >= SHINGLE else spoken[index] / words


def _letters(text: str) -> str:
    """The words of a text without what parts them."""
    if text.isascii():  # the same, ten times as fast
        return text.lower().encode().translate(None, _NO_WORD).decode()
    return "".join(_words(text))


def _words(text: str) -> list[str]:
    return WORD.findall(text.lower())


def _runs(words: list[str]) -> Iterator[Run]:
    if 0 < len(words) < SHINGLE:
        return iter([tuple(words)])
    return zip(*(words[start:] for start in range(SHINGLE)), strict=False)
