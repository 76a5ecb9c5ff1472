"""The last resort for pages nested deeper than the parser can go: the same text without the nesting."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tasks.segment.elements import RAW_TEXT, Kind, kind_of

_NAME = re.compile(r"</?([a-zA-Z][^\s/>]*)")
_IN_TAG = re.compile(r"[>\"']")
_KEPT = RAW_TEXT | {"html", "head", "body", "meta", "link", "base", "br", "hr", "img", "input"}
"""These hold no other element, or are met once."""


def flatten(text: str) -> str:
    """The page with every nesting element taken out: block elements become a paragraph, inline ones vanish.

    One pass; each character is looked at a fixed number of times.
    """
    return "".join(_pieces(text))


def _pieces(text: str) -> Iterator[str]:
    position = 0
    while (start := text.find("<", position)) >= 0:
        yield text[position:start]
        found = _NAME.match(text, start)
        if text.startswith("<!--", start):
            position = _after(text, "-->", start)
            yield text[start:position]
        elif found is None:
            yield "<"
            position = start + 1
        else:
            name = found[1].lower()
            position = _tag_end(text, found.end())
            if name in RAW_TEXT and text[start + 1] != "/":
                position = _raw_end(text, name, position)
            yield _flat(text[start:position], name)
    yield text[position:]


def _flat(tag: str, name: str) -> str:
    if name in _KEPT:
        return tag
    return "" if kind_of(name)[1] == Kind.INLINE else "<p>"


def _tag_end(text: str, position: int) -> int:
    """Where the tag ends: at the first `>` outside of quotes."""
    while found := _IN_TAG.search(text, position):
        if found[0] == ">":
            return found.end()
        position = _after(text, found[0], found.end())
    return len(text)


def _raw_end(text: str, name: str, position: int) -> int:
    """Where the text of a script or the like ends: before its end tag."""
    found = re.compile(rf"</{name}\b", re.IGNORECASE).search(text, position)
    return found.start() if found else len(text)


def _after(text: str, mark: str, position: int) -> int:
    found = text.find(mark, position)
    return len(text) if found < 0 else found + len(mark)
