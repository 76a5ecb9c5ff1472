"""What `backfill` does, once what was typed has been checked."""

from __future__ import annotations

from dataclasses import replace

from rich.console import Console

from flows.drive import drive_plain
from flows.environment import prepare
from flows.job import Job, gone, select
from flows.report import Report
from flows.terminal import line, print_report
from flows.watch import fitting, watched
from tasks.shard import fingerprint_of
from tasks.sources import unclaimed_files
from tasks.store import is_current


def run(job: Job, *, plain: bool, prune: bool) -> Report:
    """Clean, show how it goes on stderr, and print the closing table on stdout.

    Raises:
        WrongUseError: what was asked cannot be done.
    """
    shards = select(job)
    aside = Console(stderr=True)
    if plain:
        report = drive_plain(job, shards, fitting(aside))
        report = replace(report, pruned=gone(job, dry=False)) if prune else report
    else:
        report = _with_prefect(job, aside, prune=prune)
    print_report(Console(), report)
    return report


def _with_prefect(job: Job, aside: Console, *, prune: bool) -> Report:
    """The same through the flow `backfill`, on the server that is configured or a temporary one."""
    prepare()
    from flows.server import reach

    reach(aside)
    from flows.backfill import run_flow

    with watched(fitting(aside)):
        return run_flow(job, prune=prune)


def list_work(job: Job, *, prune: bool) -> None:
    """Print what a run would do with each shard, and what it would remove.

    Raises:
        WrongUseError: what was asked cannot be done.
    """
    console = Console()
    shards = select(job)
    waiting = 0
    for shard in shards:
        current = not job.force and is_current(shard, job.clean, fingerprint_of(shard, job.raw, job.config))
        waiting += not current
        size = f"{len(shard.paths)} files" if shard.kind == "files" else shard.kind
        state = "current " if current else "to clean"
        line(console, f"{state}  capture_date={shard.capture_date}/{shard.name}  ({size})")
    for path in gone(job, dry=True) if prune else ():
        line(console, f"to prune  {path}")
    for path in unclaimed_files(job.raw):
        line(console, f"not read  {path}  (of no kind that is read)")
    line(console, f"{waiting} of {len(shards)} shards to clean; nothing was done.")
