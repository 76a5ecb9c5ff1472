from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.metadata import PageDate
from tasks.metadata.dates import believable, parse, url_date
from tasks.metadata.relative import find_relative
from tasks.metadata.written import find_dates

NO_DATE = [
    "",
    "March",
    "March 2024 was cold",
    "5 March",
    "31 February 2024",
    "Chapter 3 of 2024 pages",
    "192.168.2024.1",
    "12:30",
    "version 1.2.3",
    "99/99/2024",
    "1984",
]


@pytest.mark.parametrize("text", NO_DATE)
def test_no_date(text):
    assert list(find_dates(text, "en")) == []


WRITTEN = [
    ("March 5, 2024", "en", "2024-03-05 00:00 day"),
    ("Published Nov. 3, 2024 10:15 AM ET", "en", "2024-11-03 15:15 minute"),
    ("March 5th, 2024 at 2:05 pm EST", "en", "2024-03-05 19:05 minute"),
    ("Posted on 12th of May 2020", "en", "2020-05-12 00:00 day"),
    ("Sept 9, 2024", "en", "2024-09-09 00:00 day"),
    ("12-Mar-2024", "en", "2024-03-12 00:00 day"),
    ("Sun, Mar 5, 2023 | 8 min read", "en", "2023-03-05 00:00 day"),
    ("5. März 2024, 14:30 Uhr", "de", "2024-03-05 14:30 minute"),
    ("05.03.2024 um 14.30 Uhr", "de", "2024-03-05 14:30 minute"),
    ("05.03.24, 10:30 Uhr", "de", "2024-03-05 10:30 minute"),
    ("5. Jänner 2024", "de", "2024-01-05 00:00 day"),
    ("5 mars 2024 à 14h05", "fr", "2024-03-05 14:05 minute"),
    ("1er mars 2024", "fr", "2024-03-01 00:00 day"),
    ("le 5 août 2024", "fr", "2024-08-05 00:00 day"),
    ("5 de marzo de 2024, 14:30", "es", "2024-03-05 14:30 minute"),
    ("5 marzo 2024", "it", "2024-03-05 00:00 day"),
    ("5 de março de 2024 às 14:30", "pt", "2024-03-05 14:30 minute"),
    ("5 de mar. de 2024", "pt", "2024-03-05 00:00 day"),
    ("5 maart 2024 10:00", "nl", "2024-03-05 10:00 minute"),
    ("5 marca 2024 10:00", "pl", "2024-03-05 10:00 minute"),
    ("5 Mart 2024", "tr", "2024-03-05 00:00 day"),
    ("5 марта 2024 г. 10:00", "ru", "2024-03-05 10:00 minute"),
    ("5 березня 2024", "uk", "2024-03-05 00:00 day"),
    ("5. března 2024", "cs", "2024-03-05 00:00 day"),
    ("2024. március 5. 10:15", "hu", "2024-03-05 10:15 minute"),
    ("2024 m. kovo 5 d. 12:00", "lt", "2024-03-05 12:00 minute"),
    ("2024. gada 5. marts", "lv", "2024-03-05 00:00 day"),
    ("d. 5. marts 2024 kl. 10:00", "da", "2024-03-05 10:00 minute"),
    ("5. maaliskuuta 2024", "fi", "2024-03-05 00:00 day"),
    ("5 martie 2024", "ro", "2024-03-05 00:00 day"),
    ("5 Μαρτίου 2024", "el", "2024-03-05 00:00 day"),
    ("5 במרץ 2024", "he", "2024-03-05 00:00 day"),
    ("٥ مارس ٢٠٢٤", "ar", "2024-03-05 00:00 day"),
    ("5 آذار 2024", "ar", "2024-03-05 00:00 day"),
    ("५ मार्च २०२४", "hi", "2024-03-05 00:00 day"),
    ("5 มีนาคม 2567", "th", "2024-03-05 00:00 day"),
    ("5 tháng 3, 2024", "vi", "2024-03-05 00:00 day"),
    ("5 Tháng 3, 2024", "vi", "2024-03-05 00:00 day"),
    ("5 Maret 2024", "id", "2024-03-05 00:00 day"),
    ("2024年3月5日 14時30分", "ja", "2024-03-05 14:30 minute"),
    ("2024年3月5日", "zh", "2024-03-05 00:00 day"),
    ("2024년 3월 5일 오후 2시 30분", "ko", "2024-03-05 14:30 minute"),
    ("2024-03-05 10:30:15", None, "2024-03-05 10:30 second"),
    ("5 March 2024", "fr", "2024-03-05 00:00 day"),
    ("5 March 2024", "xx", "2024-03-05 00:00 day"),
]


@pytest.mark.parametrize(("text", "language", "expected"), WRITTEN, ids=[f"{text}" for text, _, _ in WRITTEN])
def test_written_dates(text, language, expected):
    found = next(find_dates(text, language))
    assert f"{found.at:%Y-%m-%d %H:%M} {found.precision}" == expected
    assert found.at.tzinfo is UTC


@pytest.mark.parametrize(("day_first", "month"), [(True, 5), (False, 3)])
def test_two_orders_of_day_and_month(day_first, month):
    assert next(find_dates("03/05/2024", "en", day_first=day_first)).at.month == month


def test_an_order_that_cannot_be_is_the_other():
    assert next(find_dates("03/25/2024", "en", day_first=True)).at == datetime(2024, 3, 25, tzinfo=UTC)
    assert next(find_dates("25/03/2024", "en", day_first=False)).at == datetime(2024, 3, 25, tzinfo=UTC)


