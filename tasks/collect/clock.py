"""The time of collecting: what o'clock it is, and how to wait."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC, datetime

Clock = Callable[[], datetime]
"""Now, aware, UTC."""

Sleep = Callable[[float], Awaitable[None]]
"""Waits so many seconds."""


def utc_now() -> datetime:
    """Now, aware, UTC."""
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class Time:
    """Now, and waiting."""

    now: Clock = utc_now
    sleep: Sleep = asyncio.sleep
