"""What trafilatura would keep, heard as a witness: a share of each block, nothing more.

The witness speaks in lines of text, the page in blocks. They are matched by their letters and digits alone, because
trafilatura drops the attributes of headings and list items, deletes control characters and changes white space.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from copy import copy

from lxml.etree import Comment, ProcessingInstruction, XPath, _Element, iterwalk, strip_elements, strip_tags
from lxml.html import HtmlElement
from trafilatura import bare_extraction
from trafilatura.settings import Document, Extractor

from tasks.boilerplate.alignment import coverage
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
_ASKED = Extractor(output_format="python", fast=True, recall=True, comments=False, dedup=False)
"""Recall, since the model knows better what to drop than what it has never heard. Made once: it reads a configuration."""

logging.getLogger("trafilatura").setLevel(logging.CRITICAL)  # it logs every page that it declines


def hear(tree: HtmlElement, texts: Sequence[str]) -> tuple[float, ...]:
    """The share (0 to 1) of each block's words that trafilatura keeps, in block order.

    `texts` are the blocks as segmented, before repair, since the witness reads the tree before repair too.
    """
    return coverage(list(_lines(tree)), texts)


def _lines(tree: HtmlElement) -> Iterator[str]:
    heard = bare_extraction(_pruned(tree), options=_ASKED)
    if isinstance(heard, Document) and heard.body is not None:
        yield from _element_lines(heard.body)


def _pruned(tree: HtmlElement) -> HtmlElement:
    """A copy without what the witness would throw away itself, so that its own copies and searches are cheaper."""
    copied = _without_unread(tree)
    for menu in _LISTS(copied):
        if _is_all_links(menu) and menu.getparent() is not None:
            menu.drop_tree()
    return copied


def _is_all_links(menu: HtmlElement) -> bool:
    linked = sum(len("".join(link.itertext()).split()) for link in menu.iter("a"))
    return linked >= LINKED * len("".join(menu.itertext()).split())


def _without_unread(tree: HtmlElement) -> HtmlElement:
    copied = copy(tree)
    strip_elements(copied, *THROWN_AWAY, with_tail=False)
    for script in list(copied.iter("script")):  # in JSON it stays: where there is no other text, that is heard
        if "json" not in (script.get("type") or "") and script.getparent() is not None:
            script.drop_tree()
    strip_tags(copied, Comment, ProcessingInstruction)
    for box in reversed(list(copied.iter("div"))):  # inner ones first
        if not len(box) and is_white(box.text or "") and box.getparent() is not None:
            box.drop_tree()
    return copied


def _element_lines(body: _Element) -> Iterator[str]:
    """One line for each element that starts a line of its own, in reading order."""
    line: list[str] = []
    for event, element in iterwalk(body, events=("start", "end")):
        starts_line = element.tag not in {"hi", "ref", "del", "graphic"}
        if starts_line and line:
            yield "".join(line)
            line = []
        text = element.text if event == "start" else element.tail
        if text:
            line.append(text)
    if line:
        yield "".join(line)
