"""Captures of one run in WARC files: whole records only, on the disk before anybody is told, and never half a file.

A file is written as `<name>.warc.gz.open`, under a lock, and takes its name when it is complete.
"""

from __future__ import annotations

import os
import re
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Self

from schemas.collect import Collecting, Entry, Exchange, Fetched, Stored, Why
from tasks.collect.owner import locked_file
from tasks.collect.warc_records import Written, capture, info, revisit

PREFIX = "copydesk"
OPEN = ".open"


class Archive:
    """The WARC files of one run. Its methods may be called from any thread; each returns when all is on the disk."""

    def __init__(
        self,
        raw_root: str | os.PathLike[str],
        capture_date: str,
        run_id: str,
        collecting: Collecting,
        config_digest: str,
        before_complete: Callable[[], object] | None = None,
    ) -> None:
        """Nothing is made before there is something to store.

        Args:
            raw_root: a local folder.
            capture_date: `YYYY-MM-DD`, UTC: the folder below it.
            run_id: goes into the names of the files; no two runs have the same.
            collecting: for the size of a file, and the address in its head.
            config_digest: of the configuration, for the head of each file.
            before_complete: is called before a file is completed: what was told of it must be on the disk by then.
        """
        self._root = Path(raw_root)
        self._folder = self._root / f"capture_date={capture_date}"
        self._run_id = run_id
        self._collecting = collecting
        self._config_digest = config_digest
        self._before_complete = before_complete
        self._lock = threading.RLock()
        self._file: _OpenFile | None = None
        self._number = 0
        self._completed: list[str] = []

    @property
    def completed(self) -> tuple[str, ...]:
        """Files that are complete, relative to the raw root, in order."""
        return tuple(self._completed)

    def store(self, fetched: Fetched, entry: Entry | None = None) -> Stored:
        """Store a whole response, with its request.

        Args:
            fetched: its last exchange is stored.
            entry: what its source says of it, to stand beside it.

        Raises:
            OSError: it cannot be written; the file is as it was.
            ValueError: there is no response.
        """
        answer = _answer(fetched)
        written = capture(fetched, entry or Entry(fetched.url, ""), answer)
        return self._put(written, answer.url)

    def revisit(self, fetched: Fetched, entry: Entry, stored: Stored) -> Stored:
        """Note that a page is as it was when it was stored; `fetched.why` says who found that.

        Raises:
            OSError: it cannot be written; the file is as it was.
            ValueError: there is no response.
        """
        answer = _answer(fetched)
        why = Why.SAME_PAYLOAD if fetched.why is Why.SAME_PAYLOAD else Why.NOT_MODIFIED
        return self._put(revisit(answer, entry, stored, why), answer.url)

    @contextmanager
    def together(self) -> Iterator[None]:
        """No file is completed in here: what is stored stands in an open file until others are told of it."""
        with self._lock:
            yield

    def close(self) -> tuple[str, ...]:
        """Complete the last file; all complete files, relative to the raw root."""
        with self._lock:
            self._complete()
        return self.completed

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _put(self, written: Written, url: str) -> Stored:
        with self._lock:
            if self._file and self._file.size >= self._collecting.warc_bytes:
                self._complete()
            self._file = self._file or self._begin()
            offset = self._file.append(written.data) + written.place
            path = self._file.path.relative_to(self._root).as_posix()
        return Stored(path, offset, url, written.date, written.record_id, written.payload_digest, written.body_sha256)

    def _begin(self) -> _OpenFile:
        self._folder.mkdir(parents=True, exist_ok=True)
        run = re.sub(r"[^A-Za-z0-9-]+", "-", self._run_id)
        while True:
            path = self._folder / f"{PREFIX}-{run}-{self._number:05}.warc.gz"
            self._number += 1
            if not path.exists() and not being_written(path).exists():
                break
        file = _OpenFile(path)
        file.append(info(path.name, self._collecting, self._config_digest, self._run_id))
        return file

    def _complete(self) -> None:
        if self._file:
            if self._before_complete:
                self._before_complete()
            self._file.complete()
            self._completed.append(self._file.path.relative_to(self._root).as_posix())
            self._file = None


def _answer(fetched: Fetched) -> Exchange:
    if fetched.last is None:
        raise ValueError(f"there is no response of {fetched.url} to store")
    return fetched.last


def being_written(path: Path) -> Path:
    """The name of a file while it is written."""
    return path.with_name(path.name + OPEN)


class _OpenFile:
    """A file that is being written: locked, and always made of whole appends."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.size = 0
        self._descriptor = locked_file(being_written(path))
        sync_folder(path.parent)

    def append(self, data: bytes) -> int:
        """Add bytes and wait until the disk has them; the offset where they begin."""
        start = self.size
        try:
            left = memoryview(data)
            while left:
                left = left[os.pwrite(self._descriptor, left, start + len(data) - len(left)) :]
            os.fsync(self._descriptor)
        except OSError:
            os.ftruncate(self._descriptor, start)
            raise
        self.size += len(data)
        return start

    def complete(self) -> None:
        """Give the file its name, then let go of it."""
        being_written(self.path).rename(self.path)
        sync_folder(self.path.parent)
        os.close(self._descriptor)


def sync_folder(folder: Path) -> None:
    """Wait until the disk has the folder's names."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
