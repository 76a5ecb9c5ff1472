"""The open elements of a page while it is walked, and what they say of the text inside them."""

from __future__ import annotations

import re

from lxml.html import HtmlElement

from tasks.segment.elements import HIDDEN, PRESERVED, Kind

MAX_PATH = 128
"""Tags kept of a path; of a deeper one the outer and the inner half."""
MAX_HINTS = 40

_NO_DISPLAY = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_SCREEN_READER = frozenset(
    {"sr-only", "visually-hidden", "visuallyhidden", "screen-reader-text", "screen-reader-only", "a11y-hidden"}
)


class Frame:
    """One open element. What blocks need of it is worked out once, when the first block asks."""

    __slots__ = (
        *("element", "tag", "kind", "parent", "depth", "block", "row"),
        *("layout", "link", "pre", "hidden", "_path", "_hints"),
    )

    def __init__(self, element: HtmlElement, tag: str, kind: Kind, parent: Frame | None) -> None:
        self.element, self.tag, self.kind, self.parent = element, tag, kind, parent
        self.layout = False
        """Of a row: whether its cells are blocks of their own."""
        self._path: tuple[str, ...] | None = None
        self._hints: tuple[str, ...] | None = None
        self.depth: int = parent.depth + 1 if parent else 0
        self.block: Frame = parent.block if parent and kind == Kind.INLINE else self
        self.row: Frame | None = self if kind == Kind.ROW else parent.row if parent else None
        self.pre: bool = tag in PRESERVED or (parent is not None and parent.pre)
        self.link: Frame | None = (
            self if tag == "a" and element.get("href") is not None else parent.link if parent else None
        )
        self.hidden: bool = bool(parent and parent.hidden) or _hides(element, tag, kind)

    @property
    def aside(self) -> bool:
        """Whether this hidden run of text stands inside a paragraph that is shown."""
        return self.hidden and not self.block.hidden

    @property
    def path(self) -> tuple[str, ...]:
        """Tags from the root down to this element."""
        if self._path is None:
            tags = (*(self.parent.path if self.parent else ()), self.tag)
            self._path = tags if len(tags) <= MAX_PATH else tags[: MAX_PATH // 2] + tags[-MAX_PATH // 2 :]
        return self._path

    @property
    def hints(self) -> tuple[str, ...]:
        """Class and id tokens and the role of this element and its ancestors, innermost first."""
        if self._hints is None:
            get = self.element.get
            own = f"{get('class') or ''} {get('id') or ''} {get('role') or ''}".lower().split()
            self._hints = (*own, *(self.parent.hints if self.parent else ()))[:MAX_HINTS]
        return self._hints

    def common(self, other: Frame) -> Frame:
        """The innermost element that holds both."""
        one, two = self, other
        while one is not two:
            if one.depth >= two.depth and one.parent:
                one = one.parent
            elif two.parent:
                two = two.parent
            else:
                return one
        return one


def _hides(element: HtmlElement, tag: str, kind: Kind) -> bool:
    """Whether the element hides its text. `html` and `body` are hidden by pages that show themselves by script."""
    if tag in HIDDEN:
        return True
    if not len(element.attrib) or tag in {"html", "body"}:
        return tag == "dialog"
    get = element.get
    if get("hidden") is not None or (tag == "dialog" and get("open") is None):
        return True
    if kind != Kind.INLINE and get("aria-hidden") == "true":
        return True
    style = get("style")
    if style and _NO_DISPLAY.search(style):
        return True
    names = get("class")
    return names is not None and not _SCREEN_READER.isdisjoint(names.split())
