"""Menus stand on every page of a site: what was found out about a short text need not be found out again."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

SHORT = 100
"""Characters of a text that may come again; longer ones are article text and would only fill the memory."""
_MANY = 8192
"""Answers that are kept; then all are forgotten, which costs less than to know which one was not asked for longest."""

Found = TypeVar("Found")


def remembered(function: Callable[[str], Found]) -> Callable[[str], Found]:
    """A pure function of a text that remembers its last answers about short ones. Never changes a result."""
    return _Known(function).__getitem__


class _Known(dict[str, Found]):
    """Answers by text; one that is not there is asked for. To look one up costs no call into Python."""

    def __init__(self, function: Callable[[str], Found]) -> None:
        super().__init__()
        self._function = function

    def __missing__(self, text: str) -> Found:
        found = self._function(text)
        if len(text) <= SHORT:
            if len(self) >= _MANY:
                self.clear()
            self[text] = found
        return found
