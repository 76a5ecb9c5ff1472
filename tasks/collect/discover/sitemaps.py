"""Sitemaps, news sitemaps and sitemap indexes (sitemaps.org, protocol 0.9)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from tasks.collect.discover.dates import moment
from tasks.collect.discover.found import Found
from tasks.collect.discover.xml import Node

ROOTS = frozenset({"urlset", "sitemapindex"})
ENTRIES = frozenset({"url", "sitemap"})


def read(nodes: Iterator[Node], found: Found) -> None:
    """Take the pages of a sitemap, the sitemaps of an index."""
    for node in nodes:
        if node.name not in ENTRIES:
            continue
        children = list(node.children())
        loc = next((child.text() for child in children if child.name == "loc" and child.text()), None)
        if loc and not (found.page if node.name == "url" else found.sitemap)(loc, _changed_at(children)):
            return


def _changed_at(children: list[Node]) -> datetime | None:
    """The last change; a news sitemap has the day of publication instead, or both."""
    known = [moment(child.text()) for child in children if child.name == "lastmod"]
    for news in (child for child in children if child.name == "news"):
        known += [moment(child.text()) for child in news.children() if child.name == "publication_date"]
    return next((at for at in known if at), None)
