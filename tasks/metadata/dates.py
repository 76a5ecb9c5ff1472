"""Dates in machine form, in words and in URLs, as moments in UTC with an honest precision."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import NamedTuple

from schemas.article import Precision
from schemas.metadata import PageDate
from tasks.metadata.written import Written, find_dates, zone_offset

EARLIEST = datetime(1990, 1, 1, tzinfo=UTC)
"""News on the web is not older."""
LATEST = datetime(2100, 1, 1, tzinfo=UTC)
"""Where nothing is known of the time of capture."""
_GRACE = timedelta(days=2)

_ISO = re.compile(
    r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})"
    r"(?:(?:\s?[Tt]\s?|\s{1,3})(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,]\d{1,9})?)?\s{0,2}(Z|z|UTC|GMT|[+-]\d{2}:?\d{2}|[+-]\d{1,2})?)?"
)
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})(?:T?(\d{2})(\d{2})(\d{2})?(Z|[+-]\d{4})?)?")
_EPOCH = re.compile(r"\d{10}(?:\d{3})?(?:\.\d{1,6})?")
_JAVASCRIPT = re.compile(r"\w{3} \w{3} \d{1,2} \d{4} [\d:]{8} GMT[+-]\d{4}")
_URL_DATE = re.compile(r"[/_.=-]((?:19|20)\d{2})([/_.-]?)(\d{2})\2(\d{2})(?=[/_.?&-]|$)")
_URL_DAY_FIRST = re.compile(r"[/_.=-](\d{1,2})([._-])(\d{1,2})\2((?:19|20)\d{2})(?=[/_.?&-]|$)")
_URL_LOOSE = re.compile(r"/((?:19|20)\d{2})/(\d{1,2}|[a-z]{3,9})/(\d{1,2})(?=/|$)")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


class Moment(NamedTuple):
    """A moment in UTC, how exactly it is known, and the day as it was written, where that is another one."""

    at: datetime
    precision: Precision
    local_day: date | None = None


def parse(text: str, language: str | None = None, *, day_first: bool = True) -> Moment | None:
    """A date as markup declares it: ISO 8601, RFC 822, seconds or milliseconds since 1970, or in words.

    Returns the moment in UTC and its precision. A time without a zone is taken as UTC; midnight sharp is read as a
    day, on the day that is written, whatever its zone: sites that know only the day write it so. Where the zone
    makes the written day another than the one in UTC, it is kept beside the moment.
    """
    text = text.strip()[:120]
    if not any(char.isdigit() for char in text):
        return None
    return (
        _iso(text)
        or _epoch(text)
        or _rfc822(text)
        or next((moment_of(found) for found in find_dates(text, language, day_first=day_first)), None)
    )


def _iso(text: str) -> Moment | None:
    found = _ISO.match(text) or _COMPACT.fullmatch(text)
    if not found:
        return None
    year, month, day, hour, minute, second, zone = found.groups()
    try:
        at = datetime(int(year), int(month), int(day), int(hour or 0), int(minute or 0), int(second or 0), tzinfo=UTC)
        return _moment(at, zone or "", "second" if second else "minute" if hour else "day")
    except (ValueError, OverflowError):
        return None


def moment_of(found: Written) -> Moment:
    """A date found in a text as a moment."""
    return _from_local(found.local, found.at, found.precision)


def _from_local(local: datetime, at: datetime, precision: Precision) -> Moment:
    return Moment(at, precision, local.date() if local.date() != at.date() else None)


def _moment(at: datetime, zone: str, precision: Precision) -> Moment:
    if (at.hour, at.minute, at.second) == (0, 0, 0):
        return Moment(at, "day")
    return _from_local(at, at - zone_offset(zone), precision)


def _epoch(text: str) -> Moment | None:
    if not _EPOCH.fullmatch(text):
        return None
    number = float(text)
    seconds = number / 1000 if number >= 1e11 else number
    return Moment(datetime.fromtimestamp(int(seconds), tz=UTC), "second")


def _rfc822(text: str) -> Moment | None:
    if _JAVASCRIPT.match(text):
        weekday, month, day, year, clock, zone = text.split()[:6]
        text = f"{weekday}, {day} {month} {year} {clock} {zone.removeprefix('GMT')}"
    if not text[:3].isalpha() and not text[:2].strip().isdigit():
        return None
    try:
        at = parsedate_to_datetime(text)
        return _moment(at.replace(tzinfo=UTC), at.strftime("%z")[:5], "second")
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


def url_date(url: str) -> Moment | None:
    """The day that a URL's path names: `/2024/03/05/`, `-2024-03-05`, `/20240305/`, `/2024/mar/05/`, `-25-03-2024`."""
    path = url[:2_000].partition("#")[0].lower()
    for found in (*_URL_DATE.finditer(path), *_URL_LOOSE.finditer(path)):
        year, month, day = found[1], found[found.re.groups - 1], found[found.re.groups]
        try:
            number = _MONTHS.index(month[:3]) + 1 if month.isalpha() else int(month)
            return Moment(datetime(int(year), number, int(day), tzinfo=UTC), "day")
        except ValueError:
            continue
    return _day_first(path)


def _day_first(path: str) -> Moment | None:
    """A date in a URL that ends with its year, where it can be read in one way only."""
    for found in _URL_DAY_FIRST.finditer(path):
        one, other = int(found[1]), int(found[3])
        if (12 < one <= 31 and 0 < other <= 12) or one == other:
            try:
                return Moment(datetime(int(found[4]), other, one, tzinfo=UTC), "day")
            except ValueError:
                continue
    return None


def believable(dates: Iterable[PageDate], fetched_at: datetime | None) -> tuple[PageDate, ...]:
    """Without those before 1990 or later than two days after the capture (2100 where that is not known)."""
    latest = fetched_at + _GRACE if fetched_at else LATEST
    return tuple(date for date in dates if EARLIEST <= date.at <= latest)
