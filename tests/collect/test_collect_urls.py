"""Addresses: those that are right stay as they are; what names a page is never taken out."""

from urllib.parse import urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.collect import NewsSource
from tasks.collect.urls import address, admits, ascii_host, canonical, host_of, within

SAME = [
    "https://e.org/",
    "https://e.org/a/b.html",
    "https://e.org/a/",
    "https://e.org/artikel;art1234,5678",  # some servers tell `;` from `%3B`
    "https://e.org/Foo_(bar)'s!*@$&+=~",
    "https://e.org/a%2Fb?x=%20y",
    "https://e.org/?id=1&uid=2&ref=3&source=4&session=5&eid=6",
    "https://e.org/?b=2&a=1&a=0",
    "https://e.org/?flag",
    "https://e.org/?empty=",
    "https://e.org/share?u=https://e.org/x",
    "https://web.archive.org/web/2020/https://e.org/x",
    "https://e.org:8443/",
    "http://127.0.0.1:8000/x",
    "http://[::1]:8000/x",
    "https://xn--exmple-cua.org/",
    "https://e.org/a?copy=1&reg=2",  # no entities of HTML
    "https://e.org/...",
    "https://e.org//a",
]


@pytest.mark.parametrize("url", SAME)
def test_addresses_that_stay_as_they_are(url):
    assert address(url) == url


MADE = [
    (" https://e.org/a \n", None, "https://e.org/a"),
    ("https://e.org", None, "https://e.org/"),
    ("HTTPS://E.ORG:443/A", None, "https://e.org/A"),
    ("http://e.org.:80/", None, "http://e.org/"),
    ("https://e.org/a#part", None, "https://e.org/a"),
    ("https://user:secret@e.org/", None, "https://e.org/"),
    ("https://exämple.org/ü?ß", None, "https://xn--exmple-cua.org/%C3%BC?%C3%9F"),
    ("https://ｅ.org/", None, "https://e.org/"),
    ("https://e.org/a b", None, "https://e.org/a%20b"),
    ("https://e.org/a\tb\nc", None, "https://e.org/abc"),
    ("https://e.org/a/../b/./c", None, "https://e.org/b/c"),
    ("https://e.org/a?utm_source=x&utm_medium=y", None, "https://e.org/a"),
    ("https://e.org/a?id=1&UTM_source=x&fbclid=2&b", None, "https://e.org/a?id=1&b"),
    ("https://e.org/?gclid=1", None, "https://e.org/"),
    ("b", "https://e.org/a/", "https://e.org/a/b"),
    ("/b?c", "https://e.org/a/", "https://e.org/b?c"),
    ("//other.org/b", "https://e.org/a/", "https://other.org/b"),
    ("../b", "https://e.org/a/c/", "https://e.org/a/b"),
    ("https://other.org/b", "https://e.org/a/", "https://other.org/b"),
]


@pytest.mark.parametrize(("url", "base", "made"), MADE)
def test_addresses_that_are_made(url, base, made):
    assert address(url, base) == made


NONE = [
    *("", " ", "x", "/a", "e.org/a", "//e.org/a", "http://", "http:///a", "https://?a", "http://#"),
    *("ftp://e.org/", "file:///etc/passwd", "javascript:alert(1)", "data:text/html,x", "gopher://e.org/", "mailto:a@e.org"),
    *("http://e.org:99999/", "http://e.org:x/", "http://[::1/", "http://a b/", "http://e.org\\@evil.org/", "http://e<>.org/"),
    *("https://e.org/" + "a" * 2000, "http://\u0000.org/", "https://e.org/\ufffd", "http://..../"),
]  # fmt: skip


@pytest.mark.parametrize("url", NONE)
def test_what_is_no_address(url):
    assert address(url) is None


@given(st.text(max_size=60), st.sampled_from([None, "https://e.org/a/b?c"]))
def test_whatever_comes_out_is_whole_and_stays_as_it_is(text, base):
    made = address(text, base)
    if made is not None:
        assert urlsplit(made).scheme in ("http", "https")
        assert urlsplit(made).hostname
        assert made.isascii()
        assert made.split() == [made]
        assert address(made) == made
        assert canonical(made) == canonical(canonical(made))


