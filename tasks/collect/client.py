"""An httpx transport that gives every request a connection of its own, to a checked address and nowhere else.

No connection is kept: nothing that one response leaves behind can reach the next, and a host is asked once in seconds
anyway. The environment (proxies, netrc, certificate files) is never asked.
"""

from __future__ import annotations

import ssl
from collections.abc import AsyncIterable, AsyncIterator
from pathlib import Path
from typing import cast

import anyio
import certifi
import httpcore
import httpx

from schemas.collect import Collecting
from tasks.collect.addresses import Admission
from tasks.collect.tape import Tape
from tasks.collect.wire import CheckedBackend

TAPE = "copydesk.tape"
"""Under this name a response's extensions hold the tape of its connection."""

_FRAMING = 4
"""A body on the wire may be so many times as large as a body may be: chunks and frames have heads of their own."""

_PATIENCE = 1 / 3
"""Share of a request's seconds that one of several addresses is given to answer."""


def tls_context(ca_file: Path | None = None) -> ssl.SSLContext:
    """Verifies certificates and names, by Mozilla's authorities and those in `ca_file`.

    Raises:
        OSError: the file cannot be read, or holds no certificates.
    """
    context = ssl.create_default_context(cafile=certifi.where())
    if ca_file is not None:
        context.load_verify_locations(cafile=ca_file)
    return context


class CheckedTransport(httpx.AsyncBaseTransport):
    """Asks for one URL and hands out the response as it comes; redirects, cookies and codings are others' work.

    Args:
        collecting: bounds, and seconds.
        admission: decides what may be connected to.
        ca_file: certificates that are trusted besides Mozilla's.
        connector: opens connections to addresses; none: the machine's network.
    """

    def __init__(
        self,
        collecting: Collecting,
        admission: Admission,
        ca_file: Path | None = None,
        connector: httpcore.AsyncNetworkBackend | None = None,
    ) -> None:
        self._collecting = collecting
        self._admission = admission
        self._tls = tls_context(ca_file)
        self._connector = connector or httpcore.AnyIOBackend()

    def tape(self) -> Tape:
        """A tape for one request."""
        return Tape(
            self._collecting.header_bytes, self._collecting.header_bytes + _FRAMING * self._collecting.page_bytes
        )

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """The response, its body not read; closing it closes the connection.

        Args:
            request: without a body; a `Tape` may lie in its extensions.

        Raises:
            AddressRefusedError: and the other errors of `tasks.collect.wire` and `tasks.collect.tape`.
            httpcore.NetworkError: the connection failed.
            httpcore.ProtocolError: what came is not HTTP.
        """
        tape = request.extensions.get(TAPE) or self.tape()
        backend = CheckedBackend(self._admission, self._connector, tape, self._collecting.page_seconds * _PATIENCE)
        asked = _for_httpcore(request)
        connection = httpcore.AsyncHTTPConnection(
            asked.url.origin, ssl_context=self._tls, http2=True, network_backend=backend
        )
        try:
            response = await connection.handle_async_request(asked)
        except BaseException:  # a cancelled handshake leaves its socket open
            await backend.aclose()
            raise
        return httpx.Response(
            response.status,
            headers=response.headers,
            stream=_Body(cast("AsyncIterable[bytes]", response.stream), backend),
            extensions={**response.extensions, TAPE: tape},
        )


def _for_httpcore(request: httpx.Request) -> httpcore.Request:
    url = httpcore.URL(
        scheme=request.url.raw_scheme,
        host=request.url.raw_host,
        port=request.url.port,
        target=request.url.raw_path,
    )
    return httpcore.Request(request.method, url, headers=request.headers.raw)


class _Body(httpx.AsyncByteStream):
    """A body without its transfer coding, and the connection it comes over."""

    def __init__(self, pieces: AsyncIterable[bytes], backend: CheckedBackend) -> None:
        self._pieces = pieces
        self._backend = backend

    async def __aiter__(self) -> AsyncIterator[bytes]:
        async for piece in self._pieces:
            yield piece

    async def aclose(self) -> None:
        with anyio.CancelScope(shield=True):
            await self._backend.aclose()
