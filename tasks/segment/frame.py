"""The open elements of a page while it is walked, and what they say of the text inside them."""

from __future__ import annotations

from functools import lru_cache

from lxml.html import HtmlElement

from tasks.segment.elements import PRESERVED, Kind
from tasks.segment.hidden import hides

MAX_PATH = 128
"""Tags kept of a path; of a deeper one the outer and the inner half."""
MAX_HINTS = 40


class Frame:
    """One open element. Its path and hints are worked out once, when the first block asks for them."""

    __slots__ = (
        *("element", "tag", "kind", "parent", "depth", "in_row", "layout", "link", "pre", "hidden"),
        *("_outer", "_path", "_hints"),
    )

    def __init__(self, element: HtmlElement, tag: str, kind: Kind, parent: Frame | None) -> None:
        self.element, self.tag, self.kind, self.parent = element, tag, kind, parent
        self.layout = False
        """Of a row: whether its cells are blocks of their own."""
        self._path: tuple[str, ...] | None = None
        self._hints: tuple[str, ...] | None = None
        self._outer: Frame | None = None
        """The block element around this one. No frame refers to itself, so that it goes when it is closed."""
        self.depth, self.link = 0, 0
        """`link` is 0 outside of links, else the depth of the link's element."""
        self.in_row, self.pre, self.hidden = kind == Kind.ROW, tag in PRESERVED, False
        if parent:
            self.depth, self.link, self._outer = parent.depth + 1, parent.link, parent.block
            self.in_row, self.pre = self.in_row or parent.in_row, self.pre or parent.pre
            self.hidden = parent.hidden or hides(element, tag, kind)
        if tag == "a" and element.get("href") is not None:
            self.link = self.depth

    @property
    def block(self) -> Frame:
        """The innermost block element: this one, or the one around it."""
        return self if self.kind or self._outer is None else self._outer

    @property
    def row(self) -> Frame | None:
        """The innermost table row: this one, or one around it."""
        frame: Frame | None = self if self.in_row else None
        while frame and frame.kind != Kind.ROW:
            frame = frame.parent
        return frame

    @property
    def aside(self) -> bool:
        """Whether this hidden run of text stands inside a paragraph that is shown."""
        return self.hidden and not self.block.hidden

    @property
    def path(self) -> tuple[str, ...]:
        """Tags from the root down to this element."""
        if self._path is None:
            tags = [self.tag]
            outer = self.parent
            while outer and outer._path is None:  # noqa: SLF001 - a frame of the same page
                tags.append(outer.tag)
                outer = outer.parent
            path = (*(outer.path if outer else ()), *reversed(tags))
            self._path = path if len(path) <= MAX_PATH else path[: MAX_PATH // 2] + path[-MAX_PATH // 2 :]
        return self._path

    @property
    def hints(self) -> tuple[str, ...]:
        """Class and id tokens and the role of this element and its ancestors, innermost first."""
        if self._hints is None:
            unknown = [self]
            while (outer := unknown[-1].parent) and outer._hints is None:  # noqa: SLF001 - the same
                unknown.append(outer)
            hints = outer.hints if outer else ()
            for frame in reversed(unknown):
                if own := frame._tokens():  # noqa: SLF001 - the same
                    hints = (*own, *hints)[:MAX_HINTS]
                frame._hints = hints  # noqa: SLF001 - the same
        return self._hints or ()

    def common(self, other: Frame) -> Frame:
        """The innermost element that holds both."""
        one, two = self, other
        while one is not two:
            if one.depth >= two.depth and one.parent:
                one = one.parent
            elif two.parent:
                two = two.parent
        return one

    def _tokens(self) -> tuple[str, ...]:
        get = self.element.get
        name, role, classes = get("id"), get("role"), get("class")
        if name is None and role is None:
            return _split(classes) if classes else ()
        return (*_split(classes or ""), *_split(name or ""), *_split(role or ""))


@lru_cache(maxsize=8192)
def _split(names: str) -> tuple[str, ...]:
    """The names in an attribute; most elements of a page share theirs with others."""
    return tuple(names.lower().split())
