"""When the page was published and changed: declared dates and visible ones vote on the day."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, timedelta

from schemas.metadata import PageDate
from tasks.metadata.changes import says_changed
from tasks.metadata.dates import believable
from tasks.metadata.relative import find_relative
from tasks.metadata.written import find_dates

_WEIGHTS = {"json-ld": 2.0, "meta": 2.0, "url": 2.0, "microdata": 1.5, "time": 1.0, "visible": 1.0}
_FINENESS = {"second": 2, "minute": 1, "day": 0}
_ONE_DAY = timedelta(days=1)
_LINES = 12


def visible_dates(
    lines: Sequence[str], language: str | None, fetched_at: datetime | None, *, day_first: bool
) -> tuple[tuple[PageDate, ...], tuple[PageDate, ...]]:
    """(published, modified) as the lines with a date say, in the order of the page.

    A time that counts back ("6 minutes ago") is only heard where the time of capture is known.
    """
    published: list[PageDate] = []
    modified: list[PageDate] = []
    for line in lines[:_LINES]:
        for at, changed in _line_dates(line, language, fetched_at, day_first=day_first):
            (modified if changed else published).append(at)
    return believable(published, fetched_at), believable(modified, fetched_at)


def _line_dates(
    line: str, language: str | None, fetched_at: datetime | None, *, day_first: bool
) -> Iterator[tuple[PageDate, bool]]:
    found = sorted(find_dates(line, language, day_first=day_first), key=lambda written: written.start)
    position = 0
    for written in found[:3]:
        yield PageDate(written.at, written.precision, "visible"), says_changed(line[position : written.start])
        position = written.start
    if not found and fetched_at and (moment := find_relative(line, fetched_at)):
        yield PageDate(*moment, "visible"), says_changed(line)


def choose_published(dates: Sequence[PageDate], modified: Iterable[PageDate]) -> PageDate | None:
    """The day on which most sources agree, as the most exact of its sources gives it.

    Args:
        dates: candidates in the order of trust.
        modified: dates of change; an element without a meaning of its own that names such a day says nothing new.
    """
    changed = {found.at.date() for found in modified}
    heard = [found for found in dates if found.source not in ("time", "visible") or found.at.date() not in changed]
    heard = _first_of_each(heard) or _first_of_each(dates)
    if not heard:
        return None
    best = max(heard, key=lambda found: _votes(found.at.date(), heard))
    if best.at.date() in changed and (printed := _printed_before(best, heard)):
        return printed
    same_day = [found for found in heard if found.at.date() == best.at.date()]
    return max(same_day, key=lambda found: _FINENESS[found.precision])


def _printed_before(best: PageDate, dates: Sequence[PageDate]) -> PageDate | None:
    """The date a reader sees, where it is earlier: a declared one that equals the last change is often only that."""
    return next((found for found in dates if found.source == "visible" and best.at - found.at > 2 * _ONE_DAY), None)


def _first_of_each(dates: Sequence[PageDate]) -> list[PageDate]:
    """The first date of every source; later ones are mostly those of other articles."""
    first: dict[str, PageDate] = {}
    for found in dates:
        first.setdefault(found.source, found)
    return list(first.values())


def _votes(day: date, dates: Sequence[PageDate]) -> float:
    """A neighbouring day is half a vote: sources differ by their time zones."""
    votes = 0.0
    for found in dates:
        weight = _WEIGHTS.get(found.source, 1.0)
        votes += weight if found.at.date() == day else weight / 2 if abs(found.at.date() - day) <= _ONE_DAY else 0.0
    return votes


def choose_modified(dates: Sequence[PageDate], published: PageDate | None) -> PageDate | None:
    """The first date of change that is not before the publication."""
    return next((found for found in dates if published is None or _not_before(found, published)), None)


def _not_before(found: PageDate, published: PageDate) -> bool:
    if "day" in (found.precision, published.precision):
        return found.at.date() >= published.at.date()
    return found.at >= published.at
