"""Asking again: what may have been an accident, after a pause that grows, and as often as the configuration says."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import replace
from datetime import datetime, timedelta

from tenacity import AsyncRetrying, RetryCallState, retry_if_result, stop_after_attempt
from tenacity.wait import wait_random_exponential

from schemas.collect import Collecting, Fetched, Outcome, Why
from tasks.collect.clock import Time
from tasks.collect.retry_after import asked_back

Ask = Callable[[], Awaitable[Fetched]]

ACCIDENTS = frozenset({Why.DNS, Why.CONNECT, Why.TRUNCATED, Why.SERVER_ERROR})
"""What may go better the next time. A deadline is none: a host that hangs would be waited for three times over."""

TOO_MANY = 429
_SHORTEST = 0.25
"""Seconds of the first pause, where hosts are asked without a delay."""


async def persist(ask: Ask, collecting: Collecting, time: Time) -> Fetched:
    """Ask for a URL until the answer is no accident, at most `collecting.attempts` times.

    Pauses grow exponentially from the host's delay, with full jitter; a `Retry-After` is waited for where it is longer
    and within `collecting.retry_after_cap`. A server that asks for more, or that asks still when the attempts are used
    up, is not waited for: that ends as DEFERRED, with `retry_at`.
    """
    first = max(collecting.delay, _SHORTEST)
    backoff = wait_random_exponential(multiplier=first, min=first / 2, max=max(collecting.retry_after_cap, first))

    def pause(state: RetryCallState) -> float:
        return max(backoff(state), _seconds_asked(_answer(state), time.now()))

    asking = AsyncRetrying(
        stop=stop_after_attempt(collecting.attempts),
        retry=retry_if_result(lambda answer: accident(answer) and _worth_waiting(answer, collecting, time.now())),
        wait=pause,
        sleep=time.sleep,
        retry_error_callback=_answer,
    )
    return _deferred(await asking(ask), time.now())


def accident(answer: Fetched) -> bool:
    """Whether asking again may go better: connection faults, 5xx and 429."""
    return answer.outcome is Outcome.FAILED and (answer.why in ACCIDENTS or status_of(answer) == TOO_MANY)


def status_of(answer: Fetched) -> int:
    """The HTTP status that ended the asking; 0 where there was none."""
    return answer.last.status if answer.last else 0


def _answer(state: RetryCallState) -> Fetched:
    if state.outcome is None:
        raise RuntimeError("asked for a pause before an attempt")
    answer: Fetched = state.outcome.result()
    return answer


def _worth_waiting(answer: Fetched, collecting: Collecting, now: datetime) -> bool:
    return _seconds_asked(answer, now) <= collecting.retry_after_cap


def _seconds_asked(answer: Fetched, now: datetime) -> float:
    moment = _retry_at(answer, now)
    return max(0.0, (moment - now).total_seconds()) if moment else 0.0


def _retry_at(answer: Fetched, now: datetime) -> datetime | None:
    if answer.retry_at is not None:
        return answer.retry_at
    value = answer.last.header("Retry-After") if answer.last else None
    return asked_back(value, now) if value else None


def _deferred(answer: Fetched, now: datetime) -> Fetched:
    """The answer, or its deferral where the server asks us to come back later."""
    moment = _retry_at(answer, now) if accident(answer) else None
    if moment is None and not (accident(answer) and status_of(answer) == TOO_MANY):
        return answer
    detail = f"{status_of(answer)}: to come back {moment:%Y-%m-%d %H:%M:%S} UTC" if moment else "429"
    return replace(
        answer,
        outcome=Outcome.DEFERRED,
        why=Why.RETRY_AFTER,
        detail=detail,
        retry_at=moment or now + timedelta(minutes=5),
    )
