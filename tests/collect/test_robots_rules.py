"""Groups, paths and delays of a robots.txt, as RFC 9309 has them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.collect.robots_rules import LONGEST, Rules, text_of

SITE = "https://daily.example"

ALLOWED = {
    "nothing at all": ("", "/a"),
    "only a comment": ("# keep out\n", "/a"),
    "an empty disallow": ("User-agent: *\nDisallow:\n", "/a"),
    "another robot's group": ("User-agent: gptbot\nDisallow: /\n", "/a"),
    "a name that ours begins with": ("User-agent: copy\nDisallow: /\n", "/a"),
    "a name that begins with ours": ("User-agent: copydesk-pro\nDisallow: /\n", "/a"),
    "a name that ends with ours": ("User-agent: my-copydesk\nDisallow: /\n", "/a"),
    "our group before everybody's": ("User-agent: *\nDisallow: /\nUser-agent: copydesk\nDisallow: /private\n", "/a"),
    "our group is empty": ("User-agent: *\nDisallow: /\n\nUser-agent: copydesk\nAllow: /\n", "/a"),
    "rules before any group": ("Disallow: /\nUser-agent: *\nDisallow: /b\n", "/a"),
    "a longer allow": ("User-agent: *\nDisallow: /news\nAllow: /news/open\n", "/news/open/1"),
    "an allow of the same length": ("User-agent: *\nDisallow: /news\nAllow: /news\n", "/news/1"),
    "the end of a path": ("User-agent: *\nDisallow: /*.pdf$\n", "/a.pdf?download"),
    "another case of the path": ("User-agent: *\nDisallow: /News\n", "/news"),
    "robots.txt itself": ("User-agent: *\nDisallow: /\n", "/robots.txt"),
    "a page, not a robots.txt": ("<!DOCTYPE html><html><body><p>Disallow: nothing here</p></body></html>", "/a"),
    "binary rubbish": ("\x00\x01\x02" * 100, "/a"),
}

DISALLOWED = {
    "everybody": ("User-agent: *\nDisallow: /\n", "/a"),
    "us by name": ("User-agent: copydesk\nDisallow: /\n", "/a"),
    "us in capitals": ("USER-AGENT: CopyDesk\nDISALLOW: /\n", "/a"),
    "us with a version": ("User-agent: copydesk/1.0\nDisallow: /\n", "/a"),
    "us and others in one group": ("User-agent: gptbot\nUser-agent: copydesk\nUser-agent: ccbot\nDisallow: /\n", "/a"),
    "us in two groups": (
        "User-agent: copydesk\nDisallow: /b\nUser-agent: x\nUser-agent: copydesk\nDisallow: /a\n",
        "/a",
    ),
    "our group without everybody's": ("User-agent: copydesk\nDisallow: /a\nUser-agent: *\nAllow: /\n", "/a"),
    "a sitemap inside a group": ("User-agent: copydesk\nSitemap: https://daily.example/s.xml\nDisallow: /\n", "/a"),
    "a byte order mark": ("\ufeffUser-agent: *\nDisallow: /\n", "/a"),
    "carriage returns": ("User-agent: *\rDisallow: /\r", "/a"),
    "both ends of line": ("User-agent: *\r\nDisallow: /\r\n", "/a"),
    "comments": ("User-agent: * # all of you\nDisallow: /a # and stay out\n", "/a"),
    "white space": ("   User-agent :  *  \n\t Disallow :\t/a\t\n", "/a"),
    "a wildcard": ("User-agent: *\nDisallow: /*/print\n", "/news/1/print"),
    "a wildcard for a query": ("User-agent: *\nDisallow: /*?\n", "/news?page=2"),
    "the end of a path": ("User-agent: *\nDisallow: /*.pdf$\n", "/a.pdf"),
    "a longer disallow": ("User-agent: *\nAllow: /news\nDisallow: /news/closed\n", "/news/closed/1"),
    "escapes": ("User-agent: *\nDisallow: /caf%C3%A9\n", "/café"),
    "no escapes": ("User-agent: *\nDisallow: /café\n", "/caf%c3%a9"),
    "latin-1 elsewhere": ("# caf\ufffd\nUser-agent: *\nDisallow: /a\n", "/a"),
}


@pytest.mark.parametrize("name", ALLOWED)
def test_what_may_be_asked_for(name):
    text, path = ALLOWED[name]
    assert Rules(text_of(text.encode())).allow(SITE + path)


@pytest.mark.parametrize("name", DISALLOWED)
def test_what_may_not(name):
    text, path = DISALLOWED[name]
    assert not Rules(text_of(text.encode())).allow(SITE + path)


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("", 0),
        ("User-agent: *\nDisallow: /a\n", 0),
        ("User-agent: gptbot\nCrawl-delay: 10\n", 0),
        ("User-agent: *\nCrawl-delay: soon\n", 0),
        ("User-agent: *\nCrawl-delay: -5\n", 0),
        ("User-agent: *\nCrawl-delay: nan\n", 0),
        ("User-agent: *\nCrawl-delay: inf\n", 0),
        ("User-agent: *\nCrawl-delay: 10\nUser-agent: copydesk\nDisallow: /a\n", 0),
        ("User-agent: *\nCrawl-delay: 2.5\n", 2.5),
        ("User-agent: *\nCrawl-delay: 1\nUser-agent: copydesk\nCrawl-delay: 7\n", 7),
        ("User-agent: *\nCrawl-delay: 86400000\n", 86_400_000),
        ("User-agent: *\nRequest-rate: 1/10s\n", 10),
        ("User-agent: *\nRequest-rate: 2/1m\nCrawl-delay: 5\n", 30),
    ],
)
def test_the_pause_it_wants(text, seconds):
    assert Rules(text).delay == seconds


def test_what_follows_the_first_500_kib_is_not_read():
    filler = b"# " + b"x" * 97 + b"\n"
    within = b"User-agent: *\nDisallow: /a\n" + filler * 30_000
    beyond = filler * 6_000 + b"User-agent: *\nDisallow: /a\n"
    assert not Rules(text_of(within)).allow(SITE + "/a")
    assert Rules(text_of(beyond)).allow(SITE + "/a")


def test_a_line_that_is_cut_is_not_read():
    start = b"User-agent: *\n"
    line = b"Disallow: /archive\n"
    body = start + b"#" * (LONGEST - len(start) - len(b"\nDisallow: /a")) + b"\n" + line
    assert len(body) > LONGEST
    assert body[:LONGEST].endswith(b"Disallow: /a")
    assert Rules(text_of(body)).allow(SITE + "/a")


@given(st.binary(max_size=2_000))
def test_any_bytes_have_rules(body):
    rules = Rules(text_of(body))
    assert rules.allow(SITE + "/a") in {True, False}
    assert rules.delay >= 0
