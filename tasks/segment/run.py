"""A run of text in the making: the pieces between two breaks, until they become blocks."""

from __future__ import annotations

from collections.abc import Iterator

from schemas.block import Block
from tasks.segment.elements import Kind
from tasks.segment.frame import Frame
from tasks.segment.white import fold, is_blank


class Run:
    """Collects the text of one block and what the elements around it say of it."""

    __slots__ = ("_links", "_open_link", "holder", "owner", "pieces", "size")

    def __init__(self) -> None:
        self.pieces: list[str] = []
        self.size = 0
        """Characters collected, white space included."""
        self.owner: Frame | None = None
        """The element that makes the block; None as long as only white space was collected."""
        self.holder: Frame | None = None
        """The innermost element that holds all of the text: `owner`, or an inline element inside of it."""
        self._links: list[list[str]] = []
        self._open_link = 0

    def add(self, text: str, frame: Frame) -> None:
        """Text that stands directly inside the element of `frame`."""
        self.pieces.append(text)
        self.size += len(text)
        if frame.link:
            if frame.link != self._open_link:
                self._links.append([])
            self._links[-1].append(text)
        self._open_link = frame.link
        if self.holder is not frame and not text.isspace():
            self._see(frame)

    def add_blank(self) -> None:
        """A blank that the page shows but does not write, between two cells."""
        self.pieces.append(" ")

    def add_line_end(self) -> None:
        """A single `br`: folded to a blank, kept in preformatted text."""
        self.pieces.append("\n")

    def _see(self, frame: Frame) -> None:
        if self.holder is None or self.owner is None:
            self.holder, self.owner = frame, _owner(frame)
        elif self.holder is not self.owner:
            self.holder = self.holder.common(frame)

    def blocks(self, index: int, *, hidden: bool = False) -> Iterator[Block]:
        """The block of what was collected; several where preformatted text has blank lines, none where all is blank."""
        owner, holder = self.owner, self.holder
        if owner is None or holder is None:
            return
        if holder.depth < owner.depth:
            holder = owner
        text = "".join(self.pieces)
        path = owner.parent.path if owner.parent else ()
        linked = self._linked(len(text))
        for part in _paragraphs(text) if owner.pre else (fold(text),):
            if not is_blank(part):
                inside = min(linked, len(part))
                yield Block(index, part, owner.tag, path, holder.hints, inside, hidden=hidden or owner.hidden)
                index, linked = index + 1, linked - inside

    def _linked(self, everything: int) -> int:
        """Characters inside links, each link's text folded for itself."""
        if len(self._links) == 1 and len(self._links[0]) == len(self.pieces):
            return everything
        return sum(len(fold("".join(link))) for link in self._links)


def _owner(frame: Frame) -> Frame:
    """The block element around; the row, where a cell is only a part of it."""
    block = frame.block
    row = block.row if block.kind == Kind.CELL else None
    return block if row is None or row.layout else row


def _paragraphs(text: str) -> list[str]:
    """The paragraphs of preformatted text, their line ends kept."""
    paragraphs: list[list[str]] = [[]]
    for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n"):
        folded = fold(line)
        if folded:
            paragraphs[-1].append(folded)
        elif paragraphs[-1]:
            paragraphs.append([])
    return ["\n".join(lines) for lines in paragraphs]
