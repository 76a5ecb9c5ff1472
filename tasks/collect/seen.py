"""The seen-store: what was asked for, what came of it and who is at it, for many runs at once and after any crash."""

from __future__ import annotations

import os
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Self

from schemas.collect import Entry, Fetched, NewsSource, Stored, Validators
from tasks.collect.known import Known, after, is_due
from tasks.collect.owner import Owner
from tasks.collect.seen_file import opened, page, put_page
from tasks.collect.urls import canonical

STATE = ".copydesk"
"""The folder of a raw root that holds what collecting remembers; cleaning passes over it."""


class SeenStore:
    """What is known of every page, in one SQLite file. One object a run; its threads may share it.

    Of two runs at once only one gets the claim to a page. A claim ends when the page is recorded or released, when its
    run ends in whatever way, or after `claim_seconds`.
    """

    def __init__(self, path: str | os.PathLike[str], *, claim_seconds: float = 3_600.0) -> None:
        """Open the store, or begin it.

        Args:
            path: of the SQLite file, on a local disk; its folder is made.
            claim_seconds: how long a claim lasts that nobody gave back.

        Raises:
            OSError, sqlite3.Error: it cannot be read or written.
        """
        place = Path(path)
        self._lock = threading.RLock()
        self._claim_seconds = claim_seconds
        self._database = opened(place)
        self._owner = Owner(place.parent / "runs")
        self._sweep()

    @classmethod
    def of(cls, raw_root: str | os.PathLike[str]) -> Self:
        """The store of a raw root: `<raw root>/.copydesk/seen.sqlite3`."""
        return cls(Path(raw_root) / STATE / "seen.sqlite3")

    def known(self, url: str) -> Known | None:
        """What is known of a page, by any spelling of its address; None where it was never asked for."""
        with self._lock:
            return page(self._database, canonical(url))

    def due(self, entry: Entry, source: NewsSource, now: datetime) -> bool:
        """Whether a page is to be asked for: new, changed by its source's word, or old enough by the source's rules.

        Neither deferred hosts nor claims of other runs are looked at.
        """
        return is_due(self.known(entry.url), entry, source, now)

    def claim(self, entry: Entry, source: NewsSource, now: datetime) -> bool:
        """Take a page for this run, if it is due and nobody is at it; False where it is not to be had."""
        key, owner = canonical(entry.url), self._owner
        with self._transaction() as database:
            if not self.due(entry, source, now):
                return False
            row = database.execute("SELECT owner, until FROM claims WHERE key = ?", (key,)).fetchone()
            if row and row[1] > now.timestamp() and owner.is_alive(row[0]):
                return False
            until = now.timestamp() + self._claim_seconds
            database.execute("INSERT OR REPLACE INTO claims VALUES (?, ?, ?)", (key, owner.name, until))
        return True

    def release(self, entry: Entry) -> None:
        """Give a claim back without a word on the page."""
        with self._transaction() as database:
            self._unclaim(database, entry.url)

    def validators(self, url: str) -> Validators:
        """What its server gave to ask it whether the page has changed; empty where nothing is stored of it."""
        known = self.known(url)
        return Validators(known.etag, known.last_modified) if known and known.stored else Validators()

    def record(self, fetched: Fetched, entry: Entry, now: datetime, stored: Stored | None = None) -> None:
        """Note how the asking for a page ended, and end this run's claim to it.

        A page that stands elsewhere, after redirects, is noted under both addresses.

        Args:
            fetched: how it ended.
            entry: what its source says of it.
            now: when that was.
            stored: where it stands, if it was stored now.
        """
        with self._transaction() as database:
            for one in _places(entry, stored):
                known = after(self.known(one.url), fetched, one, now, stored)
                put_page(database, canonical(one.url), known)
            self._unclaim(database, entry.url)

    def enter(self, fetched: Fetched, entry: Entry, stored: Stored) -> bool:
        """Note a page that stands in a file of a run that could not note it; False where as much or more is known.

        Args:
            fetched: the whole answer, as the file has it.
            entry: as the file has it.
            stored: where it stands.
        """
        at = fetched.last.asked_at if fetched.last else datetime.now(UTC)
        with self._transaction() as database:
            known = self.known(entry.url)
            if known and known.fetched_at is not None and known.fetched_at >= at.timestamp():
                return False
            for one in _places(entry, stored):
                put_page(database, canonical(one.url), after(self.known(one.url), fetched, one, at, stored))
        return True

    def defer_host(self, host: str, until: datetime) -> None:
        """Leave a host alone until then; an earlier moment than is known changes nothing."""
        with self._transaction() as database:
            database.execute(
                "INSERT INTO hosts VALUES (?, ?) ON CONFLICT(host) DO UPDATE SET until = max(until, excluded.until)",
                (host, until.timestamp()),
            )

    def host_until(self, host: str, now: datetime) -> datetime | None:
        """Until when a host is left alone; None where it is not."""
        with self._lock:
            row = self._database.execute("SELECT until FROM hosts WHERE host = ?", (host,)).fetchone()
        return datetime.fromtimestamp(row[0], UTC) if row and row[0] > now.timestamp() else None

    def note_yield(self, source: str, run_id: str, now: datetime, value: float) -> None:
        """Add what a run had of a source to its history."""
        with self._transaction() as database:
            row = (source, run_id, now.timestamp(), float(value))
            database.execute("INSERT OR REPLACE INTO yields VALUES (?, ?, ?, ?)", row)

    def yields(self, source: str, last: int = 30) -> tuple[float, ...]:
        """What the last runs had of a source, the oldest first."""
        with self._lock:
            rows = self._database.execute(
                "SELECT value FROM yields WHERE source = ? ORDER BY at DESC, run DESC LIMIT ?", (source, last)
            ).fetchall()
        return tuple(row[0] for row in reversed(rows))

    def settle(self) -> None:
        """Wait until the disk has all that was noted.

        A killed process loses nothing of it anyway. A power cut may, and then the open files of the archive tell it
        again: so this is called before one of them is completed.
        """
        with self._lock:
            self._database.execute("PRAGMA wal_checkpoint(FULL)").fetchall()

    def close(self) -> None:
        """Give all claims back and close the file."""
        with self._transaction() as database:
            database.execute("DELETE FROM claims WHERE owner = ?", (self._owner.name,))
        with self._lock:
            self._database.close()
        self._owner.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @contextmanager
    def _transaction(self) -> Iterator[sqlite3.Connection]:
        """All or nothing, and nobody else writes meanwhile."""
        with self._lock:
            self._database.execute("BEGIN IMMEDIATE")
            try:
                yield self._database
                self._database.execute("COMMIT")
            finally:
                if self._database.in_transaction:
                    self._database.execute("ROLLBACK")

    def _unclaim(self, database: sqlite3.Connection, url: str) -> None:
        database.execute("DELETE FROM claims WHERE key = ? AND owner = ?", (canonical(url), self._owner.name))

    def _sweep(self) -> None:
        """Forget the claims of runs that are no more."""
        dead = [name for name in self._owner.others() if not self._owner.is_alive(name)]
        with self._transaction() as database:
            for name in dead:
                database.execute("DELETE FROM claims WHERE owner = ?", (name,))
        for name in dead:
            self._owner.bury(name)


def _places(entry: Entry, stored: Stored | None) -> tuple[Entry, ...]:
    """The page under the address that was listed, and under the one where it was found."""
    if stored is None or canonical(stored.url) == canonical(entry.url):
        return (entry,)
    return (entry, replace(entry, url=stored.url))
