"""How fast and how politely pages are collected: many hosts on loopback, their gaps measured at the server.

    python -m bench.collect [--hosts 50] [--pages 10] [--latency 0.02]

The server is a process of its own. A run can be no faster than its slowest host (every request takes the latency, and
the delay lies between two of them) and no faster than all requests by `concurrency`.
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
from bench.papers import Papers, at, sources_of
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

    @property
    def least(self) -> float:
        """Seconds that delays and concurrency ask for: robots.txt, the feed and the pages of each host."""
        requests = self.pages + 2
        host = requests * self.latency + (requests - 1) * self.delay
        return max(host, self.hosts * requests * self.latency / self.concurrency)


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

    @property
    def growth(self) -> int:
        """Bytes between the first fifth of the pages, when everything is warm, and the last."""
        return self.told[-1] - self.told[len(self.told) // 5]


def run(load: Load, port: int, raw: Path, memory: Memory) -> tuple[float, CollectSummary]:
    """Seconds of one run over all hosts, and what it did."""
    names = [f"paper-{number}" for number in range(load.hosts)]
    sources = [
        NewsSource(name=name, feed=f"http://{name}.example:{port}/feed.xml", refetch_after_hours=1e-6) for name in names
    ]
    told = sources_of(sources, delay=load.delay, concurrency=load.concurrency)
    began = time.perf_counter()
    summary = collect(told, raw, raw, watch=memory.watch, resolver=at())
    return time.perf_counter() - began, summary


def counted(summary: CollectSummary, outcome: str) -> int:
    """URLs that ended like that."""
    return sum(tally.counts.get(outcome, 0) for tally in summary.tallies)


def report(load: Load) -> None:
    """Two runs of a load, the second on what the first has left."""
    with tempfile.TemporaryDirectory() as raw, server(load.pages, load.latency) as (port, pipe):
        for name, outcome in (("first run", "fetched"), ("second run", "unchanged")):
            memory = Memory()
            seconds, summary = run(load, port, Path(raw), memory)
            pipe.send(True)
            print(_line(name, load, seconds, counted(summary, outcome), memory, pipe.recv()))


def _line(name: str, load: Load, seconds: float, had: int, memory: Memory, spans: list[Span]) -> str:
    smallest = min((gap for each in gaps(spans).values() for gap in each), default=float("nan"))
    rss = (
        f"RSS {max(memory.told) / MIB:.0f} MiB, {memory.growth / MIB:+.1f} MiB" if memory.told else "no page asked for"
    )
    return (
        f"{load.hosts} hosts x {load.pages} pages, delay {load.delay:g} s, concurrency {load.concurrency}, {name}: "
        f"{had} had in {seconds:.2f} s, least {load.least:.2f} s ({seconds / load.least:.2f}x), "
        f"{len(spans)} requests, smallest gap {smallest:.3f} s, {rss}"
    )


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--hosts", type=int, default=50)
    parser.add_argument("--pages", type=int, default=10, help="of each host")
    parser.add_argument("--latency", type=float, default=0.02, help="seconds before each answer")
    told = parser.parse_args()
    for delay, concurrency in ((2.0, 20), (0.5, 20), (0.5, 100), (0.0, 4)):
        report(Load(told.hosts, told.pages, told.latency, delay, concurrency))


if __name__ == "__main__":
    main()
