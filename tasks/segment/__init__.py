"""A decoded page taken apart: ordered blocks that hold every visible character exactly once.

An article that no element of the page holds, but its structured data, follows them.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from schemas.article import Reason
from schemas.block import Block
from schemas.document import Document
from schemas.page import DecodedPage
from tasks.rejected import PageRejectedError
from tasks.segment.credits import is_credit, split_credits
from tasks.segment.html import html_blocks
from tasks.segment.text import text_blocks
from tasks.segment.told import BODY, told_blocks
from tasks.segment.tree import parse

__all__ = ["is_credit", "segment"]


def segment(decoded: DecodedPage) -> Document:
    """The page's blocks in reading order, numbered 0..n-1, and for HTML the tree that they came from.

    Raises:
        PageRejectedError: EMPTY, where the page holds no visible character and tells no article either (markup alone).
    """
    tree = parse(decoded.text) if decoded.form == "html" else None
    found = text_blocks(decoded.text) if tree is None else html_blocks(tree)
    if tree is not None and BODY in decoded.text:
        found += told_blocks(tree, found)
    blocks = _numbered(split_credits(found))
    if not blocks:
        raise PageRejectedError(Reason.EMPTY, f"{len(decoded.text)} characters of {decoded.form}, no visible text")
    return Document(form=decoded.form, text=decoded.text, blocks=blocks, tree=tree)


def _numbered(blocks: Iterable[Block]) -> tuple[Block, ...]:
    return tuple(block if block.index == at else replace(block, index=at) for at, block in enumerate(blocks))
