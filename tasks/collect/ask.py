"""One URL, asked for as its host wants it: robots.txt, its turn, its pause, again after an accident."""

from __future__ import annotations

from collections import Counter
from collections.abc import Awaitable, Callable
from contextlib import AsyncExitStack
from datetime import datetime
from pathlib import Path
from typing import Protocol

from schemas.collect import Collecting, Expect, Fetched, Outcome, Validators, Why
from tasks.collect.clock import Time
from tasks.collect.polite import Gate
from tasks.collect.retry import ACCIDENTS, persist
from tasks.collect.robots import Robots
from tasks.collect.urls import host_of

Admit = Callable[[str], Awaitable[Fetched | None]]
AdmitHop = Callable[[str, bool], Awaitable[Fetched | None]]
Within = Callable[[str], bool]

UNWELL = ACCIDENTS | {Why.TLS, Why.DEADLINE, Why.PROTOCOL}
"""What speaks against a host, not against one of its pages."""

PATIENCE = 3
"""URLs of a host that may fail like that one after the other; then it is left alone for this run."""


class Fetches(Protocol):
    """What asks for one URL with its redirects: `Fetcher`."""

    async def fetch(
        self, url: str, expect: Expect, validators: Validators, admit: Admit, contact: str | None
    ) -> Fetched:
        """How it ended; never raises for what a server does."""


class Deferrals(Protocol):
    """What remembers between runs that a host wants to be left alone: `SeenStore`."""

    def defer_host(self, host: str, until: datetime) -> None:
        """Ask it for nothing before."""

    def host_until(self, host: str, now: datetime) -> datetime | None:
        """When it may be asked again; None: now."""


class Asker:
    """Asks for pages and listings politely.

    Args:
        fetcher: asks for one URL.
        gate: hands out the hosts' turns.
        deferrals: hosts to be left alone, and until when.
        directory: where texts of robots.txt are kept; made where it is missing.
        collecting: delays, caps and attempts.
        time: now, and waiting.

    Raises:
        OSError: the directory cannot be made.
    """

    def __init__(
        self,
        fetcher: Fetches,
        gate: Gate,
        deferrals: Deferrals,
        directory: Path,
        collecting: Collecting,
        time: Time,
    ) -> None:
        self._fetcher = fetcher
        self._gate = gate
        self._deferrals = deferrals
        self._collecting = collecting
        self._time = time
        self._robots = Robots(directory, self._ask_robots, time.now)
        self._failures = Counter[str]()  # host -> URLs that failed one after the other

    async def ask(
        self, url: str, expect: Expect, validators: Validators, within: Within, contact: str | None = None
    ) -> Fetched:
        """Ask for a URL, its redirects included.

        Args:
            url: absolute.
            expect: what it should be.
            validators: of the last time.
            within: whether a redirect may lead to a URL.
            contact: who says so in User-Agent; none: as the configuration has it, and as for robots.txt.

        Raises:
            OSError: the state folder cannot be written.
        """

        async def admit(hop: str, redirected: bool) -> Fetched | None:  # noqa: FBT001 - of the fetch it belongs to
            if redirected and not within(hop):
                return Fetched(hop, Outcome.REFUSED, Why.DOMAIN, "a redirect leads out of the source's domains")
            return await self.refusal(hop)

        return await self._asked(url, lambda enter: self._fetcher.fetch(url, expect, validators, enter, contact), admit)

    async def refusal(self, url: str) -> Fetched | None:
        """Why a URL is not asked for now; None: it may be.

        Raises:
            OSError: the state folder cannot be written.
        """
        host = host_of(url)
        if (left := self._left_alone(url, host)) is not None:
            return left
        verdict = await self._robots.verdict(url)
        if (left := self._left_alone(url, host)) is not None:  # robots.txt itself may have brought it about
            return left
        if verdict.why is not None:
            outcome = Outcome.REFUSED if verdict.why is Why.ADDRESS else Outcome.FORBIDDEN
            return Fetched(url, outcome, verdict.why, verdict.detail)
        return self._slow(url, host, verdict.delay)

    def _left_alone(self, url: str, host: str) -> Fetched | None:
        until = self._deferrals.host_until(host, self._time.now())
        if until is not None:
            return Fetched(
                url, Outcome.DEFERRED, Why.RETRY_AFTER, f"{host} is left alone until {until:%F %T} UTC", (), until
            )
        if self._failures[host] >= PATIENCE:
            return Fetched(url, Outcome.DEFERRED, Why.HOST_UNWELL, f"{host} failed {PATIENCE} times in a row")
        return None

    def _slow(self, url: str, host: str, delay: float) -> Fetched | None:
        """Keep to a `Crawl-delay`; too long a one is not waited for."""
        cap = self._collecting.crawl_delay_cap
        if delay > cap:
            detail = f"robots.txt asks for {delay:g} s between requests, crawl_delay_cap is {cap:g}"
            return Fetched(url, Outcome.DEFERRED, Why.CRAWL_DELAY, detail)
        if delay > 0:
            self._gate.require(host, delay)
        return None

    async def _ask_robots(self, url: str) -> Fetched:
        async def admit(_hop: str, _redirected: bool) -> Fetched | None:  # noqa: FBT001 - as above
            return None

        return await self._asked(
            url, lambda enter: self._fetcher.fetch(url, Expect.ROBOTS, Validators(), enter, None), admit
        )

    async def _asked(self, url: str, fetch: Callable[[Admit], Awaitable[Fetched]], admit: AdmitHop) -> Fetched:
        """The URL asked for until it is no accident, every request of it in its host's turn."""
        at, refused = host_of(url), False

        async def once() -> Fetched:
            redirected = False
            async with AsyncExitStack() as turn:

                async def enter(hop: str) -> Fetched | None:
                    nonlocal at, refused, redirected
                    await turn.aclose()  # the answer to the hop before is there
                    refusal = await admit(hop, redirected)
                    refused, redirected = refusal is not None, True
                    if not refused:
                        at = host_of(hop)
                        await turn.enter_async_context(self._gate.turn(at))
                    return refusal

                return await fetch(enter)

        async def rest(seconds: float) -> None:
            self._gate.hold(at, seconds)
            await self._time.sleep(seconds)

        answer = await persist(once, self._collecting, Time(self._time.now, rest))
        if not refused:
            self._remember(answer, at)
        return answer

    def _remember(self, answer: Fetched, host: str) -> None:
        """What the answer says of the host that gave it."""
        if answer.why is Why.RETRY_AFTER and answer.retry_at is not None:
            self._deferrals.defer_host(host, answer.retry_at)
        if answer.outcome is Outcome.FAILED and answer.why in UNWELL:
            self._failures[host] += 1
        elif answer.exchanges:
            self._failures[host] = 0
