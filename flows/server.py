"""Prefect's server: the one that is configured, or a temporary one that lives as long as the run."""

from __future__ import annotations

from contextlib import nullcontext

from prefect.client.orchestration import get_client
from prefect.settings import PREFECT_API_URL
from rich.console import Console

from flows.faults import NoServerError
from flows.terminal import line


def reach(console: Console) -> None:
    """See that a server answers before any work is done; start a temporary one where none is configured.

    Raises:
        NoServerError: it does not answer.
    """
    url = PREFECT_API_URL.value()
    wait = "Starting a temporary Prefect server: 15-25 s (PREFECT_API_URL names a lasting one, --plain needs none)"
    if not url and not console.is_terminal:
        line(console, wait)
    with console.status(wait) if not url and console.is_terminal else nullcontext():
        fault = _fault()
    if fault is not None:
        raise NoServerError(f"{url or 'the temporary Prefect server'} does not answer: {fault}")


def _fault() -> BaseException | None:
    """Why the server does not answer; None where it does."""
    try:
        with get_client(sync_client=True) as client:
            return client.api_healthcheck()
    except RuntimeError as error:  # what Prefect raises where a temporary server does not start
        return error
