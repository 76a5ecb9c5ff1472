"""The blocks of an HTML tree: one walk, no recursion, in the order in which the page is read."""

from __future__ import annotations

from lxml import etree
from lxml.html import HtmlElement

from schemas.block import Block
from tasks.segment.elements import PARAGRAPHS, Kind, kind_of, local_name
from tasks.segment.frame import Frame
from tasks.segment.run import Run

_LONG_CELL = 250
"""Characters from which on a table cell is a block of its own: the table is a layout."""


def html_blocks(tree: HtmlElement) -> list[Block]:
    """Blocks in reading order. The tree is left as it is.

    A hidden run of text inside a paragraph that is shown becomes a block of its own, after the paragraph.
    """
    walk = _Walk()
    for event, element in etree.iterwalk(tree, events=("start", "end", "comment", "pi")):
        if event == "start":
            walk.open(element)
        elif event == "end":
            walk.close(element)
        elif element.tail:
            walk.read(element.tail)
    walk.flush()
    return walk.blocks


class _Walk:
    """The state of the walk: the open elements, the run of text since the last break, the blocks so far."""

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self._run = Run()
        self._aside = Run()
        """Hidden text inside the paragraph that is being read."""
        self._frame: Frame | None = None
        self._unseen: HtmlElement | None = None
        """The outermost open element whose text is never shown."""
        self._broken = False
        """Whether a `br` was the last thing read."""
        self._linked = False
        """Whether the end of a link was the last thing read."""

    def open(self, element: HtmlElement) -> None:
        """A start tag, and the text up to the next tag."""
        if self._unseen is not None:
            return
        tag = local_name(str(element.tag))
        kind = kind_of(tag)
        if kind == Kind.UNSEEN:
            self._unseen = element
            return
        outer = self._frame
        if kind == Kind.SOFT:
            kind = Kind.INLINE if outer and outer.block.tag in PARAGRAPHS else Kind.BLOCK
        self._frame = frame = Frame(element, tag, kind, outer)
        if kind:
            self._begin(frame)
        elif self._linked and frame.opens_link and frame.block.tag not in PARAGRAPHS:
            self.flush()  # two links of a menu that touch
        if text := element.text:
            self.read(text)

    def _begin(self, frame: Frame) -> None:
        if frame.kind == Kind.BREAK:
            self._break(frame)
        elif frame.kind == Kind.CELL and _is_part(frame):
            self._run.add_blank()
        else:
            self.flush()
            if frame.kind == Kind.BLOCK:
                _lay_out(frame)

    def _break(self, frame: Frame) -> None:
        if self._broken:
            self.flush()
            _lay_out(frame)
        self._run.add_line_end()
        self._broken, self._linked = True, False

    def close(self, element: HtmlElement) -> None:
        """An end tag, and the text up to the next tag."""
        if self._unseen is not None:
            if self._unseen is not element:
                return
            self._unseen = None
        elif self._frame:
            self._end(self._frame)
            self._frame = self._frame.parent
        if tail := element.tail:
            self.read(tail)

    def _end(self, frame: Frame) -> None:
        if frame.kind == Kind.INLINE:
            self._linked = frame.opens_link
        elif frame.kind == Kind.CELL and _is_part(frame):
            if self._run.size > _LONG_CELL:
                self.flush()
                _lay_out(frame)
        elif frame.kind != Kind.BREAK:
            self.flush()

    def read(self, text: str) -> None:
        """Text inside the innermost open element."""
        frame = self._frame
        if frame is None or self._unseen is not None:
            return
        self._linked = False
        if self._broken and not text.isspace():
            self._broken = False
        (self._aside if frame.hidden and frame.aside else self._run).add(text, frame)

    def flush(self) -> None:
        """A break: what was read becomes a block, and the hidden text inside of it another."""
        if self._run.pieces:
            if self._run.owner:
                self.blocks += self._run.blocks(len(self.blocks))
            self._run = Run()
        if self._aside.pieces:
            self.blocks += self._aside.blocks(len(self.blocks), hidden=True)
            self._aside = Run()
        self._broken = self._linked = False


def _is_part(cell: Frame) -> bool:
    """Whether the cell is a part of its row's block."""
    row = cell.row
    return row is not None and not row.layout


def _lay_out(frame: Frame) -> None:
    """The table row around, if there is one, holds blocks: it arranges a page and is no row of data."""
    if frame.in_row and (row := frame.row):
        row.layout = True
