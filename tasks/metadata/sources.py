"""The sources of one HTML page, read once: elements, structured data, microdata, title, links."""

from __future__ import annotations

from dataclasses import dataclass

from lxml.etree import XPath
from lxml.html import HtmlElement

from tasks.metadata import markup, title
from tasks.metadata.article import Structured, structured
from tasks.metadata.jsonld import read_nodes
from tasks.metadata.meta import Metas
from tasks.metadata.strings import plain

_TITLE_TAG = XPath("string((//title[not(ancestor::svg)])[1])")
_CANONICAL = XPath("//link[contains(concat(' ', translate(@rel, 'CANOIL', 'canoil'), ' '), ' canonical ')]/@href")


@dataclass(frozen=True, slots=True)
class Sources:
    """Everything that may speak of the page as a whole."""

    tree: HtmlElement
    url: str | None
    metas: Metas
    data: Structured
    headlines: list[str]
    title_tag: str
    canonical: tuple[str, ...]
    properties: dict[str, list[str]]
    times: list[tuple[str, str]]


def read_sources(tree: HtmlElement, url: str | None) -> Sources:
    """Read the sources of a page; the tree is not changed."""
    metas = Metas(tree)
    headlines = markup.headlines(tree)
    title_tag = plain(str(_TITLE_TAG(tree))[: title.CHARS], title.CHARS)
    links = [str(href) for href in _CANONICAL(tree)[:3]] + metas.named("og:url")[:1]
    names = [*headlines, *metas.named("og:title")[:1], title_tag]
    data = structured(read_nodes(tree), [*filter(None, [url]), *links], names)
    return Sources(
        tree, url, metas, data, headlines, title_tag, tuple(links), markup.properties(tree), markup.times(tree)[:12]
    )
