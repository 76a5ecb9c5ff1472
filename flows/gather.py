"""All batches of a run of collecting: a few at a time, counted as they go, and ended early where that is asked for."""

from __future__ import annotations

import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor, wait
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from flows.batches import AT_ONCE, batches
from flows.collected import BatchFailure, Collected
from schemas.collect import CollectSummary, Fetched, Outcome, SourcesFile, Why
from tasks.collect.collect import collect

TICK = 1.0
"""Seconds between two looks at how far the run has come."""

SAY_EVERY = 5.0
"""Seconds between two lines of progress."""

END_WITHIN = 20.0
"""Seconds that batches get to close their files when a run is ended early."""

Say = Callable[[str], object]
"""Shows one line of progress."""


@dataclass(frozen=True, slots=True)
class Asking:
    """One run of collecting: which sources, read how, stored where."""

    file: Path
    """sources.toml itself; files of URLs are looked for beside it."""
    sources: SourcesFile
    """What it says."""
    raw: Path
    limit: int | None = None
    """Captures a source, at most, where that is less than its own limit."""
    dry_run: bool = False
    """Ask the sources what there is, and fetch no page."""


@dataclass(slots=True)
class Asked:
    """What has been asked for so far; shared by the threads of all batches."""

    counts: Counter[Outcome] = field(default_factory=Counter)
    origins: dict[str, str] = field(default_factory=dict)
    due: list[tuple[str, str]] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def enter(self, fetched: Fetched, source: str) -> None:
        """The asking for one URL of a source has ended."""
        with self.lock:
            self.counts[fetched.outcome] += 1
            if fetched.outcome is Outcome.FETCHED and fetched.last:
                self.origins[fetched.last.url] = source
            if fetched.why is Why.DRY_RUN:
                self.due.append((source, fetched.url))

    def sentence(self) -> str:
        """How far the run has come."""
        with self.lock:
            said = [f"{count:,} {outcome.replace('_', ' ')}" for outcome in Outcome if (count := self.counts[outcome])]
            total = self.counts.total()
            return ", ".join([f"collecting: {total:,} {'page' if total == 1 else 'pages'}", *said])


class Batch:
    """One call of `tasks.collect.collect`, with all that goes along.

    No dataclass: Prefect goes through those in search of futures, and would copy locks and events.
    """

    __slots__ = ("asked", "asking", "sources", "stop")

    def __init__(self, asking: Asking, sources: SourcesFile, asked: Asked, stop: threading.Event) -> None:
        self.asking = asking
        self.sources = sources
        self.asked = asked
        self.stop = stop

    @property
    def names(self) -> tuple[str, ...]:
        """Its sources."""
        return tuple(source.name for source in self.sources.sources)


def collect_batch(batch: Batch) -> CollectSummary:
    """Collect what is new from the sources of one batch.

    Raises:
        OSError: the raw folder cannot be written.
    """
    asking = batch.asking
    return collect(
        batch.sources,
        asking.file.parent,
        asking.raw,
        limit=asking.limit,
        dry_run=asking.dry_run,
        watch=batch.asked.enter,
        stop=batch.stop,
    )


Submit = Callable[[Batch], Future[Any]]
"""Hands one batch over; the future may hold anything that the `Outcome` at its side can read."""

Read = Callable[[Future[Any]], CollectSummary | BaseException]
"""What a future of `Submit` came to."""


def gather(asking: Asking, say: Say, submit: Submit, read: Read) -> Collected:
    """Work the batches off and add up what became of them."""
    asked, stop = Asked(), threading.Event()
    parts = [Batch(asking, part, asked, stop) for part in batches(asking.sources, asking.file.parent)]
    pending = {submit(part): part for part in parts}
    with _ended_early(stop, pending):
        _await(pending, asked, say)
    results = [(part, read(future)) for future, part in pending.items()]
    return Collected(
        str(asking.raw),
        tuple(source.name for source in asking.sources.sources),
        tuple(result for _, result in results if isinstance(result, CollectSummary)),
        tuple(
            BatchFailure(part.names, f"{type(result).__name__}: {result}")
            for part, result in results
            if isinstance(result, BaseException)
        ),
        asked.origins,
        tuple(sorted(asked.due)),
    )


def _await(pending: dict[Future[Any], Batch], asked: Asked, say: Say) -> None:
    said = time.monotonic()
    while wait(pending, timeout=TICK).not_done:
        if time.monotonic() - said >= SAY_EVERY:
            say(asked.sentence())
            said = time.monotonic()
    say(asked.sentence())


@contextmanager
def _ended_early(stop: threading.Event, pending: dict[Future[Any], Batch]) -> Iterator[None]:
    """What is raised here (Ctrl-C, Prefect's cancelling) ends the batches in their threads, which close their files."""
    try:
        yield
    except BaseException:
        stop.set()
        wait(pending, timeout=END_WITHIN)
        raise


def gather_plain(asking: Asking, say: Say) -> Collected:
    """The same work without Prefect."""
    executor = ThreadPoolExecutor(AT_ONCE, thread_name_prefix="collect")
    try:
        return gather(
            asking,
            say,
            lambda batch: executor.submit(collect_batch, batch),
            lambda future: future.exception() or future.result(),
        )
    finally:
        executor.shutdown(cancel_futures=True)
