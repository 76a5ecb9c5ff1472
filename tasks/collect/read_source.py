"""What a source lists now: its feed, sitemaps or file, asked for politely and only if they have changed."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from schemas.collect import Expect, Fetched, Listing, NewsSource, Outcome, Why
from tasks.collect.ask import Asker
from tasks.collect.discover import listing
from tasks.collect.listing_cache import ListingCache, validators_of
from tasks.collect.urls import within


class SourceReader:
    """Reads sources.

    Args:
        asker: asks for feeds and sitemaps.
        cache: what they said the last time.
        base: folder of sources.toml.
    """

    def __init__(self, asker: Asker, cache: ListingCache, base: Path) -> None:
        self._asker = asker
        self._cache = cache
        self._base = base

    async def read(self, source: NewsSource) -> tuple[Listing, bool]:
        """What the source lists, and whether a part of that was deferred to a later run.

        Raises:
            OSError: the state folder cannot be written, or the source's file cannot be read.
        """
        deferred = False

        async def fetch(url: str, expect: Expect) -> Fetched:
            nonlocal deferred
            answer = await self._fetch(source, url, expect)
            deferred |= answer.outcome is Outcome.DEFERRED
            return answer

        return await listing(source, self._base, fetch), deferred

    async def _fetch(self, source: NewsSource, url: str, expect: Expect) -> Fetched:
        kept = self._cache.get(url)
        answer = await self._asker.ask(
            url, expect, validators_of(kept), lambda hop: within(source, hop), source.contact
        )
        if answer.outcome is Outcome.UNCHANGED and kept is not None:
            return replace(answer, outcome=Outcome.FETCHED, why=Why.COMPLETE, exchanges=(kept,))
        if answer.outcome is Outcome.FETCHED and answer.last is not None:
            self._cache.put(url, answer.last)
        return answer
