"""When a page was fetched, in the ways in which WARC files and dumps write it."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from email.utils import parsedate_to_datetime

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
UNITS = (1e11, 1e14, 1e17)
"""Counts above these are milliseconds, microseconds, nanoseconds: as seconds they lie beyond the year 5138."""


def read_instant(value: object) -> datetime | None:
    """A moment in UTC, from a datetime, a date, ISO 8601, RFC 5322 or `YYYYMMDDhhmmss` text, or a count since 1970.

    What has no time zone is UTC. None where the value is no moment.
    """
    try:
        if isinstance(value, datetime):
            return _in_utc(value)
        if isinstance(value, date):
            return datetime(value.year, value.month, value.day, tzinfo=UTC)
        if isinstance(value, int | float) and not isinstance(value, bool):
            return _counted(value)
        return _written(value.strip()) if isinstance(value, str) else None
    except (ValueError, OverflowError, TypeError, IndexError):
        return None


def _in_utc(moment: datetime) -> datetime:
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)


def _counted(count: float) -> datetime:
    thousands = sum(abs(count) > unit for unit in UNITS)
    return EPOCH + timedelta(microseconds=int(count * 10**6 // 1000**thousands))


def _written(text: str) -> datetime:
    if re.fullmatch("[0-9]{14}", text):
        return _in_utc(datetime.strptime(text, "%Y%m%d%H%M%S"))  # noqa: DTZ007 - made UTC at once
    if re.fullmatch("[0-9]{10}|[0-9]{13}", text):
        return _counted(int(text))
    try:
        return _in_utc(datetime.fromisoformat(text.removesuffix(" UTC")))
    except ValueError:
        return _in_utc(parsedate_to_datetime(text))
