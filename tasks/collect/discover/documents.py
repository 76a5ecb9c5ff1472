"""One fetched document of a source, whatever it is: it is known by what it holds, not by what it is called."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from schemas.collect import Exchange, Fetched, Listing, NewsSource
from tasks.collect.discover import feeds, json_feed, sitemaps
from tasks.collect.discover.body import BodyError, pieces
from tasks.collect.discover.found import Found
from tasks.collect.discover.lists import read_lines
from tasks.collect.discover.text import decoded, escaped, from_root
from tasks.collect.discover.xml import nodes


def entries(source: NewsSource, fetched: Fetched) -> Listing:
    """What a feed, sitemap or sitemap index names.

    Args:
        source: whose document it is.
        fetched: with the document in its last exchange.

    Returns:
        Pages with absolute addresses, each once, as the source wrote them down; what its rules admit is not asked here.
        `error` says what could not be read; what was read before it stands.
    """
    answer = fetched.last
    if answer is None or not answer.body:
        return Listing(error="nothing was sent")
    found = Found(source.name, answer.url)
    try:
        _read(answer, source, found)
    except BodyError as error:
        found.error = found.error or str(error)
    return found.listing()


def _read(answer: Exchange, source: NewsSource, found: Found) -> None:
    text = decoded(pieces(answer.body), answer.header("content-type"))
    first = next(text, "")
    start = first.lstrip("\ufeff \t\r\n")[:1]
    whole = chain([first], text)
    if start == "<":
        _read_xml(whole, found)
    elif start == "{":
        json_feed.read("".join(whole).lstrip("\ufeff"), found)
    elif source.sitemap:
        read_lines(chain.from_iterable(_lines(whole)), found)
    else:
        found.error = "it is neither XML nor JSON: no feed"


def _read_xml(text: Iterator[str], found: Found) -> None:
    names = feeds.ENTRIES | sitemaps.ENTRIES
    stream = nodes(escaped(from_root(text)), names)
    root = next(stream, None)
    if root is None:
        found.error = "no XML that can be read"
    elif root.name in feeds.ROOTS:
        feeds.read(stream, found)
    elif root.name in sitemaps.ROOTS:
        sitemaps.read(stream, found)
    else:
        found.error = f"its first element is {root.name[:40]!r}: no feed and no sitemap"


def _lines(text: Iterator[str]) -> Iterator[list[str]]:
    """Whole lines of a text in pieces."""
    held = ""
    for piece in text:
        *lines, held = (held + piece).split("\n")
        yield lines
        if len(held) > 64 * 1024:
            return
    yield [held]
