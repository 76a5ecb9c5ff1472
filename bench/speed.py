"""How fast pages are cleaned: copydesk beside a loop of trafilatura.extract, on the same pages in one run.

    python bench/speed.py --corpus ../shared/corpora/trafilatura-eval --pages 500
    python bench/speed.py --prefect --pages 2000

The first form measures four contestants in rounds, each in a process of its own, one at a time and in turn, so that
what else the machine does meets all of them: a loop of `trafilatura.extract` with its defaults, two such loops side by
side over half of the pages each, and copydesk (raw files in, Parquet out, without Prefect) with one worker and with
two. The clock starts when the imports are done and one page has been cleaned; the time until then is told apart.
Printed are medians over the rounds: pages a second, pages for each second of processor time (of all processes of the
contestant), and ratios, each the median of the rounds' own. The largest memory (PSS: pages that processes share are
counted once) is of a round before, whose times do not count: to look at a process's memory holds it up.

The second form runs the command, `copydesk backfill` with and without `--plain`, over many pages and over one, and
prints what Prefect adds to the wall time beyond its start-up.

A busy machine spoils wall times: its load is printed beside them. Processor time suffers less.
"""

from __future__ import annotations

import argparse
import gzip
import itertools
import json
import os
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from pathlib import Path

import psutil

CONTESTANTS = ("trafilatura", "trafilatura, 2 loops", "copydesk with 1 worker", "copydesk with 2 workers")
FOLDER_PAGES = 100
SHARDS_AT_ONCE = 2
SAMPLE_EVERY = 0.5
"""Seconds between two looks at the memory."""

Figures = dict[str, float]
"""pages, wall and processor seconds, start-up seconds of one contestant in one round, or its peak bytes."""


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument(
        "--corpus", type=Path, default=Path("../shared/corpora/trafilatura-eval"), help="folder with html/*.html.gz"
    )
    parser.add_argument("--pages", type=int, default=500, help="pages; a smaller corpus is used more than once")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--prefect", action="store_true", help="the command with Prefect against --plain instead")
    parser.add_argument("--contestant", choices=CONTESTANTS, help=argparse.SUPPRESS)
    parser.add_argument("--raw", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--memory", action="store_true", help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.contestant:
        measure = memory if asked.memory else contest
        print(json.dumps(measure(asked.contestant, asked.raw)))
        return
    with tempfile.TemporaryDirectory() as room:
        compare = compare_prefect if asked.prefect else compare_contestants
        compare(Path(room), asked.corpus, asked.pages, asked.rounds)
    load = ", ".join(f"{each:.1f}" for each in os.getloadavg())
    print(f"load of the machine over the last 1, 5, 15 minutes: {load}; {os.cpu_count()} cores")


def lay_out(raw: Path, corpus: Path, pages: int) -> Path:
    """Puts pages of a corpus under a raw root, in folders of a hundred."""
    saved = sorted(corpus.glob("html/*.html.gz"))
    if not saved:
        raise SystemExit(f"no html/*.html.gz under {corpus}: name a corpus with --corpus")
    for n, path in enumerate(itertools.islice(itertools.cycle(saved), pages)):
        folder = raw / f"pages-{n // FOLDER_PAGES:03}"
        folder.mkdir(parents=True, exist_ok=True)
        (folder / f"{n:06}.html").write_bytes(gzip.decompress(path.read_bytes()))
    return raw


# three contestants


def compare_contestants(room: Path, corpus: Path, pages: int, rounds: int) -> None:
    """Runs the rounds and prints the medians."""
    raw = lay_out(room / "raw", corpus, pages)
    peaks = {name: _measured(name, raw, "--memory")["peak"] for name in CONTESTANTS}
    results: dict[str, list[Figures]] = {name: [] for name in CONTESTANTS}
    for n in range(rounds):
        first = n % len(CONTESTANTS)
        for name in CONTESTANTS[first:] + CONTESTANTS[:first]:
            results[name].append(_measured(name, raw))
            print(f"round {n + 1} of {rounds}: {name}: {_row(results[name][-1:])}", flush=True)
    print(f"\nmedians over {rounds} rounds of {pages} pages")
    for name in CONTESTANTS:
        print(f"  {name:24} {_row(results[name])}, {peaks[name] / 2**20:5.0f} MiB")
    loop, loops, one, two = (results[name] for name in CONTESTANTS)
    print(f"  one worker against the loop, per processor second: {_ratio(one, loop, 'cpu'):.2f}")
    print(f"  one worker against the loop, wall: {_ratio(one, loop, 'wall'):.2f}")
    print(f"  two workers against two loops, wall: {_ratio(two, loops, 'wall'):.2f}")
    print(f"  two workers against one, wall: {_ratio(two, one, 'wall'):.2f}")


def _measured(name: str, raw: Path, *options: str) -> Figures:
    command = [sys.executable, __file__, "--contestant", name, "--raw", str(raw), *options]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True)
    figures: Figures = json.loads(done.stdout)
    return figures


def _row(rounds: list[Figures]) -> str:
    start = statistics.median(figures["start"] for figures in rounds)
    speed = f"{_speed(rounds, 'wall'):6.1f} pages/s, {_speed(rounds, 'cpu'):6.1f} pages/s of processor time"
    return f"{speed}, start-up {start:.1f} s"


def _speed(rounds: list[Figures], by: str) -> float:
    return statistics.median(figures["pages"] / figures[by] for figures in rounds)


def _ratio(one: list[Figures], other: list[Figures], by: str) -> float:
    return statistics.median(b[by] / a[by] for a, b in zip(one, other, strict=True))


# a contestant, in a process of its own


