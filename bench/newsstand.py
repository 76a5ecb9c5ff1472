"""A server of news on loopback that notes when it is asked for what: any number of hosts, told apart by name.

Runs in a thread of its own (`Newsstand`, for tests) or a process of its own (`python -m bench.newsstand`, for figures).
"""

from __future__ import annotations

import asyncio
import threading
import time
from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from email.utils import formatdate
from itertools import pairwise
from types import TracebackType
from typing import Self


@dataclass(frozen=True, slots=True)
class Request:
    """What the server was asked, and when, by the monotonic clock."""

    host: str  # without the port
    path: str  # with the query
    headers: Mapping[str, str]  # names in lower case
    began: float


@dataclass(frozen=True, slots=True)
class Visit:
    """A request, and when it was answered."""

    request: Request
    status: int
    ended: float  # just before the answer was written


@dataclass(frozen=True, slots=True)
class Answer:
    """What the server says."""

    body: bytes = b""
    status: int = 200
    content_type: str = "text/html; charset=utf-8"
    headers: Mapping[str, str] = field(default_factory=dict)
    hang: float = 0.0  # seconds before the first byte
    cut: bool = False  # the connection ends before the body does


Reply = Callable[[Request], Answer]
NOT_FOUND = Answer(b"not here", 404, "text/plain")


class Newsstand:
    """The server, in a thread: a context manager.

    Args:
        reply: what it says to a request.
        latency: seconds before every answer.
    """

    def __init__(self, reply: Reply, latency: float = 0.0) -> None:
        self.visits: list[Visit] = []
        self.port = 0
        self._reply = reply
        self._latency = latency
        self._loop = asyncio.new_event_loop()
        self._ready = threading.Event()
        self._thread = threading.Thread(target=self._run, daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        self._ready.wait()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()

    def url(self, host: str, path: str) -> str:
        """The address of a page on this server."""
        return f"http://{host}:{self.port}{path}"

    def asked(self, host: str | None = None) -> list[str]:
        """Paths in the order in which they were asked for; of one host, or of all."""
        return [visit.request.path for visit in self.visits if host in {None, visit.request.host}]

    def gaps(self) -> dict[str, list[float]]:
        """Seconds from the end of an answer to the start of the next request, by host; below 0: two at a time."""
        return gaps([(visit.request.host, visit.request.began, visit.ended) for visit in self.visits])

    def _run(self) -> None:
        asyncio.set_event_loop(self._loop)
        server = self._loop.run_until_complete(asyncio.start_server(self._serve, "127.0.0.1", 0, backlog=1000))
        self.port = server.sockets[0].getsockname()[1]
        self._ready.set()
        try:
            self._loop.run_forever()
        finally:
            server.close()
            for task in asyncio.all_tasks(self._loop):
                task.cancel()
            self._loop.run_until_complete(asyncio.sleep(0.01))
            self._loop.close()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while (request := await _read(reader)) is not None:
                answer = self._reply(request)
                await asyncio.sleep(self._latency + answer.hang)
                self.visits.append(Visit(request, answer.status, time.monotonic()))
                writer.write(_written(answer))
                await writer.drain()
                if answer.cut:
                    break
        except (ConnectionError, asyncio.IncompleteReadError, asyncio.CancelledError):
            return
        finally:
            writer.close()


async def _read(reader: asyncio.StreamReader) -> Request | None:
    try:
        head = await reader.readuntil(b"\r\n\r\n")
    except (asyncio.IncompleteReadError, ConnectionError):
        return None
    first, *lines = head.decode("latin-1").split("\r\n")
    headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines if line)}
    return Request(headers.get("host", "").rpartition(":")[0], first.split(" ")[1], headers, time.monotonic())


def _written(answer: Answer) -> bytes:
    headers = {"Date": formatdate(usegmt=True), "Content-Type": answer.content_type, **answer.headers}
    if answer.status not in {204, 304}:
        headers["Content-Length"] = str(len(answer.body) + (100 if answer.cut else 0))
    head = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
    return f"HTTP/1.1 {answer.status} Said\r\n{head}\r\n".encode("latin-1") + answer.body


def gaps(visits: list[tuple[str, float, float]]) -> dict[str, list[float]]:
    """Seconds from each end to the next start, by host.

    Args:
        visits: host, start and end of each request, in any order.
    """
    hosts: defaultdict[str, list[tuple[float, float]]] = defaultdict(list)
    for host, began, ended in visits:
        hosts[host].append((began, ended))
    return {
        host: [later[0] - earlier[1] for earlier, later in pairwise(times)]
        for host, times in ((host, sorted(times)) for host, times in hosts.items())
    }
