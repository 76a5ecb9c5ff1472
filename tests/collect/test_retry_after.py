"""What `Retry-After` headers mean."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.collect.retry_after import LONGEST, asked_back

NOW = datetime(2026, 11, 23, 12, 0, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    "value",
    [
        "",
        " ",
        "soon",
        "-5",
        "1.5",
        "1e3",
        "0x10",
        "٣٠",
        "12 minutes",
        "Mon, 99 Nov 2026 12:00:00 GMT",
        "Mon, 23 Nov 2026",
        "\x00",
    ],
)
def test_what_says_nothing(value):
    assert asked_back(value, NOW) is None


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("0", 0),
        ("30", 30),
        (" 30 ", 30),
        ("000030", 30),
        ("86400", 86_400),
        ("Mon, 23 Nov 2026 12:00:30 GMT", 30),
        ("Monday, 23-Nov-26 12:00:30 GMT", 30),
        ("Mon Nov 23 12:00:30 2026", 30),
        ("Mon, 23 Nov 2026 14:00:30 +0200", 30),
        ("Sun, 22 Nov 2026 12:00:00 GMT", 0),  # over already
        ("Thu, 01 Jan 1970 00:00:00 GMT", 0),
    ],
)
def test_seconds_and_dates(value, seconds):
    assert asked_back(value, NOW) == NOW + timedelta(seconds=seconds)


@pytest.mark.parametrize(
    "value",
    ["604801", "99999999999", "9" * 5_000, "Fri, 31 Dec 9999 23:59:59 GMT", "Sat, 01 Jan 2050 00:00:00 GMT"],
)
def test_absurd_ones_are_capped(value):
    assert asked_back(value, NOW) == NOW + LONGEST


@given(
    st.one_of(st.text(max_size=40), st.from_regex(r"[A-Z][a-z]{2}, [0-9]{2} Nov [0-9]{4} [0-9:]{8} [-+A-Z0-9]{3,5}"))
)
def test_any_value_is_nothing_or_a_moment_within_bounds(value):
    moment = asked_back(value, NOW)
    assert moment is None or NOW <= moment <= NOW + LONGEST
