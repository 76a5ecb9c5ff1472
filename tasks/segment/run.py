"""A run of text in the making: the pieces between two breaks or line ends, and the blocks that runs become."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from schemas.block import Block
from tasks.segment.elements import CELL, HEADINGS, ROW
from tasks.segment.frame import Frame
from tasks.segment.sentence import goes_on
from tasks.segment.white import fold, is_blank

_WRAPPED_SHARE = 0.4
"""Share of line ends in mid-sentence from which on a paragraph's lines were wrapped by hand."""

_Part = tuple[str, Frame | None, int]
"""Text, the element that holds it, characters inside links."""


class Run:
    """Collects text, and what the elements around it say of it."""

    __slots__ = ("_linked", "_links", "_open_link", "holder", "owner", "pieces", "size")

    def __init__(self) -> None:
        self.pieces: list[str] = []
        self.size = 0
        """Characters collected, white space included."""
        self.owner: Frame | None = None
        """The element that makes the block; None as long as only white space was collected."""
        self.holder: Frame | None = None
        """The innermost element that holds all of the text: `owner`, or an inline element inside of it."""
        self._linked: list[str] = []
        """The pieces that stand in links, a blank between two links."""
        self._links = 0
        """Links with text."""
        self._open_link = 0

    def add(self, text: str, frame: Frame, *, blank: bool) -> None:
        """Text that stands directly inside the element of `frame`; `blank` where it is white space."""
        self.pieces.append(text)
        self.size += len(text)
        if not blank and self.holder is not frame:
            self._see(frame)
        if not frame.link:
            self._open_link = 0
        elif frame.link == self._open_link:
            self._linked.append(text)
        elif not blank:
            self._links += 1
            self._linked += (" ", text)
            self._open_link = frame.link
        else:
            self._open_link = 0

    def add_blank(self) -> None:
        """A blank that the page shows but does not write, between two cells."""
        self.pieces.append(" ")

    def _see(self, frame: Frame) -> None:
        if self.holder is None or self.owner is None:
            self.holder, self.owner = frame, _owner(frame)
        elif self.holder is not self.owner:
            self.holder = self.holder.common(frame)
            if self.holder.depth < self.owner.depth:
                self.holder = self.owner

    @property
    def raw(self) -> str:
        """The text, white space as it came."""
        return "".join(self.pieces)

    def part(self) -> _Part:
        """The text folded, its holder, its characters inside links (each link's text folded for itself)."""
        pieces = self.pieces
        text = fold(pieces[0] if len(pieces) == 1 else "".join(pieces))
        if not self._links:
            return text, self.holder, 0
        if self._links == 1 and len(self._linked) == len(pieces) + 1:
            return text, self.holder, len(text)
        return text, self.holder, len(fold("".join(self._linked))) - (self._links - 1)


def blocks_of(runs: Sequence[Run], index: int, *, hidden: bool = False) -> list[Block]:
    """The blocks of the lines between two breaks, numbered from `index`: none where all is blank."""
    seen = runs if len(runs) == 1 else [run for run in runs if run.owner]
    if not seen or not (owner := seen[0].owner):
        return []
    hidden = hidden or owner.hidden
    if owner.pre:
        parts = list(_preserved(runs))
    elif len(seen) == 1:  # most blocks
        part = seen[0].part()
        return [] if is_blank(part[0]) else [_block(index, part, owner, hidden)]
    else:
        parts = list(_folded([part for part in map(Run.part, seen) if not is_blank(part[0])], owner))
    return [_block(at, part, owner, hidden) for at, part in enumerate(parts, index)]


def _block(index: int, part: _Part, owner: Frame, hidden: bool) -> Block:  # noqa: FBT001 - one of a block's fields
    text, holder, links = part
    parent = owner.parent
    path = parent.path if parent else ()
    return Block(index, text, owner.tag, path, (holder or owner).hints, links and min(len(text), links), "", 0, hidden)


def _folded(lines: Sequence[_Part], owner: Frame) -> Iterator[_Part]:
    """Lines parted by single line ends: each for itself where the sentence ends with it, else joined with a blank."""
    inside = [goes_on(line[0], following[0]) for line, following in pairwise(lines)]
    together = owner.kind is ROW or owner.tag in HEADINGS or sum(inside) >= _WRAPPED_SHARE * len(inside)
    start = 0
    for end in range(1, len(lines) + 1):
        if end == len(lines) or not (together or inside[end - 1]):
            yield _joined(lines[start:end], owner)
            start = end


def _joined(lines: Sequence[_Part], owner: Frame) -> _Part:
    if len(lines) == 1:
        return lines[0]
    return " ".join(text for text, _, _ in lines), owner, sum(links for _, _, links in lines)


def _preserved(runs: Sequence[Run]) -> Iterator[_Part]:
    """The paragraphs of preformatted text, their line ends kept."""
    text = "\n".join(run.raw for run in runs).replace("\r\n", "\n").replace("\r", "\n")
    links = sum(run.part()[2] for run in runs)
    for paragraph in _paragraphs(text):
        inside = min(links, len(paragraph))
        links -= inside
        yield paragraph, None, inside


def _paragraphs(text: str) -> Iterator[str]:
    lines: list[str] = []
    for line in [*map(fold, text.split("\n")), ""]:
        if not is_blank(line):
            lines.append(line)
        elif lines:
            yield "\n".join(lines)
            lines = []


def _owner(frame: Frame) -> Frame:
    """The block element around; the row, where a cell is only a part of it."""
    block = frame.block
    row = block.row if block.kind is CELL else None
    return block if row is None or row.layout else row
