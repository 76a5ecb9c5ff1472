"""A server on loopback that behaves as badly as one can, in a thread of its own, and remembers who came.

It listens on 127.0.0.1, which the tests allow, and on 127.66.6.6 and ::1, which they do not: whoever is seen there has
let a fetcher out of its bounds.
"""

import asyncio
import ssl
import threading
import time
from contextlib import suppress
from typing import Self

from hostile.routes import ROUTES
from hostile.talk import Answer, Request, Talk, reply, served

ALLOWED = "127.0.0.1"
FORBIDDEN = "127.66.6.6"
FORBIDDEN_6 = "::1"


class HostileServer:
    """Context manager. `routes` may be added to while it runs: a path and an `Answer`."""

    def __init__(self, tls: ssl.SSLContext | None = None) -> None:
        self.routes: dict[str, Answer] = {path: route.answer for path, route in ROUTES.items()}
        self.requests: list[Request] = []
        self.port = 0
        self._tls = tls
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, name="hostile", daemon=True)
        self._servers: list[asyncio.Server] = []
        self._talks: set[asyncio.Task] = set()

    def __enter__(self) -> Self:
        self._thread.start()
        asyncio.run_coroutine_threadsafe(self._listen(), self._loop).result(10)
        return self

    def __exit__(self, *_) -> None:
        asyncio.run_coroutine_threadsafe(self._close(), self._loop).result(10)
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(10)
        self._loop.close()

    def url(self, path: str = "/", host: str = ALLOWED) -> str:
        return f"{'https' if self._tls else 'http'}://{host}:{self.port}{path}"

    @property
    def trespasses(self) -> list[Request]:
        """Connections to where nobody may be."""
        return [request for request in self.requests if request.local != ALLOWED]

    def asked(self, path: str) -> list[Request]:
        return [request for request in self.requests if request.path == path]

    async def _listen(self) -> None:
        self._servers.append(await asyncio.start_server(self._meet, ALLOWED, 0, ssl=self._tls, backlog=500))
        self.port = self._servers[0].sockets[0].getsockname()[1]
        for address in (FORBIDDEN, FORBIDDEN_6):
            with suppress(OSError):  # a machine without IPv6
                self._servers.append(await asyncio.start_server(self._meet, address, self.port, ssl=self._tls))

    async def _close(self) -> None:
        for server in self._servers:
            server.close()
        talks = list(self._talks)
        for talk in talks:
            talk.cancel()
        await asyncio.gather(*talks, return_exceptions=True)

    async def _meet(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        self._talks.add(task)
        try:
            await self._talk(reader, writer)
        except asyncio.CancelledError:
            pass  # the server is closing
        finally:
            self._talks.discard(task)
            writer.close()
            with suppress(OSError, asyncio.CancelledError):
                await writer.wait_closed()

    async def _talk(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        local, peer = writer.get_extra_info("sockname")[0], writer.get_extra_info("peername")[0]
        request = Request(local, peer, time.monotonic())
        self.requests.append(request)
        with suppress(asyncio.IncompleteReadError, asyncio.LimitOverrunError, ConnectionError):
            request.head = await reader.readuntil(b"\r\n\r\n")
            request.path = request.head.split(b" ")[1].decode("latin-1")
            await served(self._answer(request), Talk(request, writer, self.port))

    def _answer(self, request: Request) -> Answer:
        return self.routes.get(request.path, reply(b"no such page", status=b"404 Not Found"))
