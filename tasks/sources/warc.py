"""WARC and WET files: captured answers and their text, one record a page."""

from __future__ import annotations

from collections.abc import Iterator

from schemas.article import Reason
from schemas.config import Config
from schemas.page import PassedOver, RawPage
from tasks.rejected import PageRejectedError
from tasks.sources.http_body import HttpAnswer
from tasks.sources.instants import read_instant
from tasks.sources.raw_root import RawFile, RawRoot
from tasks.sources.recovery import Damage, Record, records
from tasks.sources.source import Loaded, accepted, damaged, too_large, unread

SUFFIXES = (".warc", ".warc.gz", ".warc.wet", ".warc.wet.gz", ".wet", ".wet.gz")
PAGE_KINDS = ("response", "resource", "conversion")
NO_PAGES = ("dns:", "whois:", "metadata:", "filedesc:")
"""Schemes under which crawlers store their own findings as responses and resources."""
HEADER_ROOM = 1024 * 1024
"""Bytes that a block may be larger than a page: its HTTP header and its chunk sizes."""


def read_warc(raw: RawRoot, path: str, config: Config, start: int = 0) -> Iterator[Loaded]:
    """What the records of one file hold, in order.

    Args:
        raw: the raw root.
        path: the file below it.
        config: for `limits.page_bytes`.
        start: the `input_offset` to begin with, of a record that has one of its own in the file.

    Raises:
        OSError: the file cannot be read.
    """
    limit = config.limits.page_bytes
    with raw.open(path) as handle:
        for found in records(RawFile(handle), limit + HEADER_ROOM, start):
            yield _loaded(found, path, limit)


def _loaded(found: Record | Damage, path: str, limit: int) -> Loaded:
    if isinstance(found, Damage):
        return damaged(path, found.offset, found.detail)
    kind = _kind(found)
    if kind not in PAGE_KINDS:
        return PassedOver(kind[:40], found.offset)
    url = _url(found)
    if found.content is None:
        return too_large(path, found.offset, limit, url)
    if found.fields.last("warc-segment-number"):
        return damaged(path, found.offset, "one segment of a record; segments are not put together", url)
    try:
        return _page(found, found.content, path, url, limit)
    except PageRejectedError as rejected:
        return unread(path, found.offset, rejected.reason, rejected.detail, url)


def _kind(record: Record) -> str:
    """The record's type, or for what a crawler noted down as a response or resource, the scheme it stands under."""
    kind = (record.fields.last("warc-type") or "").lower()
    scheme = next((scheme for scheme in NO_PAGES if (_url(record) or "").lower().startswith(scheme)), None)
    if kind in PAGE_KINDS and _type(record).startswith("text/dns"):
        scheme = "dns:"
    return scheme[:-1] if kind in PAGE_KINDS and scheme else kind


def _type(record: Record) -> str:
    return (record.fields.last("content-type") or "").lower()


def _url(record: Record) -> str | None:
    """The target; some writers put it in angle brackets, as the record's identifier is."""
    return (record.fields.last("warc-target-uri") or "").strip("<>").strip() or None


def _is_http(record: Record, content: bytes) -> bool:
    if _kind(record) != "response":
        return False
    return _type(record).startswith("application/http") or (not _type(record) and content.startswith(b"HTTP/"))


def _page(record: Record, content: bytes, path: str, url: str | None, limit: int) -> Loaded:
    fetched_at = read_instant(record.fields.last("warc-date"))
    if not _is_http(record, content):
        content_type = record.fields.last("content-type")
        return accepted(RawPage(path, content, record.offset, url, content_type, fetched_at), limit)
    answer = HttpAnswer.parse(content)
    try:
        payload = answer.payload(limit, cut=record.fields.last("warc-truncated") is not None)
    except PageRejectedError:
        if answer.status == 200:
            raise
        return unread(path, record.offset, Reason.HTTP_STATUS, f"HTTP status {answer.status}", url)
    page = RawPage(
        path, payload, record.offset, url, answer.content_type, fetched_at, answer.status, answer.fields.reserving
    )
    return accepted(page, limit)
