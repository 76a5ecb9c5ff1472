"""One request at a time and a pause for each host, whoever asks: two sources, robots.txt, a redirect, another run.

The pause is counted from the end of one request to the start of the next, so that the server never sees two requests
closer to each other than the delay, however long connecting took. A host is a name, whatever the scheme and the port.
"""

from __future__ import annotations

import asyncio
import time
from collections import defaultdict
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

from tasks.collect.clock import Sleep
from tasks.collect.host_file import HostFile, locked


@dataclass(slots=True)
class _Host:
    delay: float | None = None  # None: the gate's own
    asked: float = float("-inf")  # end of the last request, by the monotonic clock
    not_before: float = float("-inf")  # the same clock
    turn: asyncio.Lock = field(default_factory=asyncio.Lock)


class Gate:
    """Lets requests to hosts through, one after the other.

    Args:
        directory: where runs on the same raw folder agree about hosts; made where it is missing.
        delay: seconds between two requests to a host that nobody asks more for.
        concurrency: hosts that are asked at one moment, at most. A host that waits out its delay is not counted.
        sleep: how to wait.

    Raises:
        OSError: the directory cannot be made.
    """

    def __init__(self, directory: Path, delay: float, concurrency: int, sleep: Sleep = asyncio.sleep) -> None:
        directory.mkdir(parents=True, exist_ok=True)
        self._directory = directory
        self._delay = delay
        self._sleep = sleep
        self._slots = asyncio.Semaphore(concurrency)
        self._hosts: defaultdict[str, _Host] = defaultdict(_Host)

    def require(self, host: str, delay: float) -> None:
        """Leave at least so many seconds between requests to the host; the longest that anybody required holds."""
        known = self._hosts[host]
        known.delay = delay if known.delay is None else max(known.delay, delay)

    def hold(self, host: str, seconds: float) -> None:
        """Ask the host for nothing before so many seconds from now."""
        known = self._hosts[host]
        known.not_before = max(known.not_before, time.monotonic() + seconds)

    @asynccontextmanager
    async def turn(self, host: str) -> AsyncIterator[None]:
        """The right to send one request to a host: waits until it is due, ends when the answer is there.

        Nobody may hold the turn of one host while waiting for another's.
        """
        known = self._hosts[host]
        async with known.turn, locked(self._directory, host, self._sleep) as file:
            await self._pause(known, file)
            async with self._slots:
                file.stamp()
                try:
                    yield
                finally:
                    file.stamp()
                    known.asked = time.monotonic()

    async def _pause(self, known: _Host, file: HostFile) -> None:
        delay = self._delay if known.delay is None else known.delay
        idle, now = file.idle(), time.monotonic()
        by_others = now if idle is None else now + min(delay, delay - idle)  # a clock set back costs one delay
        until = max(by_others, known.asked + delay)
        while (left := max(until, known.not_before) - time.monotonic()) > 0:
            await self._sleep(left)
