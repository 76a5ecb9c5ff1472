"""Agency credits that stand inside a paragraph become blocks of their own.

`LONDON (Reuters) - The ship ...` is a credit and a paragraph; `... he said. (AFP)` is a paragraph and a credit. Split
here, a credit can enter its column and the article's text is still exactly the kept blocks joined. This runs before
repair, so a dash may still be mojibake, a C1 control, a question mark, or gone.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from schemas.block import Block
from tasks.segment.leadin import is_lead_in, lead_in_end
from tasks.segment.signoff import is_sign_off, sign_off_start

_NO_PARAGRAPHS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6", "pre", "caption", "tr", "option"})
_NO_ARTICLE = frozenset({"figure", "figcaption", "nav", "footer"})
_WHOLE = _NO_PARAGRAPHS | _NO_ARTICLE
_LEAST_TEXT = 40
_PROSE = 100
"""Characters from which on a block reads as a paragraph."""


def split_credits(blocks: Sequence[Block]) -> Iterator[Block]:
    """The blocks, those that begin or end with an agency credit in parts; `index` is as it was before.

    A bare `(AFP)` or `- AFP` at a paragraph's end is a credit only where no paragraph follows: in mid-article it closes
    a caption or a quotation.
    """
    for at, block in enumerate(blocks):
        if len(block.text) < _LEAST_TEXT or block.hidden or _is_whole(block):
            yield block
        else:
            last = not (_paragraph_follows(blocks, at) or _is_said_again(blocks, at))
            yield from _parts(block, lead_in_end(block.text), sign_off_start(block.text, last=last))


def is_credit(text: str) -> bool:
    """Whether a block's text is nothing but what `split_credits` cuts off."""
    text = text.strip()
    return bool(text) and (is_lead_in(text) or is_sign_off(text))


def _is_whole(block: Block) -> bool:
    return block.tag in _WHOLE or not _NO_ARTICLE.isdisjoint(block.path)


def _paragraph_follows(blocks: Sequence[Block], at: int) -> bool:
    """Whether one of the next three blocks is a paragraph like this one."""
    path = blocks[at].path
    return any(
        len(block.text) >= _PROSE and block.path == path and not block.hidden and block.link_density < 0.5
        for block in blocks[at + 1 : at + 4]
    )


def _is_said_again(blocks: Sequence[Block], at: int) -> bool:
    """Whether the line before or behind says the same, as the captions of pictures do."""
    return any(0 <= near < len(blocks) and blocks[near].text == blocks[at].text for near in (at - 1, at + 1))


def _parts(block: Block, start: int, end: int) -> Iterator[Block]:
    """The block cut at both places; its links are counted to the paragraph first, then to the credits."""
    if start == 0 and end == len(block.text):
        yield block
        return
    lead, body, credit = (part.strip() for part in (block.text[:start], block.text[start:end], block.text[end:]))
    in_body = min(block.link_chars, len(body))
    in_lead = min(block.link_chars - in_body, len(lead))
    in_credit = min(block.link_chars - in_body - in_lead, len(credit))
    first = True
    for text, links in ((lead, in_lead), (body, in_body), (credit, in_credit)):
        if text:
            gap, marker = (block.gap, block.marker) if first else (0, "")
            yield replace(block, text=text, link_chars=links, gap=gap, marker=marker)
            first = False
