"""Feeds of all kinds, as they are written: the page of every entry, and what is said of its last change."""

import json
from datetime import UTC, datetime

import pytest

AT = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)
RSS = "<rss version='2.0'><channel><title>News</title><link>https://e.org/</link>{}</channel></rss>"
ATOM = "<feed xmlns='http://www.w3.org/2005/Atom'><link href='https://e.org/'/><updated>2026-11-23T11:00:00Z</updated>{}</feed>"
PAGE = "<item><link>https://e.org/1</link></item>"

LINKS = [
    # RSS
    ("<item><title>One</title><link>https://e.org/1</link><guid isPermaLink='false'>x1</guid></item>", ["https://e.org/1"]),
    ("<item><link>\n  https://e.org/1\n</link></item>", ["https://e.org/1"]),
    ("<item><link><![CDATA[ https://e.org/1?a=1&b=2 ]]></link></item>", ["https://e.org/1?a=1&b=2"]),
    ("<item><link>https://e.org/1?a=1&amp;b=2</link></item>", ["https://e.org/1?a=1&b=2"]),
    ("<item><link>https://e.org/1?a=1&b=2&copy=3</link></item>", ["https://e.org/1?a=1&b=2&copy=3"]),
    ("<item><link>/1</link></item><item><link>2</link></item>", ["https://e.org/1", "https://e.org/feeds/2"]),
    ("<item><guid>https://e.org/1</guid></item>", ["https://e.org/1"]),
    ("<item><link/><guid isPermaLink='true'>https://e.org/1</guid></item>", ["https://e.org/1"]),
    ("<item><guid isPermaLink=' False '>https://e.org/1</guid></item>", []),
    ("<item><guid>tag:e.org,2026:1</guid></item>", []),
    ("<item xmlns:f='http://rssnamespace.org/feedburner/ext/1.0'><link>https://f.org/~r/1</link><f:origLink>https://e.org/1</f:origLink></item>", ["https://e.org/1"]),
    ("<item xmlns:a='http://www.w3.org/2005/Atom'><a:link rel='self' href='https://e.org/self'/><link>https://e.org/1</link></item>", ["https://e.org/1"]),
    ("<item><link>https://e.org/1</link><enclosure url='https://e.org/1.mp3'/><source url='https://o.org/feed'>O</source></item>", ["https://e.org/1"]),
    ("<item xmlns:m='http://search.yahoo.com/mrss/'><m:group><m:link>https://e.org/no</m:link></m:group><link>https://e.org/1</link></item>", ["https://e.org/1"]),
    ("<item><link>https://e.org/1?utm_source=rss</link></item><item><link>https://e.org/1</link></item>", ["https://e.org/1"]),
    ("<item><link>javascript:void(0)</link></item><item><link>mailto:a@e.org</link></item><item/>" + PAGE, ["https://e.org/1"]),
    ("<item><title>Q&A &nbsp;&raquo; R&D</title><link>https://e.org/1</link></item>", ["https://e.org/1"]),
    ("<item><title>unclosed <b>tag</title><link>https://e.org/1</link></item>" + "<item><link>https://e.org/2</link></item>", ["https://e.org/1", "https://e.org/2"]),
    ("<item><title>bell \x07</title><link>https://e.org/1</link></item>", ["https://e.org/1"]),
    ("", []),
]  # fmt: skip


@pytest.mark.parametrize(("items", "urls"), LINKS)
def test_links_of_rss(documents, items, urls):
    assert documents.urls(RSS.format(items)) == urls


