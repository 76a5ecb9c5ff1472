"""Dates as people write them: "5 de marzo de 2024, 14:30", "March 5th, 2024", "2024年3月5日", "05.03.2024, 14.30 Uhr".

Month names come from the Unicode CLDR through Babel, so that every language a page may declare is covered.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import lru_cache

from babel import Locale, UnknownLocaleError
from babel.dates import get_month_names

from schemas.article import Precision

_CHARS = 400
_AROUND = 24
_MORE_NAMES = {
    "en": {"sept": 9, "febuary": 2},
    "de": {"jänner": 1, "feber": 2, "maerz": 3, "mrz": 3, "sept": 9},
    "fr": {"fevrier": 2, "aout": 8, "decembre": 12},
    "es": {"setiembre": 9, "set": 9, "sep": 9},
    "it": {"sett": 9},
    "nl": {"mrt": 3, "sept": 9},
    "ar": {
        "كانون الثاني": 1, "شباط": 2, "آذار": 3, "نيسان": 4, "أيار": 5, "حزيران": 6, "تموز": 7, "آب": 8, "أيلول": 9,
        "تشرين الأول": 10, "تشرين الثاني": 11, "كانون الأول": 12, "جانفي": 1, "فيفري": 2, "أفريل": 4, "ماي": 5,
        "جوان": 6, "جويلية": 7, "أوت": 8,
    },
    "hr": {"siječnja": 1, "veljače": 2, "ožujka": 3},
    "sr": {"januar": 1, "februar": 2, "mart": 3, "april": 4, "maj": 5, "jun": 6, "jul": 7, "avgust": 8, "septembar": 9,
           "oktobar": 10, "novembar": 11, "decembar": 12},
}  # fmt: skip
"""Names that CLDR does not list but newspapers print."""

_DAY_BEFORE = re.compile(
    r"(?<!\d)(\d{1,2})\s?(?:st|nd|rd|th|er|re|ª|º|°|\.º)?\.?\s?"
    r"(?:-?[ae]s?|de|do|di|d['’]|da|ng|ב|של|of)?\s?[-/ ,.]?\s?$"
)
_YEAR_BEFORE = re.compile(r"(?<!\d)(\d{4})\.?\s?(?:m\.|gada|(?:e|k)o|,)?\s?[-/ ]?\s?$")
_YEAR_GADA = re.compile(r"(?<!\d)(\d{4})\.\s?gada\s(\d{1,2})\.\s?$")
_YEAR_AFTER = re.compile(r"\.?,?\s?(?:de|del|do|di|of|lui|,)?\s?[-/ ]?\s?'?(\d{4})(?!\d)")
_DAY_YEAR_AFTER = re.compile(r"\.?\s?(\d{1,2})\s?(?:st|nd|rd|th|a|an|e|d)?\.?,?\s{1,2}(?:at\s|of\s)?(\d{4})(?!\d)")
_DAY_AFTER = re.compile(r"\.?\s?(\d{1,2})(?!\d)")
_CJK = re.compile(r"(\d{4})\s?[年년]\s?(\d{1,2})\s?[月월]\s?(\d{1,2})\s?[日일号號]?")
_VIETNAMESE = re.compile(r"(\d{1,2})\s(?:tháng|thg)\s(\d{1,2})(?:,|\snăm)?\s(\d{4})", re.IGNORECASE)
_YEAR_FIRST = re.compile(r"(?<![\d/.-])(\d{4})\s?[-/.]\s?(\d{1,2})\s?[-/.]\s?(\d{1,2})(?![\d/])")
_YEAR_LAST = re.compile(r"(?<![\d/.-])(\d{1,2})\s?([-/.])\s?(\d{1,2})\s?[-/.]\s?(\d{4})(?!\d)")
_SHORT_YEAR = re.compile(r"(?<![\d/.:-])(\d{1,2})\.(\d{1,2})\.(\d{2})(?![\d.:])")
_TIME = re.compile(
    r"(?<![\d.:/-])(\d{1,2})(?::|\s?h\s?|h|(?<=\d)\.(?=\d\d\s?(?:Uhr|a\.?m|p\.?m|ч)))(\d{2})(?::(\d{2}))?(?![\d:])"
    r"\s?([ap]\.?\s?m\b\.?)?\s?(?:Uhr|hrs|horas|ore)?\s?\(?((?:UTC|GMT)?[+-]\d{1,2}:?\d{0,2}|[A-Z]{1,4}T\b|UTC\b|GMT\b|Z\b|MSK\b)?",
    re.IGNORECASE,
)
_CJK_TIME = re.compile(r"(\d{1,2})\s?[時点點时시]\s?(\d{1,2})\s?[分분](?:(\d{1,2})秒)?()()")
_ZONE_HOURS = {
    "UTC": 0, "GMT": 0, "Z": 0, "WET": 0, "WEST": 1, "BST": 1, "CET": 1, "CEST": 2, "MEZ": 1, "MESZ": 2, "EET": 2,
    "EEST": 3, "MSK": 3, "TRT": 3, "EAT": 3, "SAST": 2, "PKT": 5, "WIB": 7, "SGT": 8, "HKT": 8, "JST": 9, "KST": 9,
    "AEST": 10, "AEDT": 11, "NZST": 12, "NZDT": 13, "EST": -5, "EDT": -4, "ET": -5, "CST": -6, "CDT": -5, "CT": -6,
    "MST": -7, "MDT": -6, "PST": -8, "PDT": -7, "PT": -8, "AKST": -9, "HST": -10, "ART": -3, "BRT": -3,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Written:
    """A date found in a text, and where in the text it began."""

    at: datetime
    """UTC."""
    precision: Precision
    start: int
    local: datetime
    """As written, before its time zone was taken off."""


def find_dates(text: str, language: str | None = None, *, day_first: bool = True) -> Iterator[Written]:
    """The dates in a short text, those with a month's name first.

    Args:
        text: the first 400 characters are read.
        language: BCP 47 tag whose month names are tried before English ones.
        day_first: how `03/05/2024` is read where both would be possible.
    """
    text = text[:_CHARS].replace("\u202f", " ").replace("\xa0", " ")
    for start, end, (year, month, day) in _days(text, language, day_first=day_first):
        common = year - 543 if 2450 < year < 2700 else year  # the Buddhist calendar
        if 1900 < common < 2200 and 0 < month < 13 and 0 < day <= monthrange(common, month)[1]:
            yield _with_time(datetime(common, month, day, tzinfo=UTC), text, start, end)


def _days(text: str, language: str | None, *, day_first: bool) -> Iterator[tuple[int, int, tuple[int, int, int]]]:
    for found in (*_CJK.finditer(text), *_VIETNAMESE.finditer(text)):
        first, month, last = (int(part) for part in found.groups())
        yield found.start(), found.end(), (first, month, last) if first > 31 else (last, month, first)
    for name in dict.fromkeys(((language or "").replace("_", "-").split("-")[0].lower(), "en")):
        yield from _by_month_name(text, name)
    for found in _YEAR_FIRST.finditer(text):
        yield found.start(), found.end(), (int(found[1]), int(found[2]), int(found[3]))
    for found in _YEAR_LAST.finditer(text):
        day, month = int(found[1]), int(found[3])
        if (not day_first and found[2] != "." and day <= 12) or month > 12:
            day, month = month, day
        yield found.start(), found.end(), (int(found[4]), month, day)
    for found in _SHORT_YEAR.finditer(text):
        yield found.start(), found.end(), (2000 + int(found[3]), int(found[2]), int(found[1]))


def _by_month_name(text: str, language: str) -> Iterator[tuple[int, int, tuple[int, int, int]]]:
    pattern, months = _month_names(language)
    lowered = text.lower()
    if pattern is None or len(lowered) != len(text):  # some capitals grow when they are lowered
        return
    for found in pattern.finditer(lowered):
        month = months[found[1]]
        before, after = lowered[max(0, found.start(1) - _AROUND) : found.start(1)], lowered[found.end(1) :][:_AROUND]
        left = found.start(1) - len(before)
        if (year := _YEAR_AFTER.match(after)) and (day := _DAY_BEFORE.search(before)):
            yield left + day.start(1), found.end(1) + year.end(), (int(year[1]), month, int(day[1]))
        elif both := _DAY_YEAR_AFTER.match(after):
            yield found.start(1), found.end(1) + both.end(), (int(both[2]), month, int(both[1]))
        elif both := _YEAR_GADA.search(before):
            yield left + both.start(1), found.end(1), (int(both[1]), month, int(both[2]))
        elif (year := _YEAR_BEFORE.search(before)) and (day := _DAY_AFTER.match(after)):
            yield left + year.start(1), found.end(1) + day.end(), (int(year[1]), month, int(day[1]))


@lru_cache(maxsize=64)
def _month_names(language: str) -> tuple[re.Pattern[str] | None, dict[str, int]]:
    """A pattern over the month names of a language, and their numbers; None for a language that CLDR does not know."""
    try:
        locale = Locale.parse(language or "en", sep="-")
    except (ValueError, UnknownLocaleError):
        return None, {}
    names: dict[str, int] = {}
    for width in ("wide", "abbreviated"):
        for context in ("format", "stand-alone"):
            for number, name in get_month_names(width, context=context, locale=locale).items():
                bare = name.lower().rstrip(".\u0654")
                if not any(char.isdigit() for char in bare):
                    names.setdefault(bare, number)
    names |= {name: number for name, number in _MORE_NAMES.get(language, {}).items() if name not in names}
    if not names:
        return None, {}
    ordered = sorted(names, key=lambda name: (-len(name), name))
    return re.compile(rf"(?<![^\Wב])({'|'.join(map(re.escape, ordered))})(?!\w)"), names


def _with_time(date: datetime, text: str, start: int, end: int) -> Written:
    """Add the time of day that stands right behind the date, or right before it."""
    after, before = text[end : end + 40], text[max(0, start - 30) : start]
    found = _TIME.search(after) or _CJK_TIME.search(after) or _TIME.search(before)
    if found and (at := _at_time(date, found, found.string[: found.start()])):
        return Written(at - zone_offset(found[5] or ""), "second" if found[3] else "minute", start, at)
    return Written(date, "day", start, date)


def _at_time(date: datetime, found: re.Match[str], ahead: str) -> datetime | None:
    hour, minute, second = int(found[1]), int(found[2]), int(found[3] or 0)
    if half := (found[4] or "").lower():
        hour = hour % 12 + 12 * half.startswith("p")
    elif hour < 12 and ahead.rstrip().endswith(("午後", "下午", "오후")):
        hour += 12
    if hour > 23 or minute > 59 or second > 59:
        return None
    return date.replace(hour=hour, minute=minute, second=second)


def zone_offset(zone: str) -> timedelta:
    """How far a zone is ahead of UTC: `+02:00`, `GMT-3`, `CEST`; nothing for a name that is not known.

    Abbreviations are read as the press uses them: `CST` is Chicago, `IST` is too ambiguous to be heard.
    """
    if found := re.fullmatch(r"(?:UTC|GMT)?([+-])(\d{1,2}):?(\d{2})?", zone.strip(), re.IGNORECASE):
        offset = timedelta(hours=int(found[2]), minutes=int(found[3] or 0))
        return timedelta() if offset > timedelta(hours=15) else offset if found[1] == "+" else -offset
    return timedelta(hours=_ZONE_HOURS.get(zone.strip().upper(), 0))
