"""All that one source names: its document, and the sitemaps that an index leads to, within bounds."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from schemas.collect import Entry, Expect, Fetched, Listing, NewsSource, Outcome
from tasks.collect.discover.documents import entries
from tasks.collect.discover.lists import listed
from tasks.collect.urls import address, canonical, within

MAX_DEPTH = 3
"""Indexes above a sitemap; the protocol knows one."""
MAX_SITEMAPS = 50
"""Documents of one source that are asked for in a run; the newest come first."""
MAX_PAGES = 100_000
"""Pages of one source that are listed in a run."""

_READER = ThreadPoolExecutor(1, "copydesk-listing")
"""Large documents take seconds, and memory: one is read at a time, whoever asks."""

Fetch = Callable[[str, Expect], Awaitable[Fetched]]
"""Asks for a document, by all the rules of asking."""


async def listing(source: NewsSource, base: Path, fetch: Fetch) -> Listing:
    """The pages that a source names, whatever kind it is; `more` is empty, for all was followed that is.

    Args:
        source: what `sources.toml` says of it.
        base: the folder of `sources.toml`, for a file of URLs.
        fetch: asks for one document; it decides itself what robots.txt and addresses allow.
    """
    start = address(source.feed or source.sitemap or "")
    if start is None:
        return listed(source, base)
    walk = _Walk(source, fetch)
    await walk.follow(start)
    return Listing(tuple(walk.pages.values()), (), "; ".join(walk.errors[:3]))


class _Walk:
    """The way through one source's documents."""

    def __init__(self, source: NewsSource, fetch: Fetch) -> None:
        self.pages: dict[str, Entry] = {}
        self.errors: list[str] = []
        self._source = source
        self._fetch = fetch
        self._expect = Expect.SITEMAP if source.sitemap else Expect.FEED

    async def follow(self, start: str) -> None:
        """Level by level, so that a circle or a chain costs no more than the bounds allow."""
        known, level = {start}, [start]
        for depth in range(MAX_DEPTH + 1):
            lower: list[str] = []
            for url in level:
                lower += await self._document(url)
            level = self._next(lower, known, depth)
            known.update(level)

    def _next(self, lower: list[str], known: set[str], depth: int) -> list[str]:
        """What of the sitemaps that a level leads to is asked for."""
        fresh = [url for url in dict.fromkeys(lower) if url not in known]
        ours = [url for url in fresh if within(self._source, url)]
        if len(ours) < len(fresh):
            self.errors.append(f"{len(fresh) - len(ours)} sitemaps lie outside of its domains")
        if ours and depth == MAX_DEPTH:
            self.errors.append(f"indexes more than {MAX_DEPTH} deep are not followed")
            return []
        room = MAX_SITEMAPS - len(known)
        if len(ours) > room:
            self.errors.append(f"more than {MAX_SITEMAPS} sitemaps; {len(ours) - room} are left")
        return ours[:room]

    async def _document(self, url: str) -> tuple[str, ...]:
        """Take what a document names; the sitemaps to follow."""
        fetched = await self._fetch(url, self._expect)
        if fetched.outcome is not Outcome.FETCHED:
            self.errors.append(f"{url}: {fetched.outcome} ({fetched.why}) {fetched.detail}".rstrip())
            return ()
        read = await asyncio.get_running_loop().run_in_executor(_READER, entries, self._source, fetched)
        for entry in read.entries[: max(0, MAX_PAGES - len(self.pages))]:
            self.pages.setdefault(canonical(entry.url), entry)
        if read.error:
            self.errors.append(f"{url}: {read.error}")
        return read.more
