"""The work of one run: read the sources, ask every host in its own time, enter how each URL ended."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine, Iterable, Iterator
from dataclasses import dataclass

from schemas.collect import Entry, Expect, Fetched, NewsSource, Outcome, SourcesFile, SourceTally, Why
from tasks.collect.agenda import Agenda, Item
from tasks.collect.ask import Asker
from tasks.collect.clock import Clock
from tasks.collect.large import until_kept
from tasks.collect.polite import Gate
from tasks.collect.quota import Quota
from tasks.collect.read_source import SourceReader
from tasks.collect.seen import SeenStore
from tasks.collect.tally import SourceBook, is_low
from tasks.collect.to_the_end import to_the_end
from tasks.collect.urls import host_of, within

Watch = Callable[[Fetched, str], None]
Keep = Callable[[Entry, Fetched], Fetched]


_HOSTS_EACH = 50
"""Hosts in work for each that is asked at one moment: the others wait out their delays."""


@dataclass(frozen=True, slots=True)
class Tools:
    """What a run works with."""

    asker: Asker
    reader: SourceReader
    gate: Gate
    seen: SeenStore
    keep: Keep | None
    """Stores and remembers an answer, in a thread, and gives its final outcome; None: pages are only listed."""
    clock: Clock
    watch: Watch


class Work:
    """One run over all sources.

    Args:
        sources: what to ask.
        limit: captures a source, at most, where that is less than its own limit.
        tools: what to work with.
    """

    def __init__(self, sources: SourcesFile, limit: int | None, tools: Tools) -> None:
        self._collecting = sources.collect
        self._sources = {source.name: source for source in sources.sources}
        self._books = {name: SourceBook(name) for name in self._sources}
        self._quotas = {name: Quota(min(limit or one.limit, one.limit)) for name, one in self._sources.items()}
        self._agenda = Agenda()
        self._tools = tools
        self._whole = False

    async def run(self) -> None:
        """Read all sources, then ask for what is due.

        Raises:
            OSError: the raw folder cannot be written.
        """
        for source in self._sources.values():
            self._require(source, [host_of(url) for url in (source.feed, source.sitemap) if url])
        await together(self._read(source) for source in self._sources.values())
        hosts = iter(self._agenda.hosts)
        await together(self._some(hosts) for _ in range(_HOSTS_EACH * self._collecting.concurrency))
        self._whole = True

    def close(self, run_id: str) -> tuple[SourceTally, ...]:
        """Enter what was not asked for any more, and add up."""
        if not self._whole:
            for entry in self._agenda.left():
                self._tell(entry, Fetched(entry.url, Outcome.DEFERRED, Why.CANCELLED, "the run ended first"))
        return tuple(self._tally(book, run_id) for book in self._books.values())

    async def _read(self, source: NewsSource) -> None:
        book = self._books[source.name]
        listing, book.deferred = await self._tools.reader.read(source)
        book.listed, book.error = len(listing.entries), listing.error
        due = await to_the_end(lambda: self._due(source, listing.entries))
        self._require(source, {item.host for item in due})
        book.fresh = self._agenda.add(due)

    def _due(self, source: NewsSource, entries: Iterable[Entry]) -> list[Item]:
        now = self._tools.clock()
        return [Item.of(entry) for entry in entries if self._tools.seen.due(entry, source, now)]

    def _require(self, source: NewsSource, hosts: Iterable[str]) -> None:
        """The source's delay holds for every host that it names, whoever else names it."""
        delay = self._collecting.delay if source.delay is None else source.delay
        for host in hosts:
            self._tools.gate.require(host, delay)

    async def _some(self, hosts: Iterator[str]) -> None:
        """Hosts, until there are no more; others take from the same."""
        for host in hosts:
            await self._host(host)

    async def _host(self, host: str) -> None:
        for entry in self._agenda.of(host):
            quota, ended = self._quotas[entry.source], None
            if not await quota.reserve():
                self._agenda.strike(entry)  # left to the next run
                continue
            try:
                ended = await self._entry(entry)
            finally:
                await quota.settle(ended)

    async def _entry(self, entry: Entry) -> Fetched | None:
        """How it ended; None: another run is at it."""
        source = self._sources[entry.source]
        fetched = await self._listed(entry) if self._tools.keep is None else await self._fetched(entry, source)
        if fetched is None:
            self._books[entry.source].fresh -= 1  # another run asks for it
            self._agenda.strike(entry)
            return None
        self._tell(entry, fetched)
        return fetched

    async def _listed(self, entry: Entry) -> Fetched:
        would = Fetched(entry.url, Outcome.DEFERRED, Why.DRY_RUN, "would be asked for")
        return await self._tools.asker.refusal(entry.url) or would

    async def _fetched(self, entry: Entry, source: NewsSource) -> Fetched | None:
        seen, keep, now = self._tools.seen, self._tools.keep, self._tools.clock()
        if keep is None or not await to_the_end(lambda: seen.claim(entry, source, now)):
            return None
        try:
            async with until_kept():
                validators = seen.validators(entry.url)
                asked = await self._tools.asker.ask(
                    entry.url, Expect.PAGE, validators, lambda hop: within(source, hop), source.contact
                )
                return await to_the_end(lambda: keep(entry, asked))
        except BaseException:
            seen.release(entry)
            raise

    def _tell(self, entry: Entry, fetched: Fetched) -> None:
        self._agenda.strike(entry)
        self._books[entry.source].enter(fetched)
        self._tools.watch(fetched, entry.source)

    def _tally(self, book: SourceBook, run_id: str) -> SourceTally:
        if not self._whole or self._tools.keep is None or book.deferred:
            return book.tally(low_yield=False)
        low = is_low(book.pages, self._tools.seen.yields(book.source), self._collecting.low_yield)
        self._tools.seen.note_yield(book.source, run_id, self._tools.clock(), book.pages)
        return book.tally(low_yield=low)


async def together(jobs: Iterable[Coroutine[None, None, None]]) -> None:
    """Do all of it at once. The first error ends the rest, and is raised as it is."""
    tasks = [asyncio.ensure_future(job) for job in jobs]
    try:
        await asyncio.gather(*tasks)
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
