"""The flow `collect`, and what it shares with the flow `run`."""

from __future__ import annotations

from concurrent.futures import Future
from pathlib import Path
from typing import Annotated, Any, cast

from flows.environment import prepare

prepare()

# Prefect reads its environment when it is imported, so these come after
from prefect import State, flow, get_run_logger
from prefect.futures import PrefectConcurrentFuture
from prefect.runtime import flow_run
from prefect.states import Completed, Failed
from prefect.task_runners import TaskRunner, ThreadPoolTaskRunner
from pydantic import Field

from flows import steps
from flows.batches import AT_ONCE
from flows.collect_artifacts import leave_collected
from flows.collected import Collected, Ran
from flows.gather import Asking, Batch, gather
from flows.presence import say_who_works
from flows.sources_file import asking
from flows.watch import Lines, watcher
from schemas.collect import CollectSummary

Count = Annotated[int, Field(ge=1)]

RUNNER: TaskRunner[Any] = ThreadPoolTaskRunner(max_workers=AT_ONCE)

LOW_YIELD = "LowYield"
"""Name of the state of a run in which a source gave far less than it uses to."""

SOURCE_UNREAD = "SourceUnread"
"""Name of the state of a run in which a source could not be read itself."""


class FailedRunError(RuntimeError):
    """A run has ended as failed, although something was done."""

    def __init__(self, message: str, result: object) -> None:
        super().__init__(message)
        self.result = result
        """What it did."""


def title() -> str:
    """Names a run for the file of its sources."""
    return Path(str(flow_run.get_parameters().get("sources"))).name


@flow(flow_run_name=title, task_runner=RUNNER, persist_result=False)
def collect(sources: str = "sources.toml", raw: str = "data/raw", *, limit: Count | None = None) -> State[Any]:
    """Fetch what is new at the sources into WARC files under the raw folder.

    Args:
        sources: The file that names the sources.
        raw: Folder of raw pages, on this machine.
        limit: Captures a source, at most; empty for what the file says.

    Returns:
        A state with what the run did (`Collected`): Completed, with the name LowYield or SourceUnread where a person
        should look at a source; Failed where a batch could not be finished, or as the file says on low yield.

    Raises:
        WrongUseError: the file is not there or not valid.
    """
    say_who_works()
    asked = asking(sources, raw, limit=limit)
    collected = collect_all(asked)
    leave_collected(collected, None, title())
    return ended(collected, asked, collected)


def collect_all(asked: Asking) -> Collected:
    """Work off all batches as task runs of the current flow run."""
    watch = watcher.get() or Lines(get_run_logger().info)
    return gather(asked, watch.say, _submit, _read)


def ended(collected: Collected, asked: Asking, result: Collected | Ran) -> State[Any]:
    """The state that a run with this outcome ends in."""
    message = result.sentence()
    fault = FailedRunError(message, result)
    if collected.failures or (isinstance(result, Ran) and result.report.failures):
        return Failed(data=fault, message=message)
    if collected.low and asked.sources.collect.fail_on_low_yield:
        return Failed(name=LOW_YIELD, data=fault, message=message)
    name = LOW_YIELD if collected.low else SOURCE_UNREAD if collected.unread else None
    return Completed(name=name, data=result, message=message)


def result_of(state: State[Any]) -> Any:
    """What a run did that ended in this state, well or not.

    Raises:
        WrongUseError: it did nothing, since what was asked cannot be done; or whatever else ended it early.
    """
    result = state.result(raise_on_failure=False)
    if isinstance(result, FailedRunError):
        return result.result
    if isinstance(result, BaseException):
        raise result
    return result


def run_flow(asked: Asking) -> Collected:
    """Run the flow `collect` from this process, and give what it did, well or not.

    Raises:
        WrongUseError: what was asked cannot be done.
    """
    state = collect(str(asked.file), str(asked.raw), limit=asked.limit, return_state=True)
    return cast("Collected", result_of(state))


def _submit(batch: Batch) -> Future[Any]:
    submitted = steps.collect_batch.submit(batch)
    return cast("PrefectConcurrentFuture[Any]", submitted).wrapped_future  # what a ThreadPoolTaskRunner gives


def _read(future: Future[Any]) -> CollectSummary | BaseException:
    """The summary or the fault that a task run ended with."""
    fault = future.exception()
    return fault or future.result().result(raise_on_failure=False)
