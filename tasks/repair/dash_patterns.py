"""Lost dashes that can be read off without the network: behind a dateline, beside a year, between two years."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain

from tasks.repair.tables import vocabulary

_MONTHS = (
    "January|February|March|April|May|June|July|August|September|October|November|December"
    "|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec"
)
_DATELINE = re.compile(
    r"^[A-Z][A-Z.' -]{2,30}(?:, (?:[A-Z][a-z]{2,}(?: [A-Z][a-z]+)?|[A-Z][a-z]{1,4}\.|(?:[A-Z]\.){2}))?"
    r"(?: \((?:AP|Reuters|AFP|CNN|UPI|dpa)\))?(?=(?:[A-Z][a-z]+|A|I) [a-z])",
    re.MULTILINE,
)
_PLACE_ENDS = re.compile(r"(?:\)|\.|[a-z])\Z")
_BEGINS = re.compile(r"(?:The|In|Two|Three|On|For|Down|After|When) ")
"""What may follow a city's bare name: `MOSCOWThe president`."""
_YEAR_WORD = re.compile(r"(?<![\w.,-])(?:1[89]|20)\d\d(?=([a-z]{3,})(?![\w-]))")
_YEAR_MONTH = re.compile(rf"(?<![\w.,-])(?:1[89]|20)\d\d(?=(?:{_MONTHS})\b)")
_DAY_DAY = re.compile(rf"(?<![\w.,-])\d\d? (?:{_MONTHS})(?=\d\d? (?:{_MONTHS})\b)")
_YEARS = re.compile(r"(?<![\w.,-])((?:1[5-9]|20)\d\d)(?=((?:1[5-9]|20)\d\d)(?!\w|[.,-]\d))")
_GLUED = re.compile(r"\d(?:\d(?:[A-Z]?[a-z]{2}|\d{4})|(?<=[a-z]\d)\d? [A-Z])")
"""What all places but those behind datelines hold; quickly told."""
_COMMON = 4.5
"""Level of a word that may stand glued to a year."""
_LONGEST = 120
"""Years between the two of a range."""


def any_place(text: str) -> bool:
    """Whether a page has any such place; quickly told."""
    return next(places(text), None) is not None


def places(text: str) -> Iterator[int]:
    """The offsets at which a dash can be read off to be lost; not in order."""
    if not _GLUED.search(text):
        return after_datelines(text)
    return chain(after_datelines(text), beside_years(text), between_years(text))


def after_datelines(text: str) -> Iterator[int]:
    """`JERUSALEM (AP)A man was`: where the dash stood between a dateline and its first sentence."""
    for match in _DATELINE.finditer(text):
        if _PLACE_ENDS.search(match[0]) or (_BEGINS.match(text, match.end()) and match[0].lower() in vocabulary().zipf):
            yield match.end()


def beside_years(text: str) -> Iterator[int]:
    """`in 1776and almost`, `October 2, 2025February 15`: where a dash stood between a year or day and what follows."""
    levels = vocabulary().zipf
    yield from (match.end() for match in _YEAR_WORD.finditer(text) if levels.get(match[1], 0.0) >= _COMMON)
    yield from (match.end() for pattern in (_YEAR_MONTH, _DAY_DAY) for match in pattern.finditer(text))


def between_years(text: str) -> Iterator[int]:
    """`(18081812)`: where the dash of a range of years stood."""
    for match in _YEARS.finditer(text):
        if 0 < int(match[2]) - int(match[1]) <= _LONGEST:
            yield match.end()
