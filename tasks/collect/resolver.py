"""The machine's own look-up of names, in threads of its own: one that hangs keeps nobody else waiting."""

from __future__ import annotations

import asyncio
import socket
from concurrent.futures import ThreadPoolExecutor

_THREADS = ThreadPoolExecutor(max_workers=32, thread_name_prefix="resolver")


async def system_resolver(host: str, port: int) -> tuple[str, ...]:
    """The addresses of a name, in the order in which the machine would try them (RFC 6724).

    Raises:
        OSError: there are none, or none were to be had.
    """
    loop = asyncio.get_running_loop()
    return await loop.run_in_executor(_THREADS, _look_up, host, port)


def _look_up(host: str, port: int) -> tuple[str, ...]:
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except UnicodeError as error:  # a label that is empty or too long
        raise OSError(f"no host name: {host[:60]!r}") from error
    return tuple(dict.fromkeys(str(place[0]) for *_, place in found))
