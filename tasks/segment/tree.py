"""Text of HTML to a tree, in which no part of the page is missing."""

from __future__ import annotations

from lxml import etree
from lxml.html import HtmlComment, HtmlElement, HtmlEntity, HTMLParser, HtmlProcessingInstruction, document_fromstring

from tasks.segment.cdata import with_visible_cdata
from tasks.segment.flatten import flatten

_CLASSES = etree.ElementDefaultClassLookup(
    element=HtmlElement, comment=HtmlComment, pi=HtmlProcessingInstruction, entity=HtmlEntity
)
"""`lxml.html` without its classes for forms and their fields: those cost a call into Python for each element."""


def parse(text: str) -> HtmlElement:
    """The tree of an HTML page; `<html>` alone where the page holds no element and no text.

    libxml2 stops without an error at 256 open tags and at nodes of 10 MB, and what follows is lost: such pages are
    parsed again without those limits, and pages past the last limit (2,048 open tags) with their nesting taken out.
    """
    text = with_visible_cdata(text)
    tree, whole = _parse(text, huge=False)
    if not whole:
        tree, whole = _parse(text, huge=True)
    if not whole:
        tree, whole = _parse(flatten(text), huge=True)
    return _with_afterthoughts(tree)


def _parse(text: str, *, huge: bool) -> tuple[HtmlElement, bool]:
    """(tree, whether the parser came to the end of the page).

    Bytes with a given encoding: lxml refuses a string that declares one, and what a page declares is decided already.
    """
    parser = HTMLParser(encoding="utf-8", huge_tree=huge)
    parser.set_element_class_lookup(_CLASSES)
    try:
        tree = document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except etree.ParserError:  # nothing but white space, comments or a doctype
        tree = document_fromstring(b"<html></html>", parser=parser)
    return tree, not any("XML_PARSE_HUGE" in entry.message for entry in parser.error_log)


def _with_afterthoughts(tree: HtmlElement) -> HtmlElement:
    """What stands after `</html>` can become a second root, where nobody looks: it moves into the first."""
    for late in list(tree.itersiblings(etree.Element)):
        for element in (late, *late.findall("body")):
            element.tag = "div"
        bodies = tree.findall("body")
        (bodies[-1] if bodies else tree).append(late)
    return tree
