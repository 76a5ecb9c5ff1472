"""Whole runs over a hostile server: every URL ends once, what is stored can be read, and little memory is enough."""

import itertools
from collections import Counter
from urllib.parse import urlsplit

import pytest
from apart import apart
from both_readers import captures
from hostile.routes import ROUTES
from hostile.server import HostileServer

from schemas.collect import Expect, Outcome, Validators

PEAK_MIB = 150
HANGING = ("/hang/in-body", "/slow/head")
SOON = {path: one for path, one in ROUTES.items() if one.seconds is None or path in HANGING}
"""Without most of those that end with the deadline, which is a long one here: the machine may be busy."""
PAGES = [path for path, one in SOON.items() if one.expect is Expect.PAGE and one.validators == Validators()]
BROKEN = [path for path, one in SOON.items() if one.outcome is Outcome.FAILED]
LISTS = ["/feed/plain", "/feed/laughs", "/feed/many", "/sitemap/many.xml.gz", "/sitemap/elsewhere.xml", *BROKEN[::4]]
COLLECTING = {"delay": 0, "attempts": 1, "page_seconds": 8, "allow_networks": ["127.0.0.1/32"]}


@pytest.fixture
def run(tmp_path):
    """Runs over the sources that one names for the server, and gives what the run said."""

    def done(server, sources):
        lines, peak = apart("hostile_collect.py", {"raw": str(tmp_path), "sources": sources, "collecting": COLLECTING})
        assert peak < PEAK_MIB
        assert not server.trespasses
        return lines

    with HostileServer() as server:
        yield lambda sources_at: done(server, sources_at(server.url))


def outcomes(path):
    """How a route may end in a whole run, which knows more of its page and its server than a fetch does."""
    if path == "/private/unknown-name":
        return {Outcome.FORBIDDEN}  # nobody can be asked for its robots.txt
    elsewhere = {Outcome.UNCHANGED} if path.startswith(("/redirect/", "/across/")) else set()  # another led there too
    later = {Outcome.DEFERRED} if path.startswith("/retry/") else set()  # the server says when to come back
    return {ROUTES[path].outcome} | elsewhere | later


def test_every_route_ends_once_and_what_is_stored_can_be_read(run, tmp_path):
    hosts = {f"{number}.example.test": path for number, path in enumerate(PAGES)}

    def sources(url):
        urls = [url(path, host) for host, path in hosts.items()]
        return [{"name": "all", "urls": urls, "domains": ["test", "127.0.0.1"], "limit": 10_000}]

    *ends, tally = run(sources)
    routes = [(hosts[urlsplit(end["url"]).hostname], end) for end in ends]
    assert sorted(path for path, _ in routes) == sorted(PAGES)
    assert tally["counts"] == Counter(end["outcome"] for end in ends)
    assert len(captures(tmp_path)) == tally["counts"]["fetched"]
    assert not [end for path, end in routes if end["outcome"] not in outcomes(path)]


def test_a_hostile_listing_is_an_error_of_its_source(run):
    def sources(url):
        kinds = itertools.cycle(("feed", "sitemap"))
        named = [
            (f"s{number}", kind, url(path, f"{number}.example.test"))
            for number, (path, kind) in enumerate(zip(LISTS, kinds, strict=False))
        ]
        return [{"name": name, "domains": ["test"], "limit": 2, kind: place} for name, kind, place in named]

    tallies = dict(zip(LISTS, (line for line in run(sources) if "source" in line), strict=True))
    assert not [path for path in BROKEN[::4] if not tallies[path]["error"]]
    assert tallies["/feed/many"]["listed"] == 50_000
    assert tallies["/feed/many"]["counts"] == {"failed": 20}  # its pages are not there