DECLARED = [
    ("", None),
    ("soon", None),
    ("12", None),
    ("2024-13-45", None),
    ("0000-00-00", None),
    ("2024-03-05", "2024-03-05 00:00:00 day"),
    ("2024-3-5", "2024-03-05 00:00:00 day"),
    ("2024-03-05T10:30", "2024-03-05 10:30:00 minute"),
    ("2024-03-05 10:30:15", "2024-03-05 10:30:15 second"),
    ("2024-03-05T10:30:00Z", "2024-03-05 10:30:00 second"),
    ("2024-03-05T10:30:00+02:00", "2024-03-05 08:30:00 second"),
    ("2024-03-05T10:30:00-0500", "2024-03-05 15:30:00 second"),
    ("2024-03-05T23:30:00-05:00", "2024-03-06 04:30:00 second"),
    ("2024-03-05T10:30:00.123456Z", "2024-03-05 10:30:00 second"),
    ("2024-03-05T00:00:00+09:00", "2024-03-05 00:00:00 day"),
    ("20240305T103000Z", "2024-03-05 10:30:00 second"),
    ("20240305", "2024-03-05 00:00:00 day"),
    ("2024/03/05", "2024-03-05 00:00:00 day"),
    ("1709634600", "2024-03-05 10:30:00 second"),
    ("1709634600000", "2024-03-05 10:30:00 second"),
    ("Tue, 05 Mar 2024 10:30:00 +0100", "2024-03-05 09:30:00 second"),
    ("Tue, 05 Mar 2024 10:30:00 GMT", "2024-03-05 10:30:00 second"),
    ("Tue Mar 05 2024 10:30:00 GMT+0100 (CET)", "2024-03-05 09:30:00 second"),
    ("Mar 5, 2024", "2024-03-05 00:00:00 day"),
    ("5. März 2024", "2024-03-05 00:00:00 day"),
    ("9999999999999999999", None),
    ("9" * 100_000, None),
]


@pytest.mark.parametrize(("text", "expected"), DECLARED, ids=[text[:40] for text, _ in DECLARED])
def test_declared_dates(text, expected):
    found = parse(text, "de")
    assert (found and f"{found[0]:%Y-%m-%d %H:%M:%S} {found[1]}") == expected


URLS = [
    ("https://example.com/", None),
    ("https://example.com/a-12345678", None),
    ("https://example.com/20241345/x", None),
    ("https://example.com/2024/03/", None),
    ("https://example.com/05-03-2024", None),
    ("https://example.com/32-03-2024-storm", None),
    ("https://example.com/storm_125-03-2024", None),
    ("https://example.com/#2024-03-05", None),
    ("https://example.com/2024/03/05/storm", "2024-03-05"),
    ("https://example.com/2024/3/5/", "2024-03-05"),
    ("https://example.com/2024/mar/05/storm", "2024-03-05"),
    ("https://example.com/storm-2024-03-05.html", "2024-03-05"),
    ("https://example.com/25-03-2024", "2024-03-25"),
    ("https://example.com/storm_of_25.03.2024_at_night", "2024-03-25"),
    ("https://example.com/5-5-2024-storm", "2024-05-05"),
    ("https://example.com/20240305/storm", "2024-03-05"),
    ("https://example.com/news?date=2024-03-05", "2024-03-05"),
]


@pytest.mark.parametrize(("url", "day"), URLS)
def test_url_dates(url, day):
    found = url_date(url)
    assert (found and str(found[0].date())) == day


NOW = datetime(2025, 8, 20, 12, 30, 45, tzinfo=UTC)
RELATIVE = [
    ("3 min read", None),
    ("99 Views", None),
    ("3 weeks ago", None),
    ("two years ago", None),
    ("6 minutes ago", "2025-08-20 12:24 minute"),
    ("a minute ago", "2025-08-20 12:29 minute"),
    ("1 hours ago", "2025-08-20 00:00 day"),
    ("Last update: 1 hours ago", "2025-08-20 00:00 day"),
    ("13 hours ago", "2025-08-19 00:00 day"),
    ("2 days ago", "2025-08-18 00:00 day"),
    ("vor 3 Stunden", "2025-08-20 00:00 day"),
    ("vor einer Minute", "2025-08-20 12:29 minute"),
    ("il y a 2 jours", "2025-08-18 00:00 day"),
    ("hace 5 minutos", "2025-08-20 12:25 minute"),
    ("5 minuti fa", "2025-08-20 12:25 minute"),
    ("há 2 horas", "2025-08-20 00:00 day"),
    ("10 minuten geleden", "2025-08-20 12:20 minute"),
    ("2 godziny temu", "2025-08-20 00:00 day"),
    ("15 dakika önce", "2025-08-20 12:15 minute"),
    ("5 минут назад", "2025-08-20 12:25 minute"),
    ("3分钟前", "2025-08-20 12:27 minute"),
    ("5분 전", "2025-08-20 12:25 minute"),
]


@pytest.mark.parametrize(("text", "expected"), RELATIVE)
def test_times_that_count_back(text, expected):
    found = find_relative(text, NOW)
    assert (found and f"{found[0]:%Y-%m-%d %H:%M} {found[1]}") == expected


def _date(year: int) -> PageDate:
    return PageDate(datetime(year, 8, 21, tzinfo=UTC), "day", "meta")


def test_dates_out_of_this_world_are_not_believed():
    dates = [_date(1970), _date(1999), _date(2025), _date(2026), _date(9999)]
    assert [found.at.year for found in believable(dates, NOW)] == [1999, 2025]
    assert [found.at.year for found in believable(dates, None)] == [1999, 2025, 2026]


@given(st.text(max_size=500), st.sampled_from(["en", "de", "tr", "he", "th", "ja", None]))
def test_any_text_gives_dates_or_none(text, language):
    for found in find_dates(text, language):
        assert found.at.tzinfo is UTC
        assert 0 <= found.start < len(text)
