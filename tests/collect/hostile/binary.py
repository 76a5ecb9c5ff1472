"""The hostile server in HTTP/2, over TLS: what can go wrong in frames."""

import asyncio
import itertools
import ssl
from collections.abc import Awaitable, Callable
from contextlib import suppress

import h2.config
import h2.connection
import h2.events
from hostile.packed import bomb, cut, packed
from hostile.server import HostileServer
from hostile.talk import LONGEST, PAGE, Outcome, Request, Route, Why, failed, refused, whole

OK = [(":status", "200"), ("content-type", "text/html")]


class Frames:
    """One request in HTTP/2."""

    def __init__(self, connection: h2.connection.H2Connection, writer: asyncio.StreamWriter, stream: int) -> None:
        self.connection = connection
        self.stream = stream
        self._writer = writer

    async def raw(self, data: bytes) -> None:
        self._writer.write(data)
        await asyncio.sleep(0)  # `drain` of an encrypted connection does not notice its end by itself
        await self._writer.drain()

    async def flush(self) -> None:
        await self.raw(self.connection.data_to_send())

    async def head(self, fields: list[tuple[str, str]], *, end: bool = False) -> None:
        self.connection.send_headers(self.stream, fields, end_stream=end)
        await self.flush()

    async def body(self, data: bytes, *, end: bool = True) -> None:
        size = self.connection.max_outbound_frame_size
        for start in range(0, len(data), size):
            while self.connection.local_flow_control_window(self.stream) < size:  # noqa: ASYNC110 - nothing tells when it opens
                await asyncio.sleep(0.01)
            self.connection.send_data(self.stream, data[start : start + size])
            await self.flush()
        if end:
            self.connection.end_stream(self.stream)
            await self.flush()

    async def hang(self) -> None:
        await asyncio.sleep(LONGEST)


FramesAnswer = Callable[[Frames], Awaitable[None]]


def reply(body: bytes = PAGE, *fields: tuple[str, str], head: list[tuple[str, str]] = OK) -> FramesAnswer:
    async def answer(frames: Frames) -> None:
        await frames.head([*head, *fields])
        await frames.body(body)

    return answer


async def endless(frames: Frames) -> None:
    await frames.head(OK)
    while True:
        await frames.body(b"x" * 16384, end=False)


async def endless_bomb(frames: Frames) -> None:
    await frames.head([*OK, ("content-encoding", "gzip")])
    for piece in bomb("gzip"):
        await frames.body(piece, end=False)


async def reset(frames: Frames) -> None:
    await frames.head(OK)
    await frames.body(PAGE, end=False)
    frames.connection.reset_stream(frames.stream)
    await frames.flush()
    await frames.hang()


async def closed(frames: Frames) -> None:
    await frames.head(OK)
    await frames.body(PAGE, end=False)


async def goes_away(frames: Frames) -> None:
    frames.connection.close_connection(last_stream_id=0)
    await frames.flush()
    await frames.hang()


async def hangs(frames: Frames) -> None:
    await frames.head(OK)
    await frames.hang()


async def interim(frames: Frames) -> None:
    await frames.head([(":status", "103"), ("link", "</x>")])
    await reply()(frames)


def endless_frames(frame: bytes) -> FramesAnswer:
    async def answer(frames: Frames) -> None:
        while True:
            await frames.raw(frame)

    return answer


def once(data: bytes) -> FramesAnswer:
    async def answer(frames: Frames) -> None:
        await frames.raw(data)
        await frames.hang()

    return answer


def frame(kind: int, payload: bytes, flags: int = 0, stream: int = 0) -> bytes:
    return len(payload).to_bytes(3, "big") + bytes((kind, flags)) + stream.to_bytes(4, "big") + payload


DATA, HEADERS, RST, SETTINGS, PUSH, PING, GOAWAY, WINDOW, CONTINUATION = 0, 1, 3, 4, 5, 6, 7, 8, 9
END_HEADERS = 4

