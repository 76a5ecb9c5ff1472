"""Retries are for infrastructure: what another attempt may mend, and nothing else."""

import errno

import pytest
from prefect import Task, flow
from prefect.cache_policies import NO_CACHE
from prefect.states import Failed
from prefect.task_engine import TaskRunTimeoutError

from flows import steps

FAULTS = [
    (ValueError("a page"), False),
    (FileNotFoundError(errno.ENOENT, "gone"), False),
    (PermissionError(errno.EACCES, "closed"), False),
    (IsADirectoryError(errno.EISDIR, "a folder"), False),
    (FileExistsError(errno.EEXIST, "a file where a folder should be"), False),
    (OSError(errno.ENOSPC, "full"), False),
    (TaskRunTimeoutError("too slow"), False),
    (OSError(errno.EIO, "a bad cable"), True),
    (OSError(errno.ESTALE, "the file server was restarted"), True),
    (ConnectionResetError(errno.ECONNRESET, "reset"), True),
    (TimeoutError(errno.ETIMEDOUT, "no answer"), True),
    (OSError("an object store's own words"), True),
]


@pytest.mark.parametrize(("fault", "retried"), FAULTS, ids=repr)
def test_infrastructure_fault(fault, retried):
    assert steps.infrastructure_fault(None, None, Failed(data=fault)) is retried


@pytest.mark.parametrize(
    "step", [steps.plan, steps.clean_shard, steps.prune, steps.collect_batch], ids=lambda step: step.name
)
def test_every_task_is_dressed_alike(step):
    assert step.cache_policy is NO_CACHE
    assert step.retries == 2
    assert step.retry_condition_fn is steps.infrastructure_fault
    assert step.timeout_seconds
    assert step.task_run_name
    assert not step.persist_result


@pytest.mark.parametrize(("fault", "attempts"), [(OSError(errno.EIO, "bad cable"), 3), (ValueError("a page"), 1)])
@pytest.mark.usefixtures("prefect_server")
def test_prefect_heeds_it(fault, attempts):
    seen = []

    def fail():
        seen.append(1)
        raise fault

    dressed = Task(fail, **steps.RETRIED | {"retry_delay_seconds": 0})

    @flow
    def one():
        dressed.submit().wait()

    one()
    assert len(seen) == attempts