def contest(name: str, raw: Path) -> Figures:
    """The times of one contestant's round over all pages under `raw`."""
    work = _work(name, raw)
    next(work)
    start = time.time() - psutil.Process().create_time()
    wall, cpu = time.perf_counter(), _processor_seconds()
    pages = next(work)
    wall, cpu = time.perf_counter() - wall, _processor_seconds() - cpu
    return {"pages": pages, "wall": wall, "cpu": cpu, "start": start}


def memory(name: str, raw: Path) -> Figures:
    """The largest memory of one contestant's round."""
    work = _work(name, raw)
    next(work)
    watch = Memory()
    next(work)
    watch.stop()
    return {"peak": watch.peak}


def _work(name: str, raw: Path) -> Iterator[int]:
    """Gets ready, then does all pages and says how many there were."""
    if name == "trafilatura":
        return _loop(raw)
    return _loops(raw, 2) if name.endswith("loops") else _copydesk(raw, int(name.split()[2]))


def _loop(raw: Path) -> Iterator[int]:
    files = sorted(raw.rglob("*.html"))
    _extract(files[:1])
    yield 0
    yield _extract(files)


def _loops(raw: Path, count: int) -> Iterator[int]:
    files = sorted(raw.rglob("*.html"))
    with ProcessPoolExecutor(count) as processes:
        for _ in range(2):  # each has the imports behind it at the second time
            list(processes.map(_extract, [files[:20]] * count))
        yield 0
        yield sum(processes.map(_extract, [files[n::count] for n in range(count)]))


def _extract(files: list[Path]) -> int:
    import trafilatura  # noqa: PLC0415 - a contestant pays for its own imports only

    for path in files:
        trafilatura.extract(path.read_bytes())
    return len(files)


def _copydesk(raw: Path, count: int) -> Iterator[int]:
    """Cleans all shards as `backfill --plain` does."""
    from schemas.config import Config  # noqa: PLC0415 - the same
    from schemas.page import RawPage  # noqa: PLC0415 - the same
    from schemas.shard import Shard  # noqa: PLC0415 - the same
    from tasks.shard import clean_shard  # noqa: PLC0415 - the same
    from tasks.sources import plan  # noqa: PLC0415 - the same
    from tasks.workers import Workers  # noqa: PLC0415 - the same

    config = Config()
    with (
        tempfile.TemporaryDirectory() as clean,
        Workers(count, config) as workers,
        ThreadPoolExecutor(SHARDS_AT_ONCE) as threads,
    ):
        first, small = next(raw.rglob("*.html")), Path(clean) / "first"
        small.mkdir()
        (small / first.name).write_bytes(first.read_bytes())
        list(workers.clean([RawPage(first.name, first.read_bytes())] * count))
        for shard in plan(small, config):  # Arrow imports pandas when it makes its first table
            clean_shard(shard, small, Path(clean) / "out", config, workers)
        yield 0

        def pages(shard: Shard) -> int:
            return clean_shard(shard, raw, Path(clean) / "out", config, workers).pages

        yield sum(threads.map(pages, plan(raw, config)))


def _family() -> list[psutil.Process]:
    me = psutil.Process()
    return [me, *me.children(recursive=True)]


def _processor_seconds() -> float:
    """Of this process, its living descendants, and those that these have outlived."""
    total = 0.0
    for process in _family():
        try:
            times = process.cpu_times()
        except psutil.NoSuchProcess:
            continue
        total += times.user + times.system + times.children_user + times.children_system
    return total


class Memory:
    """Watches how much memory this process and its descendants take together."""

    def __init__(self) -> None:
        self.peak = 0
        """The largest sum in bytes."""
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._look)
        self._thread.start()

    def stop(self) -> None:
        """Looks no longer."""
        self._over.set()
        self._thread.join()

    def _look(self) -> None:
        looking = True
        while looking:
            self.peak = max(self.peak, sum(self._size(process) for process in _family()))
            looking = not self._over.wait(SAMPLE_EVERY)

    def _size(self, process: psutil.Process) -> int:
        try:
            size = process.memory_full_info()
        except psutil.Error:  # it has ended
            return 0
        return int(getattr(size, "pss", size.rss))


# the command, with Prefect and without


def compare_prefect(room: Path, corpus: Path, pages: int, rounds: int) -> None:
    """Runs the command over many pages and over one, both ways in turn, and prints what Prefect adds."""
    many, one = lay_out(room / "many", corpus, pages), lay_out(room / "one", corpus, 1)
    added, shares = [], []
    for n in range(rounds):
        seconds = {}
        for plain in (True, False) if n % 2 else (False, True):
            start_up, whole = (_command(raw, room / "clean", plain=plain) for raw in (one, many))
            seconds[plain] = whole - start_up
            way = "--plain" if plain else "Prefect"
            print(f"round {n + 1} of {rounds}: {way}: {whole:.1f} s, {start_up:.1f} s of them start-up", flush=True)
        added.append(seconds[False] - seconds[True])
        shares.append(seconds[False] / seconds[True] - 1)
    print(f"\nPrefect beyond its start-up, {pages} pages, median of {rounds} rounds:")
    print(f"  {statistics.median(added):+.1f} s, {statistics.median(shares):+.1%} of the wall time of --plain")


def _command(raw: Path, clean: Path, *, plain: bool) -> float:
    """Wall seconds of `copydesk backfill` from a cold start, with as many workers as the machine has cores."""
    command = [str(Path(sys.executable).with_name("copydesk")), "backfill", "--force"]
    command += ["--raw", str(raw), "--clean", str(clean / raw.name), *(["--plain"] if plain else [])]
    start = time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return time.perf_counter() - start


if __name__ == "__main__":
    main()
