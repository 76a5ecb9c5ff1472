"""What one run is asked to do, checked before anything is started."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

from fsspec.core import url_to_fs

from flows.faults import WrongUseError
from schemas.config import Config
from schemas.shard import UNDATED, Shard
from tasks.sources import plan
from tasks.sources import select as in_range
from tasks.store import foreign_files, foreign_message, prune


@dataclass(frozen=True, slots=True)
class Job:
    """One run: which raw shards, cleaned how, written where."""

    raw: str = "data/raw"
    """Folder of raw pages; anything fsspec can list."""
    clean: str = "data/clean"
    """Folder of the four tables."""
    since: date | None = None
    """First capture date; None for no lower bound."""
    until: date | None = None
    """Last capture date, itself included; None for no upper bound."""
    include_undated: bool = False
    """Take shards outside `capture_date=` folders although a range is given."""
    workers: int = 1
    """Worker processes."""
    force: bool = False
    """Clean again what is already clean."""
    config: Config = field(default_factory=Config)


def cores() -> int:
    """Processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def select(job: Job, planned: Callable[[str, Config], tuple[Shard, ...]] = plan) -> tuple[Shard, ...]:
    """The raw shards this run is about, in the order of the plan.

    Raises:
        WrongUseError: no such folder, a range that ends before it begins, a clean folder that is also
            raw, foreign files among the clean ones, or nothing to do.
    """
    if job.since and job.until and job.since > job.until:
        raise WrongUseError(f"--since {job.since} is after --until {job.until}", "Swap them, or leave one out.")
    check_folders(job.raw, job.clean)
    try:
        shards = planned(job.raw, job.config)
    except ValueError as error:  # a capture_date= folder without a date
        raise WrongUseError(str(error), "Mend the folder's name and run again.") from error
    if not shards:
        raise WrongUseError(
            f"no raw pages under {job.raw}",
            "Put .html, .txt, .warc, .wet, .jsonl or .parquet files there, or name another folder with --raw.",
        )
    wanted = in_range(shards, job.since, job.until, include_undated=job.include_undated)
    if not wanted:
        raise WrongUseError(*_nothing_in_range(job, shards))
    refuse_foreign(job.clean)
    return wanted


def refuse_foreign(clean: str) -> None:
    """See that no file of others stands among the clean ones: readers would fail on it.

    Raises:
        WrongUseError: one does.
    """
    if foreign := foreign_files(clean):
        problem, _, remedy = foreign_message(clean, foreign).rpartition("\n")
        raise WrongUseError(problem, remedy)


def gone(
    job: Job,
    *,
    dry: bool,
    planned: Callable[[str, Config], tuple[Shard, ...]] = plan,
    pruned: Callable[..., tuple[str, ...]] = prune,
) -> tuple[str, ...]:
    """Remove the clean files whose raw shard has gone, whatever the range of the run; `dry` only names them."""
    return pruned(job.clean, planned(job.raw, job.config), dry=dry)


def check_folders(raw: str, clean: str) -> None:
    """See that there is a raw folder and that what is written is never read again as raw.

    Raises:
        WrongUseError: it is not so.
    """
    filesystem, root = url_to_fs(raw)
    if not filesystem.isdir(root):
        raise WrongUseError(f"no such folder: {raw}", "Name the folder of raw pages with --raw.")
    other, target = url_to_fs(clean)
    inside = f"{target.rstrip('/')}/".startswith(f"{root.rstrip('/')}/")
    if inside and other.protocol == filesystem.protocol:
        raise WrongUseError(f"{clean} lies inside {raw}", "Keep raw and clean folders apart: --clean ANOTHER.")
    if other.isfile(target):
        raise WrongUseError(f"{clean} is a file", "Name a folder with --clean; it is made where it is missing.")


def _nothing_in_range(job: Job, shards: tuple[Shard, ...]) -> tuple[str, str]:
    """What is wrong and what to do where a range selects no shard."""
    days = sorted({shard.capture_date for shard in shards} - {UNDATED})
    span = f"{job.since or 'the beginning'} to {job.until or 'the end'}"
    problem = f"no raw shard was captured from {span}"
    known = f"Under {job.raw} there are captures from {days[0]} to {days[-1]}. " if days else ""
    undated = sum(shard.capture_date == UNDATED for shard in shards)
    hint = f"Take the {undated} undated shards with --include-undated, or leave the range out." if undated else ""
    return problem, (known + hint).strip()
