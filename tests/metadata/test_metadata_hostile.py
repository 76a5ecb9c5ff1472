"""Pages made to hurt. Each must come back, and soon: the test runner's time limit is the judge."""

from __future__ import annotations

import pytest
from lxml import html

from schemas.block import Block
from schemas.document import Document
from tasks.metadata import gather, read_declared
from tasks.metadata.byline import pieces
from tasks.metadata.dates import parse
from tasks.metadata.plaintext import find_title
from tasks.metadata.title import choose, without_site

LONG = 100_000


def page(head: str = "", body: str = "<p>Text.</p>", start: str = "<html>") -> str:
    return f"{start}<head>{head}</head><body>{body}</body></html>"


def script(text: str) -> str:
    return f'<script type="application/ld+json">{text}</script>'


PAGES = {
    "spaces in the root": "<html" + " " * LONG + "a/><p>x</p>",
    "slashes in the doctype": "<!DOCTYPE html" + "/" * LONG + "><p>x</p>",
    "svg root": "<svg><title>x</title></svg>",
    "math root": "<math><mi>x</mi></math>",
    "author of dashes": page(f"<meta name='author' content='{'-' * 40_000}'>"),
    "author of commas": page(f"<meta name='author' content='{',' * 40_000}'>"),
    "author of ands": page(f"<meta name='author' content='{'a and ' * 20_000}'>"),
    "brackets": page(f"<meta name='author' content='{'(' * 40_000}'>"),
    "unclosed tag in json": page(script('{"headline": "<a ' + "=" * 40_000 + '"}')),
    "broken json of quotes": page(script('{"headline": ' + '"' * LONG)),
    "broken json of backslashes": page(script('{"headline": "' + "\\" * LONG)),
    "broken json of authors": page(script('{"author": ' * 10_000)),
    "broken json of commas and blanks": page(script("{" + (", " * 20 + " " * 50) * 500)),
    "deep json": page(script('{"a":' * 50_000)),
    "deep lists": page(script("[" * 50_000)),
    "wide json": page(script('{"@graph": [' + '{"@type": "NewsArticle", "headline": "x"},' * 20_000 + "{}]}")),
    "json that refers to itself": page(script('{"@type": "NewsArticle", "author": {"@id": "#a"}, "@id": "#a"}')),
    "ampersands": page(f"<title>{'&amp;amp;' * 20_000}</title>"),
    "title of strokes": page(f"<title>{' | ' * 30_000}</title>"),
    "title of one word": page(f"<title>{'a' * LONG}</title>"),
    "description of digits": page(f"<meta name='date' content='{'1' * LONG}'>"),
    "many metas": page("<meta name='author' content='Jane Doe'>" * 20_000),
    "many headlines": page("", "<h1>Storm</h1>" * 20_000),
    "many bylines": page("", "<p class='byline'>by</p>" * 20_000),
    "many dates": page("", "<p class='date'>1/1</p>" * 20_000),
    "many times": page("", "<time datetime='x'></time>" * 20_000),
    "many properties": page("", "<i itemprop='author'>x</i>" * 20_000),
    "long headline": page("", f"<h1>{'<b>a</b> ' * 20_000}</h1>"),
    "deep headline": page("", "<h1>" + "<b>" * 200 + "Storm" + "</b>" * 200),
    "year 9999": page(script('{"@type": "NewsArticle", "datePublished": "9999-12-31T23:59:59-12:00"}')),
    "year 1": page("<meta name='date' content='0001-01-01T00:00:00+14:00'>"),
    "huge zone": page("<meta name='date' content='2024-03-05T10:00:00+99:99'>"),
    "bad addresses": page("<link rel='canonical' href='http://[::bad'><meta property='og:url' content='//\x7f%%%'>"),
    "no body": "<html><head></head></html>",
}


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.timeout(20)
def test_hostile_pages_come_back(name):
    tree = html.document_fromstring(PAGES[name], parser=html.HTMLParser(huge_tree=True))
    document = Document("html", PAGES[name], (Block(0, "Text.", "p"),), tree)
    said = read_declared(document, "https://example.com/a", None)
    meta = gather(said, document.blocks, (), "html", "https://example.com/a", None)
    assert len(said.titles) < 40
    assert len(meta.authors) <= 40
    assert meta.published is None or 1990 <= meta.published.at.year < 2100


HOSTILE = ["-" * LONG, " " * LONG, "," * LONG, "1" * LONG, "a " * LONG, "by " * LONG, "1 " * LONG, "(" * LONG, "й|" * LONG, "：" * LONG]  # fmt: skip


@pytest.mark.parametrize("text", HOSTILE, ids=[text[:2] for text in HOSTILE])
@pytest.mark.timeout(20)
def test_hostile_strings_come_back(text):
    list(pieces(text))
    parse(text)
    without_site(text, [text])
    choose([], [text], f"https://example.com/{text}")
    blocks = [Block(index, text[:5_000], "line") for index in range(100)]
    assert find_title(blocks) is None or text[0].isalpha()
