"""Every task of the project, dressed for Prefect: retries, timeouts and caching on one screen."""

from __future__ import annotations

import errno
import logging
from typing import Any

from prefect import Task
from prefect.cache_policies import NO_CACHE
from prefect.client.schemas import State, TaskRun
from prefect.runtime import task_run
from prefect.task_engine import TaskRunTimeoutError

import tasks.shard
import tasks.sources
import tasks.store
from flows.gather import collect_batch as collect_from


def _not_about_threads(record: logging.LogRecord) -> bool:
    """False for Prefect's warning that a timeout cannot end a blocking call: no wait of ours lasts over a second."""
    return not str(record.msg).startswith("Timeout of %s seconds configured for this task")


logging.getLogger("prefect.task_runs").addFilter(_not_about_threads)

LASTING = frozenset(
    {errno.ENOENT, errno.EEXIST, errno.EACCES, errno.EPERM, errno.ENOTDIR, errno.EISDIR, errno.EROFS, errno.ENOSPC}
)
"""Faults of files that another attempt does not mend."""


def infrastructure_fault(_task: Any, _run: TaskRun, state: State[Any]) -> bool:
    """Whether a task failed by a fault that may pass: a network, a file server, a busy disk; never by its own doing."""
    fault = state.data
    if isinstance(fault, TaskRunTimeoutError) or not isinstance(fault, OSError):
        return False
    return fault.errno not in LASTING


RETRIED: dict[str, Any] = {
    "cache_policy": NO_CACHE,  # the files alone say what is done; hashing arguments costs more than it saves
    "persist_result": False,
    "retries": 2,
    "retry_delay_seconds": [2, 10],
    "retry_condition_fn": infrastructure_fault,
}
HOUR = 3600


def _sources() -> str:
    """Name of a task run that collects: its sources."""
    return ", ".join(task_run.get_parameters()["batch"].names)


# fmt: off
plan = Task(tasks.sources.plan, name="plan", task_run_name="plan {raw_root}", timeout_seconds=HOUR, **RETRIED)
clean_shard = Task(tasks.shard.clean_shard, name="clean", task_run_name="{shard.capture_date}/{shard.name}", timeout_seconds=6 * HOUR, **RETRIED)  # noqa: E501
prune = Task(tasks.store.prune, name="prune", task_run_name="prune {clean_root}", timeout_seconds=HOUR, **RETRIED)
collect_batch = Task(collect_from, name="collect", task_run_name=_sources, timeout_seconds=6 * HOUR, **RETRIED)
