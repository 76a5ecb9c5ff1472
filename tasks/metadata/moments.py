"""When the page was published and changed: declared dates and visible ones vote on the day."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta

from schemas.metadata import PageDate
from tasks.metadata.changes import says_changed
from tasks.metadata.dated import page_date
from tasks.metadata.dates import Moment, believable, moment_of
from tasks.metadata.relative import find_relative
from tasks.metadata.written import find_dates

_WEIGHTS = {"json-ld": 2.0, "meta": 2.0, "url": 2.0, "microdata": 1.5, "time": 1.0, "visible": 1.0}
_FINENESS = {"second": 2, "minute": 1, "day": 0}
_ONE_DAY = timedelta(days=1)
_HALF_AN_HOUR = timedelta(minutes=30)
_LINES = 12
_PRINTED = ("visible", "time")
"""Where a reader sees a day."""
_WESTMOST, _EASTMOST = timedelta(hours=-10), timedelta(hours=13)
"""Hawaii and New Zealand: no newsroom is farther from UTC."""


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
        yield page_date(moment_of(written), "visible"), says_changed(line[position : written.start])
        position = written.start
    if not found and fetched_at and (moment := find_relative(line, fetched_at)):
        yield page_date(Moment(*moment), "visible"), says_changed(line)


def read_as(seen: Iterable[PageDate], declared: Iterable[PageDate]) -> list[PageDate]:
    """Visible dates, those whose day and month change places on a declared day with that day: `11/01/2021`."""
    days = {found.day for found in declared}
    return [_as_one_of(found, days) for found in seen] if days else list(seen)


def _as_one_of(found: PageDate, days: set[date]) -> PageDate:
    swapped = found if found.day in days else _swapped(found)
    return swapped if swapped.day in days else found


def _swapped(found: PageDate) -> PageDate:
    """With day and month in each other's place, where that is a date."""
    day = found.day
    if day.day > 12 or day.day == day.month:
        return found
    return PageDate(datetime(day.year, day.day, day.month, tzinfo=found.at.tzinfo), "day", found.source)


def choose_published(
    dates: Sequence[PageDate],
    modified: Iterable[PageDate],
    head: Callable[[], Iterable[PageDate]] | None = None,
) -> PageDate | None:
    """The day on which most sources agree, as the most exact of its sources gives it.

    What counts is the day that the page writes, in its own time zone: a story of 11 p.m. in New York is of that day,
    not of the next one, which it is in UTC. The moment stays exact; the day stands beside it where it differs.

    Args:
        dates: candidates in the order of trust.
        modified: dates of change; an element without a meaning of its own that names such a day says nothing new.
        head: tells the dates printed in the article's head, whatever their label; asked only where a printed date
            stands against a declared one.
    """
    changed = {found.day for found in modified}
    heard = [found for found in dates if found.source not in ("time", "visible") or found.day not in changed]
    heard = _first_of_each(heard) or _first_of_each(dates)
    if not heard:
        return None
    best = max(heard, key=lambda found: _votes(found.day, heard))
    if best.day in changed and (printed := _printed_before(best, heard)) and _is_in_head(printed, best, head):
        return printed
    same_day = [found for found in heard if found.day == best.day]
    return _on_local_day(max(same_day, key=lambda found: _FINENESS[found.precision]), dates)


def _on_local_day(best: PageDate, dates: Sequence[PageDate]) -> PageDate:
    """A moment that is given in UTC, with the newsroom's own day for it, where the page tells that day.

    It does where the same moment is written in another zone, and in the address. What a reader sees may be the day of
    the printed edition or of a comment: it is heard where another source agrees, or the moment is that day's midnight.
    """
    if best.precision == "day" or best.local_day:
        return best
    same = next((found.local_day for found in dates if found.at == best.at and found.local_day), None)
    days = {source: next(_possible(best, dates, source), None) for source in (*_PRINTED, "url")}
    day = same or _told(best, days["visible"] or days["time"], days["url"], dates)
    return best if day == best.day else replace(best, local_day=day)


def _possible(best: PageDate, dates: Sequence[PageDate], source: str) -> Iterator[date]:
    """The days of a source that some time zone makes of a moment."""
    earliest, latest = (best.at + _WESTMOST).date(), (best.at + _EASTMOST).date()
    return (found.day for found in dates if found.source == source and earliest <= found.day <= latest)


def _told(best: PageDate, printed: date | None, address: date | None, dates: Sequence[PageDate]) -> date:
    others = {found.day for found in dates if _is_same_elsewhere(best, found)}
    if printed and (printed in (best.day, address) or printed in others or _is_midnight(best, printed)):
        return printed
    return address if address and (address < best.day or address in others) else best.day  # editions are dated ahead


def _is_same_elsewhere(best: PageDate, found: PageDate) -> bool:
    """Whether a date is the same moment as another clock shows it, written without its zone."""
    apart = abs(found.at - best.at)
    exact = best.precision == found.precision == "second" and (best.at.minute % 30 or best.at.second)
    return bool(exact) and timedelta() < apart <= _EASTMOST and not apart % _HALF_AN_HOUR


def _is_midnight(best: PageDate, day: date) -> bool:
    """Whether a moment is the first of a day, somewhere east of Greenwich."""
    begun = datetime.combine(day, datetime.min.time(), best.at.tzinfo)
    return timedelta() < begun - best.at <= _EASTMOST and not (best.at.minute % 30 or best.at.second)


def _printed_before(best: PageDate, dates: Sequence[PageDate]) -> PageDate | None:
    """The date a reader sees, where it is earlier: a declared one that equals the last change is often only that."""
    return next((found for found in dates if found.source == "visible" and best.at - found.at > 2 * _ONE_DAY), None)


def _is_in_head(printed: PageDate, declared: PageDate, head: Callable[[], Iterable[PageDate]] | None) -> bool:
    """Whether the article's head prints the one day and not the other: lists of other articles hold dates too."""
    days = {found.day for found in head()} if head else {printed.day}
    return printed.day in days and declared.day not in days


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
        votes += weight if found.day == day else weight / 2 if abs(found.day - day) <= _ONE_DAY else 0.0
    return votes


def choose_modified(dates: Sequence[PageDate], published: PageDate | None) -> PageDate | None:
    """The first date of change that is not before the publication."""
    return next((found for found in dates if published is None or _not_before(found, published)), None)


def first_change(dates: Sequence[PageDate]) -> PageDate | None:
    """Of a page that tells only when it was changed, that date, so marked."""
    return next((replace(found, source="modified") for found in dates), None)


def _not_before(found: PageDate, published: PageDate) -> bool:
    if "day" in (found.precision, published.precision):
        return found.day >= published.day
    return found.at >= published.at
