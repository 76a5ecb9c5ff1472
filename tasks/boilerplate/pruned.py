"""A copy of the page for the witness, without what it would throw away itself: its own searches are cheaper then."""

from __future__ import annotations

from copy import copy

from lxml.etree import Comment, ProcessingInstruction, XPath, strip_elements, strip_tags
from lxml.html import HtmlElement

from tasks.segment.white import is_white

THROWN_AWAY = (
    "style", "svg", "link", "meta", "base", "title", "iframe", "frame", "frameset", "canvas", "template",
    "select", "option", "optgroup", "input", "textarea", "datalist", "button", "progress", "object", "param", "applet",
    "video", "audio", "source", "track", "embed", "map", "area", "img", "picture", "math", "nav", "menu", "aside",
    "footer", "dialog", "noscript",
)  # fmt: skip

_LISTS = XPath("//*[self::ul or self::ol][count(li) > 3 and count(.//a) >= count(li) and not(.//p)]")
LINKED = 0.9
"""Share of a list's words from which on it is a menu."""
_PARAGRAPHS = XPath("count(.//p)")
LEFT = 0.2
"""Share of the page's paragraphs, below which what is thrown away was the page itself."""


def pruned(tree: HtmlElement) -> HtmlElement:
    """A copy of the tree, without what nobody reads as text: widgets, pictures, menus, empty boxes."""
    copied = _without_unread(copy(tree))
    if _PARAGRAPHS(copied) < LEFT * _PARAGRAPHS(tree):
        copied = _without_unread(_unwrapped(copy(tree)))
    for menu in _LISTS(copied):
        if _is_all_links(menu) and menu.getparent() is not None:
            menu.drop_tree()
    return copied


def _unwrapped(tree: HtmlElement) -> HtmlElement:
    """The same tree, where an unread element that holds nearly all paragraphs is a plain box.

    A `nav` or a `button` that nobody closed holds the rest of the page.
    """
    paragraphs = list(tree.iter("p"))
    for element in paragraphs[len(paragraphs) // 2].iterancestors(*THROWN_AWAY):  # what holds most, holds this one
        if _PARAGRAPHS(element) >= (1 - LEFT) * len(paragraphs):
            element.tag = "div"
    return tree


def _is_all_links(menu: HtmlElement) -> bool:
    linked = sum(len("".join(link.itertext()).split()) for link in menu.iter("a"))
    return linked >= LINKED * len("".join(menu.itertext()).split())


def _without_unread(copied: HtmlElement) -> HtmlElement:
    strip_elements(copied, *THROWN_AWAY, with_tail=False)
    for script in list(copied.iter("script")):  # in JSON it stays: where there is no other text, that is heard
        if "json" not in (script.get("type") or "") and script.getparent() is not None:
            script.drop_tree()
    strip_tags(copied, Comment, ProcessingInstruction)
    for box in reversed(list(copied.iter("div"))):  # inner ones first
        if not len(box) and is_white(box.text or "") and box.getparent() is not None:
            box.drop_tree()
    return copied
