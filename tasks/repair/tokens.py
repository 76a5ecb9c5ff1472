"""A page as a row of words and marks, with apostrophes and quotes left out, so that damage does not show."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

_TOKEN = re.compile(
    r"(?:[A-Za-z]\.){2,}|[^\W_]+(?:['’ʼ][^\W_]+)*(?:(?<=[sS])['’](?=[ \u00a0][^\W_]))?|[.,;:!?()\-—–$%&/]"
)
_FEW = 30
APOSTROPHES = "'’ʼ"
BOUNDARY = "¶"
_TO_PLAIN = {ord(mark): None for mark in APOSTROPHES} | {ord(digit): "0" for digit in "123456789"}


@dataclass(frozen=True, slots=True)
class Tokens:
    """Words and marks of a page in order; a `BOUNDARY` stands before, between and behind its texts' lines."""

    words: list[str]
    places: list[tuple[int, int]]
    """Text and offset of each; (-1, -1) for a boundary."""


def has_token(text: str) -> bool:
    """Whether a text has any token."""
    return _TOKEN.search(text) is not None


def cut(texts: Sequence[str], chosen: Iterable[int] | None = None) -> Tokens:
    """The tokens of a page, or of some of its texts: `chosen` holds their indices, in order."""
    words, places = [BOUNDARY], [(-1, -1)]
    for index in range(len(texts)) if chosen is None else chosen:
        offset = 0
        for line in texts[index].split("\n"):
            for match in _TOKEN.finditer(line):
                words.append(match[0])
                places.append((index, offset + match.start()))
            if words[-1] != BOUNDARY:
                words.append(BOUNDARY)
                places.append((-1, -1))
            offset += len(line) + 1
    return Tokens(words, places)


def word_counts(text: str, asked: frozenset[str]) -> Counter[str]:
    """How often the words that are asked for stand in a text, in any case, apostrophes left out.

    Args:
        text: of a page.
        asked: words of letters, in lower case; others may be counted too.
    """
    bare = text.replace("İ", "ı").lower()  # in lower case `İ` would be two characters, and the first an `i`
    for mark in APOSTROPHES:
        bare = bare.replace(mark, "")
    if len(asked) <= _FEW and min(map(len, asked), default=0) > 1:  # one letter may be part of `a.m.`
        return Counter({word: _count(bare, word) for word in sorted(asked)})
    for mark in ",:-":
        bare = bare.replace(mark, " ")
    counts = Counter(bare.split())
    mixed = [f"{chunk}\n" * count for chunk, count in counts.items() if not chunk.isalpha()]
    counts.update(_TOKEN.findall("".join(mixed)))
    return counts


def _count(text: str, word: str) -> int:
    """How often it stands there as a whole word: quicker than counting all words, where only a few are asked for."""
    found, at, size = 0, text.find(word), len(word)
    while at >= 0:
        found += not (text[at - 1 : at].isalnum() or text[at + size : at + size + 1].isalnum())
        at = text.find(word, at + size)
    return found


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
