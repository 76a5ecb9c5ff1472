"""`Retry-After`: when a server asks us to come back (RFC 9110, section 10.2.3)."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

LONGEST = timedelta(days=7)
"""A server that asks for more is asked again after this: years are a slip or a trap."""


def asked_back(value: str, now: datetime) -> datetime | None:
    """The moment a `Retry-After` header names, between `now` and `now` + `LONGEST`; None where it says nothing.

    Args:
        value: seconds, or an HTTP date in any of its three forms.
        now: aware, UTC.
    """
    text = value.strip()
    wanted = _in_seconds(text, now) if text.isascii() and text.isdigit() else _dated(text)
    return None if wanted is None else min(max(wanted, now), now + LONGEST)


def _in_seconds(digits: str, now: datetime) -> datetime:
    significant = digits.lstrip("0")
    return now + (LONGEST if len(significant) > 9 else timedelta(seconds=int(significant or "0")))


def _dated(text: str) -> datetime | None:
    try:
        moment = parsedate_to_datetime(text)
    except (ValueError, OverflowError):
        return None
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else _in_utc(moment)


def _in_utc(moment: datetime) -> datetime | None:
    try:
        return moment.astimezone(UTC)
    except OverflowError:  # year 1 or 9999, and an offset that leads out of the calendar
        return None
