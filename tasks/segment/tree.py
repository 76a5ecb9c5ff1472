"""Text of HTML to a tree, in which no part of the page is missing."""

from __future__ import annotations

import re

from lxml import etree
from lxml.html import HtmlElement, HTMLParser, document_fromstring

from tasks.segment.flatten import flatten

_CDATA = re.compile(
    r"<(script|style)\b.*?</\1\s*>|<!--.*?-->|<!\[CDATA\[(?P<text>.*?)\]\]>",
    re.DOTALL | re.IGNORECASE,
)
_XHTML = re.compile(r"\s*<\?xml|[^>]{0,200}XHTML|.{0,2000}?\sxmlns\s*=\s*[\"']http://www.w3.org/1999/xhtml", re.DOTALL)


def parse(text: str) -> HtmlElement | None:
    """The tree of an HTML page; None where the page holds no element and no text.

    libxml2 stops without an error at 256 open tags and at nodes of 10 MB, and what follows is lost: such pages are
    parsed again without those limits, and pages past the last limit (2,048 open tags) with their nesting taken out.
    """
    if "<![CDATA[" in text and _XHTML.match(text):
        text = _CDATA.sub(_visible_cdata, text)
    tree, whole = _parse(text, huge=False)
    if not whole:
        tree, whole = _parse(text, huge=True)
    if not whole:
        tree, _ = _parse(flatten(text), huge=True)
    return tree


def _parse(text: str, *, huge: bool) -> tuple[HtmlElement | None, bool]:
    """(tree, whether the parser came to the end of the page)."""
    parser = HTMLParser(encoding="utf-8", huge_tree=huge)
    try:
        tree = document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except etree.ParserError:  # an empty document
        tree = None
    return tree, not any(_stopped(entry) for entry in parser.error_log)


def _stopped(entry: etree._LogEntry) -> bool:
    return entry.level >= etree.ErrorLevels.FATAL or "XML_PARSE_HUGE" in entry.message


def _visible_cdata(found: re.Match[str]) -> str:
    """In XHTML a CDATA section is text; an HTML parser takes it for a comment."""
    text = found["text"]
    if text is None:
        return found[0]
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
