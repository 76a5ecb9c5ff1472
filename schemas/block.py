"""A block: one paragraph, heading, list item, cell row or line of a page, in reading order."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Block:
    """A run of text that is kept or dropped as a whole.

    A page's blocks are numbered 0..n-1 in reading order without a gap, and together they hold every visible
    character of the page, white space aside.
    """

    index: int
    text: str
    """White space runs folded to one blank; never empty; inside `pre` line ends are kept."""
    tag: str
    """The element that made the block: p, h1..h6, li, blockquote, tr, figcaption, pre, ...; `line` in plain text
    (`li` where a plain-text line carries a bullet or a number, which is kept in `marker`)."""
    path: tuple[str, ...] = ()
    """Tags from the root down to the block's parent; empty in plain text."""
    hints: tuple[str, ...] = ()
    """Class and id tokens and the role of the element and its ancestors, lower case, innermost first."""
    link_chars: int = 0
    """Characters of `text` that stand inside links."""
    marker: str = ""
    """List bullet or number as printed in plain text (`•`, `1.`), else empty."""
    gap: int = 0
    """Blank lines before the block in plain text; 0 in HTML."""
    hidden: bool = False
    """The page itself hides it: `hidden`, `display:none`, `aria-hidden`, a closed dialog, `noscript`."""

    @property
    def link_density(self) -> float:
        """Share of the characters that stand in links, 0 to 1."""
        return self.link_chars / len(self.text) if self.text else 0.0

    def inside(self, *tags: str) -> bool:
        """Whether the block or an ancestor of it is one of these elements."""
        if self.tag in tags:
            return True
        for tag in tags:  # noqa: SIM110 - asked several times of every block; a generator costs three times as much
            if tag in self.path:
                return True
        return False
