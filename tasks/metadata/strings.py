"""Small, bounded, linear helpers for strings that a stranger wrote."""

from __future__ import annotations

import html
import re
import unicodedata
from functools import lru_cache

_MARKUP = re.compile(r"</?[a-zA-Z][^<>]{0,200}>")
_NO_WORD = re.compile(r"[\W_]+")
_WORDS = re.compile(r"\w+")
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060\ufeff]")


def plain(text: str, limit: int) -> str:
    """One line without entities, markup, invisible characters and runs of white space; cut at `limit` characters."""
    text = text[:limit]
    if "&" in text:
        text = html.unescape(text)
        if "&" in text and ";" in text:
            text = html.unescape(text)  # content management systems often escape twice
    if "<" in text:
        text = _MARKUP.sub(" ", text)
    return " ".join(_INVISIBLE.sub("", text).split())


@lru_cache(maxsize=4096)
def key(text: str) -> str:
    """The words alone, in lower case, compatibility forms folded: two texts with the same key read the same."""
    return " ".join(_WORDS.findall(unicodedata.normalize("NFKC", text).casefold()))


@lru_cache(maxsize=4096)
def bare(text: str) -> str:
    """`key` without accents and blanks: for names of sites and people written this way and that."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return _NO_WORD.sub("", decomposed)
