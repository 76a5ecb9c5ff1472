"""What is scheduled: the deployments that `copydesk serve` registers, the same as in prefect.yaml."""

from __future__ import annotations

from typing import Any, cast

from flows.environment import prepare

prepare()

# Prefect reads its environment when it is imported, so these come after
from prefect.client.schemas.objects import ConcurrencyLimitConfig, ConcurrencyLimitStrategy
from prefect.deployments.runner import RunnerDeployment
from prefect.schedules import Cron
from prefect.types.entrypoint import EntrypointType

from flows.backfill import backfill
from flows.run import run

NAME = "copydesk"
"""Name of the deployments: `run/copydesk`, `backfill/copydesk`."""

SLUG = "copydesk"
"""Names the schedule, so that serving again changes it in place, and one paused in the UI stays paused."""

TAGS = ["copydesk"]

ONE_AT_A_TIME = ConcurrencyLimitConfig(limit=1, collision_strategy=ConcurrencyLimitStrategy.CANCEL_NEW)
"""A run that falls due while another is at work is cancelled: the next one takes what it would have taken."""


def deployments(
    cron: str, timezone: str, parameters: dict[str, Any], *, name: str = NAME
) -> tuple[RunnerDeployment, RunnerDeployment]:
    """Collecting and cleaning on a schedule, and backfills for whoever starts one.

    Args:
        cron: five fields, as crontab has them.
        timezone: IANA name, in which `cron` is read.
        parameters: those of the flow `run`; `backfill` gets the ones it shares with it.
        name: of both deployments.
    """
    shared = {key: value for key, value in parameters.items() if key in backfill.parameters.properties}
    common: dict[str, Any] = {
        "name": name,
        "tags": TAGS,
        "concurrency_limit": ONE_AT_A_TIME,
        "entrypoint_type": EntrypointType.MODULE_PATH,  # found wherever the package is installed
    }
    scheduled = Cron(cron, timezone=timezone, slug=SLUG)
    made = (
        run.to_deployment(**common, parameters=parameters, schedule=scheduled),
        backfill.to_deployment(**common, parameters=shared),
    )
    return cast("tuple[RunnerDeployment, RunnerDeployment]", made)  # coroutines only where an event loop runs
