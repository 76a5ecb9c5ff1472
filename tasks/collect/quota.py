"""How many captures a source may still have in this run, counted across all the hosts it names pages of."""

from __future__ import annotations

import asyncio


class Quota:
    """Hands out places for captures. A place whose page could not be had goes to the next page.

    Args:
        limit: captures, at most.
    """

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._had = 0
        self._asked = 0
        self._changed = asyncio.Condition()

    async def reserve(self) -> bool:
        """A place, as soon as one is sure to be left; False: the limit is reached."""
        async with self._changed:
            await self._changed.wait_for(lambda: self._had >= self._limit or self._had + self._asked < self._limit)
            if self._had >= self._limit:
                return False
            self._asked += 1
            return True

    async def settle(self, *, had: bool) -> None:
        """The page of a place is had, or could not be."""
        self._asked -= 1
        self._had += had
        async with self._changed:
            self._changed.notify_all()
