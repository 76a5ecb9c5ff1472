"""A run that is killed while it stores pages: claim, store, tell, page after page, in small files.

Reads one run a line from standard input: raw root, run id, the number of pages, and how many of the steps below it takes
before it kills itself (-1: none). Each is forked from this process, which holds the imports. It prints `ended` and the
exit code.

The steps are those after which a crash would leave the least tidy state: a write to the file, half of it; the write
whole; its fsync; the note in the seen-store; the completion of a file.
"""

from __future__ import annotations

import os
import random
import signal
import sys
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from schemas.collect import Collecting, Entry, Exchange, Fetched, NewsSource, Outcome, Why
from tasks.collect.archive import Archive
from tasks.collect.keep import keep
from tasks.collect.recover import recover
from tasks.collect.seen import SeenStore

SOURCE = NewsSource(name="a", feed="http://e.org/feed")
COLLECTING = Collecting(contact="newsroom@e.org", warc_bytes=6_000)
DAY = "2026-11-23"
BEGIN = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)


def answer(url: str, at: datetime) -> Fetched:
    """A page of its own for every address; two in three are larger than a file is to become."""
    number = int(url.rpartition("/")[2])
    body = random.Random(number).randbytes(20_000 if number % 3 else 1_000)  # noqa: S311 - no secret
    head = b'HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nETag: "%d"\r\n\r\n' % number
    exchange = Exchange(url, 200, b"GET / HTTP/1.1\r\nHost: e.org\r\n\r\n", head, body, body, "192.0.2.1", at)
    return Fetched(url, Outcome.FETCHED, Why.COMPLETE, exchanges=(exchange,))


class Steps:
    """Counts steps and ends this process as `kill -9` does at the one that was named."""

    def __init__(self, left: int) -> None:
        self._left = left

    def step(self) -> None:
        if not self._left:
            os.kill(os.getpid(), signal.SIGKILL)
        self._left -= 1

    def around(self, name: str, module: Any) -> None:
        """A step before a function of the system is called, and one after it."""
        real = getattr(module, name)

        def counted(*args: Any, **named: Any) -> Any:
            self.step()
            given = real(*args, **named)
            self.step()
            return given

        setattr(module, name, counted)

    def halfway(self) -> None:
        """Writes come in two halves, with a step between them."""
        real: Callable[..., int] = os.pwrite

        def half(descriptor: int, data: memoryview, offset: int) -> int:
            written = real(descriptor, data[: max(1, len(data) // 2)], offset)
            self.step()
            return written

        os.pwrite = half


def collect(raw_root: str, run_id: str, pages: int, steps: int) -> None:
    """What a run does with its pages, without asking anybody for them."""
    counted = Steps(steps)
    counted.halfway()
    for name in ("fsync", "ftruncate"):
        counted.around(name, os)
    counted.around("rename", Path)
    counted.around("record", SeenStore)
    counted.around("enter", SeenStore)
    begin = BEGIN + timedelta(minutes=int(run_id.rpartition("-")[2]))
    with SeenStore.of(raw_root) as seen:
        recover(raw_root, seen)
        with Archive(raw_root, DAY, run_id, COLLECTING, "sha256:00", seen.settle) as archive:
            for number in range(pages):
                entry = Entry(f"http://e.org/{number}", "a")
                at = begin + timedelta(seconds=number)
                if seen.claim(entry, SOURCE, at):
                    keep(archive, seen, entry, answer(entry.url, at), at + timedelta(seconds=0.5))


def main() -> None:
    for line in sys.stdin:
        raw_root, run_id, pages, steps = line.split()
        pid = os.fork()
        if not pid:
            collect(raw_root, run_id, int(pages), int(steps))
            os._exit(0)
        _, status = os.waitpid(pid, 0)
        print("ended", os.waitstatus_to_exitcode(status), flush=True)  # noqa: T201 - the test reads it


if __name__ == "__main__":
    main()
