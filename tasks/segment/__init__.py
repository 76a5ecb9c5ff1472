"""A decoded page taken apart: ordered blocks that hold every visible character exactly once."""

from __future__ import annotations

from dataclasses import replace

from schemas.article import Reason
from schemas.document import Document
from schemas.page import DecodedPage
from tasks.rejected import PageRejectedError
from tasks.segment.html import html_blocks
from tasks.segment.leadin import split_credits
from tasks.segment.text import text_blocks
from tasks.segment.tree import parse


def segment(decoded: DecodedPage) -> Document:
    """The page's blocks in reading order, numbered 0..n-1, and for HTML the tree that they came from.

    Raises:
        PageRejectedError: EMPTY, where the page holds no visible character (HTML made of markup alone).
    """
    tree = parse(decoded.text) if decoded.form == "html" else None
    if decoded.form == "text":
        found = text_blocks(decoded.text)
    else:
        found = html_blocks(tree) if tree is not None else []
    parts = (part for block in found for part in split_credits(block))
    blocks = tuple(replace(part, index=index) for index, part in enumerate(parts))
    if not blocks:
        raise PageRejectedError(Reason.EMPTY, f"{len(decoded.text)} characters of {decoded.form}, no visible text")
    return Document(form=decoded.form, text=decoded.text, blocks=blocks, tree=tree)
