"""Whether robots.txt lets us ask for a URL (RFC 9309), and how long a pause it wants."""

from __future__ import annotations

import asyncio
from collections import OrderedDict, defaultdict
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from urllib.parse import urlsplit

from schemas.collect import Fetched, Outcome, Why
from tasks.collect.clock import Clock, utc_now
from tasks.collect.retry import TOO_MANY, status_of
from tasks.collect.robots_cache import RobotsCache, is_fresh
from tasks.collect.robots_rules import Rules, text_of

_PARSED = 256
"""Parsed files that are held in memory, at most."""


@dataclass(frozen=True, slots=True)
class RobotsVerdict:
    """What robots.txt says of one URL."""

    why: Why | None  # None: it may be asked for
    delay: float = 0.0  # seconds between two requests to the host
    detail: str = ""


class Robots:
    """The robots.txt of every server that is asked, fetched once and kept for 24 hours.

    A file that cannot be reached (no answer, 5xx, 429) forbids everything for this run, and the next run asks again;
    one that is not there (other 4xx, more than five redirects) allows everything.

    Args:
        directory: where the files are kept.
        ask: fetches a robots.txt, politely, with its redirects and retries.
        clock: now, aware, UTC.

    Raises:
        OSError: the directory cannot be made.
    """

    def __init__(self, directory: Path, ask: Callable[[str], Awaitable[Fetched]], clock: Clock = utc_now) -> None:
        self._cache = RobotsCache(directory)
        self._ask = ask
        self._clock = clock
        self._parsed: OrderedDict[str, tuple[Rules, datetime]] = OrderedDict()
        self._unreachable: dict[str, RobotsVerdict] = {}  # of origins, in this run
        self._asking: defaultdict[str, asyncio.Lock] = defaultdict(asyncio.Lock)

    async def verdict(self, url: str) -> RobotsVerdict:
        """What the URL's own server says of it.

        Raises:
            OSError: the answer cannot be kept.
        """
        origin = _origin(url)
        rules = await self._rules(origin)
        if rules is None:
            return self._unreachable[origin]
        allowed = rules.allow(url)
        return RobotsVerdict(None if allowed else Why.ROBOTS_DISALLOW, rules.delay)

    async def _rules(self, origin: str) -> Rules | None:
        async with self._asking[origin]:
            if origin in self._unreachable:
                return None
            return self._held(origin) or self._kept(origin) or await self._fetch(origin)

    def _kept(self, origin: str) -> Rules | None:
        kept = self._cache.get(origin, self._clock())
        return None if kept is None else self._hold(origin, *kept)

    async def _fetch(self, origin: str) -> Rules | None:
        answer = await self._ask(f"{origin}/robots.txt")
        text = _text(answer)
        if text is None:
            self._unreachable[origin] = _without(answer)
            return None
        self._cache.put(origin, text, now := self._clock())
        return self._hold(origin, text, now)

    def _held(self, origin: str) -> Rules | None:
        rules, asked_at = self._parsed.pop(origin, (None, None))
        if rules is None or asked_at is None or not is_fresh(asked_at, self._clock()):
            return None
        self._parsed[origin] = rules, asked_at
        return rules

    def _hold(self, origin: str, text: str, asked_at: datetime) -> Rules:
        rules = Rules(text)
        self._parsed[origin] = rules, asked_at
        while len(self._parsed) > _PARSED:
            self._parsed.popitem(last=False)
        return rules


def _origin(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc.rpartition('@')[2].lower()}"


def _without(answer: Fetched) -> RobotsVerdict:
    """What holds for all pages of a server whose robots.txt cannot be had: its address may be the reason."""
    own_address = answer.why is Why.ADDRESS and not answer.exchanges  # not that of a redirect
    why = Why.ADDRESS if own_address else Why.ROBOTS_UNREACHABLE
    return RobotsVerdict(why, detail=f"robots.txt: {answer.why} {answer.detail}".rstrip())


def _text(answer: Fetched) -> str | None:
    """The text to obey: empty where there is no robots.txt, None where it cannot be reached."""
    status = status_of(answer)
    if answer.last and 200 <= status < 300 and answer.outcome in {Outcome.FETCHED, Outcome.PASSED_OVER}:
        return text_of(answer.last.body)
    absent = answer.why in {Why.REDIRECTS, Why.CLIENT_ERROR} and status != TOO_MANY
    return "" if absent or status == 204 else None
