"""HTML character references that stayed in the text, however often they were escaped."""

from __future__ import annotations

import html
import re

from tasks.repair.page import Page

_REFERENCE = re.compile(
    r"&(?:amp;)++(?P<tail>#\d{2,7};|#[xX][0-9a-fA-F]{2,6};|[A-Za-z][A-Za-z0-9]{1,31};)?+|&(?P<bare>#\d{2,7};|#[xX][0-9a-fA-F]{2,6};|[A-Za-z][A-Za-z0-9]{1,31};)"
)
_KEPT = frozenset({"<", ">"})
"""Unescaped they would turn text into markup for whoever reads it next."""


def holds_references(page: Page) -> bool:
    """Whether a page has character references at all."""
    return "&" in page.joined and _REFERENCE.search(page.joined) is not None


def resolve_entities(text: str) -> str:
    """`&amp;rsquo;` and `&rsquo;` become `’`, `&amp;amp;` becomes `&`, in one linear pass; `&lt;` and `&gt;` stay.

    Numeric references to 0x80-0x9f mean windows-1252, as HTML says (WHATWG, 13.2.5.80).
    """
    return _REFERENCE.sub(_resolved, text) if "&" in text else text


def _resolved(match: re.Match[str]) -> str:
    tail = match["tail"] or match["bare"]
    if tail is None:
        return "&"
    meant = html.unescape(f"&{tail}")
    if meant in _KEPT or (not meant.isprintable() and not meant.isspace() and meant not in "\u00ad\u200b\u200c\u200d"):
        return f"&{tail}"
    return meant
