"""What trafilatura would keep, heard as a witness: a share of each block, nothing more.

The witness speaks in lines of text, the page in blocks. They are matched by their letters and digits alone, because
trafilatura drops the attributes of headings and list items, deletes control characters and changes white space.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence

from lxml.etree import XPath, _Element, iterwalk
from lxml.html import HtmlElement
from trafilatura import bare_extraction
from trafilatura.settings import Document, Extractor

from tasks.boilerplate.alignment import coverage
from tasks.boilerplate.pruned import pruned
from tasks.prose import PROSE_CHARS, ends_sentence

_ASKED = Extractor(output_format="python", fast=True, recall=True, comments=False, dedup=False)
"""Recall: the model knows better what to drop than what it has never heard. Made once, as it reads a configuration."""
_ASKED_AGAIN = Extractor(output_format="python", comments=False, dedup=False)
"""With its own witnesses, which find articles in unusual places and take as long as the rest of the page."""
LITTLE, LARGE = 0.25, 1_000
"""Share of the page's prose, below which the witness is asked again, and elements from which on that takes too long."""
_ELEMENTS = XPath("count(.//*)")

logging.getLogger("trafilatura").setLevel(logging.CRITICAL)  # it logs every page that it declines


def hear(tree: HtmlElement, texts: Sequence[str]) -> tuple[float, ...]:
    """The share (0 to 1) of each block's words that trafilatura keeps, in block order.

    `texts` are the blocks as segmented, before repair, since the witness reads the tree before repair too.
    """
    read = pruned(tree)
    shares = coverage(list(_lines(read, _ASKED)), texts)
    prose = [len(text) if len(text) >= PROSE_CHARS and ends_sentence(text) else 0 for text in texts]
    if _heard(prose, shares) >= LITTLE * sum(prose) or _ELEMENTS(read) >= LARGE:
        return shares
    again = coverage(list(_lines(read, _ASKED_AGAIN)), texts)
    return max(shares, again, key=lambda heard: _heard(prose, heard))


def _heard(prose: Sequence[int], shares: Sequence[float]) -> float:
    """Characters of prose that the witness keeps."""
    return sum(chars * share for chars, share in zip(prose, shares, strict=True))


def _lines(tree: HtmlElement, options: Extractor) -> Iterator[str]:
    heard = bare_extraction(tree, options=options)
    if isinstance(heard, Document) and heard.body is not None:
        yield from _element_lines(heard.body)


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