ATOM_LINKS = [
    ("<entry><link href='https://e.org/1'/><id>urn:x</id></entry>", ["https://e.org/1"]),
    ("<entry><link rel='self' href='/self'/><link rel='alternate' type='text/html' href='/1'/></entry>", ["https://e.org/1"]),
    ("<entry><link rel='alternate' type='application/json' href='/1.json'/><link rel='alternate' type='text/html' href='/1'/></entry>", ["https://e.org/1"]),
    ("<entry><link rel='enclosure' href='/1.mp3'/><link rel='replies' href='/1/c'/><id>https://e.org/1</id></entry>", ["https://e.org/1"]),
    ("<entry xml:base='https://o.org/x/'><link href='1'/></entry>", ["https://o.org/x/1"]),
    ("<entry xml:base='sub/'><link href='1'/></entry>", ["https://e.org/feeds/sub/1"]),
    ("<entry xml:base='http://[/'><link href='1'/></entry>", ["https://e.org/feeds/1"]),
    ("<entry><content type='xhtml'><div xmlns='http://www.w3.org/1999/xhtml'><a href='/no'>x</a><entry><link href='/no'/></entry></div></content><link href='/1'/></entry>", ["https://e.org/1"]),
    ("<entry><source><link href='https://o.org/'/></source><link href='/1'/></entry>", ["https://e.org/1"]),
]  # fmt: skip


@pytest.mark.parametrize(("items", "urls"), ATOM_LINKS)
def test_links_of_atom(documents, items, urls):
    assert documents.urls(ATOM.format(items)) == urls


def test_xml_base_of_all_that_is_around(documents):
    feed = "<feed xml:base='https://o.org/a/'><entry xml:base='b/'><link href='1'/></entry></feed>"
    assert documents.urls(feed) == ["https://o.org/a/b/1"]


@pytest.mark.parametrize(
    "end", ["<item><link>https://e.org/cut", "<item><link>/2</link></ite", "<item><link", "<![CDATA["]
)
def test_what_the_end_cuts_off_is_left_out(documents, end):
    assert documents.urls(RSS.partition("{}")[0] + PAGE + end) == ["https://e.org/1"]


def test_rss_1_has_its_items_beside_the_channel(documents):
    feed = (
        "<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#' xmlns='http://purl.org/rss/1.0/'"
        " xmlns:dc='http://purl.org/dc/elements/1.1/'><channel><link>https://e.org/</link></channel>"
        "<item><link>https://e.org/1</link><dc:date>2026-11-23T10:30:00+01:00</dc:date></item></rdf:RDF>"
    )
    assert documents.read(feed) == ([("https://e.org/1", AT)], "")


DATES = [
    ("<pubDate>Mon, 23 Nov 2026 09:30:00 GMT</pubDate>", AT),
    ("<pubDate>Mon, 23 Nov 2026 04:30:00 EST</pubDate>", AT),
    ("<pubDate>23 Nov 2026 10:30 +0100</pubDate>", AT),
    ("<pubDate>2026-11-23 10:30:00 +0100</pubDate>", AT),
    ("<published>2026-11-20T00:00:00Z</published><updated>2026-11-23T09:30:00Z</updated>", AT),
    ("<updated>2026-11-23T09:30:00.000Z</updated><published>2026-11-20T00:00:00Z</published>", AT),
    ("<updated>soon</updated><published>2026-11-23T09:30:00Z</published>", AT),
    ("<pubDate>2026-11</pubDate>", datetime(2026, 11, 1, tzinfo=UTC)),
    ("<pubDate>2026-11-23</pubDate>", datetime(2026, 11, 23, tzinfo=UTC)),
    *((f"<pubDate>{bad}</pubDate>", None) for bad in ("", "soon", "0000-00-00", "2026-13-45", "Thu, 01 Jan 1970 00:00:00 GMT", "Mon, 23 Nov 9999 09:30:00 GMT", "1" * 5000, "2026-11-23T09:30:00+99:99", "-1", "9" * 18)),
]  # fmt: skip


@pytest.mark.parametrize(("date", "at"), DATES)
def test_dates(documents, date, at):
    assert documents.read(RSS.format(f"<item><link>/1</link>{date}</item>")) == ([("https://e.org/1", at)], "")


def test_of_two_entries_of_one_page_the_later_date_counts(documents):
    items = "".join(f"<item><link>/1</link><pubDate>2026-11-{day}</pubDate></item>" for day in (20, 22, 21))
    assert documents.read(RSS.format(items)) == ([("https://e.org/1", datetime(2026, 11, 22, tzinfo=UTC))], "")


