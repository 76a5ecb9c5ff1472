"""The SQLite file of the seen-store: its tables, its opening, and a page as a row."""

from __future__ import annotations

import fcntl
import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import astuple, replace
from pathlib import Path
from typing import Any

from schemas.collect import Stored
from tasks.collect.known import Known

VERSION = 1
BUSY_SECONDS = 60.0

TABLES = """
CREATE TABLE IF NOT EXISTS pages (
    key TEXT PRIMARY KEY, url TEXT NOT NULL, outcome TEXT NOT NULL, asked_at REAL NOT NULL, fetched_at REAL,
    changed_at REAL, source TEXT NOT NULL, failures INTEGER NOT NULL, retry_at REAL, status INTEGER, etag TEXT,
    last_modified TEXT, warc TEXT, warc_offset INTEGER, warc_url TEXT, warc_date TEXT, record_id TEXT,
    payload_digest TEXT, body_sha256 TEXT
) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS claims (key TEXT PRIMARY KEY, owner TEXT NOT NULL, until REAL NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS hosts (host TEXT PRIMARY KEY, until REAL NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS yields (
    source TEXT NOT NULL, run TEXT NOT NULL, at REAL NOT NULL, value REAL NOT NULL, PRIMARY KEY (source, run)
) WITHOUT ROWID;
"""
SELECT = """
SELECT url, outcome, asked_at, fetched_at, changed_at, source, failures, retry_at, status, etag, last_modified,
    warc, warc_offset, warc_url, warc_date, record_id, payload_digest, body_sha256
FROM pages WHERE key = ?
"""
PUT = f"INSERT OR REPLACE INTO pages VALUES ({', '.join('?' * 19)})"  # noqa: S608 - nothing of anybody's goes in
PLAIN = 11
"""Columns before those of `Stored`."""


def opened(path: Path) -> sqlite3.Connection:
    """The file with its tables, made if it is not there; one process at a time comes through here.

    Raises:
        OSError, sqlite3.Error: it cannot be read or written, or a newer version of copydesk has made it.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    with _alone(path.with_name("opening.lock")):
        database = sqlite3.connect(path, timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False)
        try:
            _prepare(database, path)
        except BaseException:
            database.close()
            raise
    return database


def _prepare(database: sqlite3.Connection, path: Path) -> None:
    (version,) = database.execute("PRAGMA user_version").fetchone()
    if version > VERSION:
        raise sqlite3.DatabaseError(f"{path} was made by a newer copydesk (format {version}, known is {VERSION})")
    database.execute("PRAGMA journal_mode = WAL")
    database.execute("PRAGMA synchronous = NORMAL")
    database.executescript(TABLES)
    database.execute(f"PRAGMA user_version = {VERSION}")


@contextmanager
def _alone(path: Path) -> Iterator[None]:
    """SQLite answers "locked" at once, and does not wait, where two change the journal's mode."""
    with closing(os.fdopen(os.open(path, os.O_RDWR | os.O_CREAT, 0o644), "rb")) as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        yield


def page(database: sqlite3.Connection, key: str) -> Known | None:
    """What is known of a page by its key."""
    row = database.execute(SELECT, (key,)).fetchone()
    if row is None:
        return None
    stored = Stored(*row[PLAIN:]) if row[PLAIN] is not None else None
    return replace(Known(*row[:PLAIN]), stored=stored)


def put_page(database: sqlite3.Connection, key: str, known: Known) -> None:
    """Note what is known of a page, in place of what was."""
    plain: tuple[Any, ...] = (
        *(known.url, str(known.outcome), known.asked_at, known.fetched_at, known.changed_at, known.source),
        *(known.failures, known.retry_at, known.status, known.etag, known.last_modified),
    )
    at = known.stored
    place = astuple(at) if at else (None,) * 7
    database.execute(PUT, (key, *plain, *place))
