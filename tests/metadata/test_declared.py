from __future__ import annotations

from datetime import UTC, datetime

import pytest
from lxml import etree

from schemas.page import DecodedPage
from tasks.metadata import read_declared
from tasks.segment import segment

BLANKS = "\n" + " " * 120
FETCHED = datetime(2024, 3, 10, tzinfo=UTC)
URL = "https://www.example.com/world/storm"


def declared(head: str, body: str = "<p>The storm reached the coast.</p>", url: str | None = URL, form: str = "html"):
    text = f"<html lang='en'><head>{head}</head><body>{body}</body></html>" if form == "html" else body
    document = segment(DecodedPage(text, form, "utf-8", "test"))
    return read_declared(document, url, FETCHED)


def ld(fields: str) -> str:
    return f'<script type="application/ld+json">{{"@type": "NewsArticle", {fields}}}</script>'


def test_a_page_that_declares_nothing():
    said = declared("")
    assert (said.titles, said.authors, said.published, said.modified) == ((), (), (), ())
    assert (said.publishers, said.sections, said.descriptions, said.keywords) == ((), (), (), ())
    assert said.canonical_url == URL
    assert [claim.text for claim in said.languages] == ["en"]
    assert (said.types, said.free, said.body) == ((), None, None)


TITLES = [
    ("<title>Storm</title>", [("title-tag", "Storm")]),
    ("<title>Storm - The Courier</title>", [("title-tag", "Storm - The Courier"), ("title-part", "Storm"), ("title-part", "The Courier")]),
    ("<meta property='og:title' content='Storm &amp;amp; calm'>", [("og", "Storm & calm")]),
    ("<meta name='og:title' content='Storm'>", [("og", "Storm")]),
    ("<meta name='twitter:title' content='Storm'>", [("twitter", "Storm")]),
    ("<meta name='citation_title' content='Storm'>", [("meta", "Storm")]),
    (ld('"headline": "Storm <em>hits</em>"'), [("json-ld", "Storm hits")]),
    ("<svg><title>Icon</title></svg><title>Storm</title>", [("title-tag", "Storm")]),
]  # fmt: skip


@pytest.mark.parametrize(("head", "titles"), TITLES)
def test_titles(head, titles):
    assert [(claim.origin, claim.text) for claim in declared(head).titles] == titles


def test_headline_and_microdata():
    said = declared("", "<h1>Storm <small>hits</small><br>coast</h1><p itemprop='headline'>Storm hits</p>")
    assert [(claim.origin, claim.text) for claim in said.titles] == [
        ("h1", "Storm hits coast"),
        ("microdata", "Storm hits"),
    ]


AUTHORS = [
    (ld('"author": {"@type": "Person", "name": "Jane Doe"}'), "", [("json-ld", "Jane Doe")]),
    (ld('"author": {"@type": "Organization", "name": "Courier"}'), "", [("json-ld-organisation", "Courier")]),
    ("<meta name='author' content='By Jane Doe'>", "", [("meta", "By Jane Doe")]),
    ("<meta name='author' content='admin'><meta name='parsely-author' content='Jane Doe'>", "", [("meta", "Jane Doe")]),
    ("<meta name='citation_author' content='Doe, Jane'>", "", [("meta", "Jane Doe")]),
    ("<meta name='dc.creator' content='Jane Doe'><meta name='dc.contributor' content='Jane Doe'><meta name='dc.contributor' content='Ann Poe'>", "", [("meta", "Jane Doe"), ("meta", "Ann Poe")]),
    ("<meta name='parsely-page' content='{\"authors\": [\"Jane Doe\", \"John Roe\"]}'>", "", [("meta", "Jane Doe"), ("meta", "John Roe")]),
    ("<meta property='article:author' content='https://facebook.com/jane'>", "", []),
    ("<meta name='smartbanner:author' content='Now in our app'>", "", []),
    ("<meta property='mrf:authors' content='Jane Doe;John Roe'>", "", [("meta", "Jane Doe;John Roe")]),
    ("<meta name='articleAuthor' content='Jane Doe'>", "", [("meta", "Jane Doe")]),
    ("<meta name='twitter:label1' content='Written by'><meta name='twitter:data1' content='Jane Doe'>", "", [("twitter", "Jane Doe")]),
    ("<meta name='twitter:label1' content='Est. reading time'><meta name='twitter:data1' content='3 minutes'>", "", []),
    ("", "<p itemprop='author' itemscope><a itemprop='name'>Jane Doe</a></p>", [("microdata", "Jane Doe")]),
    ("", "<p>By <a rel='author' href='/jane'>Jane Doe</a></p>", [("rel", "Jane Doe")]),
    ("", "<aside><p>By <a rel='author' href='/jane'>Jane Doe</a></p></aside>", [("rel", "Jane Doe")]),
    ("", "<aside><p><a rel='author' href='/j'>Jane Doe</a></p><p><a rel='author' href='/a'>Ann Poe</a></p></aside>", []),
    ("", "<div class='article-byline'>By <b>Jane Doe</b></div>", [("class", "By Jane Doe")]),
    ("", "<div class='comment'><span class='author'>Troll One</span></div>", []),
    ("", "<footer><span class='author'>Web Agency</span></footer>", []),
    ("<meta name='author' content='Jane Doe'>", "<div class='author'>Somebody Else</div>", [("meta", "Jane Doe")]),
    ("", "<aside><span class='author'>Ann Poe</span></aside>", []),
    ("", "<p>Fact checked by <span class='author'>Ann Poe</span></p>", []),
    ("", "<aside class='post-author'>Jane Doe</aside>", [("class", "Jane Doe")]),
    ("", "<div class='sidebar'><h2>Storm</h2><span class='author'>Ann Poe</span></div>", []),
    ("", "<h1>Storm</h1><div class='layout-sidebar'><span class='author'>Jane Doe</span></div>", [("class", "Jane Doe")]),
    ("", "<div class='has-sidebar'><h1>Storm</h1><span class='author'>Jane Doe</span></div>", [("class", "Jane Doe")]),
    ("", f"<p class='byline'>{BLANKS}<b>By</b>{BLANKS}Jane{BLANKS} Doe</p>", [("class", "By Jane Doe")]),
]  # fmt: skip


