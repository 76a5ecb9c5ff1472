"""What is known of a page that was asked for before, and whether it is due again. Moments are seconds since 1970."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from schemas.collect import Entry, Fetched, NewsSource, Outcome, Stored, Why

FIRST_WAIT = 3_600.0
LONGEST_WAIT = 21_600.0
"""Seconds: after a second failure in a row an hour, then twice as long each time, up to six."""
AHEAD = timedelta(days=1)
"""A date that lies further ahead of now says nothing of a change."""
HAD = frozenset({Outcome.FETCHED, Outcome.UNCHANGED, Outcome.PASSED_OVER})
"""Outcomes after which a page is as well known as it can be."""


@dataclass(frozen=True, slots=True)
class Known:
    """One page of the seen-store."""

    url: str
    outcome: str
    """`Outcome` of the last asking."""
    asked_at: float
    """When that was."""
    fetched_at: float | None = None
    """When its content was last known to be what is stored; None where it was never had."""
    changed_at: float | None = None
    """What a source said of its last change, when it was fetched."""
    source: str = ""
    """Which source said so."""
    failures: int = 0
    """In a row, since it was last had."""
    retry_at: float | None = None
    """Not to be asked before."""
    status: int | None = None
    etag: str | None = None
    last_modified: str | None = None
    stored: Stored | None = None


def is_due(known: Known | None, entry: Entry, source: NewsSource, now: datetime) -> bool:
    """Whether a page is to be asked for: new, changed by its source's word, or old enough to be asked for again."""
    if source.max_age_days and entry.changed_at and now - entry.changed_at > timedelta(days=source.max_age_days):
        return False
    if known is None:
        return True
    if known.retry_at is not None and now.timestamp() < known.retry_at:
        return False
    if known.fetched_at is None or known.failures:
        return True
    return _changed(known, entry, now) or _is_old(known.fetched_at, source, now)


def _changed(known: Known, entry: Entry, now: datetime) -> bool:
    """By the word of its source: newer than what the same source said before, or than the fetch that another led to.

    A source's word is held against its own, for its clock is not ours and it may know no more than the day.
    """
    if entry.changed_at is None or entry.changed_at > now + AHEAD or known.fetched_at is None:
        return False
    said_before = known.changed_at if known.source == entry.source else None
    return entry.changed_at.timestamp() > (known.fetched_at if said_before is None else said_before)


def _is_old(fetched_at: float, source: NewsSource, now: datetime) -> bool:
    if source.refetch_after_hours is None:
        return False
    return now.timestamp() - fetched_at >= source.refetch_after_hours * 3_600


def after(known: Known | None, fetched: Fetched, entry: Entry, now: datetime, stored: Stored | None) -> Known:
    """What is known of a page once the asking for it has ended.

    Args:
        known: what was known before.
        fetched: how it ended.
        entry: what its source says of it.
        now: when it ended.
        stored: where it stands, if this answer is stored, now or (the same payload) before.
    """
    at, before = now.timestamp(), known or Known(entry.url, fetched.outcome, 0.0, source=entry.source)
    base = replace(before, outcome=fetched.outcome, asked_at=at, retry_at=None)
    if fetched.outcome in HAD:
        return _had(base, fetched, entry, at, stored)
    retry_at = fetched.retry_at.timestamp() if fetched.retry_at else None
    if fetched.outcome is not Outcome.FAILED or fetched.why is Why.CANCELLED:
        return replace(base, retry_at=retry_at)
    failures = before.failures + 1
    return replace(base, failures=failures, retry_at=max(retry_at or 0.0, at + wait_after(failures)))


def _had(base: Known, fetched: Fetched, entry: Entry, at: float, stored: Stored | None) -> Known:
    said = (entry.changed_at.timestamp(), entry.source) if entry.changed_at else (base.changed_at, base.source)
    base = replace(base, failures=0, changed_at=said[0], source=said[1])
    answer = fetched.last if fetched.outcome is not Outcome.PASSED_OVER else None  # those may end with a redirect
    if fetched.why is Why.NOT_MODIFIED:
        etag = (answer and answer.header("etag")) or base.etag
        last_modified = (answer and answer.header("last-modified")) or base.last_modified
        fetched_at = None if base.fetched_at is None else at  # unchanged from what we never had: ask again
        return replace(base, fetched_at=fetched_at, etag=etag, last_modified=last_modified)
    base = replace(base, fetched_at=at, status=None, etag=None, last_modified=None, stored=stored)
    if answer is None:
        return base
    etag, last_modified = answer.header("etag"), answer.header("last-modified")
    return replace(base, status=answer.status, etag=etag, last_modified=last_modified)


def wait_after(failures: int) -> float:
    """Seconds to wait after so many failures in a row; none after the first, which may have been bad luck."""
    return 0.0 if failures < 2 else min(LONGEST_WAIT, FIRST_WAIT * 2.0 ** min(failures - 2, 10))