JSON = [
    ([{"url": "https://e.org/1"}, {"url": "/2"}], ["https://e.org/1", "https://e.org/2"]),
    ([{"id": "https://e.org/1"}, {"id": "7"}, {"id": 7}], ["https://e.org/1"]),
    ([{"url": "https://e.org/1", "external_url": "https://o.org/"}], ["https://e.org/1"]),
    ([{"url": " ", "id": "https://e.org/1"}, {"url": 3}, None, "x", []], ["https://e.org/1"]),
    ([], []),
]


@pytest.mark.parametrize(("items", "urls"), JSON)
def test_json_feeds(documents, items, urls):
    feed = json.dumps({"version": "https://jsonfeed.org/version/1.1", "items": items})
    assert documents.urls(feed, kind="application/feed+json") == urls
    assert documents.urls("\ufeff \n" + feed) == urls


def test_dates_of_json_feeds(documents):
    items = [{"url": "/1", "date_published": "2026-11-20T00:00:00Z", "date_modified": "2026-11-23T10:30:00+01:00"}]
    assert documents.read(json.dumps({"items": items})) == ([("https://e.org/1", AT)], "")


NO_FEEDS = [
    ("", "nothing was sent"),
    ("   ", "neither XML nor JSON"),
    ("hello", "neither XML nor JSON"),
    (b"\x00\x01\x02", "neither XML nor JSON"),
    (b"\x89PNG\r\n\x1a\n", "neither XML nor JSON"),
    ("<", "no XML that can be read"),
    ("<!-- only a comment -->", "no XML that can be read"),
    ("<!DOCTYPE html><html><head></head><body><p>Not found</p></body></html>", "'html': no feed"),
    ("<opml><body/></opml>", "'opml': no feed"),
    ("{", "no JSON feed that can be read"),
    ('{"items": 3}', "without a list of items"),
    ('{"error": "x"}', "without a list of items"),
    ('{"a":' * 100_000, "no JSON feed that can be read"),
]


@pytest.mark.parametrize(("body", "error"), NO_FEEDS)
def test_what_is_no_feed_says_so(documents, body, error):
    pages, said = documents.read(body)
    assert pages == []
    assert error in said


FEED = "<?xml version='1.0' encoding='{}'?>" + RSS.format("<item><title>Ärger</title><link>/ärger</link></item>")
ENCODINGS = [
    ("utf-8", "utf-8", "text/xml"),
    ("utf-8", "utf-8-sig", "text/xml"),
    ("iso-8859-1", "iso-8859-1", "text/xml"),
    ("windows-1252", "cp1252", "application/rss+xml"),
    ("utf-8", "iso-8859-1", "text/xml; charset=ISO-8859-1"),
    ("utf-16", "utf-16", "text/xml"),
    ("utf-8", "utf-16", "text/xml; charset=utf-8"),
    ("utf-16", "utf-8", "text/xml"),
    ("unicode_escape", "utf-8", "text/xml; charset=hex"),
    ("x-unknown", "utf-8", "text/xml; charset=none"),
]


@pytest.mark.parametrize(("declared", "used", "kind"), ENCODINGS)
def test_encodings(documents, declared, used, kind):
    assert documents.urls(FEED.format(declared).encode(used), kind=kind) == ["https://e.org/%C3%A4rger"]


def test_bytes_that_fit_no_encoding_cost_no_entry(documents):
    body = RSS.format("<item><title>\xff\xfe</title><link>/1</link></item>").encode("latin-1")
    assert documents.urls(body) == ["https://e.org/1"]


@pytest.mark.parametrize("before", ["", "\ufeff", "\n\n  ", "<!-- x -->\n", "<?xml-stylesheet href='x'?>", "<!DOCTYPE rss>", "<!DOCTYPE rss PUBLIC \"-//x>//\" 'http://e.org/x.dtd'>"])  # fmt: skip
def test_what_stands_before_the_root(documents, before):
    assert documents.urls(before + "<?xml version='1.0'?>" + before + RSS.format(PAGE)) == ["https://e.org/1"]
