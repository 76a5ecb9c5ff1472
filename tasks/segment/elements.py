"""What each element does to the text around it."""

from __future__ import annotations

from enum import IntEnum


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


_BLOCK = [
    "address",
    "article",
    "aside",
    "blockquote",
    "body",
    "caption",
    "center",
    "col",
    "colgroup",
    "dd",
    "details",
    "dialog",
    "dir",
    "div",
    "dl",
    "dt",
    "fieldset",
    "figcaption",
    "figure",
    "footer",
    "form",
    "frame",
    "frameset",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "head",
    "header",
    "hgroup",
    "hr",
    "html",
    "legend",
    "li",
    "main",
    "marquee",
    "menu",
    "nav",
    "noembed",
    "noframes",
    "noscript",
    "ol",
    "optgroup",
    "option",
    "p",
    "plaintext",
    "pre",
    "search",
    "section",
    "summary",
    "table",
    "tbody",
    "template",
    "textarea",
    "tfoot",
    "thead",
    "ul",
    "xmp",
    "datalist",
    "amp-sidebar",
]
_SOFT = ["audio", "button", "canvas", "embed", "iframe", "label", "object", "select", "svg", "video"]
_UNSEEN = [
    "area",
    "base",
    "basefont",
    "bgsound",
    "iframe",
    "link",
    "meta",
    "param",
    "script",
    "source",
    "style",
    "title",
    "track",
]

_KINDS: dict[str, Kind] = {
    **dict.fromkeys(_BLOCK, Kind.BLOCK),
    **dict.fromkeys(_SOFT, Kind.SOFT),
    **dict.fromkeys(_UNSEEN, Kind.UNSEEN),
    "tr": Kind.ROW,
    "td": Kind.CELL,
    "th": Kind.CELL,
    "br": Kind.BREAK,
}

PARAGRAPHS = frozenset({"p", "h1", "h2", "h3", "h4", "h5", "h6", "pre", "figcaption", "caption", "dt", "summary"})
"""Elements that hold one run of text: what stands in them is a part of it, also where it could be a block."""

HIDDEN = frozenset(
    {"noscript", "template", "noembed", "noframes", "datalist", "audio", "video", "canvas", "object", "annotation"}
)
"""Elements that a browser with scripts and media does not show, though they may hold text."""

RAW_TEXT = frozenset({"script", "style", "textarea", "title", "iframe", "xmp"})
PRESERVED = frozenset({"pre", "xmp", "plaintext", "listing"})
"""Line ends count in these."""

_XHTML_PREFIXES = frozenset({"html", "xhtml", "h"})


def local_name(tag: str) -> str:
    """The element's name without a prefix that stands for XHTML (`html:p` is `p`; Word's `o:p` is not)."""
    prefix, colon, name = tag.partition(":")
    return name if colon and prefix in _XHTML_PREFIXES else tag


def kind_of(name: str) -> Kind:
    """Elements with a hyphen in their name are made by the page's own scripts, mostly as boxes."""
    return _KINDS.get(name) or (Kind.SOFT if "-" in name else Kind.INLINE)


def is_inline(name: str) -> bool:
    """Whether the element stands inside a run of text without breaking it."""
    return kind_of(name) == Kind.INLINE
