"""The body of a response, read and decoded within its bounds."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import AsyncExitStack
from itertools import chain

import httpx

from tasks.collect.bounded import BodyTooLargeError, BoundedDecoder
from tasks.collect.large import SMALL, Room, hand_over
from tasks.collect.pieces import Pieces


async def body_of(
    response: httpx.Response, limit: int, room: Room, deadline: asyncio.Timeout, *, cut: bool = False
) -> tuple[bytes, bytes]:
    """The body as sent and decoded.

    Args:
        response: not read yet.
        limit: bytes of either.
        room: where a large one waits for its place.
        deadline: of the reading; it is moved by that waiting.
        cut: one that is too large ends at the limit.

    Raises:
        BodyTooLargeError: and the other errors of `BoundedDecoder`.
        httpcore.NetworkError, httpcore.ProtocolError: it broke off.
    """
    if not cut:
        _check_length(response.headers, limit)
    raw, decoder = Pieces(), BoundedDecoder(response.headers.get("content-encoding", ""), limit)
    async with AsyncExitStack() as places:
        try:
            await _read(response, raw, decoder, limit, lambda: places.enter_async_context(room.place(deadline)))
        except BodyTooLargeError:
            if not cut:
                raise
        hand_over(places)
    sent = raw.joined(limit)
    return sent, decoder.body if decoder.changes else sent


async def _read(
    response: httpx.Response, raw: Pieces, decoder: BoundedDecoder, limit: int, enter: Callable[[], Awaitable[None]]
) -> None:
    """All of it; `enter` is awaited as soon as it is large."""
    large = False
    async for piece in response.aiter_raw():
        raw.add(piece)
        if len(raw) > limit:
            raise BodyTooLargeError(f"more than {limit} bytes")
        for size in chain([len(raw)], decoder.steps(piece) if decoder.changes else ()):
            if size > SMALL and not large:
                large = True
                await enter()
    decoder.finish()


def _check_length(headers: httpx.Headers, limit: int) -> None:
    """Where the length is told, nothing is read of a body that is too long."""
    told = headers.get("content-length", "")
    if told.isascii() and told.isdigit() and "transfer-encoding" not in headers and int(told[:20]) > limit:
        raise BodyTooLargeError(f"{told[:20]} bytes, more than {limit}")
