"""The blocks of a plain-text page: its lines, and paragraphs where lines were hard-wrapped."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from schemas.block import Block
from tasks.segment.lines import Line, read_lines
from tasks.segment.wrap import Wrapping, local_wrapping, page_wrapping

_BROKEN_WORD = re.compile(r"\w(?:-|--|—)$|[\u3040-\u30ff\u3400-\u9fff\uff00-\uffef、。]$")
"""No blank stood where such a line was broken: after a hyphen or an unspaced dash, and in Chinese and Japanese."""
_DEEPEST_INDENT = 8
"""Columns by which a paragraph's first line stands in, at most."""


def text_blocks(text: str) -> list[Block]:
    """Blocks in reading order: one for each line, one for each paragraph of text that was wrapped at a column.

    Joining too much is worse than joining too little: a line end goes only where the wrapping explains it.
    """
    lines = read_lines(text)
    paragraphs = _paragraphs(lines, page_wrapping(lines))
    return [_block(index, paragraph) for index, paragraph in enumerate(paragraphs)]


def _paragraphs(lines: Sequence[Line], wrapping: Wrapping | None) -> Iterator[list[Line]]:
    for run in _runs(lines, wrapping.gap if wrapping else 0):
        explained = local_wrapping(run) or wrapping
        margin = min(line.indent for line in run)
        paragraph: list[Line] = run[:1]
        for line in run[1:]:
            if explained and explained.forced(paragraph[-1], line) and _goes_on(paragraph, line, margin):
                paragraph.append(line)
            else:
                yield paragraph
                paragraph = [line]
        yield paragraph


def _runs(lines: Sequence[Line], gap: int) -> Iterator[list[Line]]:
    """Lines that stand together: no more blank lines between them than `gap`, each list item for itself."""
    run: list[Line] = []
    for line in lines:
        if run and (line.gap > gap or line.marker):
            yield run
            run = []
        run.append(line)
    if run:
        yield run


def _goes_on(paragraph: Sequence[Line], line: Line, margin: int) -> bool:
    """Whether the line's indentation fits a paragraph: only its first line may stand further in, or carry a marker."""
    last, second = paragraph[-1], len(paragraph) == 1
    if paragraph[0].marker:
        return line.indent == last.indent or second
    return line.indent == margin and (last.indent == margin or (second and last.indent - margin <= _DEEPEST_INDENT))


def _block(index: int, paragraph: Sequence[Line]) -> Block:
    first = paragraph[0]
    text = first.text
    if len(paragraph) > 1:
        ends = (line.text if _BROKEN_WORD.search(line.text) else f"{line.text} " for line in paragraph[:-1])
        text = "".join([*ends, paragraph[-1].text])
    return Block(index, text, "li" if first.marker else "line", marker=first.marker, gap=first.gap)