ROUTES: dict[str, Route] = {
    "/plain": whole(reply()),
    "/gzip": whole(reply(packed("gzip", PAGE), ("content-encoding", "gzip"))),
    "/large": whole(reply(b"x" * 3_000_000)),
    "/interim": whole(interim),
    "/redirect": whole(reply(b"", ("location", "/plain"), head=[(":status", "302")])),
    "/loop": refused(reply(b"", ("location", "/loop"), head=[(":status", "302")]), Why.REDIRECTS),
    "/inside": refused(reply(b"", ("location", "http://127.66.6.6/"), head=[(":status", "302")]), Why.ADDRESS),
    "/404": failed(reply(head=[(":status", "404")]), Why.CLIENT_ERROR),
    "/endless": failed(endless, Why.BODY_LIMIT),
    "/bomb": failed(endless_bomb, Why.BODY_LIMIT),
    "/length-huge": failed(reply(PAGE, ("content-length", "99999999999")), Why.BODY_LIMIT),
    "/cut/gzip": failed(reply(cut(packed("gzip", PAGE)), ("content-encoding", "gzip")), Why.TRUNCATED),
    "/cut/length": failed(reply(PAGE, ("content-length", "999")), Why.TRUNCATED),
    "/cut/reset": failed(reset, Why.TRUNCATED),
    "/cut/closed": failed(closed, Why.TRUNCATED),
    "/goes-away": failed(goes_away, Why.PROTOCOL, Why.CONNECT),
    "/hang": failed(hangs, Why.DEADLINE, seconds=1),
    "/silence": failed(Frames.hang, Why.DEADLINE, seconds=1),
    "/head/too-large": failed(reply(PAGE, ("x", "x" * 70_000)), Why.HEADER_LIMIT, Why.PROTOCOL),
    "/head/hpack-bomb": failed(reply(PAGE, *[("x", "x" * 3000)] * 9000), Why.HEADER_LIMIT, Why.PROTOCOL),
    "/head/status-words": failed(reply(head=[(":status", "abc")]), Why.PROTOCOL),
    "/head/no-status": whole(reply(head=[("content-type", "text/html")])),  # httpcore takes it for 200
    "/head/space-in-name": failed(reply(PAGE, ("x y", "z")), Why.PROTOCOL),
    "/head/line-end": failed(reply(PAGE, ("x", "a\r\nSet-Cookie: b=c")), Why.PROTOCOL),
    "/head/capitals": whole(reply(PAGE, ("X-Upper", "1"))),
    "/head/unfinished": failed(once(frame(HEADERS, b"\x88", stream=1)), Why.DEADLINE, seconds=1),
    "/head/continued": failed(
        endless_frames(frame(HEADERS, b"\x88", stream=1) + frame(CONTINUATION, b"\x88", stream=1) * 500), Why.PROTOCOL
    ),
    "/frames/garbage": failed(once(b"\xff" * 4096), Why.PROTOCOL, Why.DEADLINE, seconds=1),
    "/frames/http-1": failed(once(b"HTTP/1.1 200 OK\r\n\r\n" * 99), Why.PROTOCOL, Why.DEADLINE, seconds=1),
    "/frames/hpack-garbage": failed(once(frame(HEADERS, b"\xff" * 99, END_HEADERS, 1)), Why.PROTOCOL),
    "/frames/other-stream": failed(once(frame(HEADERS, b"\x88", END_HEADERS, 7)), Why.PROTOCOL),
    "/frames/data-first": failed(once(frame(DATA, PAGE, 0, 1)), Why.PROTOCOL),
    "/frames/push": failed(once(frame(PUSH, b"\0\0\0\2\x88", END_HEADERS, 1)), Why.PROTOCOL),
    "/frames/window": failed(once(frame(WINDOW, b"\x7f\xff\xff\xff") * 2), Why.PROTOCOL),
    "/frames/settings": failed(once(frame(SETTINGS, b"\0\5\0\0\0\1")), Why.PROTOCOL),
    "/frames/pings": failed(
        endless_frames(frame(PING, b"12345678") * 500), Why.DEADLINE, Why.BODY_LIMIT, Why.PROTOCOL, seconds=2
    ),
    "/frames/empty-data": failed(
        endless_frames(frame(HEADERS, b"\x88\x5f\x09text/html", END_HEADERS, 1) + frame(DATA, b"", 0, 1) * 500),
        *(Why.DEADLINE, Why.BODY_LIMIT, Why.PROTOCOL, Why.TRUNCATED),
        seconds=2,
    ),
    **{
        f"/frames/kind-{kind}": Route(
            once(frame(kind, bytes(size), 0xFF, stream)),
            Outcome.FAILED,
            (Why.PROTOCOL, Why.CONNECT, Why.TRUNCATED, Why.DEADLINE),
            seconds=1,
        )
        for kind, (size, stream) in zip(range(12), itertools.cycle([(0, 0), (1, 1), (5, 1), (8, 0)]), strict=False)
    },
}


class BinaryServer(HostileServer):
    """Answers requests in HTTP/2 as its routes have it."""

    def __init__(self, tls: ssl.SSLContext) -> None:
        tls.set_alpn_protocols(["h2"])
        super().__init__(tls)
        self.frames: dict[str, FramesAnswer] = {path: route.answer for path, route in ROUTES.items()}

    async def _talk(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        config = h2.config.H2Configuration(
            client_side=False, validate_outbound_headers=False, normalize_outbound_headers=False
        )
        connection = h2.connection.H2Connection(config)
        connection.initiate_connection()
        with suppress(ConnectionError, h2.exceptions.ProtocolError, TimeoutError):
            async with asyncio.timeout(LONGEST):
                await self._converse(connection, reader, writer)

    async def _converse(self, connection, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        answers: list[asyncio.Task] = []
        try:
            while data := await reader.read(65536):
                for event in connection.receive_data(data):
                    if isinstance(event, h2.events.RequestReceived):
                        answer = self._answer_in(Frames(connection, writer, event.stream_id), event)
                        answers.append(asyncio.create_task(self._then_close(answer, writer)))
                writer.write(connection.data_to_send())
        finally:
            for answer in answers:
                answer.cancel()
            await asyncio.gather(*answers, return_exceptions=True)

    async def _answer_in(self, frames: Frames, event: h2.events.RequestReceived) -> None:
        path = dict(event.headers)[b":path"].decode()
        lines = [name + b": " + value for name, value in event.headers]
        self.requests.append(Request("127.0.0.1", "", 0.0, path, b"\r\n".join([b"", *lines])))
        await self.frames[path](frames)

    async def _then_close(self, answering: Awaitable[None], writer: asyncio.StreamWriter) -> None:
        with suppress(ConnectionError, h2.exceptions.ProtocolError):
            await answering
            await asyncio.sleep(0.2)
        writer.close()
