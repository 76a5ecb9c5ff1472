"""The elements that may speak of a page as a whole, gathered in as few walks over the tree as the questions need."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from itertools import islice

from lxml.etree import Element
from lxml.html import HtmlElement

_TAGS = ("title", "meta", "link", "script", "h1", "time")
_MANY = 10_000
_TELLING = ("byline", "author", "autor", "auteur", "date", "time", "publish", "posted", "meta")


class Elements:
    """Elements by tag, in the order of the page; the tree is not changed."""

    def __init__(self, tree: HtmlElement) -> None:
        self.tree = tree
        self._by_tag: dict[str, list[HtmlElement]] = {tag: [] for tag in _TAGS}
        self.times_before_headline = 0
        """How many `time` elements stand before the first `h1`."""
        for element in tree.iter(*_TAGS):
            found = self._by_tag[str(element.tag)]
            if element.tag == "h1" and not found:
                self.times_before_headline = len(self._by_tag["time"])
            found.append(element)

    def of(self, tag: str) -> list[HtmlElement]:
        """Those with one of the tags that are gathered: `title`, `meta`, `link`, `script`, `h1`, `time`."""
        return self._by_tag[tag]

    @cached_property
    def body(self) -> HtmlElement:
        """The page's body, or the whole tree where there is none."""
        found = self.tree if self.tree.tag == "body" else self.tree.find("body")
        return self.tree if found is None else found

    @cached_property
    def around_headline(self) -> frozenset[HtmlElement]:
        """What the first two `h1` elements stand in: of two, one is often the site's name."""
        return frozenset(ancestor for headline in self.of("h1")[:2] for ancestor in headline.iterancestors())

    @cached_property
    def classed(self) -> list[tuple[str, HtmlElement]]:
        """Elements of the body whose class speaks of an author or a date, with that class in lower case."""
        told: dict[str, str] = {}  # classes repeat: each is looked at once
        found: list[tuple[str, HtmlElement]] = []
        for written, element in islice(self._with_class(), _MANY):
            if (name := told.get(written)) is None:
                lowered = written[:300].lower()
                name = told[written] = lowered if any(word in lowered for word in _TELLING) else ""
            if name:
                found.append((name, element))
        return found

    def _with_class(self) -> Iterator[tuple[str, HtmlElement]]:
        for element in self.body.iterdescendants(Element):
            if (written := element.get("class")) is not None:
                yield written, element
