"""Everything a page declares, gathered once and decided nowhere: input of the labels, the repairs and `gather`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby, islice
from typing import TypeVar

from lxml.etree import XPath
from lxml.html import HtmlElement

from schemas.document import Document
from schemas.metadata import Claim, Declared, PageDate
from tasks.metadata import language, markup, title, urls
from tasks.metadata.article import Structured, structured
from tasks.metadata.dates import believable, parse, url_date
from tasks.metadata.jsonld import read_nodes
from tasks.metadata.meta import WRITTEN_BY, Metas
from tasks.metadata.names import authors_in
from tasks.metadata.plaintext import find_title
from tasks.metadata.strings import plain

_TITLE_TAG = XPath("string((//title[not(ancestor::svg)])[1])")
_CANONICAL = XPath("//link[contains(concat(' ', translate(@rel, 'CANOIL', 'canoil'), ' '), ' canonical ')]/@href")
_MOST = 40
_Value = TypeVar("_Value")
_MONTH_FIRST_TOP_LEVELS = frozenset(["com", "org", "net", "us", "edu", "gov", "info", "io", "news", "co"])


@dataclass(frozen=True, slots=True)
class _Page:
    """The sources of one HTML page."""

    tree: HtmlElement
    url: str | None
    metas: Metas
    data: Structured
    headlines: list[str]
    title_tag: str
    canonical: tuple[str, ...]
    properties: dict[str, list[str]]
    times: list[tuple[str, str]]


def read_declared(document: Document, url: str | None = None, fetched_at: datetime | None = None) -> Declared:
    """What the page says of itself in head, structured data, microdata and URL, before any block has a label.

    Args:
        document: the segmented page; its tree is read, never changed. On plain text only a title can be found.
        url: the captured address, if known.
        fetched_at: time of the capture, UTC; dates more than two days later are not believed.
    """
    if document.tree is None:
        found = find_title(document.blocks)
        return Declared(titles=(Claim(found, "text"),) if found else (), published=_url_dates(url, fetched_at))
    page = _page(document.tree, url)
    languages = _unique(_languages(page))
    parse_as = (language.tag(languages[0].text) if languages else None, day_first(languages, url))
    publishers = _unique(_publishers(page))
    published = _dates(_published(page), parse_as, fetched_at) + _url_dates(url or _first(page.canonical), fetched_at)
    return Declared(
        titles=_unique(_titles(page, publishers)),
        authors=_unique(_authors(page, publishers)),
        published=published or _visible_dates(page, parse_as, fetched_at),
        modified=_dates(_modified(page), parse_as, fetched_at),
        publishers=publishers,
        sections=_unique(_sections(page)),
        descriptions=_unique(_descriptions(page)),
        keywords=_keywords(page),
        crumbs=page.data.crumbs,
        agencies=tuple(dict.fromkeys(_agencies(page))),
        canonical_url=urls.canonical(url, page.canonical),
        languages=languages,
        types=tuple(dict.fromkeys(_types(page))),
        free=_free(page.data),
        body=next(page.data.texts("articleBody", limit=500_000), None),
    )


def _page(tree: HtmlElement, url: str | None) -> _Page:
    metas = Metas(tree)
    headlines = markup.headlines(tree)
    title_tag = plain(str(_TITLE_TAG(tree))[: title.CHARS], title.CHARS)
    links = [str(href) for href in _CANONICAL(tree)[:3]] + metas.named("og:url")[:1]
    names = [*headlines, *metas.named("og:title")[:1], title_tag]
    data = structured(read_nodes(tree), [*filter(None, [url]), *links], names)
    return _Page(
        tree, url, metas, data, headlines, title_tag, tuple(links), markup.properties(tree), markup.times(tree)[:12]
    )


def _titles(page: _Page, publishers: tuple[Claim, ...]) -> Iterator[Claim]:
    yield from (Claim(text, "h1") for text in page.headlines)
    yield from (Claim(text, "json-ld") for text in _few(page.data.texts("headline", limit=title.CHARS), 1))
    yield from (Claim(text, "og") for text in page.metas.named("og:title")[:1])
    yield from (Claim(text, "microdata") for text in page.properties.get("headline", [])[:1])
    yield from (Claim(text, "twitter") for text in page.metas.named("twitter:title")[:1])
    yield from (Claim(text, "meta") for _, text in _few(page.metas.all("titles"), 2))
    yield from (Claim(text, "json-ld") for text in _few(page.data.texts("name", limit=title.CHARS), 1))
    if page.title_tag:
        whole = title.without_site(page.title_tag, [claim.text for claim in publishers])
        yield Claim(whole, "title-part" if whole != page.title_tag else "title-tag")
        yield from (Claim(part, "title-part") for part in title.title_parts(page.title_tag))
        yield Claim(page.title_tag, "title-tag")


def _authors(page: _Page, publishers: tuple[Claim, ...]) -> Iterator[Claim]:
    """The authors each kind of source gives; the search by class names is only made where the others are silent."""
    own = [claim.text for claim in publishers]
    people = list(page.data.people("author", "creator"))
    claims = [Claim(name, "json-ld") for name, organisation in people if not organisation]
    for _, group in groupby(page.metas.all("authors"), key=lambda item: item[0]):
        texts = [text for _, text in group]
        if authors_in(texts, own):
            claims += [Claim(text, "meta") for text in texts[:_MOST]]
            break
    claims += [Claim(text, "twitter") for text in _twitter_author(page.metas)]
    claims += [Claim(text, "microdata") for name in ("author", "creator") for text in page.properties.get(name, [])[:8]]
    yield from claims
    if not authors_in([claim.text for claim in claims], own):
        yield from (Claim(text, "rel") for text in markup.author_links(page.tree)[:8])
        yield from (Claim(text, "class") for text in markup.class_bylines(page.tree)[:8])
    yield from (Claim(name, "json-ld-organisation") for name, organisation in people if organisation)


def _twitter_author(metas: Metas) -> Iterator[str]:
    """`twitter:label1` = "Written by" and `twitter:data1` = the name, as the widest-spread plugin writes them."""
    for number in ("1", "2"):
        labels, values = metas.named(f"twitter:label{number}"), metas.named(f"twitter:data{number}")
        if labels and values and labels[0].lower().strip(" :") in WRITTEN_BY:
            yield values[0]


def _published(page: _Page) -> Iterator[tuple[str, str]]:
    """(source, date as written), the most trusted first."""
    yield from (("json-ld", text) for text in _few(page.data.texts("datePublished", limit=120), 2))
    yield from (("meta", text) for _, text in _few(page.metas.all("published"), 6))
    yield from (("microdata", text) for text in page.properties.get("datepublished", [])[:2])
    yield from (("json-ld", text) for text in _few(page.data.texts("dateCreated", "uploadDate", limit=120), 1))
    yield from (("microdata", text) for text in page.properties.get("datecreated", [])[:1])
    yield from (("time", text) for kind, text in page.times if kind != "modified")


def _modified(page: _Page) -> Iterator[tuple[str, str]]:
    yield from (("json-ld", text) for text in _few(page.data.texts("dateModified", limit=120), 1))
    yield from (("meta", text) for _, text in _few(page.metas.all("modified"), 4))
    yield from (("microdata", text) for text in page.properties.get("datemodified", [])[:1])
    yield from (("time", text) for kind, text in page.times if kind == "modified")


def _visible_dates(page: _Page, parse_as: tuple[str | None, bool], fetched_at: datetime | None) -> tuple[PageDate, ...]:
    return _dates((("visible", text) for text in markup.class_dates(page.tree)[:20]), parse_as, fetched_at)


def _dates(
    written: Iterable[tuple[str, str]], parse_as: tuple[str | None, bool], fetched_at: datetime | None
) -> tuple[PageDate, ...]:
    name, day_first = parse_as
    found = [(source, parse(text, name, day_first=day_first)) for source, text in written]
    dates = [PageDate(moment[0], moment[1], source) for source, moment in found if moment]
    return tuple(dict.fromkeys(believable(dates, fetched_at)))


def _url_dates(url: str | None, fetched_at: datetime | None) -> tuple[PageDate, ...]:
    moment = url_date(url) if url else None
    return believable([PageDate(moment[0], moment[1], "url")], fetched_at) if moment else ()


def day_first(languages: tuple[Claim, ...], url: str | None) -> bool:
    """How `03/05/2024` is read: month first only in the English of the United States, as far as that can be seen."""
    tags = [found for claim in languages if (found := language.tag(claim.text))]
    if not tags or not tags[0].startswith("en"):
        return True
    domain = urls.registrable_domain(url) if url else None
    american = all(name in ("en", "en-US") for name in tags)
    return not (american and (domain is None or domain.rsplit(".", 1)[-1] in _MONTH_FIRST_TOP_LEVELS))


def _publishers(page: _Page) -> Iterator[Claim]:
    yield from (Claim(text, "og") for text in page.metas.named("og:site_name")[:1])
    yield from (Claim(text, "json-ld") for text, _ in _few(page.data.people("publisher"), 1) if "://" not in text)
    yield from (Claim(text, "meta") for _, text in _few(page.metas.all("publishers"), 3) if "://" not in text)


def _sections(page: _Page) -> Iterator[Claim]:
    yield from (Claim(text, "json-ld") for text in _few(page.data.texts("articleSection", limit=200), 1))
    yield from (Claim(text[:200], "meta") for _, text in _few(page.metas.all("sections"), 2))
    yield from (Claim(text, "microdata") for text in page.properties.get("articlesection", [])[:1])


def _descriptions(page: _Page) -> Iterator[Claim]:
    yield from (
        Claim(text, "meta" if ":" not in name else "og") for name, text in _few(page.metas.all("descriptions"), 2)
    )
    yield from (Claim(text, "json-ld") for text in _few(page.data.texts("description", limit=2_000), 1))


def _keywords(page: _Page) -> tuple[str, ...]:
    """Of the first source that has any: JSON-LD, then elements with one tag each, then lists with commas."""
    found = list(page.data.texts("keywords", limit=2_000))
    if not found:
        groups = groupby(page.metas.all("keywords"), key=lambda item: item[0])
        found = next(([text for _, text in group] for _, group in groups), [])
    parts = [part.strip(" \"'") for text in found for part in (text.split(",") if len(found) < 3 else [text])]
    return tuple(dict.fromkeys(part for part in parts if 1 < len(part) < 80))[:_MOST]


def _agencies(page: _Page) -> Iterator[str]:
    for name in ("sourceOrganization", "creditText", "provider"):
        yield from (text for text, _ in _few(page.data.people(name), 2))
    yield from (text for _, text in _few(page.metas.all("agencies"), 4) if len(text) < 60 and "://" not in text)


def _languages(page: _Page) -> Iterator[Claim]:
    root = page.tree.getroottree().getroot()
    for element in (root, *root.iterfind("body")):
        for attribute in ("lang", "{http://www.w3.org/XML/1998/namespace}lang", "xml:lang"):
            if value := element.get(attribute):
                yield Claim(plain(value, 40), "html")
    yield from (Claim(text[:40], "json-ld") for text in _few(page.data.texts("inLanguage", limit=40), 1))
    yield from (Claim(text[:40], "meta") for _, text in _few(page.metas.all("languages"), 3))


def _types(page: _Page) -> Iterator[str]:
    for node in page.data.own[:10]:
        yield from node.types
    yield from (f"og:{text.lower()[:40]}" for text in page.metas.named("og:type")[:1])


def _free(data: Structured) -> bool | None:
    for value in data.values("isAccessibleForFree"):
        return str(value).strip().lower() not in ("false", "no", "0", "http://schema.org/false")
    return None


def _unique(claims: Iterable[Claim]) -> tuple[Claim, ...]:
    return tuple(dict.fromkeys(claim for claim in claims if claim.text))


def _few(values: Iterable[_Value], most: int) -> list[_Value]:
    return list(islice(values, most))


def _first(values: tuple[str, ...]) -> str | None:
    return values[0] if values else None
