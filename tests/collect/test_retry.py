"""What is asked for again, after how long a pause, and what is put off to a later run."""

import asyncio
from datetime import UTC, datetime, timedelta

import pytest

from schemas.collect import Collecting, Exchange, Fetched, Outcome, Why
from tasks.collect.clock import Time
from tasks.collect.retry import persist

NOW = datetime(2026, 11, 23, 12, 0, 0, tzinfo=UTC)
URL = "https://daily.example/a"
COLLECTING = Collecting(contact="desk@copydesk.example", delay=2, attempts=3, retry_after_cap=30)


def said(status, retry_after=None):
    line = f"Retry-After: {retry_after}\r\n" if retry_after is not None else ""
    return Exchange(URL, status, b"", f"HTTP/1.1 {status} Said\r\n{line}\r\n".encode(), b"", b"", "192.0.2.1", NOW)


def failed(why, *exchanges):
    return Fetched(URL, Outcome.FAILED, why, "", exchanges)


PAGE = Fetched(URL, Outcome.FETCHED, Why.COMPLETE, "", (said(200),))
BUSY = failed(Why.SERVER_ERROR, said(503))
TOO_MANY = failed(Why.CLIENT_ERROR, said(429))


def asked(*answers, collecting=COLLECTING):
    """(the last answer, times asked, pauses)."""
    left, pauses = list(answers), []

    async def ask():
        return left.pop(0) if len(left) > 1 else left[0]

    async def sleep(seconds):
        pauses.append(seconds)

    times = 0

    async def counted():
        nonlocal times
        times += 1
        return await ask()

    return asyncio.run(persist(counted, collecting, Time(lambda: NOW, sleep))), times, pauses


FINAL = [
    PAGE,
    Fetched(URL, Outcome.UNCHANGED, Why.NOT_MODIFIED, "", (said(304),)),
    Fetched(URL, Outcome.PASSED_OVER, Why.CONTENT_TYPE, "", (said(200),)),
    Fetched(URL, Outcome.FORBIDDEN, Why.ROBOTS_DISALLOW),
    Fetched(URL, Outcome.REFUSED, Why.ADDRESS),
    Fetched(URL, Outcome.DEFERRED, Why.CRAWL_DELAY),
    failed(Why.CLIENT_ERROR, said(404)),
    failed(Why.CLIENT_ERROR, said(403, 5)),
    failed(Why.TLS),
    failed(Why.DEADLINE),
    failed(Why.BODY_LIMIT),
    failed(Why.HEADER_LIMIT),
    failed(Why.ENCODING),
]


@pytest.mark.parametrize("answer", FINAL, ids=lambda answer: f"{answer.outcome}-{answer.why}")
def test_what_will_not_go_better_is_asked_for_once(answer):
    assert asked(answer) == (answer, 1, [])


@pytest.mark.parametrize("why", [Why.CONNECT, Why.DNS, Why.TRUNCATED])
def test_an_accident_is_asked_for_again(why):
    answer, times, pauses = asked(failed(why), PAGE)
    assert (answer, times) == (PAGE, 2)
    assert 1 <= pauses[0] <= 4


@pytest.mark.parametrize("answer", [failed(Why.CONNECT), BUSY, failed(Why.SERVER_ERROR, said(500))])
def test_it_is_given_up_after_so_many_attempts(answer):
    final, times, pauses = asked(answer)
    assert final == answer
    assert times == 3
    assert len(pauses) == 2


def test_one_attempt_is_one():
    assert asked(BUSY, collecting=COLLECTING.model_copy(update={"attempts": 1}))[1:] == (1, [])


def test_pauses_grow_and_differ():
    many = COLLECTING.model_copy(update={"attempts": 8, "retry_after_cap": 100})
    runs = [asked(BUSY, collecting=many)[2] for _ in range(20)]
    assert len({pauses[-1] for pauses in runs}) > 1
    assert all(1 <= pause <= min(2 * 2**number, 100) for pauses in runs for number, pause in enumerate(pauses))


@pytest.mark.parametrize("status", [429, 503, 500])
@pytest.mark.parametrize("value", ["20", "Mon, 23 Nov 2026 12:00:20 GMT"])
def test_retry_after_is_waited_for_within_the_cap(status, value):
    why = Why.CLIENT_ERROR if status == 429 else Why.SERVER_ERROR
    answer, times, pauses = asked(failed(why, said(status, value)), PAGE)
    assert (answer, times) == (PAGE, 2)
    assert pauses == [20]


@pytest.mark.parametrize(
    ("value", "until"),
    [
        ("31", NOW + timedelta(seconds=31)),
        ("86400", NOW + timedelta(days=1)),
        ("Mon, 23 Nov 2026 13:00:00 GMT", NOW + timedelta(hours=1)),
        ("99999999999999", NOW + timedelta(days=7)),
        ("Fri, 31 Dec 9999 23:59:59 GMT", NOW + timedelta(days=7)),
    ],
)
@pytest.mark.parametrize("status", [429, 503])
def test_beyond_the_cap_it_is_put_off_and_never_slept(status, value, until):
    why = Why.CLIENT_ERROR if status == 429 else Why.SERVER_ERROR
    answer, times, pauses = asked(failed(why, said(status, value)))
    assert (answer.outcome, answer.why, answer.retry_at) == (Outcome.DEFERRED, Why.RETRY_AFTER, until)
    assert (times, pauses) == (1, [])


def test_a_server_that_says_it_again_and_again_is_put_off():
    answer, times, pauses = asked(failed(Why.SERVER_ERROR, said(503, "5")))
    assert (answer.outcome, answer.why, times) == (Outcome.DEFERRED, Why.RETRY_AFTER, 3)
    assert len(pauses) == 2


def test_too_many_requests_without_a_time_is_put_off_too():
    answer, times, _ = asked(TOO_MANY)
    assert (answer.outcome, answer.why, times) == (Outcome.DEFERRED, Why.RETRY_AFTER, 3)
    assert answer.retry_at > NOW


@pytest.mark.parametrize("value", ["soon", "-1", ""])
def test_what_is_no_time_is_an_accident_like_others(value):
    answer, times, _ = asked(failed(Why.SERVER_ERROR, said(503, value)), PAGE)
    assert (answer, times) == (PAGE, 2)
