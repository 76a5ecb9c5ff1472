"""What a Prefect server holds of ours, for the person who has just started serving."""

from __future__ import annotations

import time
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from prefect.client.orchestration import SyncPrefectClient, get_client
from prefect.client.schemas.filters import (
    DeploymentFilter,
    DeploymentFilterId,
    FlowRunFilter,
    FlowRunFilterExpectedStartTime,
    FlowRunFilterState,
    FlowRunFilterStateType,
)
from prefect.client.schemas.objects import DeploymentSchedule, StateType
from prefect.client.schemas.schedules import CronSchedule
from prefect.client.schemas.sorting import FlowRunSort
from prefect.settings import PREFECT_UI_URL
from prefect.types import DateTime
from rich.console import Console

from flows.terminal import line

NEXT = 3
"""Runs that are shown of a schedule."""

SCHEDULED_WITHIN = 30.0
"""Seconds that the server gets to enter the runs of a new schedule; it looks for new ones every five."""


@dataclass(frozen=True, slots=True)
class Holding:
    """A deployment as the server has it."""

    name: str
    """Flow and deployment, `run/copydesk`."""
    id: UUID
    schedules: tuple[str, ...]
    """Each as it is written, with its time zone and whether it is paused."""
    coming: tuple[datetime, ...]
    """The next runs, in the schedule's time zone."""


def holding(deployment: UUID) -> Holding:
    """What the server holds of a deployment; waits for the runs of a schedule to be entered."""
    with get_client(sync_client=True) as client:
        held = client.read_deployment(deployment)
        flow = client.read_flow(held.flow_id)
        active = [schedule for schedule in held.schedules if schedule.active and not held.paused]
        zone = ZoneInfo(next((_zone(schedule) for schedule in active), "UTC"))
        coming = _coming(client, deployment) if active else []
        return Holding(
            f"{flow.name}/{held.name}",
            deployment,
            tuple(_words(schedule, paused=held.paused) for schedule in held.schedules),
            tuple(moment.astimezone(zone) for moment in coming),
        )


def _coming(client: SyncPrefectClient, deployment: UUID) -> list[datetime]:
    """The next runs of a schedule; the server enters them all at once, those of the next hundred days."""
    deadline = time.monotonic() + SCHEDULED_WITHIN
    scheduled = FlowRunFilter(
        state=FlowRunFilterState(type=FlowRunFilterStateType(any_=[StateType.SCHEDULED])),
        expected_start_time=FlowRunFilterExpectedStartTime(after_=DateTime.now(UTC)),
    )
    while True:
        runs = client.read_flow_runs(
            deployment_filter=DeploymentFilter(id=DeploymentFilterId(any_=[deployment])),
            flow_run_filter=scheduled,
            sort=FlowRunSort.EXPECTED_START_TIME_ASC,
            limit=NEXT,
        )
        found: list[datetime] = [run.expected_start_time for run in runs if run.expected_start_time]
        if found or time.monotonic() > deadline:
            return found
        time.sleep(0.5)


def _zone(schedule: DeploymentSchedule) -> str:
    return getattr(schedule.schedule, "timezone", None) or "UTC"


def _words(schedule: DeploymentSchedule, *, paused: bool) -> str:
    spelt = schedule.schedule.cron if isinstance(schedule.schedule, CronSchedule) else str(schedule.schedule)
    return f"{spelt} ({_zone(schedule)}){', paused' if paused or not schedule.active else ''}"


def print_holdings(console: Console, holdings: tuple[Holding, ...]) -> None:
    """The server's deployments, their schedules and next runs, and where its UI is."""
    for held in holdings:
        line(console, f"{held.name}: {', '.join(held.schedules) or 'no schedule; start it in the UI'}")
        for moment in held.coming:
            line(console, f"  next run  {moment:%Y-%m-%d %H:%M:%S %Z}")
    line(console, f"UI: {PREFECT_UI_URL.value()}/deployments/deployment/{holdings[0].id}")
