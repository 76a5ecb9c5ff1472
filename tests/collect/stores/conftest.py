"""Answers as the fetcher hands them on, and a raw root with its seen-store and archive."""

import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from schemas.collect import Collecting, Entry, Exchange, Fetched, NewsSource, Outcome, Why
from tasks.collect.archive import Archive
from tasks.collect.seen import SeenStore

sys.path.insert(0, str(Path(__file__).parent))  # for warc_readers and the run that is killed

NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
HEAD = b'HTTP/1.1 200 OK\r\nX-Odd:  \xe4\t\r\ncontent-TYPE: text/html\r\nETag: "1"\r\n\r\n'
PAGE = b"<p>Hello, this is a page.</p>"


def answered(
    url="http://e.org/1",
    body=PAGE,
    *,
    head=HEAD,
    raw=None,
    status=200,
    outcome=Outcome.FETCHED,
    why=Why.COMPLETE,
    at=NOW,
    via=(),
    retry_at=None,
):
    """`via`: addresses that redirected; the first of them was asked for."""
    ask = b"GET /1 HTTP/1.1\r\nHost: e.org\r\nUser-Agent: copydesk/1\r\n\r\n"
    moved = b"HTTP/1.1 301 Moved\r\nLocation: elsewhere\r\n\r\n"
    hops = tuple(Exchange(hop, 301, ask, moved, b"", b"", "192.0.2.1", at) for hop in via)
    last = Exchange(url, status, ask, head, body if raw is None else raw, body, "192.0.2.1", at)
    return Fetched((*via, url)[0], outcome, why, exchanges=(*hops, last), retry_at=retry_at)


def failed(url="http://e.org/1", outcome=Outcome.FAILED, why=Why.CONNECT, retry_at=None):
    return Fetched(url, outcome, why, retry_at=retry_at)


def unchanged(url="http://e.org/1", at=NOW):
    head = b'HTTP/1.1 304 Not Modified\r\nETag: "1"\r\n\r\n'
    return answered(url, b"", head=head, status=304, outcome=Outcome.UNCHANGED, why=Why.NOT_MODIFIED, at=at)


class Makers:
    now = NOW
    head = HEAD
    page = PAGE
    answered = staticmethod(answered)
    failed = staticmethod(failed)
    unchanged = staticmethod(unchanged)
    entry = staticmethod(lambda url="http://e.org/1", changed_at=None, source="a": Entry(url, source, changed_at))
    hours = staticmethod(lambda count: timedelta(hours=count))
    source = NewsSource(name="a", feed="http://e.org/feed")
    collecting = Collecting(contact="newsroom@e.org")


@pytest.fixture(name="make", scope="session")
def make_fixture():
    return Makers


@pytest.fixture
def raw_root(tmp_path):
    root = tmp_path / "raw"
    root.mkdir()
    return root


@pytest.fixture
def seen(raw_root):
    with SeenStore.of(raw_root) as store:
        yield store


@pytest.fixture
def archive(raw_root):
    with Archive(raw_root, "2026-11-23", "run1", Makers.collecting, "sha256:00") as made:
        yield made
