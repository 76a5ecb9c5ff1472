"""Times that count back from the moment the page was read: "6 minutes ago", "vor 3 Stunden", "il y a 2 jours"."""

from __future__ import annotations

import re
from datetime import datetime, timedelta

from schemas.article import Precision

_MINUTES = (
    "minutes?|mins?|minuten?|minutos?|minuti|minuto|minut[yęa]?|minuter|minutter|minuuttia|dakika|минут[аыу]?|мин|perc"
    "|分鐘|分钟|分|분"
)
_HOURS = (
    "hours?|hrs?|stunden?|std|heures?|horas?|ora|ore|uur|uren|godzin[aęy]?|godz|hodin(?:ami|ou|y)?|hod|timer?|timmar"
    "|timme|tuntia|saat|час(?:а|ов)?|óra|órával|小時|小时|時間|시간"
)
_DAYS = (
    "days?|tag(?:en?)?|jours?|d[ií]as?|giorn[oi]|dag(?:en|ar|e)?|dni|dzień|dn[yíe]|päivää|gün|день|дня|дней|nap"
    "|天|日|일"
)
_AGO = (
    "ago|vor|il y a|hace|fa|há|atrás|atras|geleden|temu|před|pred|siden|sedan|sitten|önce|назад|тому|előtt|ezelőtt"
    "|前|전"
)
_ONE = "an?|one|einer|eine|einem|une?|una?|uno|um|uma|een|jeden|bir"

_AGO_PATTERN = re.compile(rf"(?:(?<!\w)|(?<=\d)|(?<=[間间钟鐘天日분간일]))(?:{_AGO})(?!\w)")
_SPAN = re.compile(rf"(?<!\w)(\d{{1,3}}|{_ONE})\s{{0,2}}(?:({_MINUTES})|({_HOURS})|({_DAYS}))(?:[^\w]|$|(?=前|전))")
_CHARS = 120


def looks_relative(text: str) -> bool:
    """Whether a short line only says how long ago something was."""
    text = text[:_CHARS].lower()
    return len(text) < 60 and bool(_SPAN.search(text)) and bool(_AGO_PATTERN.search(text))


def find_relative(text: str, fetched_at: datetime) -> tuple[datetime, Precision] | None:
    """The moment a short text means, counted back from the capture.

    Minutes are exact to the minute; hours and days only to the day. Weeks and longer are too vague to be heard.
    """
    text = text[:_CHARS].lower()
    found = _SPAN.search(text)
    if not found or not _AGO_PATTERN.search(text):
        return None
    number = int(found[1]) if found[1].isdecimal() else 1
    if found[2]:
        return (fetched_at - timedelta(minutes=number)).replace(second=0, microsecond=0), "minute"
    back = timedelta(hours=number) if found[3] else timedelta(days=number)
    return (fetched_at - back).replace(hour=0, minute=0, second=0, microsecond=0), "day"
