"""Rows of short links, as menus are, and the boxes of the page's prose, where such rows are lists of the article."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from itertools import compress

from schemas.block import Block

ROW_OF_LINKS, LINK_CHARS, LINKED = 4, 120, 0.8
"""Blocks that make a row of links, characters under which one is short, and the share of them that is linked."""
MUCH = 0.25
"""Share of the page's prose that is much of it."""

Box = tuple[tuple[str, ...], tuple[str, ...]]
"""Path and hints of what stands in it."""


def rows_of_links(blocks: Sequence[Block], ends: Callable[[Block], bool]) -> Iterator[range]:
    """The indices of each run of `ROW_OF_LINKS` short links and more; what `ends` says yes to is in none."""
    first = 0
    for at, block in enumerate(blocks):
        if not _is_short_link(block) or ends(block):
            if at - first >= ROW_OF_LINKS:
                yield range(first, at)
            first = at + 1
    if len(blocks) - first >= ROW_OF_LINKS:
        yield range(first, len(blocks))


def boxes_of_prose(blocks: Sequence[Block], prose: Sequence[bool]) -> frozenset[Box]:
    """The boxes that have names and hold much of the prose themselves, not in boxes inside."""
    chars = Counter[Box]()
    for block in compress(blocks, prose):
        chars[block.path, block.hints] += len(block.text)
    whole = chars.total()
    return frozenset(box for box, inside in chars.items() if box[1] and inside > MUCH * whole)


def stands_in(block: Block, boxes: frozenset[Box]) -> bool:
    """Whether a block, or the list that it is an item of, stands in one of the boxes."""
    return any(path in (block.path, block.path[:-1]) and block.hints[-len(hints) :] == hints for path, hints in boxes)


def _is_short_link(block: Block) -> bool:
    size = len(block.text)
    return block.link_chars >= LINKED * size and size < LINK_CHARS
