"""The flows: everything of a range of days, and whatever is new."""

from __future__ import annotations

from concurrent.futures import Future
from dataclasses import fields, replace
from datetime import date
from typing import Annotated, Any, cast

from flows.environment import prepare

prepare()

# Prefect reads its environment when it is imported, so these come after
from prefect import State, flow, get_run_logger
from prefect.futures import PrefectConcurrentFuture
from prefect.runtime import flow_run
from prefect.states import Failed
from prefect.task_runners import TaskRunner, ThreadPoolTaskRunner
from pydantic import Field

from flows import steps
from flows.artifacts import ProgressArtifact, leave_report
from flows.drive import SHARDS_AT_ONCE, Submit, drive
from flows.job import Job, cores, gone, select
from flows.presence import say_who_works
from flows.report import Report
from flows.watch import Lines, watcher
from schemas.config import Config
from schemas.shard import Shard, ShardSummary
from tasks.shard import Cleaner

Count = Annotated[int, Field(ge=1)]

DEFAULT = Config()
RUNNER: TaskRunner[Any] = ThreadPoolTaskRunner(max_workers=SHARDS_AT_ONCE)


class ShardsUnfinishedError(RuntimeError):
    """Some shards could not be finished; the others were."""

    def __init__(self, report: Report) -> None:
        super().__init__("; ".join(str(failure) for failure in report.failures))
        self.report = report
        """What the whole run did."""


def _title() -> str:
    """What a run cleans: the folder, and the range where there is one."""
    asked = flow_run.get_parameters()
    since, until = asked.get("since"), asked.get("until")
    span = f", {since or 'from the beginning'} to {until or 'the end'}" if since or until else ""
    return f"{asked.get('raw')}{span}"


@flow(flow_run_name=_title, task_runner=RUNNER, persist_result=False)
def backfill(  # noqa: PLR0913 - each parameter is a field of the form in Prefect's UI
    raw: str = "data/raw",
    clean: str = "data/clean",
    *,
    since: date | None = None,
    until: date | None = None,
    workers: Count | None = None,
    force: bool = False,
    include_undated: bool = False,
    prune: bool = False,
    config: Config = DEFAULT,
) -> Report | State[Any]:
    """Clean the raw pages of a range of capture dates, or all of them.

    Args:
        raw: Folder of raw pages; anything fsspec can list.
        clean: Folder of the four tables.
        since: First capture date; empty for no lower bound.
        until: Last capture date, itself included; empty for no upper bound.
        workers: Worker processes; empty for one per core.
        force: Clean again what is already clean.
        include_undated: With a range, also take raw files outside capture_date= folders.
        prune: Remove clean files whose raw shard has gone.
        config: Everything that can change what a page becomes.

    Returns:
        What the run did; a Failed state that holds a `ShardsUnfinishedError` where a shard could not be finished.

    Raises:
        WrongUseError: no such folder, an empty range, nothing to do.
    """
    job = Job(raw, clean, since, until, include_undated, workers or cores(), force, config)
    return _run(job, prune=prune)


@flow(flow_run_name=_title, task_runner=RUNNER, persist_result=False)
def clean(
    raw: str = "data/raw", clean: str = "data/clean", *, workers: Count | None = None, config: Config = DEFAULT
) -> Report | State[Any]:
    """Clean whatever is new under the raw folder: for a schedule. Returns and raises what `backfill` does.

    Args:
        raw: Folder of raw pages; anything fsspec can list.
        clean: Folder of the four tables.
        workers: Worker processes; empty for one per core.
        config: Everything that can change what a page becomes.
    """
    return _run(Job(raw, clean, workers=workers or cores(), config=config))


def run_flow(job: Job, *, prune: bool) -> Report:
    """Run the flow `backfill` from this process, and give its report, whether or not all shards were finished.

    Raises:
        WrongUseError: no such folder, an empty range, nothing to do.
    """
    state: State[Any] = backfill(**_parameters(job), prune=prune, return_state=True)
    result: Report | BaseException = state.result(raise_on_failure=False)
    if isinstance(result, ShardsUnfinishedError):
        return result.report
    if isinstance(result, BaseException):
        raise result
    return result


def _parameters(job: Job) -> dict[str, Any]:
    return {field.name: getattr(job, field.name) for field in fields(job)}


def clean_shards(job: Job, shards: tuple[Shard, ...]) -> Report:
    """Clean shards as task runs of the current flow run, with a progress artifact."""
    watch = ProgressArtifact(watcher.get() or Lines(get_run_logger().info))
    return drive(job, shards, watch, _submit(job), _outcome)


def _run(job: Job, *, prune: bool = False) -> Report | State[Any]:
    say_who_works()
    shards = select(job, steps.plan)
    report = clean_shards(job, shards)
    if prune:
        report = replace(report, pruned=gone(job, dry=False, planned=steps.plan, pruned=steps.prune))
    leave_report(report, _title())
    if not report.failures:
        return report
    fault = ShardsUnfinishedError(report)
    return Failed(data=fault, message=f"{len(report.failures)} of {len(shards)} shards not finished: {fault}")


def _submit(job: Job) -> Submit:
    """Shards become task runs; the pool goes along as it is: Prefect does not look into an object of ours."""

    def submit(shard: Shard, workers: Cleaner) -> Future[Any]:
        submitted = steps.clean_shard.submit(shard, job.raw, job.clean, job.config, workers, force=job.force)
        return cast("PrefectConcurrentFuture[Any]", submitted).wrapped_future  # what a ThreadPoolTaskRunner gives

    return submit


def _outcome(future: Future[Any]) -> ShardSummary | BaseException:
    """The summary or the fault that a task run ended with."""
    fault = future.exception()
    return fault or future.result().result(raise_on_failure=False)
