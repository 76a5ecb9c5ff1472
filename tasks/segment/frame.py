"""The open elements of a page while it is walked, and what they say of the text inside them."""

from __future__ import annotations

from functools import lru_cache

from lxml.html import HtmlElement

from tasks.segment.elements import ROW, Kind, Traits
from tasks.segment.hidden import HIDING, classes_of, hides

MAX_PATH = 128
"""Tags kept of a path; of a deeper one the outer and the inner half."""
MAX_HINTS = 40


class Frame:
    """One open element."""

    __slots__ = (
        *("element", "tag", "kind", "parent", "depth", "in_row", "layout", "link", "pre", "hidden", "hints"),
        *("_outer", "_path"),
    )

    depth: int
    in_row: bool
    hidden: bool
    hints: tuple[str, ...]
    """Class and id tokens and the role of this element and its ancestors, innermost first."""
    link: int
    """0 outside of links, else the depth of the link's element."""
    _outer: Frame | None
    """The block element around this one. No frame refers to itself, so that it goes when it is closed."""

    def __init__(self, element: HtmlElement, traits: Traits, kind: Kind, parent: Frame | None) -> None:
        self.element, self.kind, self.parent = element, kind, parent
        self.tag = tag = traits.name
        self.pre = traits.preserved
        self.layout = False
        """Of a row: whether its cells are blocks of their own."""
        names = element.keys()  # to ask for an attribute that is not there takes as long as this
        own: tuple[str, ...] = ()
        off_screen = False
        if "class" in names:
            own, off_screen = classes_of(element.get("class", ""))
            off_screen &= tag != "body"
        if "id" in names:
            own += _split(element.get("id", ""))
        if "role" in names:
            own += _split(element.get("role", ""))
        if parent:
            self.depth, self.link = parent.depth + 1, parent.link
            self._outer = parent if parent.kind else parent._outer or parent  # noqa: SLF001 - a frame of the same page
            self.in_row, self.pre = kind is ROW or parent.in_row, self.pre or parent.pre
            self.hidden = parent.hidden or traits.hidden or off_screen
            if not self.hidden and (tag == "dialog" or not HIDING.isdisjoint(names)):
                self.hidden = hides(element, names, tag, kind)
            self.hints = (own + parent.hints)[:MAX_HINTS] if own else parent.hints
        else:
            self.depth, self.link, self._outer = 0, 0, None
            self.in_row, self.hidden, self.hints = kind is ROW, False, own[:MAX_HINTS]
        self._path: tuple[str, ...] | None = None
        if tag == "a" and "href" in names:
            self.link = self.depth

    @property
    def block(self) -> Frame:
        """The innermost block element: this one, or the one around it."""
        return self if self.kind or self._outer is None else self._outer

    @property
    def path(self) -> tuple[str, ...]:
        """Tags from the root down to this element; worked out once, when the first block asks for it."""
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
    def row(self) -> Frame | None:
        """The innermost table row: this one, or one around it."""
        frame: Frame | None = self if self.in_row else None
        while frame and frame.kind is not ROW:
            frame = frame.parent
        return frame

    @property
    def aside(self) -> bool:
        """Whether this hidden run of text stands inside a paragraph that is shown."""
        return self.hidden and not self.block.hidden

    def common(self, other: Frame) -> Frame:
        """The innermost element that holds both."""
        one, two = self, other
        while one is not two:
            if one.depth >= two.depth and one.parent:
                one = one.parent
            elif two.parent:
                two = two.parent
        return one


@lru_cache(maxsize=8192)
def _split(names: str) -> tuple[str, ...]:
    """The names in an attribute; most elements of a page share theirs with others."""
    return tuple(names.lower().split())
