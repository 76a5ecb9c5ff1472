"""How many captures a source may still have in this run, counted across all the hosts it names pages of."""

from __future__ import annotations

import asyncio

from schemas.collect import Fetched, Outcome, Why
from tasks.collect.tally import HAD

_IN_VAIN = frozenset({Outcome.FAILED, Outcome.PASSED_OVER, Outcome.REFUSED})
"""Outcomes that cost a request and gave no page."""

_PATIENCE = 20
"""Pages that may be asked for in vain, however low the limit is."""


class Quota:
    """Hands out places for captures. A place whose page could not be had goes to the next page.

    A source may name fifty thousand pages that are not there: as many are asked for in vain as may be had, no more.

    Args:
        limit: captures, at most.
    """

    def __init__(self, limit: int) -> None:
        self._limit = limit
        self._had = 0
        self._in_vain = 0
        self._asked = 0
        self._changed = asyncio.Condition()

    async def reserve(self) -> bool:
        """A place, as soon as one is sure to be left; False: the limit is reached."""
        async with self._changed:
            await self._changed.wait_for(lambda: self._left <= 0 or self._asked < self._left)
            if self._left <= 0:
                return False
            self._asked += 1
            return True

    @property
    def _left(self) -> int:
        """Places that are not used up, those that are handed out among them; none any more: 0 or less."""
        return min(self._limit - self._had, max(self._limit, _PATIENCE) - self._in_vain)

    async def settle(self, ended: Fetched | None) -> None:
        """How the asking for a place's page ended; None: it was not asked for."""
        self._asked -= 1
        if ended is not None:
            self._had += ended.outcome in HAD or ended.why is Why.DRY_RUN
            self._in_vain += ended.outcome in _IN_VAIN
        async with self._changed:
            self._changed.notify_all()
