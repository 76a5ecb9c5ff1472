"""Prefect's server: the one that is configured, or a temporary one that lives as long as the run."""

from __future__ import annotations

import contextvars
import signal
import threading
from collections.abc import Callable
from concurrent.futures import Future
from contextlib import nullcontext
from typing import TypeVar

import psutil
from prefect.client.orchestration import get_client
from prefect.settings import PREFECT_API_URL
from rich.console import Console

from flows.faults import NoServerError
from flows.leash import Leash
from flows.terminal import line

Result = TypeVar("Result")

_leashes: list[Leash] = []
"""Held until this process ends."""


def reach(console: Console) -> None:
    """See that a server answers before any work is done; start a temporary one where none is configured.

    Raises:
        NoServerError: it does not answer.
    """
    url = PREFECT_API_URL.value()
    wait = "Starting a temporary Prefect server (15-25 s; --plain needs none)"
    if not url and not console.is_terminal:
        line(console, wait)
    with console.status(wait) if not url and console.is_terminal else nullcontext():
        fault = _deaf_to_interrupts(_fault)
    if fault is not None:
        raise NoServerError(f"{url or 'the temporary Prefect server'} does not answer: {fault}")
    if not url:
        _leashes.extend(Leash(child.pid) for child in psutil.Process().children() if "uvicorn" in child.cmdline())


def _fault() -> BaseException | None:
    """Why the server does not answer; None where it does."""
    try:
        with get_client(sync_client=True) as client:
            return client.api_healthcheck()
    except RuntimeError as error:  # what Prefect raises where a temporary server does not start
        return error


def _deaf_to_interrupts(start: Callable[[], Result]) -> Result:
    """What `start` gives, called in a thread that blocks SIGINT, as do the processes it starts; we still hear it.

    Ctrl-C reaches every process of the terminal. A temporary server that ended by it would leave Prefect asking for
    minutes where to report the interrupted run.
    """
    answer: Future[Result] = Future()

    def call() -> None:
        signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
        try:
            answer.set_result(start())
        finally:
            answer.cancel()  # nobody waits for ever where `start` raised; does nothing where it did not

    threading.Thread(target=contextvars.copy_context().run, args=(call,), daemon=True).start()
    return answer.result()
