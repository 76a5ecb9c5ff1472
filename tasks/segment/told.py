"""An article that stands only in the page's structured data: scripts build the page from it, or a wall hides it."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Sequence

from lxml.html import HtmlElement

from schemas.block import Block
from tasks.metadata.elements import Elements
from tasks.metadata.jsonld import read_nodes
from tasks.prose import is_prose
from tasks.segment.html import html_blocks
from tasks.segment.tree import parse
from tasks.segment.white import fold, is_blank

BODY = "articleBody"
PATH = ("html", "script")
"""The path of such a block: no other one stands in a script."""
LEAST, LONGEST = 500, 500_000
"""Characters that make an article."""
TIMES_SHOWN = 2
"""How many times longer it is than all the prose that the page shows."""
PIECE, SHOWN = 40, 0.1
"""Letters that are looked for in the blocks at once, and the share of them from which on the page shows the article."""

_MARKUP = re.compile(
    r"</?(?:p|br|div|h[1-6]|li|ul|ol|a|em|strong|b|i|span|blockquote|figure)\b[^<>]{0,300}>", re.IGNORECASE
)
_LINE_END = re.compile(r"\r\n|[\n\r\u2028\u2029]")
_NO_LETTERS = re.compile(r"[\W_]+")


def told_blocks(tree: HtmlElement, blocks: Sequence[Block]) -> list[Block]:
    """The paragraphs of schema.org's `articleBody`, numbered behind the blocks; none where the page shows its text."""
    if not any(BODY in (script.text or "") for script in tree.iter("script")):
        return []
    least = max(LEAST, TIMES_SHOWN * sum(len(block.text) for block in blocks if is_prose(block)))
    body = max(_bodies(tree), key=len, default="")
    if not least <= len(body) <= LONGEST:
        return []
    told = [block for block in _paragraphs(body) if not is_blank(block.text)]
    if _shown("".join(block.text for block in told), blocks) >= SHOWN:
        return []
    return [Block(at, block.text, block.tag, PATH, (BODY.lower(),)) for at, block in enumerate(told, len(blocks))]


def _bodies(tree: HtmlElement) -> Iterator[str]:
    """What the page's own nodes hold, not those of related articles."""
    for node in read_nodes(Elements(tree)):
        if not node.aside and isinstance(body := node.fields.get(BODY), str):
            yield body


def _paragraphs(body: str) -> list[Block]:
    if _MARKUP.search(body):
        return html_blocks(parse(body))
    return [Block(0, fold(line), "p") for line in _LINE_END.split(html.unescape(body))]


def _shown(text: str, blocks: Sequence[Block]) -> float:
    """The share of a text's pieces that stand in the blocks, seams left aside."""
    told, page = _letters(text), _letters("".join(block.text for block in blocks))
    pieces = [told[start : start + PIECE] for start in range(0, len(told), PIECE)]
    return sum(piece in page for piece in pieces) / max(1, len(pieces))


def _letters(text: str) -> str:
    return _NO_LETTERS.sub("", text).lower()
