"""Runs of collecting that the kill test kills.

Reads one run a line: raw root, port of the newsstand, and the seconds after which the run is killed (-1: it is not).
For each it says `killed` or the run's exit code, and the seconds it had. The runs are forked from this process, which
holds the imports and no thread: importing takes longer than collecting.
"""

from __future__ import annotations

import os
import signal
import sys
import time
from pathlib import Path

from bench.papers import at, sources_of
from schemas.collect import NewsSource
from tasks.collect.collect import collect

HOSTS = 4
STORIES = 8


def run(raw: str, port: str) -> None:
    """One whole run."""
    names = [f"paper-{number}" for number in range(HOSTS)]
    sources = [NewsSource(name=name, feed=f"http://{name}.example:{port}/feed.xml") for name in names]
    collect(sources_of(sources, delay=0.01), Path(raw), Path(raw), resolver=at())


def forked(raw: str, port: str) -> int:
    """The process id of a run."""
    if child := os.fork():
        return child
    code = 1
    try:
        run(raw, port)
        code = 0
    finally:
        os._exit(code)


def watched(child: int, seconds: float) -> str:
    """Kill the run after so many seconds; how it ended."""
    began = time.monotonic()
    while (ended := os.waitpid(child, os.WNOHANG)) == (0, 0):
        if 0 <= seconds <= time.monotonic() - began:
            os.kill(child, signal.SIGKILL)
            ended = os.waitpid(child, 0)
            break
        time.sleep(0.001)
    word = "killed" if os.WIFSIGNALED(ended[1]) else str(os.waitstatus_to_exitcode(ended[1]))
    return f"{word} {time.monotonic() - began:.4f}"


if __name__ == "__main__":
    for line in sys.stdin:
        root, port, seconds = line.rstrip("\n").split("\t")
        print(watched(forked(root, port), float(seconds)), flush=True)  # noqa: T201 - the test reads it
