"""What the sources of a page say, field by field, in the order of trust."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby, islice
from operator import itemgetter
from typing import TypeVar
from urllib.parse import urlsplit

from schemas.metadata import Claim
from tasks.metadata import markup, title, urls
from tasks.metadata.article import Structured
from tasks.metadata.meta import WRITTEN_BY, Metas
from tasks.metadata.names import authors_in, inverted
from tasks.metadata.sources import Sources
from tasks.metadata.strings import bare, plain

_MOST = 40
_INVERTED = frozenset(["citation_author", "bepress_citation_author", "dc.creator", "dc:creator", "dcterms.creator"])
"""Under these names libraries write `Doe, Jane`."""
_Value = TypeVar("_Value")


def titles(page: Sources, publishers: tuple[Claim, ...]) -> Iterator[Claim]:
    """Candidates of the title, visible ones first."""
    yield from (Claim(text, "h1") for text in page.headlines)
    yield from (Claim(text, "h1-part") for text in markup.headline_parts(page.elements) if len(text.split()) > 2)
    yield from (Claim(text, "json-ld") for text in few(page.data.texts("headline", limit=title.CHARS), 1))
    yield from (Claim(text, "og") for text in page.metas.named("og:title")[:1])
    yield from (Claim(text, "microdata") for text in page.properties.get("headline", [])[:1])
    yield from (Claim(text, "twitter") for text in page.metas.named("twitter:title")[:1])
    yield from (Claim(text, "meta") for _, text in few(page.metas.all("titles"), 2))
    yield from (Claim(text, "json-ld") for text in few(page.data.texts("name", limit=title.CHARS), 1))
    if page.title_tag:
        whole = title.without_site(page.title_tag, [claim.text for claim in publishers])
        yield Claim(whole, "title-part" if whole != page.title_tag else "title-tag")
        yield from (Claim(part, "title-part") for part in title.title_parts(page.title_tag))
        yield Claim(page.title_tag, "title-tag")


def authors(page: Sources, publishers: tuple[Claim, ...]) -> Iterator[Claim]:
    """The authors each kind of source gives; the search by class names is only made where the others are silent."""
    own = nobodies(publishers, page.url)
    people = list(page.data.people("author", "creator"))
    claims = [Claim(name, "json-ld") for name, kind in people if kind != "organisation"]
    claims += _meta_authors(page.metas, own)
    claims += [Claim(text, "twitter") for text in _twitter_author(page.metas)]
    claims += [Claim(text, "microdata") for name in ("author", "creator") for text in page.properties.get(name, [])[:8]]
    yield from claims
    if not authors_in([claim.text for claim in claims], own):
        yield from (Claim(text, "rel") for text in markup.author_links(page.elements)[:8])
        yield from (Claim(text, "author-link") for text in markup.links_to_authors(page.elements)[:8])
        yield from (Claim(text, "class") for text in markup.class_bylines(page.elements)[:8])
        yield from (Claim(name, "author-url") for name in _named_by_address(page))
    yield from (Claim(name, "json-ld-organisation") for name, kind in people if kind == "organisation")


def _meta_authors(metas: Metas, own: list[str]) -> Iterator[Claim]:
    """Those of the first name under which somebody is named, else of the first that says anything but an address.

    A later name that lists the same people and more is fuller: libraries list all authors under one name of several.
    """
    groups = [(name, [text for _, text in group]) for name, group in groupby(metas.all("authors"), key=itemgetter(0))]
    groups = [(name, texts) for name, texts in groups if not all("://" in text for text in texts)]
    named = (item for item in groups if authors_in(item[1], own))
    name, texts = next(named, next(iter(groups), ("", [])))
    fuller = (item for item in groups if len(item[1]) > len(texts) and set(texts) <= set(item[1]))
    name, texts = next(fuller, (name, texts)) if texts else (name, texts)
    yield from (Claim(inverted(text) if name in _INVERTED else text, "meta") for text in texts[:_MOST])


def _named_by_address(page: Sources) -> Iterator[str]:
    """Names out of the addresses of authors' pages: `/author/jane-doe`, where nothing but the address is given."""
    given = [*page.data.texts("author", limit=300), *page.metas.named("article:author")]
    for text in given[:8]:
        if "://" in text and markup.is_author_page(text):
            parts = urlsplit(text).path.strip("/").rsplit("/", 1)[-1].removesuffix(".html").split("-")
            if 1 < len(parts) < 5 and all(part.isalpha() and len(part) > 1 for part in parts):
                yield " ".join(part.title() for part in parts)


