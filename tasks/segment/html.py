"""The blocks of an HTML tree: one walk, no recursion, in the order in which the page is read."""

from __future__ import annotations

from lxml.html import HtmlElement

from schemas.block import Block
from tasks.segment.elements import BLOCK, BREAK, CELL, INLINE, PARAGRAPHS, ROW, SOFT, UNSEEN, Kind, Traits, traits_of
from tasks.segment.frame import Frame
from tasks.segment.hidden import without_veil
from tasks.segment.run import Run, blocks_of
from tasks.segment.white import WHITE

_LONG_CELL = 250
"""Characters from which on a table cell is a block of its own: the table is a layout."""


def html_blocks(tree: HtmlElement) -> list[Block]:
    """Blocks in reading order. The tree is left as it is.

    A hidden run of text inside a paragraph that is shown becomes a block of its own, after the paragraph.
    """
    walk = _Walk()
    for element in tree.iter():
        parent = element.getparent()
        if walk.inside is not parent:
            walk.close_inside(parent)
        tag = element.tag
        if isinstance(tag, str):
            walk.open(element, traits_of(tag))
        elif tail := element.tail:  # behind a comment or the like
            walk.read(tail)
    walk.close_inside(None)
    walk.flush()
    return without_veil(walk.blocks)


class _Walk:
    """The state of the walk: the open elements, the run of text since the last break, the blocks so far."""

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self.inside: HtmlElement | None = None
        """The innermost open element."""
        self._lines: list[Run] = []
        """The lines since the last break, each ended by a `br`."""
        self._run = Run()
        """The line that is being read."""
        self._aside = Run()
        """Hidden text inside the paragraph that is being read."""
        self._frame: Frame | None = None
        """The same with all that is known of it."""
        self._broken = False
        """Whether a `br` was the last thing read."""
        self._closed: Frame | None = None
        """The inline element whose end was the last thing read."""
        self._touched: Frame | None = None
        """The same, where the start of another was read after it: two elements that touch."""

    def close_inside(self, element: HtmlElement | None) -> None:
        """The end tags of what is open inside of the element, and the text behind each."""
        while (frame := self._frame) and frame.element is not element:
            if frame.kind is BLOCK:
                self.flush()
            elif frame.kind is INLINE:
                self._closed = frame
            else:
                self._end(frame)
            self._frame = outer = frame.parent
            self.inside = outer.element if outer else None
            if tail := frame.element.tail:
                self.read(tail)

    def open(self, element: HtmlElement, traits: Traits) -> None:
        """A start tag, and the text up to the next tag; where nothing stands in the element, its end tag too."""
        outer, kind = self._frame, traits.kind
        if kind is SOFT:
            kind = INLINE if outer and outer.block.tag in PARAGRAPHS else BLOCK
        if outer and outer.kind is UNSEEN:
            kind = UNSEEN
        text = None if kind is UNSEEN else element.text
        if text is None and not len(element):
            if kind:
                self._pass(kind)
            if tail := element.tail:
                self.read(tail)
            return
        self._frame = frame = Frame(element, traits, kind, outer)
        self.inside = element
        if kind is INLINE:
            self._touched = self._closed or self._touched
        elif frame.in_row:
            self._begin_in_row(frame)
        elif kind is not UNSEEN:
            self.flush()
        if text:
            self.read(text)

    def _pass(self, kind: Kind) -> None:
        """An element that holds nothing, but may part what stands around it."""
        if kind is BREAK:
            self._break()
        elif kind is CELL:
            self._run.add_blank()
        elif kind is not UNSEEN:
            self.flush()
            _lay_out(self._frame)

    def _begin_in_row(self, frame: Frame) -> None:
        if frame.kind is CELL and _is_part(frame):
            self._run.add_blank()
        elif frame.kind is not UNSEEN:
            self.flush()
            if frame.kind is BLOCK:
                _lay_out(frame)

    def _break(self) -> None:
        if self._broken:
            self.flush()
            _lay_out(self._frame)
        self._lines.append(self._run)
        self._run = Run()
        self._broken, self._closed, self._touched = True, None, None

    def _end(self, frame: Frame) -> None:
        """The end of a row or a cell; that of a line break, or of what is not seen, parts nothing."""
        if frame.kind is CELL and _is_part(frame):
            if self._run.size > _LONG_CELL:
                self.flush()
                _lay_out(frame)
        elif frame.kind is CELL or frame.kind is ROW:
            self.flush()

    def read(self, text: str) -> None:
        """Text inside the innermost open element."""
        frame = self._frame
        if frame is None or frame.kind is UNSEEN:
            return
        run = self._aside if frame.hidden and frame.aside else self._run
        if text.isspace() and not text.lstrip(WHITE):
            if run.pieces:  # at the head of a line white space is not seen
                run.add(text, frame, blank=True)
        else:
            if self._touched and _stand_apart(self._touched, self._run, text, frame):
                self.flush()
                run = self._run
            self._broken = False
            run.add(text, frame, blank=False)
        self._closed = self._touched = None

    def flush(self) -> None:
        """A break: what was read becomes blocks, and hidden text inside of it one more."""
        run = self._run
        if self._lines:
            self.blocks += blocks_of([*self._lines, run], len(self.blocks))
            self._lines, self._run = [], Run()
        elif run.pieces:
            if run.owner:
                self.blocks += blocks_of((run,), len(self.blocks))
            self._run = Run()
        if self._aside.pieces:
            self.blocks += blocks_of([self._aside], len(self.blocks), hidden=True)
            self._aside = Run()
        self._broken, self._closed, self._touched = False, None, None


def _stand_apart(before: Frame, run: Run, text: str, frame: Frame) -> bool:
    """Whether two inline elements that touch are two things that only styles keep apart, outside of a paragraph.

    Two links of a menu, or an author and a date: `<span>Jane Doe</span><span>3 May</span>`.
    """
    if frame.block.tag in PARAGRAPHS or not run.pieces or not run.pieces[-1]:
        return False
    if before.link and frame.link:
        return True
    last, first = run.pieces[-1][-1], text[0]
    return (last.islower() or last.isdigit()) and (first.isupper() or (first.isdigit() and not last.isdigit()))


def _is_part(cell: Frame) -> bool:
    """Whether the cell is a part of its row's block."""
    row = cell.row
    return row is not None and not row.layout


def _lay_out(frame: Frame | None) -> None:
    """The table row around, if there is one, holds blocks: it arranges a page and is no row of data."""
    if frame and frame.in_row and (row := frame.row):
        row.layout = True
