"""Hard-wrapped text: which line ends were put there by a program that breaks lines at a column.

Such a program fills a line greedily: it breaks only where the next word would not have fitted. A line end is *forced*
when its line, a blank and the next line's first word are wider than the column.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from tasks.segment.lines import Line
from tasks.segment.sentence import goes_on

_NARROWEST, _WIDEST = 35, 200
_LEAST_JOINTS = 3
_LEAST_LOCAL_JOINTS = 2
_FORCED_SHARE = 0.75
_MID_SHARE = 0.6
_OVERFLOW_SHARE = 0.05
_OVERFLOW_COLUMNS = 10
"""The column is the widest line that was seen to go on; a last line may be a little wider, and a few long words."""


@dataclass(frozen=True, slots=True)
class Wrapping:
    """How a page, or a part of it, is wrapped."""

    column: int
    """The widest line that the program wrote."""
    gap: int
    """Blank lines that it put between two lines of a paragraph: 0, or 1 in double-spaced text."""

    def forced(self, line: Line, following: Line) -> bool:
        """Whether the following line's first word would not have fitted."""
        return not self.overflows(line) and line.width + 1 + following.first_word > self.column

    def overflows(self, line: Line) -> bool:
        """Whether the line is wider than the column: it was not written by that program."""
        return line.width > self.column + _OVERFLOW_COLUMNS


def page_wrapping(lines: Sequence[Line]) -> Wrapping | None:
    """The page's column, from the line ends in mid-sentence; None where these are few or stand anywhere."""
    for gap in (0, 1):
        joints = [pair for pair in pairwise(lines) if pair[1].gap == gap and not pair[1].marker and _mid(*pair)]
        if len(joints) < _LEAST_JOINTS:
            continue
        widths = sorted(line.width for line, _ in joints)
        found = Wrapping(widths[-1 - len(widths) // 50], gap)
        forced = sum(found.forced(*pair) for pair in joints)
        overflowing = sum(map(found.overflows, lines))
        if (
            _NARROWEST <= found.column <= _WIDEST
            and forced >= _FORCED_SHARE * len(joints)
            and overflowing <= _OVERFLOW_SHARE * len(lines)
        ):
            return found
    return None


def local_wrapping(lines: Sequence[Line]) -> Wrapping | None:
    """The column of neighbouring lines, where every line end but the last is forced and most are in mid-sentence."""
    pairs = list(pairwise(lines))
    if len(pairs) < _LEAST_LOCAL_JOINTS:
        return None
    found = Wrapping(max(line.width for line in lines), lines[1].gap)
    fits = _NARROWEST <= found.column <= _WIDEST and sum(_mid(*pair) for pair in pairs) >= _MID_SHARE * len(pairs)
    return found if fits and all(found.forced(*pair) for pair in pairs) else None


def _mid(line: Line, following: Line) -> bool:
    return goes_on(line.text, following.text)
