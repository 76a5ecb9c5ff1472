"""One connection, opened to a checked address only, with a tape of the heads that went over it."""

from __future__ import annotations

import re
import ssl
from collections.abc import Iterable
from ipaddress import ip_address
from typing import Any

import anyio
import httpcore

from tasks.collect.addresses import AddressRefusedError, Admission

_HEAD_END = re.compile(rb"\r?\n\r?\n")
_INTERIM = re.compile(rb"HTTP/1\.\d 1(?!01)\d\d")
"""An answer before the answer (RFC 9110, section 15.2)."""

TRIED = 4
"""Addresses of a name that are tried, at most."""


class NameUnknownError(Exception):
    """A name has no address, or none could be found out."""


class TlsError(Exception):
    """No trusted encryption with the host came about."""


class HeaderTooLargeError(Exception):
    """The head of a response has more bytes than it may have."""


class TooMuchSentError(Exception):
    """A response is larger on the wire than any that could be kept."""


class Tape:
    """What went over a connection in HTTP/1.1: our request's head, and the head of the response as it came.

    Args:
        head_limit: bytes of all heads until the response's has ended.
        limit: bytes in all.
    """

    def __init__(self, head_limit: int, limit: int) -> None:
        self._head_limit = head_limit
        self._limit = limit
        self._heard = bytearray()
        self._received = 0
        self.sent = bytearray()
        self.head = b""  # empty until it has ended
        self.peer = ""
        self.ended = False  # the server closed the connection
        self.binary = False  # HTTP/2: there are no heads on the wire that could be read

    def hear(self, data: bytes) -> None:
        """Note what the server sent.

        Raises:
            HeaderTooLargeError: the head has no end within its limit.
            TooMuchSentError: all of it is more than the limit.
        """
        self.ended = not data
        self._received += len(data)
        if self._received > self._limit:
            raise TooMuchSentError(f"more than {self._limit} bytes on the wire")
        if not self.head and not self.binary:
            self._heard += data
            self._find_head()

    @property
    def begun(self) -> bytes:
        """The beginning of what the server sent."""
        return bytes(self._heard[:16]) or b"\0" * bool(self._received)

    def _find_head(self) -> None:
        """Take the first head that is not interim; all before it count for the limit as well."""
        start = 0
        while found := _HEAD_END.search(self._heard, start):
            if not _INTERIM.match(self._heard, start):
                self.head = bytes(self._heard[start : found.end()])
                break
            start = found.end()
        if (found.end() if found else len(self._heard)) > self._head_limit:
            raise HeaderTooLargeError(f"more than {self._head_limit} bytes of header")


class TapedStream(httpcore.AsyncNetworkStream):
    """A connection whose bytes are noted on a tape."""

    def __init__(self, inner: httpcore.AsyncNetworkStream, tape: Tape) -> None:
        self._inner = inner
        self._tape = tape

    async def read(self, max_bytes: int, timeout: float | None = None) -> bytes:  # noqa: ASYNC109 - httpcore's signature
        """Read and note."""
        data = await self._inner.read(max_bytes, timeout)
        self._tape.hear(data)
        return data

    async def write(self, buffer: bytes, timeout: float | None = None) -> None:  # noqa: ASYNC109 - as above
        """Note and write."""
        if not self._tape.binary:
            self._tape.sent += buffer
        await self._inner.write(buffer, timeout)

    async def aclose(self) -> None:
        """Close the connection."""
        await self._inner.aclose()

    async def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,  # noqa: ASYNC109 - as above
    ) -> httpcore.AsyncNetworkStream:
        """The same connection, encrypted.

        Raises:
            TlsError: the host is not who it should be, or speaks no TLS.
        """
        try:
            inner = await self._inner.start_tls(ssl_context, server_hostname, timeout)
        except (httpcore.ConnectError, ssl.SSLError, ValueError) as error:
            raise TlsError(str(error) or "the connection was closed in the handshake") from error
        encrypted = inner.get_extra_info("ssl_object")
        self._tape.binary = encrypted.selected_alpn_protocol() == "h2"
        return TapedStream(inner, self._tape)

    def get_extra_info(self, info: str) -> Any:
        """What is known of the connection."""
        return self._inner.get_extra_info(info)


class CheckedBackend(httpcore.AsyncNetworkBackend):
    """Opens one connection, to an address that was checked, and checks what it is connected to again.

    Args:
        admission: decides on addresses and looks up names.
        connector: opens connections to addresses.
        tape: notes what goes over the connection.
        patience: seconds for each of several addresses of a name.
    """

    def __init__(
        self, admission: Admission, connector: httpcore.AsyncNetworkBackend, tape: Tape, patience: float
    ) -> None:
        self._admission = admission
        self._connector = connector
        self._tape = tape
        self._patience = patience
        self._opened: httpcore.AsyncNetworkStream | None = None

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ASYNC109 - as above
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        """Look up the host, once, and connect to the first of its checked addresses that answers.

        Raises:
            NameUnknownError: the host has no address.
            AddressRefusedError: an address must not be connected to, or the connection leads to another one.
            httpcore.ConnectError: none of them answers.
            httpcore.ConnectTimeout: the last of them does not answer in time.
        """
        addresses = (await self._resolved(host, port))[:TRIED]
        for left, address in zip(range(len(addresses) - 1, -1, -1), addresses, strict=True):
            patience = self._patience if left else timeout
            try:
                stream = await self._connector.connect_tcp(address, port, patience, local_address, socket_options)
            except (httpcore.ConnectError, httpcore.ConnectTimeout):
                if not left:
                    raise
            else:
                return self._taped(stream, address)
        raise NameUnknownError(f"{host} has no address")

    async def _resolved(self, host: str, port: int) -> tuple[str, ...]:
        try:
            return await self._admission.resolve(host, port)
        except OSError as error:
            raise NameUnknownError(str(error)) from error

    def _taped(self, stream: httpcore.AsyncNetworkStream, address: str) -> TapedStream:
        self._opened = stream
        peer = self._admission.check(stream.get_extra_info("server_addr")[0])
        if peer != ip_address(address):
            raise AddressRefusedError(f"asked for {address}, connected to {peer}")
        self._tape.peer = str(peer)
        return TapedStream(stream, self._tape)

    async def aclose(self) -> None:
        """Close the connection, whatever state it was left in."""
        if self._opened is not None:
            with anyio.CancelScope(shield=True):
                await self._opened.aclose()
