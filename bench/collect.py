"""How fast and how politely pages are collected: many hosts on loopback, their gaps measured at the server.

    python -m bench.collect [--hosts 50] [--pages 10] [--latency 0.02]

The server is a process of its own. A run can be no faster than its slowest host (every request takes the latency, and
the delay lies between two of them) and no faster than all requests by `concurrency`. Each load is run twice on one raw
folder: the second time all pages are asked for again, and none has changed.
"""

from __future__ import annotations

import argparse
import multiprocessing
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path

import psutil

from bench.newsstand import Newsstand, gaps
from bench.papers import Papers, at, sources_of, story
from schemas.collect import CollectSummary, Fetched, NewsSource
from tasks.collect.collect import collect

Span = tuple[str, float, float]
MIB = 2**20


@dataclass(frozen=True, slots=True)
class Load:
    """What is asked of the collector."""

    hosts: int
    pages: int  # of each host
    latency: float
    delay: float
    concurrency: int
    shared: bool = False  # a second source names as many pages more of each host

    def sources(self, port: int) -> list[NewsSource]:
        """A feed for each host; beside it a list, where they are shared."""
        sites = [(f"paper-{number}", f"http://paper-{number}.example:{port}") for number in range(self.hosts)]
        feeds = [NewsSource(name=name, feed=f"{site}/feed.xml", refetch_after_hours=1e-6) for name, site in sites]
        if not self.shared:
            return feeds
        more = range(self.pages, 2 * self.pages)
        lists = [(f"{name}-list", tuple(site + story(number) for number in more)) for name, site in sites]
        return feeds + [NewsSource(name=name, urls=urls, refetch_after_hours=1e-6) for name, urls in lists]

    def least(self, requests: int) -> float:
        """Seconds that so many requests must take, evenly on all hosts."""
        each = requests / self.hosts
        host = each * self.latency + (each - 1) * self.delay
        return max(host, requests * self.latency / self.concurrency)


def serve(pipe: Connection, pages: int, latency: float) -> None:
    """The server's process: says its port, and at every word what it was asked since."""
    with Newsstand(Papers(pages), latency) as stand:
        pipe.send(stand.port)
        while pipe.recv():
            pipe.send([(visit.request.host, visit.request.began, visit.ended) for visit in stand.visits])
            stand.visits.clear()


@contextmanager
def server(pages: int, latency: float) -> Iterator[tuple[int, Connection]]:
    """The port of a server, and the pipe to it."""
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=serve, args=(theirs, pages, latency), daemon=True)
    process.start()
    try:
        yield ours.recv(), ours
    finally:
        ours.send(False)
        process.join()


class Memory:
    """Resident bytes of this process, told page by page."""

    def __init__(self) -> None:
        self._process = psutil.Process()
        self._lock = threading.Lock()
        self.told: list[int] = []

    def watch(self, _fetched: Fetched, _source: str) -> None:
        """A page has ended."""
        with self._lock:
            self.told.append(self._process.memory_info().rss)

    def at(self, share: float) -> str:
        """MiB when so much of the pages had ended."""
        return f"{self.told[int(share * (len(self.told) - 1))] / MIB:.0f}" if self.told else "-"


def run(load: Load, port: int, raw: Path, memory: Memory) -> tuple[float, CollectSummary]:
    """Seconds of one run over all hosts, and what it did."""
    told = sources_of(load.sources(port), delay=load.delay, concurrency=load.concurrency)
    began = time.perf_counter()
    summary = collect(told, raw, raw, watch=memory.watch, resolver=at())
    return time.perf_counter() - began, summary


def counted(summary: CollectSummary, outcome: str) -> int:
    """URLs that ended like that."""
    return sum(tally.counts.get(outcome, 0) for tally in summary.tallies)


HEAD = (
    "hosts",
    "sources",
    "delay",
    "at once",
    "run",
    "pages",
    "wall s",
    "least s",
    "times",
    "requests",
    "gap s",
    "RSS MiB",
)


def report(load: Load) -> Iterator[tuple[str, ...]]:
    """Rows of two runs of a load, the second on what the first has left."""
    with tempfile.TemporaryDirectory() as raw, server(load.pages, load.latency) as (port, pipe):
        for name, outcome in (("first", "fetched"), ("second", "unchanged")):
            memory = Memory()
            seconds, summary = run(load, port, Path(raw), memory)
            pipe.send(True)
            told = (str(load.hosts), str(len(summary.tallies)), f"{load.delay:g}", str(load.concurrency), name)
            yield *told, str(counted(summary, outcome)), *_figures(load, seconds, pipe.recv(), memory)


def _figures(load: Load, seconds: float, spans: list[Span], memory: Memory) -> tuple[str, ...]:
    least = load.least(len(spans))
    gap = min((gap for each in gaps(spans).values() for gap in each), default=float("nan"))
    rss = "/".join(memory.at(share) for share in (0, 0.5, 1))
    return f"{seconds:.2f}", f"{least:.2f}", f"{seconds / least:.2f}", str(len(spans)), f"{gap:.3f}", rss


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--hosts", type=int, default=50)
    parser.add_argument("--pages", type=int, default=10, help="of each host")
    parser.add_argument("--latency", type=float, default=0.02, help="seconds before each answer")
    told = parser.parse_args()
    loads = [
        Load(told.hosts, told.pages, told.latency, delay, concurrency)
        for delay, concurrency in ((2.0, 20), (0.5, 20), (0.5, 100), (0.0, 4))
    ]
    _print(HEAD)
    for load in [*loads, Load(5, told.pages, told.latency, 0.5, 20, shared=True)]:
        for row in report(load):
            _print(row)
    print("gap: the smallest between two requests to one host, as the server saw it; RSS: first page, half, last page")


def _print(row: tuple[str, ...]) -> None:
    print("  ".join(cell.rjust(max(len(name), 7)) for cell, name in zip(row, HEAD, strict=True)), flush=True)


if __name__ == "__main__":
    main()
