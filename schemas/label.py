"""What a block can be, and the one decision that says so. Both records are tuples: every block of a page makes two."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple


class Label(StrEnum):
    """Every block of a page has exactly one of these."""

    BODY = "body"
    HEADING = "heading"
    LIST = "list"
    QUOTE = "quote"
    TABLE = "table"
    CAPTION = "caption"
    BYLINE = "byline"
    DATELINE = "dateline"
    AGENCY_CREDIT = "agency_credit"
    TITLE_ECHO = "title_echo"
    BREADCRUMB = "breadcrumb"
    TIMESTAMP = "timestamp"
    COUNTER = "counter"
    SHARE = "share"
    COMMENT_FORM = "comment_form"
    COMMENT = "comment"
    RELATED = "related"
    PROMO = "promo"
    NAVIGATION = "navigation"
    LEGAL = "legal"
    ADVERTISEMENT = "advertisement"
    OTHER = "other"


KEPT = frozenset({Label.BODY, Label.HEADING, Label.LIST, Label.QUOTE, Label.TABLE})
"""These make the article's text."""

FEEDS_COLUMN = frozenset({Label.CAPTION, Label.BYLINE, Label.DATELINE, Label.AGENCY_CREDIT})
"""These leave the text and enter a column of their own; all others are only removed."""


class Evidence(NamedTuple):
    """What a rule answers when it claims a block: the label, and what the rule saw."""

    label: Label
    saw: str
    """Short, readable, exact: `starts with "Source:"`, `link density 0.93`, `model 0.07; trafilatura dropped`."""
    confidence: float = 1.0
    """0 to 1."""


class Decision(NamedTuple):
    """The deciding label of one block."""

    block_index: int
    label: Label
    rule: str
    """The deciding rule's name; `unclaimed` where no rule spoke."""
    evidence: str
    confidence: float

    @property
    def kept(self) -> bool:
        """Whether the block is part of the article's text."""
        return self.label in KEPT
