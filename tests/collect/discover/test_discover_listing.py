"""A source as a whole: what its index leads to is followed, within bounds, whatever the sitemaps say."""

import asyncio

import pytest

from schemas.collect import Entry, Expect, Fetched, NewsSource, Outcome, Why
from tasks.collect.discover import MAX_DEPTH, MAX_SITEMAPS, listing

ROOT = "https://e.org/sitemap.xml"


def sitemap(*pages):
    return f"<urlset>{''.join(f'<url><loc>{page}</loc></url>' for page in pages)}</urlset>"


def index(*sitemaps):
    return f"<sitemapindex>{''.join(f'<sitemap><loc>{loc}</loc></sitemap>' for loc in sitemaps)}</sitemapindex>"


class Site:
    """Documents by address; whatever else is asked for is not there."""

    def __init__(self, documents, pages):
        self.documents = documents
        self.pages = pages
        self.asked = []

    async def fetch(self, url, expect):
        self.asked.append((url, expect))
        body = self.pages(url) if callable(self.pages) else self.pages.get(url)
        if body is None:
            return Fetched(url, Outcome.FAILED, Why.CLIENT_ERROR, "404")
        return self.documents.fetched(body, url)

    def list(self, tmp_path, source=None):
        return asyncio.run(listing(source or self.documents.sitemap, tmp_path, self.fetch))


@pytest.fixture
def site(documents):
    return lambda pages: Site(documents, pages)


def test_a_feed_is_one_document(site, documents, tmp_path):
    made = site({documents.feed.feed: "<rss><item><link>/1</link></item></rss>"})
    assert made.list(tmp_path, documents.feed).entries == (Entry("https://e.org/1", "a"),)
    assert made.asked == [(documents.feed.feed, Expect.FEED)]


def test_an_index_is_followed_and_pages_are_listed_once(site, tmp_path):
    made = site({ROOT: index("/a.xml", "/b.xml"), "https://e.org/a.xml": sitemap("/1", "/2"), "https://e.org/b.xml": sitemap("/2", "/3")})  # fmt: skip
    found = made.list(tmp_path)
    assert [entry.url for entry in found.entries] == ["https://e.org/1", "https://e.org/2", "https://e.org/3"]
    assert (found.more, found.error) == ((), "")
    assert {expect for _, expect in made.asked} == {Expect.SITEMAP}


def test_a_circle_is_walked_once(site, tmp_path):
    made = site({ROOT: index("/a.xml", ROOT), "https://e.org/a.xml": index(ROOT, "/a.xml")})
    assert made.list(tmp_path).entries == ()
    assert [url for url, _ in made.asked] == [ROOT, "https://e.org/a.xml"]


def test_a_chain_ends_at_its_depth(site, tmp_path):
    made = site(lambda url: index(f"{url}x"))
    found = made.list(tmp_path)
    assert len(made.asked) == MAX_DEPTH + 1
    assert found.error == f"indexes more than {MAX_DEPTH} deep are not followed"


def test_a_tree_ends_at_its_count(site, tmp_path):
    made = site(lambda url: index(*(f"{url}/{n}.xml" for n in range(20))))
    found = made.list(tmp_path)
    assert len(made.asked) == MAX_SITEMAPS
    assert "more than 50 sitemaps; 371 are left" in found.error


def test_sitemaps_elsewhere_are_not_asked_for(site, tmp_path):
    made = site({ROOT: index("https://other.org/a.xml", "file:///etc/passwd", "http://169.254.169.254/", "/b.xml")})
    found = made.list(tmp_path)
    assert [url for url, _ in made.asked] == [ROOT, "https://e.org/b.xml"]
    assert "2 sitemaps lie outside of its domains" in found.error


def test_what_cannot_be_had_is_told_and_the_rest_is_listed(site, tmp_path):
    made = site({ROOT: index("/a.xml", "/b.xml"), "https://e.org/b.xml": sitemap("/1")})
    found = made.list(tmp_path)
    assert [entry.url for entry in found.entries] == ["https://e.org/1"]
    assert found.error == "https://e.org/a.xml: failed (client_error) 404"


def test_a_source_that_cannot_be_had(site, tmp_path):
    assert site({}).list(tmp_path).error == f"{ROOT}: failed (client_error) 404"


def test_a_list_asks_for_nothing(site, tmp_path):
    made = site({})
    (tmp_path / "urls.txt").write_text("https://e.org/1\n", encoding="utf-8")
    assert made.list(tmp_path, NewsSource(name="a", urls_file="urls.txt")).entries == (Entry("https://e.org/1", "a"),)
    assert made.asked == []
