"""Few large bodies at once, so that many hosts that send as much as they may do not fill the memory."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from contextvars import ContextVar

SMALL = 2**19
"""Bytes of a body, as sent or decoded, that anybody may have in memory; most pages of news are smaller."""

AT_ONCE = 2
"""Bodies beyond that which are in memory at one moment, in one `Fetcher`."""

_keeper: ContextVar[AsyncExitStack | None] = ContextVar("copydesk_keeper", default=None)


@asynccontextmanager
async def until_kept() -> AsyncIterator[None]:
    """A large body that is read in here has its place until the end of here: it is in memory until it is stored."""
    async with AsyncExitStack() as keeper:
        token = _keeper.set(keeper)
        try:
            yield
        finally:
            _keeper.reset(token)


def hand_over(places: AsyncExitStack) -> None:
    """Leave the place of a body that was read to `until_kept`, where that is around."""
    keeper = _keeper.get()
    if keeper is not None:
        keeper.push_async_exit(places.pop_all())


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
