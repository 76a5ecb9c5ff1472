"""Runs that the kill test kills: each cleans a raw tree, without Prefect, as a process of its own.

Reads one run a line: raw root, clean root, and how many files are put in their place before it kills itself (-1: it
does not). For each it says its process id, `started` when the first page is clean, the seconds from then to the end
if it gets there, and `ended` with the exit code. The processes are forked from this one, which holds the imports and
no thread: importing takes longer than cleaning.
"""

from __future__ import annotations

import os
import signal
import sys
import time
from collections.abc import Iterable, Iterator
from pathlib import Path

from schemas.article import CleanedPage
from schemas.config import Config, Limits
from schemas.page import RawPage
from tasks.shard import clean_shard
from tasks.sources import plan
from tasks.workers import Workers

CONFIG = Config(limits=Limits(page_seconds=30))
FUNCTION = "worker_pages:clean"


class Announced:
    """Workers that say when they have begun."""

    def __init__(self, workers: Workers) -> None:
        self._workers = workers
        self.began = 0.0

    def clean(self, pages: Iterable[RawPage]) -> Iterator[CleanedPage]:
        for cleaned in self._workers.clean(pages):
            if not self.began:
                self.began = time.monotonic()
                print("started", flush=True)  # noqa: T201 - the test reads it
            yield cleaned


def kill_after(renames: int) -> None:
    """End this process as `kill -9` does when so many files have been put in their place."""
    left = [renames]
    rename = os.replace

    def counted(source: str, target: str) -> None:
        if not left[0]:
            os.kill(os.getpid(), signal.SIGKILL)
        left[0] -= 1
        rename(source, target)

    os.replace = counted  # type: ignore[assignment]


def clean(raw: str, clean_root: str, renames: int) -> None:
    if renames >= 0:
        kill_after(renames)
    with Workers(2, CONFIG, FUNCTION) as workers:
        announced = Announced(workers)
        for shard in plan(raw, CONFIG):
            clean_shard(shard, raw, clean_root, CONFIG, announced)
        print(time.monotonic() - announced.began, flush=True)  # noqa: T201 - the same


def main() -> None:
    for line in sys.stdin:
        raw, clean_root, renames = line.split()
        pid = os.fork()
        if not pid:
            print(os.getpid(), flush=True)  # noqa: T201 - the same
            clean(raw, clean_root, int(renames))
            os._exit(0)
        _, status = os.waitpid(pid, 0)
        print("ended", os.waitstatus_to_exitcode(status), flush=True)  # noqa: T201 - the same


if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).parent))
    main()
