"""When a page is asked for again, and what is known of it after each way the asking can end."""

from datetime import timedelta

import pytest

from schemas.collect import NewsSource, Outcome, Why
from tasks.collect.known import LONGEST_WAIT, Known, after, is_due, wait_after

AT = 1_795_435_200.0
FEED = {"name": "a", "feed": "http://e.org/feed"}
WEEKLY = NewsSource(**FEED, refetch_after_hours=168)
YOUNG = NewsSource(**FEED, max_age_days=2)


def known(make, hours_ago=1.0, said=None, source="a", **more):
    """A page that was fetched; `said`: hours before now that its source named then."""
    now = make.now.timestamp()
    changed_at = None if said is None else now - said * 3600
    return Known("u", Outcome.FETCHED, now, now - hours_ago * 3600, changed_at, source, **more)


DUE = [
    # not due: the source says nothing, or nothing new
    ({}, None, {}, False),
    ({"said": 3}, -3, {}, False),
    ({"said": 3}, -4, {}, False),
    ({"said": None}, -2, {}, False),
    ({"said": 3, "source": "b"}, -2, {}, False),
    ({"hours_ago": 167}, None, {"source": WEEKLY}, False),
    ({"said": -23}, 23, {}, False),  # a date ahead that stays as it is
    ({}, 25, {}, False),  # more than a day ahead: no word on a change
    ({}, 24 * 365 * 50, {}, False),
    # due: it says something new
    ({"said": 3}, -2, {}, True),  # newer than its own word, though the fetch was later: clocks differ
    ({"said": None}, -0.5, {}, True),
    ({"said": 3, "source": "b"}, -0.5, {}, True),
    ({"said": 0.5}, 0, {}, True),
    ({}, 23, {}, True),
    # due: old enough
    ({"hours_ago": 168}, None, {"source": WEEKLY}, True),
    ({"hours_ago": 1000}, None, {"source": WEEKLY}, True),
    # too old by its own date, known or not
    (None, -47, {"source": YOUNG}, True),
    (None, -49, {"source": YOUNG}, False),
    (None, None, {"source": YOUNG}, True),
    ({"said": 100}, -49, {"source": YOUNG}, False),
    # new, or never had
    (None, None, {}, True),
    ({"hours_ago": None}, None, {}, True),
]  # fmt: skip


@pytest.mark.parametrize(("before", "changed", "more", "due"), DUE)
def test_due(make, before, changed, more, due):
    if before and "hours_ago" in before and before["hours_ago"] is None:
        page = Known("u", Outcome.DEFERRED, AT)
    else:
        page = None if before is None else known(make, **before)
    changed_at = None if changed is None else make.now + timedelta(hours=changed)
    assert is_due(page, make.entry(changed_at=changed_at), more.get("source", make.source), make.now) is due


def test_not_before_the_moment_that_was_named(make):
    page = Known("u", Outcome.DEFERRED, AT, retry_at=make.now.timestamp() + 60)
    assert not is_due(page, make.entry(), make.source, make.now)
    assert is_due(page, make.entry(), make.source, make.now + timedelta(seconds=60))


def test_a_failed_second_visit_is_made_again(make):
    page = known(make, failures=1)
    assert is_due(page, make.entry(), make.source, make.now)


@pytest.mark.parametrize(("failures", "hours"), [(0, 0), (1, 0), (2, 1), (3, 2), (4, 4), (5, 6), (6, 6), (10**6, 6)])
def test_waiting_grows_up_to_a_bound(failures, hours):
    assert wait_after(failures) == hours * 3600 <= LONGEST_WAIT


def test_a_fetched_page(make):
    page = after(None, make.answered(), make.entry(changed_at=make.now), make.now, None)
    assert (page.outcome, page.fetched_at, page.changed_at, page.source) == ("fetched", AT, AT, "a")
    assert (page.status, page.etag, page.last_modified, page.failures, page.retry_at) == (200, '"1"', None, 0, None)


def test_an_unchanged_page_keeps_what_was_known(make):
    before = known(make, hours_ago=9, said=9, etag='"0"', last_modified="Mon", status=200, failures=2)
    page = after(before, make.unchanged(), make.entry(), make.now, None)
    assert (page.outcome, page.fetched_at, page.changed_at) == ("unchanged", AT, AT - 9 * 3600)
    assert (page.etag, page.last_modified, page.status, page.failures) == ('"1"', "Mon", 200, 0)


def test_unchanged_from_what_we_never_had_is_asked_for_again(make):
    page = after(None, make.unchanged(), make.entry(), make.now, None)
    assert page.fetched_at is None
    assert is_due(page, make.entry(), make.source, make.now)


def test_a_page_of_another_type_is_known_without_what_led_there(make):
    answer = make.answered("http://e.org/x", via=("http://e.org/1",), outcome=Outcome.PASSED_OVER, why=Why.CONTENT_TYPE)
    page = after(None, answer, make.entry(), make.now, None)
    assert (page.fetched_at, page.etag, page.status) == (AT, None, None)
    assert not is_due(page, make.entry(), make.source, make.now)


ENDS = [
    (Outcome.FAILED, Why.SERVER_ERROR, 1),
    (Outcome.FAILED, Why.TRUNCATED, 1),
    (Outcome.FAILED, Why.CANCELLED, 0),
    (Outcome.DEFERRED, Why.RETRY_AFTER, 0),
    (Outcome.DEFERRED, Why.CANCELLED, 0),
    (Outcome.FORBIDDEN, Why.ROBOTS_DISALLOW, 0),
    (Outcome.REFUSED, Why.ADDRESS, 0),
]


@pytest.mark.parametrize(("outcome", "why", "failures"), ENDS)
def test_what_was_not_had_is_due_in_the_next_run(make, outcome, why, failures):
    page = after(None, make.failed(outcome=outcome, why=why), make.entry(), make.now, None)
    assert (page.outcome, page.failures, page.fetched_at) == (outcome, failures, None)
    assert is_due(page, make.entry(), make.source, make.now + timedelta(seconds=1))


@pytest.mark.parametrize(("outcome", "why"), [end[:2] for end in ENDS])
def test_what_was_not_had_this_time_is_still_known_from_before(make, outcome, why):
    before = known(make, hours_ago=9, etag='"0"', status=200)
    page = after(before, make.failed(outcome=outcome, why=why), make.entry(changed_at=make.now), make.now, None)
    assert (page.fetched_at, page.changed_at, page.etag, page.status) == (AT - 9 * 3600, None, '"0"', 200)
    assert is_due(page, make.entry(changed_at=make.now), make.source, make.now + timedelta(seconds=1))


def test_a_server_that_names_a_moment_is_left_alone_until_then(make):
    later = make.now + timedelta(hours=5)
    page = after(None, make.failed(why=Why.SERVER_ERROR, retry_at=later), make.entry(), make.now, None)
    assert not is_due(page, make.entry(), make.source, later - timedelta(seconds=1))
    assert is_due(page, make.entry(), make.source, later)


def test_failures_in_a_row_make_it_wait(make):
    page = None
    for _ in range(3):
        page = after(page, make.failed(), make.entry(), make.now, None)
    assert page.retry_at == AT + 7200
    page = after(page, make.answered(), make.entry(), make.now, None)
    assert (page.failures, page.retry_at) == (0, None)
