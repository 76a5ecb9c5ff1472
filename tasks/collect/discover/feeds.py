"""RSS (0.9x, 1.0, 2.0) and Atom (RFC 4287, and 0.3 before it)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from urllib.parse import urljoin

from lxml import etree

from tasks.collect.discover.dates import moment
from tasks.collect.discover.found import Found
from tasks.collect.discover.xml import Node

ROOTS = frozenset({"rss", "rdf", "feed", "channel"})
ENTRIES = frozenset({"item", "entry"})

CHANGED = ("updated", "modified", "published", "issued", "pubdate", "date", "created")
"""Dates of an entry, those of its last change first; `date` is Dublin Core's."""

XML_BASE = "{http://www.w3.org/XML/1998/namespace}base"
OTHER = frozenset({"self", "edit", "enclosure", "replies", "hub", "next", "previous", "via", "related", "license"})
"""What a link of an entry can be other than its page."""


def read(nodes: Iterator[Node], found: Found) -> None:
    """Take the pages of a feed's entries."""
    for node in nodes:
        if node.name in ENTRIES:
            children = list(node.children())
            base = _base(node, found.base)
            link = _link(children)
            if not found.page(link, _changed_at(children), base):
                return


def _base(node: Node, document: str) -> str:
    """What links of an entry are relative to: every `xml:base` above it counts, the outermost first."""
    above = [node.element, *node.element.iterancestors()]
    for element in reversed(above):
        document = _joined(document, element.get(XML_BASE))
    return document


def _joined(base: str, relative: str | None) -> str:
    try:
        return urljoin(base, str(relative)) if relative else base
    except ValueError:
        return base


def _link(children: list[Node]) -> str | None:
    """The entry's page: the address before a feed service's redirect, its link, or the permanent link of its guid."""
    for choose in (_original, _alternate, _written, _guid):
        if found := choose(children):
            return found
    return None


def _original(children: list[Node]) -> str | None:
    return next((node.text() for node in children if node.name == "origlink" and node.text()), None)


def _alternate(children: list[Node]) -> str | None:
    """Atom: `alternate` is what a link without `rel` is."""
    links = [node.element for node in children if node.name == "link" and node.element.get("href")]
    links = [link for link in links if _relation(link) not in OTHER]
    links.sort(key=lambda link: (_relation(link) != "alternate", "html" not in (link.get("type") or "html").lower()))
    return str(links[0].get("href")) if links else None


def _relation(link: etree._Element) -> str:
    return (link.get("rel") or "alternate").strip().lower()


def _written(children: list[Node]) -> str | None:
    """RSS: the link is the element's text."""
    links = (node.text() for node in children if node.name == "link" and not node.element.get("href"))
    return next((link for link in links if link), None)


def _guid(children: list[Node]) -> str | None:
    """A guid is an address unless it says that it is none; Atom's id may be one."""
    for node in children:
        permanent = (node.element.get("isPermaLink") or "true").strip().lower() != "false"
        if node.name in ("guid", "id") and permanent and node.text().startswith(("http://", "https://")):
            return node.text()
    return None


def _changed_at(children: list[Node]) -> datetime | None:
    dates = {node.name: node.text() for node in reversed(children) if node.name in CHANGED}
    return next((at for name in CHANGED if (at := moment(dates.get(name)))), None)
