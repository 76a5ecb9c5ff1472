"""The blocks of a plain-text page: its lines and paragraphs."""

from __future__ import annotations

import re

from schemas.block import Block
from tasks.segment.white import fold, is_blank

_LINE_END = re.compile("\r\n|[\n\r\v\f\u2028\u2029]")
"""Not U+0085: where it stands in a page it is windows-1252's ellipsis."""
_MARKED = re.compile(r"[ \t\xa0]*(?:([•‣⁃◦▪●○■])[ \t\xa0]*|([*+o]|\(?\d{1,3}[.)])[ \t\xa0]+)(?=\S)")


def text_blocks(text: str) -> list[Block]:
    """Blocks in reading order, their `index` not yet given."""
    blocks: list[Block] = []
    gap = 0
    for line in _LINE_END.split(text):
        if is_blank(line):
            gap += 1
            continue
        found = _MARKED.match(line)
        marker = (found[1] or found[2]) if found else ""
        body = fold(line[found.end() :] if found else line)
        blocks.append(Block(0, body, "li" if marker else "line", marker=marker, gap=gap))
        gap = 0
    return blocks
