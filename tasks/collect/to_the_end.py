"""Blocking work in a thread that is not left half done when the run is ended."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")


async def to_the_end(work: Callable[[], T]) -> T:
    """What the work gives, done in a thread. Who is cancelled meanwhile gets it too, and ends at the next `await`."""
    doing, cancelled = asyncio.ensure_future(asyncio.to_thread(work)), False
    while not doing.done():
        try:
            await asyncio.wait({doing})
        except asyncio.CancelledError:
            cancelled = True
    task = asyncio.current_task()
    if cancelled and task is not None:
        task.cancel()
    return doing.result()
