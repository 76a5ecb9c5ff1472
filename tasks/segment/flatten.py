"""The last resort for pages nested deeper than the parser can go: the same text without the nesting."""

from __future__ import annotations

import re

from tasks.segment.elements import RAW_TEXT, is_inline

_TAG = re.compile(
    r"<!--.*?-->|<(?P<raw>script|style|textarea|title|iframe|xmp)\b[^>]*>.*?</(?P=raw)\s*>|<(?P<close>/?)(?P<name>[a-zA-Z][^\s/>]*)[^>]*>",
    re.DOTALL | re.IGNORECASE,
)
_KEPT = frozenset({"html", "head", "body", "meta", "link", "base", "br", "hr", "img", "input"})
_FLAT = frozenset({"p", "h1", "h2", "h3", "h4", "h5", "h6", "pre", "a"})
"""These do not nest: the parser closes one before it opens the next (`a` too)."""


def flatten(text: str) -> str:
    """The page with every nesting element taken out: block elements become a paragraph break, inline ones vanish."""
    return _TAG.sub(_flat, text)


def _flat(found: re.Match[str]) -> str:
    name = (found["name"] or "").lower()
    if not name or name in _KEPT or name in _FLAT or name in RAW_TEXT:
        return found[0]
    return "" if is_inline(name) else "<p>"
