"""A page as a row of words and marks, with apostrophes and quotes left out, so that damage does not show."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

_TOKEN = re.compile(
    r"(?:[A-Za-z]\.){2,}|[^\W_]+(?:['’ʼ][^\W_]+)*(?:(?<=[sS])['’](?=[ \u00a0][^\W_]))?|[.,;:!?()\-—–$%&/]"
)
APOSTROPHES = "'’ʼ"
BOUNDARY = "¶"
_TO_PLAIN = {ord(mark): None for mark in APOSTROPHES} | {ord(digit): "0" for digit in "123456789"}


@dataclass(frozen=True, slots=True)
class Tokens:
    """Words and marks of a page in order; a `BOUNDARY` stands before, between and behind its texts' lines."""

    words: list[str]
    places: list[tuple[int, int]]
    """Text and offset of each; (-1, -1) for a boundary."""


def cut(texts: Iterable[str]) -> Tokens:
    """The tokens of a page."""
    words, places = [BOUNDARY], [(-1, -1)]
    for index, text in enumerate(texts):
        offset = 0
        for line in text.split("\n"):
            for match in _TOKEN.finditer(line):
                words.append(match[0])
                places.append((index, offset + match.start()))
            if words[-1] != BOUNDARY:
                words.append(BOUNDARY)
                places.append((-1, -1))
            offset += len(line) + 1
    return Tokens(words, places)


def plain(word: str) -> str:
    """Lower case, without apostrophes, every digit a 0: the same for `Trump's` and `Trumps`."""
    return word.lower() if word.isalpha() else word.lower().translate(_TO_PLAIN)


def shape(word: str) -> int:
    """0 a mark, 1 lower case, 2 Capitalised, 3 CAPITALS, 4 mixed, 5 with digits, 6 one capital letter."""
    if not word[0].isalnum():
        return 0
    if word.islower():
        return 1 if word.isalpha() or not any(map(str.isdigit, word)) else 5
    if len(word) == 1 and word.isupper():
        return 6
    if word[0].isupper() and (word[1:].islower() or word[-2:] in ("'s", "’s")):
        return 2
    if word.isupper() or (word[-1] == "s" and word[:-1].isupper()):
        return 3
    return 5 if any(map(str.isdigit, word)) else 4
