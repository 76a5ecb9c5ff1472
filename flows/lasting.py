"""A Prefect server of our own that lasts as long as `copydesk serve` does, and is started again where it falls."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from rich.console import Console

from flows.environment import LASTING_SERVER
from flows.faults import NoServerError, WrongUseError
from flows.leash import Leash
from flows.terminal import line

START_WITHIN = 180.0
"""Seconds a server gets to answer; 10-20 on a quiet machine."""

END_WITHIN = 30.0
"""Seconds a server gets to end."""


class LastingServer:
    """`prefect server start`, with its database in Prefect's home: what it holds is there when it is started again."""

    def __init__(self, port: int, log: Path) -> None:
        """Takes the port it listens on at 127.0.0.1, and the file that its words go to."""
        self._command = (
            *(sys.executable, "-m", "prefect", "server", "start"),
            *("--host", "127.0.0.1", "--port", str(port)),
        )
        self.url = f"http://127.0.0.1:{port}/api"
        """Where its API is: what PREFECT_API_URL names."""
        self._log = log
        self._process: subprocess.Popen[bytes] | None = None
        self._leash: Leash | None = None

    def start(self) -> None:
        """Start it, or start it again, and wait until it answers. It ends with this process, however that ends.

        Raises:
            NoServerError: it ends at once, or does not answer in time.
        """
        self._release()
        self._log.parent.mkdir(parents=True, exist_ok=True)
        with self._log.open("ab") as log:
            self._process = subprocess.Popen(  # noqa: S603 - our own interpreter
                self._command,
                env=os.environ | LASTING_SERVER | {"PREFECT_API_URL": self.url},  # for the pages of its UI
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,  # Ctrl-C is for us; the server ends after the runs have reported to it
            )
        self._leash = Leash(self._process.pid)
        deadline = time.monotonic() + START_WITHIN
        while not answers(self.url):
            if self._process.poll() is not None or time.monotonic() > deadline:
                raise NoServerError(f"the Prefect server at {self.url} does not start", f"See {self._log}.")
            time.sleep(0.3)

    @property
    def fell(self) -> bool:
        """Whether it was started and has ended."""
        return self._process is not None and self._process.poll() is not None

    def stop(self) -> None:
        """End it."""
        if self._process is not None and self._process.poll() is None:
            self._process.send_signal(signal.SIGTERM)
            try:
                self._process.wait(END_WITHIN)
            except subprocess.TimeoutExpired:
                self._process.kill()
                self._process.wait()
        self._release()

    def _release(self) -> None:
        if self._leash is not None:
            self._leash.release()
        self._leash = None


@contextmanager
def own_server(console: Console) -> Iterator[LastingServer]:
    """A server of our own for as long as the context lasts, and Prefect told to talk to it; before it is imported.

    A server that answers at that address already is used as it is.

    Raises:
        WrongUseError: another one is configured.
        NoServerError: it does not start.
    """
    if url := os.environ.get("PREFECT_API_URL"):
        raise WrongUseError(f"--with-server, but PREFECT_API_URL names {url}", "Leave one of them out.")
    home = Path(os.environ.get("PREFECT_HOME", "~/.prefect")).expanduser()
    server = LastingServer(int(os.environ.get("PREFECT_SERVER_API_PORT", "4200")), home / "copydesk-server.log")
    os.environ["PREFECT_API_URL"] = server.url
    if answers(server.url):
        line(console, f"A Prefect server answers at {server.url} already; it is used.")
    else:
        line(console, f"Starting a Prefect server at {server.url} (15-25 s)")
        server.start()
    try:
        yield server
    finally:
        server.stop()


def answers(url: str) -> bool:
    """Whether a Prefect server answers at this API address."""
    try:
        with urllib.request.urlopen(f"{url}/health", timeout=5) as answer:  # noqa: S310 - an address of ours
            return bool(answer.status == 200)
    except (urllib.error.URLError, ConnectionError, TimeoutError):
        return False
