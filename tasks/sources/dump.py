"""Dumps that scrapers write: one page a row, with columns url, html or text, fetched_at, content_type, status.

Where there are columns x_robots_tag, tdm_reservation or content_usage, they hold those headers of the answer.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from schemas.article import Rejection
from schemas.config import Config
from schemas.page import RawPage
from tasks.sources.instants import read_instant
from tasks.sources.json_lines import read_json_lines
from tasks.sources.parquet_rows import read_parquet_rows
from tasks.sources.raw_root import RawFile, RawRoot
from tasks.sources.row import RESERVED, Row, UnreadRow
from tasks.sources.source import Loaded, accepted, damaged, unread

SUFFIXES = (".jsonl", ".jsonl.gz", ".parquet")


def read_dump(raw: RawRoot, path: str, config: Config) -> Iterator[Loaded]:
    """The pages of one dump; `input_offset` is the row's number from 0, in a `.jsonl` the line's.

    Raises:
        OSError: the file cannot be read.
    """
    limit = config.limits.page_bytes
    with raw.open(path) as handle:
        named_gzip, is_parquet = path.lower().endswith(".gz"), path.lower().endswith(".parquet")
        rows = read_parquet_rows(handle) if is_parquet else read_json_lines(RawFile(handle), named_gzip, limit)
        for number, row in rows:
            if isinstance(row, UnreadRow):
                yield unread(path, number, row.reason, row.detail)
            else:
                yield _page(path, number, row, limit)


def _page(path: str, number: int, row: Row, limit: int) -> RawPage | Rejection:
    url = _words(row.get("url"))
    body = _body(row)
    if body is None:
        found = ", ".join(sorted(str(name)[:40] for name in row)[:10]) or "nothing"
        return damaged(path, number, f"the row has neither html nor text, but {found}", url)
    content_type = _content_type(_words(row.get("content_type")), body)
    fetched_at, status = read_instant(_plain(row.get("fetched_at"))), _status(row.get("status"))
    reserved = tuple((name, value) for column, name in RESERVED.items() if (value := _header(row.get(column))))
    return accepted(RawPage(path, body.payload, number, url, content_type, fetched_at, status, reserved), limit)


class _Body(NamedTuple):
    payload: bytes
    were_characters: bool
    """The dump held characters, not bytes: whatever charset the page was sent in, these bytes are UTF-8."""
    usual_type: str


def _body(row: Row) -> _Body | None:
    """The html where it is not empty, else the text, else what is there of both; None where neither is."""
    html, text = row.get("html"), row.get("text")
    for value, usual_type in ((html, "text/html"), (text, "text/plain")):
        if value and isinstance(value, str | bytes):
            return _packed(value, usual_type)
    return _Body(b"", False, "") if isinstance(html, str | bytes) or isinstance(text, str | bytes) else None


def _packed(value: str | bytes, usual_type: str) -> _Body:
    if isinstance(value, bytes):
        return _Body(value, False, usual_type)
    return _Body(value.encode("utf-8", "surrogatepass"), True, usual_type)


def _content_type(declared: str | None, body: _Body) -> str | None:
    if not body.were_characters:
        return declared
    kind = (declared or "").partition(";")[0].strip() or body.usual_type
    return f"{kind}; charset=utf-8"


def _plain(value: object) -> object:
    """Parquet may hold any text as bytes."""
    return value.decode("utf-8", "replace") if isinstance(value, bytes) else value


def _words(value: object) -> str | None:
    """A text that a table can hold, without white space around it; None for what is none, or empty."""
    words = _plain(value)
    return words.encode("utf-8", "replace").decode().strip() or None if isinstance(words, str) else None


def _header(value: object) -> str | None:
    """A header's value; `tdm_reservation` may be a number."""
    return _words(f"{value:.0f}" if isinstance(value, int | float) and abs(value) < 10 else value)


def _status(value: object) -> int | None:
    """A whole number, whether it is written as one, as a float (as pandas does where some are missing) or as text."""
    status = _plain(value)
    if isinstance(status, str):
        return int(status) if re.fullmatch("[0-9]{1,9}", status.strip()) else None
    if isinstance(status, bool) or not isinstance(status, int | float):
        return None
    return int(status) if status == status // 1 else None
