"""A host's turn among all runs on one raw folder: a file, locked while the host is asked and dated when it was."""

from __future__ import annotations

import fcntl
import hashlib
import os
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from tasks.collect.clock import Sleep

_FIRST_LOOK, _LAST_LOOK = 0.01, 0.25
"""Seconds between two looks at a file that another run has locked: `flock` that waits would stop the event loop."""
_NANOSECONDS = 10**9


class HostFile:
    """When a host was last asked, by whichever run. Only to be had from `locked`."""

    def __init__(self, descriptor: int) -> None:
        self._descriptor = descriptor

    def idle(self) -> float | None:
        """Seconds since the host was last asked, by the wall clock; None: never, 0: unreadable."""
        told = os.pread(self._descriptor, 40, 0)
        if not told:
            return None
        return (time.time_ns() - int(told)) / _NANOSECONDS if told.isdigit() else 0.0

    def stamp(self) -> None:
        """The host is asked now."""
        os.pwrite(self._descriptor, b"%020d" % time.time_ns(), 0)


@asynccontextmanager
async def locked(directory: Path, host: str, sleep: Sleep) -> AsyncIterator[HostFile]:
    """The host's file, locked against every other thread and process; a killed one's lock ends with it.

    Raises:
        OSError: the directory cannot be written.
    """
    path = directory / hashlib.sha256(host.encode("utf-8", "surrogatepass")).hexdigest()[:32]
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
    try:
        look = _FIRST_LOOK
        while not _taken(descriptor):
            await sleep(look)
            look = min(2 * look, _LAST_LOOK)
        yield HostFile(descriptor)
    finally:
        os.close(descriptor)


def _taken(descriptor: int) -> bool:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
