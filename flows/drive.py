"""All shards of a run: a few at a time, one pool of workers for all, and a fault that costs its shard only."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from itertools import islice
from typing import Any

from flows.job import Job
from flows.report import Report, ShardFailure
from flows.tally import Counted, Tally, weigh
from flows.watch import Watch
from schemas.shard import Shard, ShardSummary
from tasks.shard import Cleaner, clean_shard
from tasks.workers import Workers

SHARDS_AT_ONCE = 2
"""Shards in work at a time: while one writes its files, the other keeps the workers busy."""

SHARDS_WAITING = 8
"""Shards handed over at a time, so that a run of ten thousand does not hold ten thousand futures."""

TICK = 1.0
"""Seconds between two looks at how far the run has come."""

Submit = Callable[[Shard, Cleaner], Future[Any]]
"""Hands one shard over; the future may hold anything that the `Outcome` at its side can read."""

Outcome = Callable[[Future[Any]], ShardSummary | BaseException]
"""What a future of `Submit` came to."""


def drive(job: Job, shards: tuple[Shard, ...], watch: Watch, submit: Submit, outcome: Outcome) -> Report:
    """Clean the shards of a run and add up what became of them."""
    tally = Tally(weigh(job.raw, shards))
    outcomes: dict[Shard, ShardSummary | BaseException] = {}
    with Workers(job.workers, job.config) as workers:
        watch.start()
        try:
            for shard, future in _finishing(
                shards, lambda shard: submit(shard, Counted(workers, tally, shard)), lambda: watch.show(tally)
            ):
                outcomes[shard] = result = outcome(future)
                tally.done(shard, result if isinstance(result, ShardSummary) else None)
        finally:
            watch.stop(tally)
    return _report(job, [(shard, outcomes[shard]) for shard in shards])


def _finishing(
    shards: tuple[Shard, ...], submit: Callable[[Shard], Future[Any]], tick: Callable[[], None]
) -> Iterator[tuple[Shard, Future[Any]]]:
    """Shards and their futures as they finish; `tick` is called at least once a second."""
    todo, pending = iter(shards), dict[Future[Any], Shard]()
    while True:
        pending |= {submit(shard): shard for shard in islice(todo, SHARDS_WAITING - len(pending))}
        if not pending:
            return
        finished, _ = wait(pending, timeout=TICK, return_when=FIRST_COMPLETED)
        for future in finished:
            yield pending.pop(future), future
        tick()


def _report(job: Job, outcomes: list[tuple[Shard, ShardSummary | BaseException]]) -> Report:
    summaries = tuple(result for _, result in outcomes if isinstance(result, ShardSummary))
    failures = tuple(
        ShardFailure(shard, f"{type(result).__name__}: {result}")
        for shard, result in outcomes
        if isinstance(result, BaseException)
    )
    return Report(job.clean, summaries, failures)


def drive_plain(job: Job, shards: tuple[Shard, ...], watch: Watch) -> Report:
    """The same work without Prefect, for notebooks and for machines where a server is unwelcome."""
    executor = ThreadPoolExecutor(SHARDS_AT_ONCE, thread_name_prefix="shard")

    def submit(shard: Shard, workers: Cleaner) -> Future[ShardSummary]:
        return executor.submit(clean_shard, shard, job.raw, job.clean, job.config, workers, force=job.force)

    try:
        return drive(job, shards, watch, submit, lambda future: future.exception() or future.result())
    finally:
        executor.shutdown(cancel_futures=True)
