"""Where running text stands on a page: which blocks read like sentences, and the run that holds most of it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import accumulate

from schemas.block import Block

SENTENCE_END = re.compile(r"""[.!?…。！？।؟](?:["'”’»«›‹)\]“‘]|\s)*$""")
PROSE_CHARS = 80
"""A block this long that reads like sentences is prose; shorter ones need their neighbours."""
WIDE_CHARS = 40
"""The same in scripts that write a word in one or two characters."""
SHORT_LINE_COST = 40
"""What a line that is no prose costs a run of blocks, in characters of prose."""

_WIDE = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")


def ends_sentence(text: str) -> bool:
    """Whether a text closes like a sentence, quotes (straight, curly, low, angled) and brackets heard."""
    return not text[-1:].isalnum() and bool(SENTENCE_END.search(text[-12:]))  # of most menu items the last letter tells


def size(text: str) -> int:
    """Characters of a text, twice as many in scripts that write a word in one or two."""
    return len(text) * 2 if not text.isascii() and _WIDE.search(text[:WIDE_CHARS]) else len(text)


def is_prose(block: Block) -> bool:
    """Whether a block reads like sentences of running text."""
    text = block.text
    if len(text) < WIDE_CHARS or block.hidden or block.link_density >= 0.5 or not ends_sentence(text):
        return False
    return len(text) >= PROSE_CHARS or bool(_WIDE.search(text[:WIDE_CHARS]))


def main_run(blocks: Sequence[Block], prose: Sequence[bool]) -> tuple[int, int]:
    """The half-open range of blocks whose prose outweighs its short lines most (Kadane's maximum subarray).

    Args:
        blocks: the page's blocks, in reading order.
        prose: which of them are prose.
    """
    totals = [0, *accumulate(map(_weight, blocks, prose))]
    best, low, run = 0, 0, (0, 0)
    for end, total in enumerate(totals):
        if total - totals[low] > best:
            best, run = total - totals[low], (low, end)
        if total < totals[low]:
            low = end
    return run


def _weight(block: Block, is_prose: bool) -> int:  # noqa: FBT001 - a pair of columns, not a switch
    if is_prose:
        return len(block.text)
    if ends_sentence(block.text) and len(block.text) > 30:
        return len(block.text) // 2
    return -SHORT_LINE_COST
