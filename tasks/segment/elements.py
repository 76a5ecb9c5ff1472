"""What each element does to the text around it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache


class Kind(IntEnum):
    """How an element takes part in the flow of text."""

    INLINE = 0
    BLOCK = 1
    """Text before, in and after it are different blocks."""
    SOFT = 2
    """A block, except inside a paragraph: there it is a part of the sentence."""
    ROW = 3
    CELL = 4
    BREAK = 5
    """`br`."""
    UNSEEN = 6
    """Its text is never shown: programs, styles, the title."""


INLINE, BLOCK, SOFT, ROW, CELL, BREAK, UNSEEN = Kind
"""Names of their own: to ask an enum for a member by name is slow, and the walk over a page does so often."""

_BLOCK = (
    *("address", "article", "aside", "blockquote", "body", "caption", "center", "col", "colgroup", "datalist", "dd"),
    *("details", "dialog", "dir", "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "frame"),
    *("frameset", "h1", "h2", "h3", "h4", "h5", "h6", "head", "header", "hgroup", "hr", "html", "legend", "li"),
    *("listing", "main", "marquee", "menu", "nav", "noembed", "noframes", "noscript", "ol", "optgroup", "option", "p"),
    *("plaintext", "pre", "search", "section", "summary", "table", "tbody", "template", "textarea", "tfoot", "thead"),
    *("ul", "xmp"),
)
_SOFT = ("audio", "button", "canvas", "embed", "label", "object", "select", "svg", "video")
_UNSEEN = ("iframe", "script", "style", "title")
"""Not `source`, `track` and the like: libxml2 does not know that they are empty, and hangs what follows below them."""

_KINDS: dict[str, Kind] = {
    **dict.fromkeys(_BLOCK, Kind.BLOCK),
    **dict.fromkeys(_SOFT, Kind.SOFT),
    **dict.fromkeys(_UNSEEN, Kind.UNSEEN),
    "tr": Kind.ROW,
    "td": Kind.CELL,
    "th": Kind.CELL,
    "br": Kind.BREAK,
}

HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6", "figcaption", "caption", "option", "button"})
"""Elements that are short enough to be one line, whatever line ends they hold."""

PARAGRAPHS = frozenset({"p", "h1", "h2", "h3", "h4", "h5", "h6", "pre", "figcaption", "caption", "dt", "summary"})
"""Elements that hold one run of text: what stands in them is a part of it, also where it could be a block."""

HIDDEN = frozenset(
    {"noscript", "template", "noembed", "noframes", "datalist", "audio", "video", "canvas", "object", "annotation"}
)
"""Elements that a browser with scripts and media does not show, though they may hold text."""

RAW_TEXT = frozenset({"script", "style", "textarea", "title", "iframe", "xmp"})
"""Elements in which markup is only text."""
PRESERVED = frozenset({"pre", "xmp", "plaintext", "listing"})
"""Elements in which line ends count."""

_XHTML_PREFIXES = frozenset({"html", "xhtml", "h"})


@dataclass(frozen=True, slots=True)
class Traits:
    """What an element's name alone says."""

    name: str
    kind: Kind
    preserved: bool
    """Line ends count."""
    hidden: bool
    """A browser does not show it."""


@lru_cache(maxsize=1024)
def traits_of(tag: str) -> Traits:
    """What there is to know of an element from its name."""
    name, kind = kind_of(tag)
    return Traits(name, kind, name in PRESERVED, name in HIDDEN)


def kind_of(tag: str) -> tuple[str, Kind]:
    """The element's name and what it does.

    A prefix that stands for XHTML is taken off (`html:p` is `p`; Word's `o:p` is not). Elements with a hyphen in their
    name are made by the page's own scripts, mostly as boxes.
    """
    if kind := _KINDS.get(tag):
        return tag, kind
    prefix, colon, name = tag.partition(":")
    if colon and prefix in _XHTML_PREFIXES:
        return name, _KINDS.get(name, Kind.INLINE)
    return tag, Kind.SOFT if "-" in tag else Kind.INLINE
