"""A response, read within its bounds as far as anybody needs it."""

from __future__ import annotations

import asyncio
import re
from dataclasses import dataclass
from datetime import datetime

import httpcore
import httpx

from schemas.collect import Exchange, Expect
from tasks.codings import CodingError
from tasks.collect.body import body_of
from tasks.collect.bounded import BodyTooLargeError, BodyTruncatedError
from tasks.collect.client import TAPE
from tasks.collect.content_types import fits
from tasks.collect.large import Room
from tasks.collect.request import head_of
from tasks.collect.tape import HeaderTooLargeError, Tape, TooMuchSentError

PAGES = frozenset({200, 203})
"""Statuses whose body is the page that was asked for."""

ASIDE_BYTES = 256 * 1024
"""Bytes of a body that is no page: of an error, or of a redirect."""

ROBOTS_BYTES = 500 * 1024
"""RFC 9309, section 2.5: as much of robots.txt is read, the rest is not heard."""


_SPOILT = (
    *(BodyTooLargeError, BodyTruncatedError, CodingError, TooMuchSentError),
    *(httpcore.NetworkError, httpcore.ProtocolError),
)
"""What ends a body before it is whole, but for the deadline."""


_FIELD_NAME = re.compile(rb"[!#$%&'*+.^_`|~0-9A-Za-z-]+")
_FORGING = re.compile(rb"[\r\n\0]")


class ResponseMalformedError(Exception):
    """A response that HTTP/2 carried, and that can be written down in no other way."""


@dataclass(frozen=True, slots=True)
class Reply:
    """A response; `exchange` is missing where its body was not read, or was not whole and nobody needs it."""

    status: int
    headers: httpx.Headers
    exchange: Exchange | None

    @property
    def content_type(self) -> str:
        """The last one counts, as in browsers."""
        return next(reversed(self.headers.get_list("content-type")), "")


@dataclass(frozen=True, slots=True)
class Reading:
    """How a response is read."""

    expect: Expect
    page_bytes: int
    header_bytes: int
    asked_at: datetime
    room: Room

    async def read(
        self, request: httpx.Request, response: httpx.Response, url: str, deadline: asyncio.Timeout
    ) -> Reply:
        """Read the body, if it is wanted; the deadline is moved by what a large one waits for its place.

        Raises:
            HeaderTooLargeError: the head is longer than it may be.
            BodyTooLargeError: and the other errors of `BoundedDecoder`, for a body that is wanted.
            ResponseMalformedError: a field of the head would forge others.
        """
        tape: Tape = response.extensions[TAPE]
        head = self._head(tape, response)
        reply = Reply(response.status_code, response.headers, None)
        if response.status_code in PAGES and not fits(self.expect, reply.content_type):
            return reply
        content = await self._content(response, deadline)
        if content is None:
            return reply
        protocol = _protocol(response)
        asked = head_of(request, bytes(tape.sent))
        exchange = Exchange(url, reply.status, asked, head, *content, tape.peer, self.asked_at, protocol)
        return Reply(reply.status, reply.headers, exchange)

    def _head(self, tape: Tape, response: httpx.Response) -> bytes:
        if tape.head:
            return tape.head
        lines = [f"{_protocol(response)} {response.status_code}".encode("ascii")]
        for name, value in response.headers.raw:
            if not _FIELD_NAME.fullmatch(name) or _FORGING.search(value):
                raise ResponseMalformedError("a header field that cannot be written down")
            lines.append(name + b": " + value)
        head = b"\r\n".join([*lines, b"", b""])
        if len(head) > self.header_bytes:
            raise HeaderTooLargeError(f"more than {self.header_bytes} bytes of header")
        return head

    async def _content(self, response: httpx.Response, deadline: asyncio.Timeout) -> tuple[bytes, bytes] | None:
        """The body as sent and decoded; None for one that is of no use and not whole."""
        if response.status_code in (204, 304):
            return b"", b""
        if response.status_code in PAGES:
            robots = self.expect is Expect.ROBOTS
            limit = min(self.page_bytes, ROBOTS_BYTES) if robots else self.page_bytes
            return await body_of(response, limit, self.room, deadline, cut=robots)
        try:
            return await body_of(response, min(self.page_bytes, ASIDE_BYTES), self.room, deadline)
        except _SPOILT:
            return None


def _protocol(response: httpx.Response) -> str:
    version: bytes = response.extensions["http_version"]
    return version.decode("ascii", "replace")
