"""Which kind of article text a kept block is."""

from __future__ import annotations

from schemas.block import Block
from schemas.label import Label
from tasks.boilerplate.view import PageView
from tasks.prose import ends_sentence

HEADING_CHARS = 120


def kind(block: Block, page: PageView) -> Label:
    """By its element; in plain text by its marker and shape."""
    if block.tag in {"h1", "h2", "h3", "h4", "h5", "h6"}:
        return Label.HEADING
    if block.inside("table", "tr"):
        return Label.TABLE
    if block.inside("li", "dd", "dt"):
        return Label.LIST
    if block.inside("blockquote", "q"):
        return Label.QUOTE
    return Label.HEADING if page.form == "text" and _heads_prose(block, page) else Label.BODY


def _heads_prose(block: Block, page: PageView) -> bool:
    following = page.after(block)
    short = len(block.text) <= HEADING_CHARS and not ends_sentence(block.text)
    return short and following is not None and (page.prose[following.index] or following.tag == "li")
