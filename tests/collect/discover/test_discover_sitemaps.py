"""Sitemaps, news sitemaps, indexes, text sitemaps and lists."""

import gzip
import zlib
from datetime import UTC, datetime

import pytest

from schemas.collect import NewsSource
from tasks.collect.discover import entries
from tasks.collect.discover.lists import listed

SITEMAP = (
    "<?xml version='1.0' encoding='UTF-8'?><urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'>{}</urlset>"
)
INDEX = "<sitemapindex xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'>{}</sitemapindex>"
DAY = datetime(2026, 11, 23, tzinfo=UTC)

PAGES = [
    ("<url><loc>https://e.org/1</loc></url>", [("https://e.org/1", None)]),
    ("<url><loc> https://e.org/1\n</loc><lastmod>2026-11-23</lastmod></url>", [("https://e.org/1", DAY)]),
    ("<url><loc>/1</loc><lastmod>2026-11-23T01:00:00+01:00</lastmod></url>", [("https://e.org/1", DAY)]),
    ("<url><loc>/1</loc><lastmod>yesterday</lastmod></url>", [("https://e.org/1", None)]),
    ("<url><loc>https://e.org/1?a=1&b=2</loc></url>", [("https://e.org/1?a=1&b=2", None)]),
    ("<url><loc><![CDATA[https://e.org/1?a=1&b=2]]></loc></url>", [("https://e.org/1?a=1&b=2", None)]),
    ("<url><lastmod>2026-11-23</lastmod></url><url/><url><loc/></url>", []),
    (
        "<url><loc>/1</loc><n:news xmlns:n='http://www.google.com/schemas/sitemap-news/0.9'><n:publication><n:name>N</n:name></n:publication><n:publication_date>2026-11-23</n:publication_date></n:news></url>",
        [("https://e.org/1", DAY)],
    ),
    (
        "<url><loc>/1</loc><i:image xmlns:i='http://www.google.com/schemas/sitemap-image/1.1'><i:loc>/1.jpg</i:loc></i:image></url>",
        [("https://e.org/1", None)],
    ),
    ("<url><x:loc xmlns:x='x'>/1</x:loc></url>", [("https://e.org/1", None)]),
]


@pytest.mark.parametrize(("urls", "pages"), PAGES)
def test_sitemaps(documents, urls, pages):
    assert documents.read(SITEMAP.format(urls), source=documents.sitemap) == (pages, "")


def test_a_sitemap_without_a_namespace(documents):
    assert documents.urls("<urlset><url><loc>/1</loc></url></urlset>") == ["https://e.org/1"]


def index(documents, *sitemaps):
    body = "".join(f"<sitemap><loc>{loc}</loc><lastmod>{at}</lastmod></sitemap>" for loc, at in sitemaps)
    return entries(documents.sitemap, documents.fetched(INDEX.format(body), "https://e.org/sitemap.xml"))


def test_an_index_names_sitemaps_the_newest_first_and_the_undated_last(documents):
    listing = index(documents, ("/a.xml", ""), ("/b.xml", "2026-11-01"), ("/c.xml", "2026-11-23"), ("/d.xml", ""))
    assert listing.entries == ()
    assert listing.more == ("https://e.org/c.xml", "https://e.org/b.xml", "https://e.org/a.xml", "https://e.org/d.xml")


def test_an_index_that_names_itself(documents):
    assert index(documents, ("/sitemap.xml", ""), ("https://E.org/sitemap.xml#x", "")).more == ()


GZIPPED = SITEMAP.format("<url><loc>/1</loc></url>" * 3 + "<url><loc>/2</loc></url>").encode()


@pytest.mark.parametrize("kind", ["application/gzip", "application/x-gzip", "text/xml", "application/octet-stream"])
def test_a_sitemap_that_is_a_gzip_file(documents, kind):
    body = gzip.compress(GZIPPED)
    assert documents.urls(body, url="https://e.org/sitemap.xml.gz", kind=kind) == ["https://e.org/1", "https://e.org/2"]


