"""What becomes of a fetched page: stored, or noted as unchanged; and then told to the seen-store, in this order."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import datetime

from schemas.collect import Entry, Fetched, Outcome, Stored, Why
from tasks.collect.archive import Archive
from tasks.collect.seen import SeenStore


def keep(archive: Archive, seen: SeenStore, entry: Entry, fetched: Fetched, now: datetime) -> Fetched:
    """Settle how the asking for a page ended. Blocks until it is on the disk.

    The record is on the disk before the seen-store is told of it, and its file is open until then: whoever dies in
    between leaves an open file, which `recover` reads.

    Args:
        archive: of the run.
        seen: whose claim to the page ends here.
        entry: what its source says of it.
        fetched: how it ended.
        now: when that was.

    Returns:
        The same, or UNCHANGED where the page came anew with nothing new in it.

    Raises:
        OSError, sqlite3.Error: it could not be written.
    """
    known = _stored_before(seen, entry, fetched)
    if fetched.outcome is Outcome.FETCHED and _is_same(fetched, known):
        fetched = replace(fetched, outcome=Outcome.UNCHANGED, why=Why.SAME_PAYLOAD)
    with archive.together():
        stored = None
        if fetched.outcome is Outcome.FETCHED:
            stored = archive.store(fetched, entry)
        elif fetched.outcome is Outcome.UNCHANGED and fetched.last and known:
            stored = known
            archive.revisit(fetched, entry, known)
        seen.record(fetched, entry, now, stored)
    return fetched


def _stored_before(seen: SeenStore, entry: Entry, fetched: Fetched) -> Stored | None:
    """The page as it is stored, under the address that was listed or the one where it was found."""
    urls = (entry.url, fetched.last.url) if fetched.last else (entry.url,)
    return next((known.stored for url in urls if (known := seen.known(url)) and known.stored), None)


def _is_same(fetched: Fetched, stored: Stored | None) -> bool:
    """By the body as a reader sees it: some servers pack the same page differently every time."""
    if fetched.last is None or stored is None:
        return False
    return hashlib.sha256(fetched.last.body).hexdigest() == stored.body_sha256
