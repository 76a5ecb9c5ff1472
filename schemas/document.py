"""A page taken apart: its blocks and, for HTML, the tree they came from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from lxml.html import HtmlElement

from schemas.block import Block


@dataclass(frozen=True, slots=True)
class Document:
    """What `segment` gives and the later steps share, so that a page is parsed once."""

    form: Literal["html", "text"]
    text: str
    """The decoded text of the whole page."""
    blocks: tuple[Block, ...]
    tree: HtmlElement | None = None
    """The parsed page, untouched; None for plain text. Nobody changes it: who must, copies it first."""
