"""Menus stand on every page of a site: what was found out about a short text need not be found out again."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache, wraps
from typing import TypeVar

SHORT = 100
"""Characters of a text that may come again; longer ones are article text and would only fill the memory."""
_MANY = 8192

Found = TypeVar("Found")


def remembered(function: Callable[[str], Found]) -> Callable[[str], Found]:
    """A pure function of a text that remembers its last answers about short ones. Never changes a result."""
    known = lru_cache(maxsize=_MANY)(function)

    @wraps(function)
    def asked(text: str) -> Found:
        return known(text) if len(text) <= SHORT else function(text)

    return asked
