"""A whole run over a hostile server: every URL ends once, and what is stored can be read."""

import itertools
from collections import Counter
from urllib.parse import urlsplit

from both_readers import captures
from hostile.routes import ROUTES

from bench.papers import sources_of
from schemas.collect import Expect, NewsSource, Outcome, Validators
from tasks.collect.collect import collect

SOON = {path: one for path, one in ROUTES.items() if one.seconds is None or path in {"/hang/in-body", "/slow/head"}}
"""Without most of those that end with the deadline, which is a long one here: the machine may be busy."""
PAGES = [path for path, one in SOON.items() if one.expect is Expect.PAGE and one.validators == Validators()]
BROKEN = [path for path, one in SOON.items() if one.outcome is Outcome.FAILED]
LISTS = ["/feed/plain", "/feed/laughs", "/feed/many", "/sitemap/elsewhere.xml", "/sitemap/cut.xml.gz", *BROKEN[::4]]
BOUNDS = {"delay": 0, "attempts": 1, "page_seconds": 8, "concurrency": 24, "allow_networks": ["127.0.0.1/32"]}


def outcomes(path):
    """How a route may end in a whole run, which knows more of its page and its server than a fetch does."""
    if path == "/private/unknown-name":
        return {Outcome.FORBIDDEN}  # nobody can be asked for its robots.txt
    elsewhere = {Outcome.UNCHANGED} if path.startswith(("/redirect/", "/across/")) else set()  # another led there too
    later = {Outcome.DEFERRED} if path.startswith("/retry/") else set()  # the server says when to come back
    return {ROUTES[path].outcome} | elsewhere | later


def test_every_route_ends_once_and_what_is_stored_can_be_read(hostile, names, tmp_path):
    raw, trespasses = tmp_path / "raw", len(hostile.trespasses)
    hosts = {f"{number}.example.test": path for number, path in enumerate(PAGES)}
    urls = tuple(hostile.url(path, host) for host, path in hosts.items())
    source = NewsSource(name="all", urls=urls, domains=("test", "127.0.0.1"), limit=10_000)
    ends = []
    summary = collect(
        sources_of([source], **BOUNDS), tmp_path, raw, watch=lambda fetched, _: ends.append(fetched), resolver=names
    )
    assert sorted(end.url for end in ends) == sorted(urls)
    assert summary.tallies[0].counts == Counter(end.outcome.value for end in ends)
    assert len(captures(raw)) == summary.tallies[0].counts["fetched"]
    otherwise = {
        end.url: (end.outcome, end.why, end.detail)
        for end in ends
        if end.outcome not in outcomes(hosts[urlsplit(end.url).hostname])
    }
    assert not otherwise
    assert len(hostile.trespasses) == trespasses


def test_a_hostile_listing_is_an_error_of_its_source(hostile, names, tmp_path):
    trespasses = len(hostile.trespasses)
    sources = [
        NewsSource(name=f"s{number}", domains=("test",), limit=2, **{kind: hostile.url(path, f"{number}.example.test")})
        for number, (path, kind) in enumerate(zip(LISTS, itertools.cycle(("feed", "sitemap"))))
    ]
    summary = collect(sources_of(sources, **BOUNDS), tmp_path, tmp_path / "raw", resolver=names)
    tallies = dict(zip(LISTS, summary.tallies, strict=True))
    assert all(tally.error for path, tally in tallies.items() if ROUTES[path].outcome is Outcome.FAILED), tallies
    assert tallies["/feed/many"].listed == 50_000
    assert tallies["/feed/many"].counts == {"failed": 20}  # its pages are not there
    assert len(hostile.trespasses) == trespasses
