"""One request to the hostile server, and what an answer can do with it."""

import asyncio
import itertools
import socket
import struct
from collections.abc import Awaitable, Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass, field

from schemas.collect import Expect, Outcome, Validators, Why

LONGEST = 60.0
"""Seconds after which the server gives any client up."""

PAGE = b"<!doctype html><title>Bridge to be mended</title><p>The council of Lower Marrow met on Tuesday evening.</p>"


@dataclass
class Request:
    """As the server saw it."""

    local: str  # the address that was connected to
    peer: str
    at: float  # seconds of the server's clock
    path: str = ""
    head: bytes = b""

    def header(self, name: str) -> str | None:
        for line in self.head.split(b"\r\n")[1:]:
            key, _, value = line.partition(b":")
            if key.decode("latin-1").lower() == name.lower():
                return value.strip().decode("latin-1")
        return None


class Talk:
    """Sends whatever an answer wants to send."""

    def __init__(self, request: Request, writer: asyncio.StreamWriter, port: int) -> None:
        self.request = request
        self.port = port
        self._writer = writer

    async def send(self, *pieces: bytes) -> None:
        self._writer.write(b"".join(pieces))
        await asyncio.sleep(0)  # `drain` of an encrypted connection does not notice its end by itself
        await self._writer.drain()

    async def drip(self, data: Iterable[int], seconds: float = 1.0) -> None:
        """One byte at a time."""
        for byte in data:
            await self.send(bytes((byte,)))
            await asyncio.sleep(seconds)

    async def hang(self) -> None:
        """Until the client is gone, or the server has had enough."""
        await asyncio.sleep(LONGEST)

    def reset(self) -> None:
        """End the connection with a RST."""
        self._writer.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self._writer.transport.abort()


Answer = bytes | Callable[[Talk], Awaitable[None]]


@dataclass(frozen=True)
class Route:
    """What the server answers, and how the asking must end."""

    answer: Answer
    outcome: Outcome
    why: tuple[Why, ...]
    seconds: float | None = None  # the deadline to ask with; none: the configuration's own
    expect: Expect = Expect.PAGE
    validators: Validators = field(default_factory=Validators)


def whole(answer: Answer, **more) -> Route:
    return Route(answer, Outcome.FETCHED, (Why.COMPLETE,), **more)


def failed(answer: Answer, *why: Why, **more) -> Route:
    return Route(answer, Outcome.FAILED, why, **more)


def refused(answer: Answer, why: Why, **more) -> Route:
    return Route(answer, Outcome.REFUSED, (why,), **more)


def passed_over(answer: Answer, why: Why, **more) -> Route:
    return Route(answer, Outcome.PASSED_OVER, (why,), **more)


def head(*fields: bytes, status: bytes = b"200 OK", kind: bytes = b"text/html") -> bytes:
    """The head of a response that says nothing of its length."""
    return b"\r\n".join([b"HTTP/1.1 " + status, b"Content-Type: " + kind, *fields, b"", b""])


def reply(body: bytes = PAGE, *fields: bytes, **more: bytes) -> bytes:
    """A whole response."""
    return head(b"Content-Length: %d" % len(body), *fields, **more) + body


def endless(start: bytes, pieces: Callable[[], Iterable[bytes]]) -> Answer:
    """A head, and then pieces for as long as anybody listens."""

    async def answer(talk: Talk) -> None:
        await talk.send(start)
        for piece in pieces():
            await talk.send(piece)

    return answer


def hanging(start: bytes) -> Answer:
    """A beginning, and then silence."""

    async def answer(talk: Talk) -> None:
        await talk.send(start)
        await talk.hang()

    return answer


def dripping(start: bytes, data: Iterable[int] = itertools.repeat(ord("x"))) -> Answer:
    """A beginning, and then a byte a second."""

    async def answer(talk: Talk) -> None:
        await talk.send(start)
        await talk.drip(data)

    return answer


def torn(start: bytes) -> Answer:
    """A beginning, and then the connection is reset."""

    async def answer(talk: Talk) -> None:
        await talk.send(start)
        await asyncio.sleep(0.2)
        talk.reset()

    return answer


async def served(answer: Answer, talk: Talk) -> None:
    """Give the answer; a client that goes away is no error."""
    with suppress(ConnectionError, TimeoutError):
        async with asyncio.timeout(LONGEST):
            await (talk.send(answer) if isinstance(answer, bytes) else answer(talk))
