"""One connection, opened to a checked address only; what goes over it is taped."""

from __future__ import annotations

import ssl
from collections.abc import Iterable
from ipaddress import ip_address
from typing import Any

import anyio
import httpcore

from tasks.collect.addresses import AddressRefusedError, Admission
from tasks.collect.tape import Tape

TRIED = 4
"""Addresses of a name that are tried, at most."""


class NameUnknownError(Exception):
    """A name has no address, or none could be found out."""


class TlsError(Exception):
    """No trusted encryption with the host came about."""


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