@pytest.mark.parametrize(("head", "body", "authors"), AUTHORS)
def test_authors(head, body, authors):
    assert [(claim.origin, claim.text) for claim in declared(head, f"<p>Text.</p>{body}").authors] == authors


DATES = [
    ("", "", []),
    (ld('"datePublished": "2024-03-05T10:30:00+02:00"'), "", ["json-ld 2024-03-05 08:30 second"]),
    (ld('"datePublished": "soon"'), "", []),
    (ld('"datePublished": "9999-01-01"'), "", []),
    (ld('"datePublished": "2024-03-20"'), "", []),
    (ld('"datePublished": "1970-01-01"'), "", []),
    ("<meta property='article:published_time' content='2024-03-05T10:30Z'>", "", ["meta 2024-03-05 10:30 minute"]),
    ("<meta name='date' content='March 5, 2024'>", "", ["meta 2024-03-05 00:00 day"]),
    ("", "<meta itemprop='datePublished' content='2024-03-05'>", ["meta 2024-03-05 00:00 day", "microdata 2024-03-05 00:00 day"]),
    ("", "<time datetime='2024-03-05'>yesterday</time>", ["time 2024-03-05 00:00 day"]),
    ("", "<time>5 March 2024</time>", ["time 2024-03-05 00:00 day"]),
    ("", "<aside><time datetime='2024-03-05'></time></aside>", []),
    ("<script>var page = {publishedAt: '2024-03-05T10:30:00+02:00'}</script>", "", ["script 2024-03-05 08:30 second"]),
    ('<script>{\\"publishDate\\":\\"2024-03-05\\"}</script>', "", ["script 2024-03-05 00:00 day"]),
    ("<script>publish('2024-03-05')</script>", "", []),
    ("", "<div class='post-date'>March 5, 2024</div>", ["visible 2024-03-05 00:00 day"]),
    ("", "<div class='post-date'>03/05/2024</div>", ["visible 2024-03-05 00:00 day"]),
]  # fmt: skip


@pytest.mark.parametrize(("head", "body", "dates"), DATES)
def test_dates(head, body, dates):
    said = declared(head, f"<p>Text.</p>{body}").published
    assert [f"{found.source} {found.at:%Y-%m-%d %H:%M} {found.precision}" for found in said] == dates


def test_the_url_has_a_date():
    (found,) = declared("", url="https://www.example.com/2024/03/05/storm").published
    assert (found.source, str(found.at.date()), found.precision) == ("url", "2024-03-05", "day")


def test_the_rest_of_the_head():
    said = declared(
        "<link rel='canonical' href='/news/storm'><meta property='og:site_name' content='The Courier'>"
        "<meta property='og:type' content='article'><meta property='og:locale' content='en_GB'>"
        "<meta name='description' content='Roofs flew.'><meta property='article:section' content='World'>"
        "<meta property='article:tag' content='storm'><meta property='article:tag' content='coast'>"
        "<meta property='article:modified_time' content='2024-03-06'>"
        + ld('"isAccessibleForFree": "False", "articleBody": "The storm.", "sourceOrganization": {"name": "Reuters"}')
    )
    assert said.canonical_url == "https://www.example.com/news/storm"
    assert [claim.text for claim in said.publishers] == ["The Courier"]
    assert said.types == ("NewsArticle", "og:article")
    assert [claim.text for claim in said.languages] == ["en", "en_GB"]
    assert [claim.text for claim in said.descriptions] == ["Roofs flew."]
    assert [claim.text for claim in said.sections] == ["World"]
    assert said.keywords == ("storm", "coast")
    assert [str(found.at.date()) for found in said.modified] == ["2024-03-06"]
    assert (said.free, said.body, said.agencies) == (False, "The storm.", ("Reuters",))


def test_plain_text_declares_its_title_only():
    said = declared(
        "", "Storm hits coast again\n\n0\n\nStorm hits coast again\n\n" + "The storm came on Friday. " * 12, form="text"
    )
    assert [(claim.origin, claim.text) for claim in said.titles] == [("text", "Storm hits coast again")]
    assert said.authors == ()


def test_the_tree_stays_as_it_is():
    page = "<html><head><title>Storm</title></head><body><h1>Storm</h1><p class='byline'>By Jane Doe</p></body></html>"
    document = segment(DecodedPage(page, "html", "utf-8", "test"))
    before = etree.tostring(document.tree)
    read_declared(document, URL, FETCHED)
    assert etree.tostring(document.tree) == before
