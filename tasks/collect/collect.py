"""One run of collecting: what sources name and is due is asked for politely, and kept in WARC files."""

from __future__ import annotations

import asyncio
import hashlib
import secrets
import threading
from collections.abc import Coroutine
from dataclasses import dataclass
from pathlib import Path

from schemas.collect import Collecting, CollectSummary, Entry, Fetched, SourcesFile, SourceTally
from tasks.collect.addresses import Resolver
from tasks.collect.archive import Archive
from tasks.collect.ask import Asker
from tasks.collect.clock import Clock, Time, utc_now
from tasks.collect.fetch import Fetcher
from tasks.collect.keep import keep
from tasks.collect.listing_cache import ListingCache
from tasks.collect.polite import Gate
from tasks.collect.read_source import SourceReader
from tasks.collect.recover import recover
from tasks.collect.seen import STATE, SeenStore
from tasks.collect.work import Tools, Watch, Work

_LOOK = 0.1
"""Seconds between two looks at whether the run shall stop."""


@dataclass(frozen=True, slots=True)
class _Order:
    """What one call of `collect` was asked to do."""

    sources: SourcesFile
    base: Path
    raw_root: Path
    limit: int | None
    dry_run: bool
    watch: Watch
    stop: threading.Event | None
    resolver: Resolver | None
    clock: Clock


def collect(  # noqa: PLR0913 - the run's whole interface
    sources: SourcesFile,
    base: Path,
    raw_root: Path,
    *,
    limit: int | None = None,
    dry_run: bool = False,
    watch: Watch | None = None,
    stop: threading.Event | None = None,
    resolver: Resolver | None = None,
    clock: Clock = utc_now,
) -> CollectSummary:
    """Fetch what is new into `<raw_root>/capture_date=YYYY-MM-DD/`.

    Several runs on one raw folder, in threads or processes, share its hosts' turns and its pages.

    Args:
        sources: what to ask, and how.
        base: folder of sources.toml, where files of URLs are looked for.
        raw_root: made where it is missing; what runs remember is in its `.copydesk` folder.
        limit: captures a source, at most, where that is less than its own limit.
        dry_run: ask the sources and robots.txt, list what would be asked for as DEFERRED / DRY_RUN, store nothing.
        watch: told of every URL as it ends, with the name of its source, in this thread.
        stop: once set, nothing more is asked for; what was due ends as DEFERRED / CANCELLED.
        resolver: finds the addresses of a host name; the system's if not given.
        clock: now, aware, UTC.

    Raises:
        OSError: the raw folder cannot be written, or a source's file cannot be read.
    """
    order = _Order(sources, base, raw_root, limit, dry_run, watch or _unwatched, stop, resolver, clock)
    return asyncio.run(_collect(order))


async def _collect(order: _Order) -> CollectSummary:
    now = order.clock()
    run_id, day = f"{now:%Y%m%dT%H%M%SZ}-{secrets.token_hex(4)}", f"{now:%Y-%m-%d}"
    collecting = order.sources.collect
    with SeenStore.of(order.raw_root) as seen:
        recovered = () if order.dry_run else recover(order.raw_root, seen)
        with Archive(order.raw_root, day, run_id, collecting, _digest(collecting), seen.settle) as archive:
            tallies = await _worked(order, seen, archive, run_id)
        return CollectSummary(run_id, day, (*recovered, *archive.completed), tallies)


def _digest(collecting: Collecting) -> str:
    """Names the configuration in the WARC files."""
    return hashlib.sha256(collecting.model_dump_json().encode()).hexdigest()[:16]


async def _worked(order: _Order, seen: SeenStore, archive: Archive, run_id: str) -> tuple[SourceTally, ...]:
    async with Fetcher(order.sources.collect, order.resolver, clock=order.clock) as fetcher:
        work = Work(order.sources, order.limit, _tools(order, fetcher, seen, archive))
        await _unless_stopped(work.run(), order.stop)
    return work.close(run_id)


def _tools(order: _Order, fetcher: Fetcher, seen: SeenStore, archive: Archive) -> Tools:
    collecting, state = order.sources.collect, order.raw_root / STATE
    gate = Gate(state / "hosts", collecting.delay, collecting.concurrency)
    asker = Asker(fetcher, gate, seen, state / "robots", collecting, Time(order.clock))
    reader = SourceReader(asker, ListingCache(state / "listings"), order.base)

    def kept(entry: Entry, fetched: Fetched) -> Fetched:
        return keep(archive, seen, entry, fetched, order.clock())

    return Tools(asker, reader, gate, seen, None if order.dry_run else kept, order.clock, order.watch)


async def _unless_stopped(work: Coroutine[None, None, None], stop: threading.Event | None) -> None:
    """Do the work to its end, or until `stop` is set."""
    working = asyncio.ensure_future(work)
    try:
        while not (working.done() or (stop and stop.is_set())):
            await asyncio.wait({working}, timeout=_LOOK if stop else None)
    finally:
        working.cancel()
        await asyncio.wait({working})
    if not working.cancelled():
        working.result()


def _unwatched(_fetched: Fetched, _source: str) -> None:
    """For runs that nobody watches."""
