"""Rules for plain text alone: what elsewhere the markup tells."""

from __future__ import annotations

import re
from functools import partial

from schemas.block import Block
from schemas.config import Labels
from schemas.label import Evidence, Label
from tasks.boilerplate.among import among
from tasks.boilerplate.place import behind
from tasks.boilerplate.view import PageView
from tasks.metadata.name_words import ROLE_ENDS

LONGEST_PLEA = 320
_PLEA = re.compile(
    r"(?:^|[.!?]\s)(?:Sign up|Subscribe|Register)(?:\s(?:now|here|today|for free))?"
    r"(?:\s(?:for|to)\s(?:our|the|my|his|her)\s[^.!?“”\"]{0,60}\b(?:newsletters?|briefings?|podcast|updates|emails?|channel))?"
    r"(?:\s(?:now|here|today|for free)){0,2}[.!]?$"
)
_BIO = re.compile(r"(?:about|meet) the (?:authors?|writer|reporter)", re.IGNORECASE)
BIO_REACH, NAME_WORDS = 3, 5


def plea(block: Block, page: PageView, config: Labels) -> Evidence | None:
    """In plain text: a short paragraph whose last sentence asks the reader to sign up or to subscribe."""
    if page.form != "text" or len(block.text) > LONGEST_PLEA or not _PLEA.search(block.text):
        return None
    return Evidence(Label.PROMO, "its last sentence asks the reader to sign up", 0.93)


@among(partial(behind, Label.OTHER, BIO_REACH))
def after_author(block: Block, page: PageView, config: Labels) -> Evidence | None:
    """In plain text what follows "About the author": the name alone, and one paragraph, which begins with it."""
    if page.form != "text":
        return None
    above = page.before(block)
    if above is not None and _heads_bio(above):
        named = len(block.text.split()) <= NAME_WORDS
        return Evidence(Label.OTHER, "whom the page introduces" if named else "the author's life", 0.9)
    for back in range(2, BIO_REACH + 1):
        head = page.before(block, back)
        if head is not None and _heads_bio(head):
            name = page.blocks[head.index + 1].text
            short = all(len(other.text.split()) <= NAME_WORDS for other in page.blocks[head.index + 1 : block.index])
            told = short and (block.text.startswith(f"{name} ") or block.text.lower() in ROLE_ENDS)
            return Evidence(Label.OTHER, f'the life of "{name}"', 0.9) if told else None
    return None


def _heads_bio(block: Block) -> bool:
    return _BIO.fullmatch(block.text.strip(" :")) is not None
