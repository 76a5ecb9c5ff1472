"""One fetched document of a source, whatever it is: it is known by what it holds, not by what it is called."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from itertools import chain

from schemas.collect import Exchange, Fetched, Listing, NewsSource
from tasks.collect.discover import feeds, json_feed, sitemaps
from tasks.collect.discover.body import BodyError, pieces
from tasks.collect.discover.found import Found
from tasks.collect.discover.lists import read_lines
from tasks.collect.discover.loose import loose_nodes
from tasks.collect.discover.text import decoded, escaped, from_root
from tasks.collect.discover.xml import MismatchError, NestingError, Node, nodes

Reader = Callable[[Iterator[Node], Found], None]
READERS: Mapping[str, Reader] = dict.fromkeys(feeds.ROOTS, feeds.read) | dict.fromkeys(sitemaps.ROOTS, sitemaps.read)
"""By the name of a document's first element."""
LONGEST_LINE = 64 * 1024


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
    text = _text(answer)
    first = next(text, "").lstrip("\ufeff \t\r\n")
    whole = chain([first], text)
    if first.startswith("<"):
        _read_xml(whole, answer, found)
    elif first.startswith("{"):
        json_feed.read("".join(whole), found)
    elif source.sitemap and first:
        read_lines(chain.from_iterable(_lines(whole)), found)
    else:
        found.error = "it is neither XML nor JSON: no feed"


def _text(answer: Exchange) -> Iterator[str]:
    return decoded(pieces(answer.body), answer.header("content-type"))


def _read_xml(text: Iterator[str], answer: Exchange, found: Found) -> None:
    stream = nodes(escaped(from_root(text)), feeds.ENTRIES | sitemaps.ENTRIES)
    root = next(stream, None)
    read = None if root is None else READERS.get(root.name)
    if root is None:
        found.error = "no XML that can be read"
    elif read is None:
        found.error = f"its first element is {root.name[:40]!r}: no feed and no sitemap"
    else:
        try:
            read(stream, found)
        except NestingError as error:
            found.error = str(error)
        except MismatchError:
            read(loose_nodes("".join(escaped(from_root(_text(answer))))), found)


def _lines(text: Iterator[str]) -> Iterator[list[str]]:
    """Whole lines of a text in pieces; one that does not end is cut."""
    held = ""
    for piece in text:
        *lines, held = (held + piece).split("\n")
        yield lines
        if len(held) > LONGEST_LINE:
            break
    yield [held[:LONGEST_LINE]]
