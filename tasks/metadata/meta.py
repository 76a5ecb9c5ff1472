"""The `meta` elements of a page and the names under which sites put what."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping

from lxml.html import HtmlElement

from tasks.metadata.elements import Elements
from tasks.metadata.reservations import RESERVING_METAS
from tasks.metadata.strings import plain

_ELEMENTS = 600
_CHARS = 4_000

_TITLES = """
    citation_title bepress_citation_title parsely-title sailthru.title dcterms.title dc.title dc:title headline
    cxenseparse:title cxenseparse:recs:title shareaholic:title rbtitle fb_title article-title title
"""
_AUTHORS = """
    citation_author bepress_citation_author parsely-author sailthru.author article:author_name dc.creator dc:creator
    dcterms.creator dc.creator.name dc.author byl og:article:author og:author shareaholic:article_author_name
    cxenseparse:author vr:author nar_author mediator_author mrf:authors articleauthor dable:author content_author
    dtk:author article:author article_author article-author author authors
    citation_authors dc.contributor creator twitter:author fediverse:creator
"""
_PUBLISHED = """
    article:published_time og:article:published_time article:published article:published_date article:publicationdate
    og:published_time published_time datepublished og:datepublished rnews:datepublished parsely-pub-date sailthru.date
    cxenseparse:recs:publishtime cxenseparse:publishtime ageaparse:recs:publishtime vr:published_time bt:pubdate
    shareaholic:article_published_time iso-8601-publish-date originalpublicationdate article_date_original
    article:post_date article.published article.created analyticsattributes.articledate mediator_published_time
    twt-published-at citation_publication_date citation_online_date citation_date bepress_citation_date
    prism.publicationdate dcterms.issued dc.date.issued dc.date.publication dc.issued dcterms.created dc.date.created
    dc.created dc:created dcterms.date dc.date dc:date og:publish_date og:pubdate og:release_date og:regdate pubdate
    pub_date pdate ptime rbpubdate published publishdate publish_date publish-date publish_time published-date
    published_date publisheddate publication_date publication-date date-pub date_published content_create_date created
    datecreated date_created dateposted displaydate doc_date isodatetime release_date video:release_date uploaddate
    content_publisheddate dtk:publishdate weibo:article:create_at gentime field-name-post-date date timestamp
"""
_MODIFIED = """
    article:modified_time og:article:modified_time og:modified_time article:modified article:modified_date
    article:post_modified datemodified modified_time modificationdate bt:moddate dcterms.modified dc.modified
    dc.date.modified dc:date.modified dateupdate updated_time og:updated_time cxenseparse:recs:modifiedtime
    shareaholic:article_modified_time weibo:article:update_at lastmodified last-modified lastmod updated modified
    revised revision_date utime lastdate
"""
_SECTIONS = """
    article:section og:article:section og:section parsely-section articlesection cxenseparse:section
    cxenseparse:recs:category prism.section bt:section nypost-section section article:category category
"""
_DESCRIPTIONS = """
    og:description description twitter:description dc.description dc:description dcterms.description dcterms.abstract
    sailthru.description
"""
_PUBLISHERS = """
    citation_journal_title dc.publisher dc:publisher dcterms.publisher sailthru.publisher rbpubname
    shareaholic:site_name publisher application-name apple-mobile-web-app-title al:ios:app_name
"""
_KEYWORDS = (
    "article:tag og:article:tag parsely-tags sailthru.tags news_keywords citation_keywords dcterms.subject keywords"
)
_LANGUAGES = "og:locale content-language dc.language dc:language dcterms.language citation_language language"
_AGENCIES = "syndication-source original-source dc.source dc:source source copyright"

FIELDS: Mapping[str, tuple[str, ...]] = {
    "titles": tuple(_TITLES.split()),
    "authors": tuple(_AUTHORS.split()),
    "published": tuple(_PUBLISHED.split()),
    "modified": tuple(_MODIFIED.split()),
    "sections": tuple(_SECTIONS.split()),
    "descriptions": tuple(_DESCRIPTIONS.split()),
    "publishers": tuple(_PUBLISHERS.split()),
    "keywords": tuple(_KEYWORDS.split()),
    "languages": tuple(_LANGUAGES.split()),
    "agencies": tuple(_AGENCIES.split()),
}
"""For each field the names that carry it, the most trusted first."""

_WRITTEN_BY_NAMES = """
    written-by|by|author|authors|verfasst-von|geschrieben-von|autor|von|écrit-par|auteur|par|escrito-por|autor/a|por|
    scritto-da|autore|di|geschreven-door|door|napisane-przez|yazan|yazar|автор|написано-автором|written-by:|skrevet-av|
    skrevet-af|skriven-av|kirjoittanut|ditulis-oleh|penulis|được-viết-bởi|scris-de|napsal(a)|napsal|szerző:|szerző|
    συντάχθηκε-από|執筆者|作者|글쓴이|작성자|كُتب-بواسطة|נכתב-על-ידי
"""
WRITTEN_BY = frozenset(label.strip().replace("-", " ") for label in _WRITTEN_BY_NAMES.split("|"))
"""Labels of `twitter:label1` that promise an author in `twitter:data1`, in the languages of widespread plugins."""


class Metas:
    """All `meta` elements by name, lower case; `name`, `property`, `itemprop` and `http-equiv` alike."""

    def __init__(self, page: Elements) -> None:
        self._by_name: dict[str, list[str]] = {}
        for element in page.of("meta")[:_ELEMENTS]:
            content = ""
            for name in _names(element):
                if name in _HEARD:
                    content = content or plain(element.get("content", ""), _CHARS)
                    if content:
                        self._by_name.setdefault(name, []).append(content)
        self._add_parsely()

    def _add_parsely(self) -> None:
        """`parsely-page` holds JSON: hear its fields under the names of the single elements."""
        for page in self._by_name.get("parsely-page", ())[:1]:
            try:
                fields = json.loads(page)
            except (ValueError, RecursionError):
                return
            for name, value in fields.items() if isinstance(fields, dict) else ():
                for text in value if isinstance(value, list) else [value]:
                    if isinstance(text, str) and text:
                        self._by_name.setdefault(_PARSELY.get(name, f"parsely-{name}"), []).append(plain(text, 500))

    def all(self, field: str) -> Iterator[tuple[str, str]]:
        """(name, content) for a field of `FIELDS`, in the order of trust."""
        for name in FIELDS[field]:
            for content in self._by_name.get(name, ()):
                yield name, content

    def named(self, name: str) -> list[str]:
        """All contents under one name, in the order of the page."""
        return self._by_name.get(name, [])


def _names(element: HtmlElement) -> Iterator[str]:
    """RDFa lets `property` hold several names; `name` is one, blanks and all."""
    for attribute in ("property", "itemprop"):
        yield from element.get(attribute, "")[:200].lower().split()
    for attribute in ("name", "http-equiv"):
        if name := element.get(attribute, "")[:200].strip().lower():
            yield name


_SINGLE = """
    og:title twitter:title og:site_name og:type og:url parsely-page twitter:label1 twitter:data1 twitter:label2
    twitter:data2
"""
_HEARD = frozenset(name for names in FIELDS.values() for name in names) | {*_SINGLE.split(), *RESERVING_METAS}
"""All names that anybody asks for; the others are passed over unread."""

_PARSELY = {"pub_date": "parsely-pub-date", "authors": "parsely-author", "author": "parsely-author"}
