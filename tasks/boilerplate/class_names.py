"""Groups of class names and ids, as sites of all kinds choose them, and which of them stand around a block."""

from __future__ import annotations

import re
from functools import lru_cache

GROUPS = {
    "content": r"article|content|story|entry|post(?!er)|body|text|main|prose|rich",
    "paragraph": r"paragraph|^p\b|para\b|article-?text|body-?text|component-text|rte|wysiwyg|markdown",
    "navigation": r"nav|menu|breadcrumb|crumb|header|topbar|masthead|toolbar|pagination|pager|tabs?\b",
    "share": r"share|social|follow|facebook|twitter|whatsapp",
    "related": r"related|recommend|more-|also|read-?more|teaser|promo|card|tile|trending|popular|latest|most|list-?item"
    r"|next|carousel|outbrain|taboola|grid",
    "comment": r"comment|disqus|reply|respond|discussion",
    "caption": r"caption|credit|image|img|photo|figure|media|gallery|slide|video",
    "byline": r"byline|author|writer|contributor|bio\b",
    "date": r"date|time|publish|meta\b|meta-|info",
    "footer": r"footer|foot\b|bottom|copyright|legal|disclaimer",
    "sidebar": r"sidebar|aside|widget|rail|secondary|column|col-",
    "promotion": r"newsletter|subscri|signup|sign-up|paywall|donat|membership|cta|banner|advert|\bads?\b|ad-|sponsor",
    "overlay": r"cookie|consent|modal|popup|overlay|dialog|lightbox|gdpr|hidden|sr-only|screen-reader|visually",
    "heading": r"title|headline|heading|subhead|standfirst|dek\b|summary|lead|intro|excerpt|kicker|tag|topic|categor",
    "quote": r"quote|pull",
}
_PATTERNS = tuple(map(re.compile, GROUPS.values()))
_ANY = re.compile("|".join(GROUPS.values()))
"""Most names belong to no group: one search tells."""
_OVERLAY = re.compile(r"(?:^|[^a-z])(?:modal|pop-?up|lightbox|republication-tracker-tool)(?:$|[^a-z])")
NEAR = 3
"""Tokens of a block, innermost first, that are its own; the others are those of what it stands in."""


@lru_cache(maxsize=4096)
def groups_around(tokens: tuple[str, ...]) -> int:
    """Which groups of class names the nearest tokens belong to, and which those further out.

    One bit a group, in the order of GROUPS; those of the further tokens stand above those of the nearest.
    """
    near = far = 0
    for token in tokens[:NEAR]:
        near |= _bits(token)
    for token in tokens[NEAR:]:
        far |= _bits(token)
    return near | far << len(GROUPS)


@lru_cache(maxsize=16384)
def _bits(token: str) -> int:
    if not _ANY.search(token):
        return 0
    return sum(1 << number for number, pattern in enumerate(_PATTERNS) if pattern.search(token))


@lru_cache(maxsize=4096)
def is_overlay(token: str) -> bool:
    """Whether a class name or an id is that of a box that is laid over a page."""
    return _OVERLAY.search(token) is not None
