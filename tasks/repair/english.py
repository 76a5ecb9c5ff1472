"""Whether a text is English, from its commonest words."""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache
from itertools import chain, filterfalse

_ONLY_ENGLISH = frozenset(
    """the and that with for from this are has his they their which would will not but been were you your our who when
    what there more about into she it""".split()
)
_SHARED = frozenset("of to is was by be have had her we over he as at on in".split())
"""Dutch, German, Danish, ... have words so written: they count for English only beside the others."""
_FOREIGN = frozenset(
    """der die das und nicht ist ein eine mit sich auf le la les des est une dans pour que qui pas el los las una por
    con para del het een van niet zijn og det er som til att och på il di che non della sono uma não em ao na nie się
    je ve bir bu""".split()
)
_LISTED = _ONLY_ENGLISH | _SHARED | _FOREIGN
_SHORT = 8
_WORD = re.compile(r"[^\W\d_]+")


@lru_cache(maxsize=8)
def is_english(text: str) -> bool:
    """English function words stand in it, and more of them than of ten other languages' together.

    Several repairs ask of the same text one after the other: the last answers are kept.
    A short text without any function word counts as English: names and headings of an English page.
    """
    chunks = text.lower().split()
    mixed = list(filterfalse(str.isalpha, chunks))
    pieces = _WORD.findall(" ".join(mixed))  # only these: to search all of a page takes twice as long
    words = len(chunks) - len(mixed) + len(pieces)
    counts = Counter(filter(_LISTED.__contains__, chain(chunks, pieces)))
    distinct, shared, foreign = (sum(counts[word] for word in listed) for listed in (_ONLY_ENGLISH, _SHARED, _FOREIGN))
    if words < _SHORT and not foreign:
        return True
    return distinct > foreign and distinct + shared >= 0.08 * words
