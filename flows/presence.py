"""Runs whose process has gone: found out, ended, and their slots given back.

A process that is killed reports nothing. Prefect goes on to show its run as running, and holds the deployment's only
slot until the run's lease ends (five minutes), or for ever where the server was killed too and kept its leases in
memory. Runs therefore say which process they are, and whoever serves the deployment looks after them.
"""

from __future__ import annotations

import os
import socket
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from uuid import UUID

import psutil
from prefect.client.orchestration import SyncPrefectClient, get_client
from prefect.client.schemas.filters import (
    DeploymentFilter,
    DeploymentFilterId,
    FlowRunFilter,
    FlowRunFilterState,
    FlowRunFilterStateType,
)
from prefect.client.schemas.objects import FlowRun, StateType
from prefect.runtime import flow_run
from prefect.states import Crashed

HOLDING = [StateType.PENDING, StateType.RUNNING, StateType.CANCELLING]
"""States in which a run holds its deployment's slot."""

START_WITHIN = timedelta(minutes=10)
"""A run that is still waiting for its process after so long will not get one."""

STARTED_BEFORE = 5.0
"""Seconds by which a process's start, as the system tells it, may be later than it was."""


def say_who_works() -> None:
    """Enter this process as the one at work on the current flow run; does nothing outside of one."""
    if flow_run.id is None:
        return
    with get_client(sync_client=True) as client:
        client.update_flow_run(UUID(flow_run.id), infrastructure_pid=f"{socket.gethostname()}:{os.getpid()}")


class Warden:
    """Looks after the runs of some deployments, time and again."""

    def __init__(self, deployments: Iterable[UUID]) -> None:
        """Takes the deployments that are served from here."""
        self._deployments = tuple(deployments)
        self._excess: dict[UUID, int] = {}

    def look(self) -> tuple[FlowRun, ...]:
        """End the runs whose process has gone, free slots that nobody holds; gives the runs it has ended.

        A slot is freed when two looks in a row have found it without a holder: a run may end between two questions.
        """
        with get_client(sync_client=True) as client:
            return tuple(run for deployment in self._deployments for run in self._look(client, deployment))

    def _look(self, client: SyncPrefectClient, deployment: UUID) -> list[FlowRun]:
        running = _holders(client, deployment)
        ended = [run for run in running if gone(run)]
        for run in ended:
            client.set_flow_run_state(run.id, Crashed(message="Its process has gone."))
        self._free(client, deployment)
        return ended

    def _free(self, client: SyncPrefectClient, deployment: UUID) -> None:
        limit = client.read_deployment(deployment).global_concurrency_limit
        excess = limit.active_slots - len(_holders(client, deployment)) if limit else 0
        confirmed = min(excess, self._excess.get(deployment, 0))
        if limit and confirmed > 0:
            client.release_concurrency_slots([limit.name], confirmed, occupancy_seconds=0)
            excess -= confirmed
        self._excess[deployment] = excess


def _holders(client: SyncPrefectClient, deployment: UUID) -> list[FlowRun]:
    """Runs of a deployment that hold its slot, or should."""
    return client.read_flow_runs(
        deployment_filter=DeploymentFilter(id=DeploymentFilterId(any_=[deployment])),
        flow_run_filter=FlowRunFilter(state=FlowRunFilterState(type=FlowRunFilterStateType(any_=HOLDING))),
    )


def gone(run: FlowRun) -> bool:
    """Whether the process of a run that holds a slot is known to be gone; one on another machine is not judged."""
    if run.state_type == StateType.PENDING:
        since = run.state.timestamp if run.state else None
        return since is not None and datetime.now(UTC) - since > START_WITHIN
    host, _, number = (run.infrastructure_pid or "").rpartition(":")
    if host != socket.gethostname() or not number.isdigit():
        return False
    try:
        process = psutil.Process(int(number))
        if process.status() == psutil.STATUS_ZOMBIE:
            return True
    except psutil.NoSuchProcess:
        return True
    began = run.start_time.timestamp() if run.start_time else process.create_time()
    return process.create_time() - STARTED_BEFORE > began  # the number belongs to another process now
