"""The lines of a plain-text page, each with what its shape says: indentation, width, list marker, gap."""

from __future__ import annotations

import re
from dataclasses import dataclass

from tasks.segment.white import fold, is_blank

_LINE_END = re.compile("\r\n|[\n\r\v\f\u2028\u2029]")
"""Not U+0085: where that stands in a page it is windows-1252's ellipsis."""

_INDENT = re.compile("[ \t\u00a0\u1680\u2000-\u200b\u202f\u205f\u3000\ufeff]*")
_BULLET = re.compile(r"([•‣⁃◦∙▪▫●○■□◆➤►])(?: |(?=\w))(?=\S)")
_MAYBE_BULLET = re.compile(r"([*+·»›o–-]|--) (?=\S)")
_NUMBER = re.compile(r"(\(?(\d{1,3})[.)]|\[(\d{1,3})\]) (?=\S)")
_NEEDS_NEIGHBOUR = frozenset({"-", "--", "–", "·", "»", "›", "o"})
"""A dash alone may open a credit or a line of speech; two in a row are a list."""


@dataclass(slots=True)
class Line:
    """One line that is not blank."""

    text: str
    """White space folded; the marker included until it is known to be one."""
    indent: int
    """Columns of white space before the text."""
    width: int
    """Columns up to the end of the text."""
    gap: int
    """Blank lines before."""
    marker: str = ""

    @property
    def first_word(self) -> int:
        """Length of the first word."""
        blank = self.text.find(" ")
        return len(self.text) if blank < 0 else blank


def read_lines(text: str) -> list[Line]:
    """The page's lines that hold something, list markers taken off their text."""
    lines: list[Line] = []
    gap = 0
    for raw in _LINE_END.split(text):
        if is_blank(raw):
            gap += 1
            continue
        expanded = raw.expandtabs(8).rstrip()
        indent = _INDENT.match(expanded)
        lines.append(Line(fold(raw), indent.end() if indent else 0, len(expanded), gap))
        gap = 0
    _take_markers(lines)
    return lines


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A line that looks like a list item."""

    line: Line
    marker: str
    length: int
    """Characters of the line's text up to the item's own."""
    number: int | None

    def follows(self, other: _Candidate) -> bool:
        """Whether both are items of one list, one after the other."""
        if self.line.gap > 1 or self.line.indent != other.line.indent:
            return False
        if self.number is None or other.number is None:
            return self.marker == other.marker
        return self.number == other.number + 1

    def take(self) -> None:
        """The marker leaves the line's text."""
        if not self.line.marker:
            self.line.marker = self.marker
            self.line.text = self.line.text[self.length :]


def _take_markers(lines: list[Line]) -> None:
    """Bullets are taken at once, numbers and dashes only where the item before or after has the next one."""
    before: _Candidate | None = None
    for line in lines:
        if found := _BULLET.match(line.text):
            _Candidate(line, found[1], found.end(), None).take()
            before = None
        elif candidate := _candidate(line):
            if before and candidate.follows(before):
                before.take()
                candidate.take()
            elif candidate.number is None and line.indent and candidate.marker not in _NEEDS_NEIGHBOUR:
                candidate.take()
            before = candidate
        elif line.gap:
            before = None


def _candidate(line: Line) -> _Candidate | None:
    if found := _MAYBE_BULLET.match(line.text):
        return _Candidate(line, found[1], found.end(), None)
    if found := _NUMBER.match(line.text):
        return _Candidate(line, found[1], found.end(), int(found[2] or found[3]))
    return None
