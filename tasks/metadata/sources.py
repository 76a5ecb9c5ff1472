"""The sources of one HTML page, read once: elements, structured data, microdata, title, links."""

from __future__ import annotations

from dataclasses import dataclass

from lxml.html import HtmlElement

from tasks.metadata import markup, title
from tasks.metadata.article import Structured, structured
from tasks.metadata.elements import Elements
from tasks.metadata.jsonld import read_nodes
from tasks.metadata.meta import Metas
from tasks.metadata.strings import plain


@dataclass(frozen=True, slots=True)
class Sources:
    """Everything that may speak of the page as a whole."""

    elements: Elements
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
    page = Elements(tree)
    metas = Metas(page)
    headlines = markup.headlines(page)
    title_tag = _title_tag(page)
    links = [*_canonical(page), *metas.named("og:url")[:1]]
    names = [*headlines, *metas.named("og:title")[:1], title_tag]
    data = structured(read_nodes(page), [*filter(None, [url]), *links], names)
    return Sources(
        page, url, metas, data, headlines, title_tag, tuple(links), markup.properties(page), markup.times(page)[:12]
    )


def _title_tag(page: Elements) -> str:
    """The first `title` that is none of a picture."""
    own = (element for element in page.of("title") if next(element.iterancestors("svg"), None) is None)
    found = next(own, None)
    return "" if found is None else plain("".join(found.itertext())[: title.CHARS], title.CHARS)


def _canonical(page: Elements) -> list[str]:
    """The addresses of the first `rel=canonical` links."""
    found = [link for link in page.of("link") if "canonical" in link.get("rel", "")[:100].lower().split()]
    return [link.get("href", "") for link in found if link.get("href")][:3]
