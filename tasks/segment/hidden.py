"""What a page hides, and what it only folds away or shows as soon as its scripts run."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import groupby

from lxml.html import HtmlElement

from schemas.block import Block
from tasks.segment.elements import Kind

_NO_DISPLAY = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_SCREEN_READER = frozenset(
    {"sr-only", "visually-hidden", "visuallyhidden", "screen-reader-text", "screen-reader-only", "a11y-hidden"}
)
"""Class names that many sites share and that move text out of sight."""
HIDING = frozenset({"hidden", "aria-hidden", "style"})
"""Attributes by which an element may hide. Any but a `dialog` without one of them does not."""
_FOLDED = re.compile(r"accordion|collaps|tab-?pane|expand|faq|read-?more|truncat|spoiler", re.IGNORECASE)
_FOLDED_ROLES = frozenset({"tabpanel", "region"})

_PROSE = 80
"""Characters from which on a block reads as a paragraph."""
_MUCH = 300
_TIMES_MORE = 4


def hides(element: HtmlElement, names: Sequence[str], tag: str, kind: Kind) -> bool:
    """Whether the element hides its text by one of its attributes, whose names are given.

    What a reader opens with a click (an accordion, a tab, `details`) is no more hidden than what is further down.
    """
    if tag == "body":
        return False
    get = element.get
    unseen = (
        "hidden" in names
        or ("aria-hidden" in names and bool(kind) and get("aria-hidden") == "true")
        or ("style" in names and _NO_DISPLAY.search(get("style") or "") is not None)
    )
    return (unseen and not _is_folded(element)) or (tag == "dialog" and "open" not in names)


@lru_cache(maxsize=8192)
def classes_of(written: str) -> tuple[tuple[str, ...], bool]:
    """The class names, lower case, and whether one of them moves text out of sight."""
    names = tuple(written.lower().split())
    return names, not _SCREEN_READER.isdisjoint(names) and not _SCREEN_READER.isdisjoint(written.split())


def _is_folded(element: HtmlElement) -> bool:
    get = element.get
    return get("role") in _FOLDED_ROLES or _FOLDED.search(f"{get('class')} {get('id')}") is not None


def without_veil(blocks: Sequence[Block]) -> list[Block]:
    """The blocks, those that a page hides as a whole until its scripts run taken for shown.

    A page that shows next to no prose and hides much is such a page: it fades in, it is filled from hidden parts, or
    it keeps its text in `noscript` for robots.
    """
    if _prose([block for block in blocks if block.hidden]) < _MUCH:
        return list(blocks)
    stretches = [(hidden, list(stretch)) for hidden, stretch in groupby(blocks, key=lambda block: block.hidden)]
    shown = sum(_prose(stretch) for hidden, stretch in stretches if not hidden)
    most = max((_prose(stretch) for hidden, stretch in stretches if hidden), default=0)
    if most < _MUCH + shown * _TIMES_MORE:
        return list(blocks)
    unveiled: list[Block] = []
    for hidden, stretch in stretches:
        lifted = hidden and _prose(stretch) * 10 >= most
        unveiled += [replace(block, hidden=False) for block in stretch] if lifted else stretch
    return unveiled


def _prose(blocks: Sequence[Block]) -> int:
    """Characters of the blocks that read as paragraphs."""
    return sum(len(block.text) for block in blocks if len(block.text) >= _PROSE and block.link_density < 0.5)
