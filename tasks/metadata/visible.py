"""What can be read on the page: the labelled lines, and which of them stand by the article itself."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cached_property
from itertools import pairwise

from schemas.block import Block
from schemas.label import Decision, Label

_PROSE_CHARS = 100
_BEFORE_TITLE = 4
_BEFORE_PROSE = 12
_AFTER_START = 4
_AFTER_END = 6
_SIGNED = 2
_LINE_CHARS = 200
_BEHIND = 60
_WORD = re.compile(r"\w+")


class Visible:
    """A page's blocks by label, in the order of the page."""

    def __init__(self, blocks: Sequence[Block], decisions: Sequence[Decision]) -> None:
        self._lines: dict[Label, list[tuple[int, str]]] = {}
        for decision in decisions:
            found = (decision.block_index, blocks[decision.block_index].text)
            self._lines.setdefault(decision.label, []).append(found)
        self._kept = [(d.block_index, blocks[d.block_index].text) for d in decisions if d.kept]
        self._texts = [blocks[d.block_index].text for d in decisions]

    @property
    def kept(self) -> list[str]:
        """The blocks that make the article's text."""
        return [text for _, text in self._kept]

    @property
    def signatures(self) -> list[str]:
        """The last paragraph of the text and the two lines behind it, where articles are signed."""
        last = self._kept[-1][0] if self._kept else -1
        near = [line for lines in self._lines.values() for line in lines if last <= line[0] <= last + _SIGNED]
        return [text for _, text in sorted(near)]

    def of(self, *labels: Label) -> list[str]:
        """The texts with these labels, label by label."""
        return [text for label in labels for _, text in self._lines.get(label, [])]

    def near(self, *labels: Label) -> list[str]:
        """Those around the title, before the first paragraphs, or right behind the text; else the only one there is.

        Pages print bylines and dates of other articles too, beside and below their own.
        """
        return [text for label in labels for text in self._near(self._lines.get(label, []))]

    def around(self, label: Label) -> list[str]:
        """Those around the title, before the first paragraphs, or right behind the text, and no others."""
        return self._around(self._lines.get(label, []))

    def alone(self, label: Label) -> list[str]:
        """The only one there is, if it stands below the title and not in a menu above it."""
        start, _ = self._head
        lines = self._lines.get(label, [])
        return [text for index, text in lines[:1] if index >= start and len({text for _, text in lines}) == 1]

    def in_head(self, label: Label) -> list[str]:
        """The texts with this label around the title and before the first paragraphs."""
        start, end = self._head
        return [text for index, text in self._lines.get(label, []) if start <= index <= end]

    @property
    def head(self) -> list[str]:
        """Short lines around the title that say neither by their label what they are nor belong to the text."""
        start, end = self._head
        lines = self._lines.get(Label.OTHER, []) + self._lines.get(Label.HEADING, [])
        kept = {index for index, _ in self._kept}
        near = [(index, text) for index, text in lines if start <= index <= end and index not in kept]
        return [text for _, text in sorted(near) if len(text) <= _LINE_CHARS]

    @property
    def whole_head(self) -> list[str]:
        """All lines around the title and before the first paragraphs, whatever their label."""
        start, end = self._head
        return self._texts[max(start, 0) : end + 1]

    def says_small(self, words: Iterable[str]) -> bool:
        """Whether the page writes one of these words in small letters somewhere."""
        small = {word.lower() for word in words if not word.islower()}
        return any(not small.isdisjoint(_WORD.findall(text)) for text in self._texts)

    @property
    def foot(self) -> list[str]:
        """The short lines right behind the text that no label tells."""
        last = self._kept[-1][0] if self._kept else -1
        near = [text for index, text in self._lines.get(Label.OTHER, []) if last < index <= last + _SIGNED]
        return [text for text in near if len(text) <= _LINE_CHARS]

    @property
    def pairs(self) -> list[tuple[str, str]]:
        """Each short line of the head with the one that follows it, whatever they are."""
        return [pair for pair in pairwise(self.whole_head) if all(len(text) <= _LINE_CHARS for text in pair)]

    @property
    def behind(self) -> list[tuple[str, str]]:
        """Each short line behind the article's text with the one that follows it: there authors are introduced."""
        if not self._kept:
            return []
        lines = self._texts[self._kept[-1][0] + 1 :][:_BEHIND]
        return [pair for pair in pairwise(lines) if len(pair[0]) <= _LINE_CHARS]

    def _near(self, lines: list[tuple[int, str]]) -> list[str]:
        return self._around(lines) or ([lines[0][1]] if len({text for _, text in lines}) == 1 else [])

    def _around(self, lines: list[tuple[int, str]]) -> list[str]:
        start, end = self._head
        last = self._kept[-1][0] if self._kept else end
        head = [text for index, text in lines if start <= index <= end]
        return head or [text for index, text in lines if last < index <= last + _AFTER_END]

    @cached_property
    def _head(self) -> tuple[int, int]:
        """Indices of the first and the last block of the article's head."""
        if not self._kept:
            return 0, 1_000_000_000
        long = [index for index, text in self._kept if len(text) >= _PROSE_CHARS] or [self._kept[0][0]]
        titles = [index for index, _ in self._lines.get(Label.TITLE_ECHO, [])]
        # what is kept above all titles is a menu's, where there is text below
        prose = long[0] if not titles or titles[0] < long[0] else next((at for at in long if at > titles[0]), long[0])
        above = [index for index in titles if index < prose]
        start = above[-1] - _BEFORE_TITLE if above else prose - _BEFORE_PROSE
        return start, prose + _AFTER_START
