"""What a killed run left: its open file is cut after the last whole record, told to the seen-store, and named."""

from __future__ import annotations

import os
import re
import time
import zlib
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, NamedTuple

from warcio.archiveiterator import ArchiveIterator

from schemas.collect import Entry, Exchange, Fetched, Outcome, Stored, Why
from tasks.collect.archive import OPEN, PREFIX, sync_folder
from tasks.collect.owner import try_lock
from tasks.collect.seen import SeenStore
from tasks.collect.warc_records import BODY, CHANGED, LISTED, SOURCE
from tasks.sources.instants import read_instant

GZIP = 16 + zlib.MAX_WBITS
FED = 64 * 1024
INFLATED = 2**20
UNNAMED_SECONDS = 60.0
"""A run names its new file at once; one that is older than this and hidden belongs to nobody."""


def recover(raw_root: str | os.PathLike[str], seen: SeenStore) -> tuple[str, ...]:
    """Complete the files of runs that are no more; files of runs at work are left alone.

    A run that was killed between storing a page and noting it has left that page in an open file. It is noted here,
    so that it is neither lost nor stored again.

    Args:
        raw_root: a local folder.
        seen: its seen-store.

    Returns:
        The files that were completed, relative to the raw root, sorted.

    Raises:
        OSError, sqlite3.Error: a file or the store cannot be read or written.
    """
    root = Path(raw_root)
    for stray in root.glob(f"capture_date=*/.{PREFIX}-*{OPEN}.*"):
        _clear(stray)
    left = sorted(root.glob(f"capture_date=*/{PREFIX}-*.warc.gz{OPEN}"))
    completed = (_recovered(path, root, seen) for path in left)
    return tuple(path.relative_to(root).as_posix() for path in completed if path)


def _clear(stray: Path) -> None:
    """Take away a file whose run was killed before the file had its name: nothing was written to it yet."""
    with suppress(FileNotFoundError):  # its run is at work and names it, or another run does the same
        if time.time() - stray.stat().st_mtime > UNNAMED_SECONDS:
            stray.unlink()


def _recovered(path: Path, root: Path, seen: SeenStore) -> Path | None:
    """The file by its new name; None where it is another's, or holds no capture."""
    try:
        file = path.open("r+b")
    except FileNotFoundError:
        return None  # its run has completed it meanwhile
    with file:
        if not try_lock(file.fileno()) or not _is_there(path, file):
            return None
        file.truncate(whole_records(file))
        os.fsync(file.fileno())
        name = path.with_name(path.name.removesuffix(OPEN))
        if not _enter(file, name.relative_to(root).as_posix(), seen):
            path.unlink()
            return None
        path.rename(name)
        sync_folder(path.parent)
    return name


def _is_there(path: Path, file: IO[bytes]) -> bool:
    """Whether the name still stands for the file that was opened."""
    try:
        return path.stat().st_ino == os.fstat(file.fileno()).st_ino
    except FileNotFoundError:
        return False


def whole_records(file: IO[bytes]) -> int:
    """Where the last gzip member ends that is whole; each holds one record."""
    end = 0
    while (member := _member(file, end)) is not None:
        end = member
    return end


def _member(file: IO[bytes], start: int) -> int | None:
    """Where the member that begins here ends; None where it is not whole."""
    inflater, place = zlib.decompressobj(GZIP), start
    file.seek(start)
    try:
        while not inflater.eof:
            fed = inflater.unconsumed_tail
            if not fed:
                fed = file.read(FED)
                place += len(fed)
            if not fed:
                return None
            inflater.decompress(fed, INFLATED)
    except zlib.error:
        return None
    return place - len(inflater.unused_data)


def _enter(file: IO[bytes], name: str, seen: SeenStore) -> int:
    """Tell the seen-store what a file holds; how many captures that is."""
    count = 0
    file.seek(0)
    records = ArchiveIterator(file, no_record_parse=True)
    for record in records:
        count += record.rec_type in ("response", "revisit")
        if record.rec_type == "response":
            capture = _capture(record.rec_headers.get_header, _head(record.raw_stream.read()))
            place = Stored(name, records.get_record_offset(), *capture.written)
            seen.enter(capture.fetched, capture.entry, place)
    return count


class _Capture(NamedTuple):
    fetched: Fetched
    entry: Entry
    written: tuple[str, str, str, str, str]
    """What `Stored` has after the place."""


def _capture(field: Callable[[str, str], str], head: bytes) -> _Capture:
    """What was noted down beside a response when it was stored."""
    url, date, peer = field("WARC-Target-URI", ""), field("WARC-Date", ""), field("WARC-IP-Address", "")
    asked_at = read_instant(date) or datetime.fromtimestamp(0, UTC)
    listed = field(LISTED, "") or url
    answer = Exchange(url, _status(head), b"", head, b"", b"", peer, asked_at)
    fetched = Fetched(listed, Outcome.FETCHED, Why.COMPLETE, exchanges=(answer,))
    body = field(BODY, "").removeprefix("sha256:")
    written = (url, date, field("WARC-Record-ID", ""), field("WARC-Payload-Digest", ""), body)
    return _Capture(fetched, Entry(listed, field(SOURCE, ""), read_instant(field(CHANGED, ""))), written)


def _head(block: bytes) -> bytes:
    return block[: block.find(b"\r\n\r\n") + 4] if b"\r\n\r\n" in block else block


def _status(head: bytes) -> int:
    found = re.match(rb"HTTP/\S+ +(\d{3})", head)
    return int(found[1]) if found else 0
