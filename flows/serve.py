"""`copydesk serve`: register the deployments, say what the server holds, and work off its runs until told to stop."""

from __future__ import annotations

import asyncio
import signal
import threading
import time
from contextlib import suppress
from uuid import UUID

import httpx
from prefect.deployments.runner import RunnerDeployment
from prefect.runner import Runner
from prefect.settings import PREFECT_API_URL
from rich.console import Console

from flows.deployments import deployments
from flows.faults import NoServerError, WrongUseError
from flows.holdings import holding, print_holdings
from flows.lasting import LastingServer, answers
from flows.presence import Warden
from flows.serving import Serving
from flows.terminal import line

START_ONE = (
    "Start one with it: copydesk serve --with-server; or: prefect server start, "
    "and set PREFECT_API_URL=http://127.0.0.1:4200/api."
)

LOOK_EVERY = 60.0
"""Seconds between two looks after runs whose process has gone."""

ASK_EVERY = 2.0
"""Seconds between two looks after the server, our own or one that does not answer."""


def serve(serving: Serving, server: LastingServer | None) -> None:
    """Serve until Ctrl-C or SIGTERM. Schedules go on existing in the server; nothing is paused.

    Args:
        serving: what is served; checked.
        server: the server of our own that Prefect is told to talk to, where there is one; started again if it falls.

    Raises:
        WrongUseError: no server is configured; no such schedule.
        NoServerError: the server does not answer.
    """
    console = Console()
    with suppress(KeyboardInterrupt):
        _serve(serving, server, console)
    line(console, "Stopped. The schedule stays in the server, where runs wait until they are served again.")


def _serve(serving: Serving, server: LastingServer | None, console: Console) -> None:
    url = PREFECT_API_URL.value()
    if not url:
        raise WrongUseError("no Prefect server is configured", START_ONE)
    if not answers(url):
        raise NoServerError(f"{url} does not answer", "Start it (prefect server start), or name another server.")
    served = _deployments(serving)
    ids = tuple(_applied(deployment) for deployment in served)
    guard = Guard(Warden(ids), server, console)
    guard.look()
    print_holdings(console, tuple(holding(deployment) for deployment in ids))
    line(console, "Serving; Ctrl-C stops. One run of each at a time: one that falls due meanwhile is cancelled.")
    guard.start()
    while True:
        try:
            asyncio.run(_work(_runner(served)))
        except* (httpx.HTTPError, RuntimeError, OSError):
            line(console, f"{url} does not answer; serving goes on when it does.", "red")
            while not answers(url):
                time.sleep(ASK_EVERY)
            line(console, f"{url} answers again.")
        else:
            return


def _deployments(serving: Serving) -> tuple[RunnerDeployment, ...]:
    try:
        return deployments(serving.cron, serving.timezone, serving.parameters, name=serving.name)
    except ValueError as error:
        raise WrongUseError(f'--cron "{serving.cron}": {error}', 'Give five fields, such as "*/30 * * * *".') from error


def _applied(deployment: RunnerDeployment) -> UUID:
    identity = deployment.apply()
    return identity if isinstance(identity, UUID) else UUID(str(identity))


def _runner(served: tuple[RunnerDeployment, ...]) -> Runner:
    """What works off the runs of the deployments; a limit of its own would queue what is to be cancelled."""
    runner = Runner(name="copydesk", pause_on_shutdown=False, limit=None)
    for deployment in served:
        runner.add_deployment(deployment)
    return runner


async def _work(runner: Runner) -> None:
    """Work off runs until SIGTERM or Ctrl-C, then cancel what is at work, in words that the server keeps.

    Prefect's own handling leaves by an exception out of the middle of the loop, and the run as if it went on.

    Raises:
        ExceptionGroup: the server has not answered for some minutes.
    """
    working = asyncio.create_task(runner.start())
    while not runner.started and not working.done():  # noqa: ASYNC110 - Prefect has no event for it
        await asyncio.sleep(0.1)
    stopped = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stopped.set)
    stopping = asyncio.create_task(stopped.wait())
    await asyncio.wait((working, stopping), return_when=asyncio.FIRST_COMPLETED)
    stopping.cancel()
    if stopped.is_set():
        await runner.astop()
        await asyncio.wait((working,))
        working.exception()  # what goes wrong while it stops, a server that is away, stops it too
    else:
        working.result()


class Guard:
    """Looks after runs whose process has gone, and after a server of our own, in a thread beside the runner."""

    def __init__(self, warden: Warden, server: LastingServer | None, console: Console) -> None:
        self._warden = warden
        self._server = server
        self._console = console

    def start(self) -> None:
        """Look from now on, as long as this process lives."""
        threading.Thread(target=self._go_on, name="guard", daemon=True).start()

    def look(self) -> None:
        """End runs whose process has gone, and say which; a server that does not answer is asked the next time."""
        try:
            for run in self._warden.look():
                line(self._console, f"{run.name}: its process has gone; the run was ended.", "red")
        except httpx.HTTPError as error:
            line(self._console, f"Runs could not be looked after: {error}", "red")

    def _go_on(self) -> None:
        looked = 0.0
        while True:
            if self._server is not None and self._server.fell:
                self._start_again(self._server)
            if time.monotonic() - looked >= LOOK_EVERY:
                self.look()
                looked = time.monotonic()
            time.sleep(ASK_EVERY)

    def _start_again(self, server: LastingServer) -> None:
        line(self._console, "The Prefect server has ended; starting it again.", "red")
        try:
            server.start()
        except NoServerError as error:
            line(self._console, str(error), "red")
