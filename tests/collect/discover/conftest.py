"""Documents as if they had just been fetched."""

from datetime import UTC, datetime

import pytest

from schemas.collect import Exchange, Fetched, NewsSource, Outcome, Why
from tasks.collect.discover import entries


def fetched(body, url="https://e.org/feeds/all.xml", kind="text/xml"):
    head = f"HTTP/1.1 200 OK\r\nContent-Type: {kind}\r\n\r\n".encode()
    body = body.encode() if isinstance(body, str) else body
    answer = Exchange(url, 200, b"", head, body, body, "192.0.2.1", datetime(2026, 11, 23, tzinfo=UTC))
    return Fetched(url, Outcome.FETCHED, Why.COMPLETE, exchanges=(answer,))


class Documents:
    fetched = staticmethod(fetched)
    feed = NewsSource(name="a", feed="https://e.org/feeds/all.xml")
    sitemap = NewsSource(name="a", sitemap="https://e.org/sitemap.xml")

    @classmethod
    def read(cls, body, **given):
        """What a feed names: (its pages with their dates, its error)."""
        listing = entries(given.pop("source", cls.feed), fetched(body, **given))
        return [(entry.url, entry.changed_at) for entry in listing.entries], listing.error

    @classmethod
    def urls(cls, body, **given):
        pages, error = cls.read(body, **given)
        assert error == ""
        return [url for url, _ in pages]


@pytest.fixture(name="documents", scope="session")
def documents_fixture():
    return Documents
