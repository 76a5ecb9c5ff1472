"""One URL asked for, with its redirects: whatever its server does, it ends in one `Fetched`, in time and in bounds."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Self

import httpcore
import httpx

from schemas.collect import Collecting, Exchange, Expect, Fetched, Outcome, Validators, Why
from tasks.collect.addresses import AddressRefusedError, Admission, Resolver
from tasks.collect.client import TAPE, CheckedTransport
from tasks.collect.clock import Clock, utc_now
from tasks.collect.faults import FAULTS, plain, why
from tasks.collect.judge import ended, place
from tasks.collect.large import Room
from tasks.collect.reply import Reading, Reply
from tasks.collect.request import Luggage, request_for
from tasks.collect.target import Target, UrlRefusedError, parse

MOST_REDIRECTS = 5

Admit = Callable[[str], Awaitable[Fetched | None]]
"""Asked before every request, with its URL; what it returns ends the fetch."""


class Fetcher:
    """Asks for URLs, one `fetch` each; many may run at once.

    A request has a connection of its own, to an address that was checked before and after connecting. A body is
    bounded as it comes and as it is decoded (`Collecting.page_bytes` for either), a head by `header_bytes`, and all
    requests of a fetch together by `page_seconds`, in which the waiting of `admit`, and for the place of a large body,
    does not count.

    Args:
        collecting: bounds, seconds, contact, and networks that are allowed besides the open internet.
        resolver: looks up names; none: the machine's.
        ca_file: certificates that are trusted besides Mozilla's.
        connector: opens connections to addresses; none: the machine's network.
        clock: now, aware, UTC.

    Raises:
        OSError: `ca_file` cannot be read.
    """

    def __init__(
        self,
        collecting: Collecting,
        resolver: Resolver | None = None,
        *,
        ca_file: Path | None = None,
        connector: httpcore.AsyncNetworkBackend | None = None,
        clock: Clock = utc_now,
    ) -> None:
        self.collecting = collecting
        self.admission = Admission(collecting.allow_networks, resolver)
        self.transport = CheckedTransport(collecting, self.admission, ca_file, connector)
        self.room = Room()
        self.clock = clock

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.transport.aclose()

    async def fetch(
        self,
        url: str,
        expect: Expect = Expect.PAGE,
        validators: Validators = Validators(),  # noqa: B008 - frozen
        admit: Admit | None = None,
        contact: str | None = None,
    ) -> Fetched:
        """Ask for a URL and follow its redirects; nothing is asked twice.

        Args:
            url: http or https. Credentials in it go to its own origin only, and into no record.
            expect: what it should be; its content type must fit, and robots.txt is cut at 500 KiB.
            validators: of the last time; they are sent with every request of the fetch.
            admit: awaited before every request, with the URL that is asked for next.
            contact: in User-Agent; none: `Collecting.contact`.

        Returns:
            How it ended. A redirect's or an error's response stands in `exchanges` if it was whole. `Fetched.last`
            is the response that counts for FETCHED, UNCHANGED, CLIENT_ERROR and SERVER_ERROR; where it was not
            whole, or was not read (CONTENT_TYPE), a redirect before it may stand there.
        """
        chain = _Chain(self, url, _Asking(expect, validators, admit, contact or self.collecting.contact))
        try:
            return await chain.follow(parse(url))
        except UrlRefusedError as error:
            return chain.end(Outcome.REFUSED, Why.URL, plain(str(error)))


@dataclass(frozen=True, slots=True)
class _Asking:
    """What holds for every request of a fetch."""

    expect: Expect
    validators: Validators
    admit: Admit | None
    contact: str


class _Chain:
    """A URL and the redirects it leads to."""

    def __init__(self, fetcher: Fetcher, url: str, asking: _Asking) -> None:
        self._fetcher = fetcher
        self._url = url
        self._asking = asking
        self._exchanges: list[Exchange] = []
        self._seconds = fetcher.collecting.page_seconds
        self._asked: set[tuple[str, str]] = set()

    def end(self, outcome: Outcome, reason: Why, detail: str = "") -> Fetched:
        return Fetched(self._url, outcome, reason, detail, tuple(self._exchanges))

    async def follow(self, target: Target) -> Fetched:
        """Ask, and ask where the answer leads.

        Raises:
            UrlRefusedError: a redirect leads to what is not asked for.
        """
        luggage = Luggage.of(target)
        for _ in range(MOST_REDIRECTS + 1):
            if (target.url, luggage.cookie) in self._asked:
                return self.end(Outcome.REFUSED, Why.REDIRECTS, f"a loop: back to {plain(target.url)}")
            self._asked.add((target.url, luggage.cookie))
            if (refused := await self._refusal(target)) is not None:
                return refused
            reply = await self._ask(target, luggage)
            if isinstance(reply, Fetched):
                return reply
            onward = place(reply)
            if onward is None:
                return self._judged(reply)
            target = parse(onward, target.url)
            luggage.take(reply.headers)
            luggage = luggage.to(target)
        return self.end(Outcome.REFUSED, Why.REDIRECTS, f"more than {MOST_REDIRECTS} redirects")

    async def _refusal(self, target: Target) -> Fetched | None:
        """What stands against the request; an address in the URL is looked at before anybody is bothered."""
        try:
            self._fetcher.admission.check_literal(target.host)
        except AddressRefusedError as error:
            return self.end(Outcome.REFUSED, Why.ADDRESS, plain(str(error)))
        verdict = await self._asking.admit(target.url) if self._asking.admit else None
        if verdict is None:
            return None
        return replace(verdict, url=self._url, exchanges=(*self._exchanges, *verdict.exchanges))

    async def _ask(self, target: Target, luggage: Luggage) -> Reply | Fetched:
        fetcher, asking = self._fetcher, self._asking
        request = request_for(target, asking.expect, asking.validators, luggage, asking.contact)
        tape = request.extensions[TAPE] = fetcher.transport.tape()
        bounds = fetcher.collecting
        reading = Reading(asking.expect, bounds.page_bytes, bounds.header_bytes, fetcher.clock(), fetcher.room)
        response: httpx.Response | None = None
        deadline = asyncio.timeout(self._seconds)
        try:
            async with deadline:
                response = await fetcher.transport.handle_async_request(request)
                reply = await reading.read(request, response, target.url, deadline)
        except FAULTS as error:
            return self.end(*why(error, tape, answered=response is not None))
        finally:
            self._seconds = (deadline.when() or 0.0) - asyncio.get_running_loop().time()
            if response is not None:
                await response.aclose()
        if reply.exchange:
            self._exchanges.append(reply.exchange)
        return reply

    def _judged(self, reply: Reply) -> Fetched:
        outcome, reason, detail, retry_at = ended(
            reply, self._asking.expect, self._asking.validators, self._fetcher.clock()
        )
        return replace(self.end(outcome, reason, detail), retry_at=retry_at)