def test_a_gzip_file_of_two_members(documents):
    half = len(GZIPPED) // 2
    body = gzip.compress(GZIPPED[:half]) + gzip.compress(GZIPPED[half:]) + b"\0\0"
    assert documents.urls(body) == ["https://e.org/1", "https://e.org/2"]


def test_a_gzip_file_that_is_cut_off_gives_what_was_whole(documents):
    many = SITEMAP.format("".join(f"<url><loc>/{n}</loc><lastmod>2026-11-23T{n}</lastmod></url>" for n in range(9_000)))
    body = gzip.compress(many.encode())
    pages, error = documents.read(body[: len(body) // 2])
    assert error == "the gzip file is cut off"
    assert 1_000 < len(pages) < 9_000
    assert [url for url, _ in pages] == [f"https://e.org/{n}" for n in range(len(pages))]


def test_a_gzip_file_that_is_corrupt(documents):
    body = bytearray(gzip.compress(GZIPPED))
    body[-8:-4] = b"\0\0\0\0"  # the checksum
    pages, error = documents.read(bytes(body))
    assert len(pages) <= 2
    assert "the gzip file is corrupt" in error
    assert documents.read(b"\x1f\x8b\x08" + b"\xff" * 50)[0] == []


def test_gzip_within_gzip_is_not_followed(documents):
    assert documents.read(gzip.compress(gzip.compress(GZIPPED)))[0] == []


def test_a_gzip_bomb_is_read_up_to_the_bound(documents):
    packer = zlib.compressobj(9, zlib.DEFLATED, 31)
    start = packer.compress(SITEMAP.partition("{}")[0].encode() + b"<url><loc>/1</loc></url>")
    bomb = start + b"".join(packer.compress(b" " * 2**20) for _ in range(200)) + packer.flush()
    assert len(bomb) < 300_000
    pages, error = documents.read(bomb)
    assert [url for url, _ in pages] == ["https://e.org/1"]
    assert error == "larger than 50 MB once inflated; the rest is left"


def test_a_text_sitemap(documents):
    text = "\ufeffhttps://e.org/1\r\n\r\n# note\nhttps://e.org/2\nnot one\n"
    pages, error = documents.read(text, source=documents.sitemap, kind="text/plain")
    assert [url for url, _ in pages] == ["https://e.org/1", "https://e.org/2"]
    assert error == "1 of its lines are no web addresses, the first is line 5: not one"


def test_a_text_without_lines_is_not_read_for_ever(documents):
    pages, error = documents.read("x" * 1_000_000, source=documents.sitemap)
    assert pages == []
    assert error.startswith("1 of its lines are no web addresses")


def test_a_list_in_the_configuration(tmp_path):
    source = NewsSource(name="a", urls=("https://e.org/1", "https://e.org/1#x", "https://e.org/2"))
    listing = listed(source, tmp_path)
    assert [(entry.url, entry.source, entry.changed_at) for entry in listing.entries] == [
        ("https://e.org/1", "a", None),
        ("https://e.org/2", "a", None),
    ]
    assert listing.error == ""


def test_a_file_of_urls(tmp_path):
    (tmp_path / "urls.txt").write_bytes(
        b"\xef\xbb\xbf# mine\n\nhttps://e.org/1\r\nhttps://e.org/\xff\n  https://e.org/2\nftp://x\n"
    )
    listing = listed(NewsSource(name="a", urls_file="urls.txt"), tmp_path)
    assert [entry.url for entry in listing.entries] == ["https://e.org/1", "https://e.org/2"]
    assert listing.error == "2 of its lines are no web addresses, the first is line 4: https://e.org/\ufffd"


@pytest.mark.parametrize("name", ["none.txt", ".", "a\0b"])
def test_a_file_of_urls_that_cannot_be_read(tmp_path, name):
    listing = listed(NewsSource(name="a", urls_file=name), tmp_path)
    assert listing.entries == ()
    assert "cannot read" in listing.error
