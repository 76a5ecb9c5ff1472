"""Prefect's server: the one that is configured, or a temporary one that lives as long as the run."""

from __future__ import annotations

import contextvars
import signal
import subprocess
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
from flows.terminal import line

Result = TypeVar("Result")


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
    for child in [] if url else psutil.Process().children():
        if "uvicorn" in child.cmdline():
            _leash(child.pid)


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


def _leash(server: int) -> None:
    """See that the temporary server ends with this process, even where it is killed and can end nothing itself.

    A shell waits for the end of a pipe that only we hold, in a session of its own, out of Ctrl-C's reach.
    """
    shell = ("/bin/sh", "-c", 'read -r _; kill "$1" 2>/dev/null', "copydesk", str(server))
    _leashes.append(subprocess.Popen(shell, stdin=subprocess.PIPE, start_new_session=True))  # noqa: S603 - a number at most


_leashes: list[subprocess.Popen[bytes]] = []
"""Held until this process ends: the pipes must stay open."""
