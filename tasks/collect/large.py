"""Few large bodies at once, so that many hosts that send as much as they may do not fill the memory."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

SMALL = 2**19
"""Bytes of a body, as sent or decoded, that anybody may have in memory; pages of news have a tenth of it."""

AT_ONCE = 2
"""Bodies beyond that which are read at one moment, in one `Fetcher`."""


class Room:
    """Hands out the places of large bodies."""

    def __init__(self) -> None:
        self._places = asyncio.Semaphore(AT_ONCE)

    @asynccontextmanager
    async def place(self, deadline: asyncio.Timeout) -> AsyncIterator[None]:
        """A place, as soon as one is free. The waiting does not count against the deadline, which is moved."""
        loop, until = asyncio.get_running_loop(), deadline.when()
        began = loop.time()
        deadline.reschedule(None)
        async with self._places:
            deadline.reschedule(None if until is None else until + loop.time() - began)
            yield
