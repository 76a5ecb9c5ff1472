"""The flow `run`: collect, then clean what is new. It is what the schedule runs."""

from __future__ import annotations

from typing import Any, cast

from flows.environment import prepare

prepare()

# Prefect reads its environment when it is imported, so these come after
from prefect import State, flow

from flows import steps
from flows.artifacts import leave_report
from flows.backfill import DEFAULT, clean_shards
from flows.collect import RUNNER, Count, collect_all, ended, result_of, title
from flows.collect_artifacts import leave_collected
from flows.collected import Ran
from flows.fresh import fresh
from flows.gather import Asking
from flows.job import Job, check_folders, cores, refuse_foreign
from flows.presence import say_who_works
from flows.report import Report
from flows.sources_file import asking
from flows.yields import yields
from schemas.config import Config


@flow(flow_run_name=title, task_runner=RUNNER, persist_result=False)
def run(
    sources: str = "sources.toml",
    raw: str = "data/raw",
    clean: str = "data/clean",
    *,
    limit: Count | None = None,
    workers: Count | None = None,
    config: Config = DEFAULT,
) -> State[Any]:
    """Fetch what is new at the sources, then clean what has not been cleaned yet.

    Args:
        sources: The file that names the sources.
        raw: Folder of raw pages, on this machine.
        clean: Folder of the four tables.
        limit: Captures a source, at most; empty for what the file says.
        workers: Worker processes; empty for one per core.
        config: Everything that can change what a page becomes.

    Returns:
        A state with what the run did (`Ran`), named as those of the flow `collect` are; Failed where a shard could
        not be finished.

    Raises:
        WrongUseError: the file is not there or not valid, or the folders are no such pair.
    """
    say_who_works()
    asked = asking(sources, raw, limit=limit)
    asked.raw.mkdir(parents=True, exist_ok=True)
    check_folders(raw, clean)
    refuse_foreign(clean)
    collected = collect_all(asked)
    job = Job(raw, clean, workers=workers or cores(), config=config)
    waiting = fresh(clean, steps.plan(raw, config))
    ran = Ran(collected, clean_shards(job, waiting) if waiting else Report(clean))
    leave_collected(collected, yields(collected, ran.report), title())
    leave_report(ran.report, title())
    return ended(collected, asked, ran)


def run_flow(asked: Asking, job: Job) -> Ran:
    """Run the flow `run` from this process, and give what it did, well or not.

    Raises:
        WrongUseError: what was asked cannot be done.
    """
    state = run(
        str(asked.file),
        job.raw,
        job.clean,
        limit=asked.limit,
        workers=job.workers,
        config=job.config,
        return_state=True,
    )
    return cast("Ran", result_of(state))