ALIKE = [
    ("https://e.org/a", "https://E.org:443/a#x"),
    ("https://e.org/a?x=1&y=2", "https://e.org/a?y=2&x=1"),
    ("https://e.org/a?x=1", "https://e.org/a?x=1&utm_campaign=z&"),
    ("https://e.org", "https://e.org/"),
    ("https://e.org/ü", "https://e.org/%C3%BC"),
    ("https://exämple.org/", "https://xn--exmple-cua.org/"),
]


@pytest.mark.parametrize(("one", "other"), ALIKE)
def test_one_page_by_two_addresses(one, other):
    assert canonical(one) == canonical(other)


UNLIKE = [
    ("https://e.org/a", "https://e.org/b"),
    ("https://e.org/a", "https://e.org/A"),
    ("https://e.org/?uid=1", "https://e.org/?uid=2"),
    ("https://e.org/?source=a", "https://e.org/?source=b"),
    ("https://e.org/?ref=1&cid=2", "https://e.org/?ref=1&cid=3"),
    ("https://e.org/a", "http://e.org/a"),
    ("https://e.org/a", "https://www.e.org/a"),
    ("https://e.org/a", "https://e.org:8443/a"),
    ("https://e.org/share?u=https://e.org/x", "https://e.org/share?u=https://e.org/y"),
]


@pytest.mark.parametrize(("one", "other"), UNLIKE)
def test_two_pages(one, other):
    assert canonical(one) != canonical(other)


def source(**given):
    return NewsSource(name="a", **({"feed": "https://www.e.org/feed"} | given))


ADMITTED = [
    (source(), "https://www.e.org/1", True),
    (source(), "http://e.org/1", True),
    (source(), "https://news.e.org:8443/1", True),
    (source(), "https://E.ORG./1", True),
    (source(), "https://other.org/1", False),
    (source(), "https://note.org/1", False),
    (source(), "https://e.org.evil.net/1", False),
    (source(), "https://e.org@evil.net/1", False),
    (source(), "no address", False),
    (source(feed="http://127.0.0.1:8000/feed"), "http://127.0.0.1:9000/1", True),
    (source(domains=("other.org",)), "https://www.other.org/1", True),
    (source(domains=("other.org",)), "https://www.e.org/1", False),
    (source(domains=("exämple.org",)), "https://xn--exmple-cua.org/", True),
    (source(take=("/news/",)), "https://e.org/news/1", True),
    (source(take=("/news/", "/local/")), "https://e.org/local/1", True),
    (source(take=("/news/",)), "https://e.org/sport/1", False),
    (source(leave=("/live/",)), "https://e.org/news/live/1", False),
    (source(leave=("/live/",)), "https://e.org/news/1", True),
    (source(take=("/news/",), leave=("/live/",)), "https://e.org/news/live/1", False),
    (source(feed=None, urls=("https://a.org/1", "https://b.org/2")), "https://b.org/3", True),
    (source(feed=None, urls=("https://a.org/1",)), "https://b.org/1", False),
    (source(feed=None, urls_file="x.txt"), "https://b.org/1", True),
    (source(feed=None, urls_file="x.txt", domains=("a.org",)), "https://b.org/1", False),
]


@pytest.mark.parametrize(("from_source", "url", "admitted"), ADMITTED)
def test_what_a_source_admits(from_source, url, admitted):
    assert admits(from_source, url) is admitted


def test_patterns_are_for_pages_and_domains_for_all():
    strict = source(take=("/news/",))
    assert within(strict, "https://e.org/sitemap-2.xml")
    assert not within(strict, "https://other.org/news/sitemap.xml")


@pytest.mark.parametrize(
    ("url", "host"),
    [("https://E.org./x", "e.org"), ("http://[::1]:80/", "::1"), ("x", ""), ("http://[/", ""), ("http://ä..b/", "")],
)
def test_hosts(url, host):
    assert host_of(url) == host


def test_a_host_that_is_none():
    assert ascii_host("a/b") == ""