def nobodies(publishers: Iterable[Claim], url: str | None) -> list[str]:
    """Names of the site, which are no authors, and its domain; a person who publishes is one."""
    listed = list(publishers)
    people = {bare(claim.text) for claim in listed if claim.origin == "person"}
    domain = urls.registrable_domain(url) if url else None
    return [claim.text for claim in listed if bare(claim.text) not in people] + ([domain] if domain else [])


def _twitter_author(metas: Metas) -> Iterator[str]:
    """`twitter:label1` = "Written by" and `twitter:data1` = the name, as the widest-spread plugin writes them."""
    for number in ("1", "2"):
        labels, values = metas.named(f"twitter:label{number}"), metas.named(f"twitter:data{number}")
        if labels and values and labels[0].lower().strip(" :") in WRITTEN_BY:
            yield values[0]


def publishers(page: Sources) -> Iterator[Claim]:
    """Names of the site; a person who publishes is marked."""
    yield from (Claim(text, "og") for text in page.metas.named("og:site_name")[:1])
    for text, kind in few(page.data.people("publisher"), 1):
        if "://" not in text:
            yield Claim(text, "person" if kind == "person" else "json-ld")
    yield from (Claim(text, "meta") for _, text in few(page.metas.all("publishers"), 3) if "://" not in text)


def names_page(publisher: str, page: Sources) -> bool:
    """Some sites put the article's title where the site's name belongs."""
    name = bare(publisher)
    return len(publisher.split()) > 3 and any(bare(text) == name for text in (*page.headlines, page.title_tag))


def sections(page: Sources) -> Iterator[Claim]:
    """Names of the section."""
    yield from (Claim(text, "json-ld") for text in few(page.data.texts("articleSection", limit=200), 1))
    yield from (Claim(text[:200], "meta") for _, text in few(page.metas.all("sections"), 2))
    yield from (Claim(text, "microdata") for text in page.properties.get("articlesection", [])[:1])


def descriptions(page: Sources) -> Iterator[Claim]:
    """Descriptions, those made for this page first."""
    yield from (
        Claim(text, "meta" if ":" not in name else "og") for name, text in few(page.metas.all("descriptions"), 2)
    )
    yield from (Claim(text, "json-ld") for text in few(page.data.texts("description", limit=2_000), 1))


def keywords(page: Sources) -> tuple[str, ...]:
    """Of the first source that has any: JSON-LD, then elements with one tag each, then lists with commas."""
    found = list(page.data.texts("keywords", limit=2_000))
    if not found:
        groups = groupby(page.metas.all("keywords"), key=lambda item: item[0])
        found = next(([text for _, text in group] for _, group in groups), [])
    parts = [part.strip(" \"'") for text in found for part in (text.split(",") if len(found) < 3 else [text])]
    return tuple(dict.fromkeys(part for part in parts if 1 < len(part) < 80))[:_MOST]


def agencies(page: Sources) -> Iterator[str]:
    """What structured data and meta elements name as the source."""
    for name in ("sourceOrganization", "creditText", "provider"):
        yield from (text for text, _ in few(page.data.people(name), 2))
    yield from (text for _, text in few(page.metas.all("agencies"), 4) if len(text) < 60 and "://" not in text)


def languages(page: Sources) -> Iterator[Claim]:
    """Language tags as written."""
    root = page.elements.tree.getroottree().getroot()
    for element in (root, *root.iterfind("body")):
        for attribute in ("lang", "{http://www.w3.org/XML/1998/namespace}lang", "xml:lang"):
            if value := element.get(attribute):
                yield Claim(plain(value, 40), "html")
    yield from (Claim(text[:40], "json-ld") for text in few(page.data.texts("inLanguage", limit=40), 1))
    yield from (Claim(text[:40], "meta") for _, text in few(page.metas.all("languages"), 3))


def types(page: Sources) -> Iterator[str]:
    """schema.org types of the page's own nodes, and `og:type`."""
    for node in page.data.own[:10]:
        yield from node.types
    yield from (f"og:{text.lower()[:40]}" for text in page.metas.named("og:type")[:1])


def free(data: Structured) -> bool | None:
    """schema.org `isAccessibleForFree`; None where the page is silent."""
    for value in data.values("isAccessibleForFree"):
        return str(value).strip().lower() not in ("false", "no", "0", "http://schema.org/false")
    return None


def few(values: Iterable[_Value], most: int) -> list[_Value]:
    """The first of them."""
    return list(islice(values, most))
