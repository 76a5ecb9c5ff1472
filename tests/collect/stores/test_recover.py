"""`kill -9` while pages are stored, then the next run: no page lost, none stored twice, every file whole."""

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import psutil
import pytest
from warc_readers import with_fastwarc, with_ours, with_warcio

from schemas.page import RawPage
from tasks.collect.archive import Archive
from tasks.collect.keep import keep
from tasks.collect.recover import recover
from tasks.collect.seen import SeenStore

HERE = Path(__file__).parent
ROOT = HERE.parents[2]
PAGES = 8
DICE = random.Random(20261123)  # noqa: S311 - no secret
NAME = "capture_date=2026-11-23/copydesk-run1-00000.warc.gz"


class Runs:
    """A process that forks a run for every line; see killed_collector.py."""

    def __init__(self):
        path = os.pathsep.join([str(ROOT), os.environ.get("PYTHONPATH", "")])
        self.process = subprocess.Popen(
            [sys.executable, str(HERE / "killed_collector.py")],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env={**os.environ, "PYTHONPATH": path},
        )

    def start(self, raw_root, run, steps=-1, pages=PAGES):
        self.process.stdin.write(f"{raw_root} run-{run} {pages} {steps}\n")
        self.process.stdin.flush()

    def ended(self):
        word, code = self.process.stdout.readline().split()
        assert word == "ended"
        return int(code)

    def run(self, raw_root, run, steps=-1, pages=PAGES):
        self.start(raw_root, run, steps, pages)
        return self.ended()


@pytest.fixture(scope="module")
def runs():
    made = Runs()
    yield made
    made.process.stdin.close()
    made.process.wait(60)
    made.process.stdout.close()


@pytest.fixture(scope="module")
def all_steps(runs, tmp_path_factory):
    """How many steps an undisturbed run has."""
    root = tmp_path_factory.mktemp("count")
    low, high = 0, 2_000
    while low < high:
        middle = (low + high) // 2
        raw = root / str(middle)
        low, high = (low, middle) if runs.run(raw, 0, middle) == 0 else (middle + 1, high)
        shutil.rmtree(raw)
    assert 50 < low < 2_000
    return low


def check_whole(raw_root, pages=PAGES):
    """Every page stands in a file once, no file is open, and three readers reach the end of each."""
    files = sorted(raw_root.glob("capture_date=*/[!.]*"))  # a hidden one was not named yet: see below
    assert all(path.name.endswith(".warc.gz") for path in files)
    for path in files:
        assert [one[:2] for one in with_warcio(path)] == with_fastwarc(path)
    found = with_ours(raw_root)
    stored = [one.url for one in found if isinstance(one, RawPage)]
    assert sorted(stored) == sorted(f"http://e.org/{number}" for number in range(pages))
    assert not any(type(one).__name__ == "Rejection" for one in found)
    with SeenStore.of(raw_root) as seen:
        for one in found:
            if isinstance(one, RawPage):
                known = seen.known(one.url)
                assert (known.stored.path, known.stored.offset) == (one.input_path, one.input_offset)
                assert known.etag == f'"{one.url.rpartition("/")[2]}"'


def test_an_undisturbed_run_and_one_with_nothing_to_do(runs, raw_root):
    assert runs.run(raw_root, 0) == 0
    check_whole(raw_root)
    before = sorted(raw_root.glob("capture_date=*/*"))
    assert len(before) > 2
    assert runs.run(raw_root, 1) == 0
    assert sorted(raw_root.glob("capture_date=*/*")) == before


@pytest.mark.parametrize("share", [DICE.random() for _ in range(25)])
def test_killed_at_any_step(runs, raw_root, all_steps, share):
    assert runs.run(raw_root, 0, int(share * all_steps)) == -signal.SIGKILL
    assert runs.run(raw_root, 1) == 0
    check_whole(raw_root)


@pytest.mark.parametrize("seed", range(4))
def test_killed_again_and_again(runs, raw_root, all_steps, seed):
    dice = random.Random(seed)  # noqa: S311 - no secret
    for run in range(6):
        runs.run(raw_root, run, int(dice.random() * all_steps / 2))
    assert runs.run(raw_root, 9) == 0
    check_whole(raw_root)


@pytest.mark.parametrize("wait", [DICE.random() * 0.6 for _ in range(6)])
def test_killed_by_the_clock(raw_root, wait):
    """From outside, wherever it is: also in the middle of SQLite's own writing."""
    run = Runs()
    run.start(raw_root, 0, pages=60)
    while not (raw_root / "capture_date=2026-11-23").exists():
        time.sleep(0.005)
    time.sleep(wait)
    for child in psutil.Process(run.process.pid).children():
        with suppress(psutil.NoSuchProcess):
            child.kill()
    assert run.ended() in (-signal.SIGKILL, 0)  # it may have come to its end meanwhile
    assert run.run(raw_root, 1, pages=60) == 0
    run.process.stdin.close()
    run.process.wait(60)
    run.process.stdout.close()
    check_whole(raw_root, 60)


def test_a_file_without_a_name_is_cleared_away(raw_root):
    """Its run was killed between making the file and naming it; who makes one just now is left alone."""
    old, new = (raw_root / "capture_date=2026-11-23" / f".copydesk-run1-00000.warc.gz.open.{end}" for end in ("1", "2"))
    old.parent.mkdir(parents=True)
    for path in (old, new):
        path.touch()
    os.utime(old, (0, 0))
    with SeenStore.of(raw_root) as seen:
        assert recover(raw_root, seen) == ()
    assert not old.exists()
    assert new.exists()


def test_two_runs_at_once_share_the_pages(raw_root):
    both = [Runs(), Runs()]
    for number, run in enumerate(both):
        run.start(raw_root, number, pages=40)
    assert [run.ended() for run in both] == [0, 0]
    for run in both:
        run.process.stdin.close()
        run.process.wait(60)
        run.process.stdout.close()
    check_whole(raw_root, 40)


@pytest.fixture
def left_open(raw_root, make):
    """The open file of a run that is no more, with two pages of which nobody was told; and where its records begin."""
    archive = Archive(raw_root, "2026-11-23", "run1", make.collecting, "sha256:00")
    first = archive.store(make.answered(), make.entry("http://e.org/old", changed_at=make.now))
    second = archive.store(make.answered("http://e.org/2"), make.entry("http://e.org/2"))
    archive._file.complete()
    (raw_root / NAME).rename(raw_root / f"{NAME}.open")
    return first.offset, second.offset


def test_what_a_file_holds_is_entered_and_the_file_is_named(raw_root, seen, make, left_open):
    assert recover(raw_root, seen) == (NAME,)
    assert recover(raw_root, seen) == ()
    for url in ("http://e.org/old", "http://e.org/1", "http://e.org/2"):
        known = seen.known(url)
        assert (known.outcome, known.status, known.etag, known.source) == ("fetched", 200, '"1"', "a")
        assert (known.fetched_at, known.stored.path) == (make.now.timestamp(), NAME)
    assert seen.known("http://e.org/old").changed_at == make.now.timestamp()
    assert [seen.known(url).stored.offset for url in ("http://e.org/old", "http://e.org/2")] == list(left_open)
    with Archive(raw_root, "2026-11-23", "run2", make.collecting, "sha256:00") as archive:
        again = make.answered("http://e.org/2", at=make.now + make.hours(1))
        assert keep(archive, seen, make.entry("http://e.org/2"), again, make.now).outcome == "unchanged"


@pytest.mark.parametrize("cut", [1, 8, 100, 300])
def test_it_is_cut_after_the_last_whole_record(raw_root, seen, left_open, cut):
    assert left_open
    path = raw_root / f"{NAME}.open"
    path.write_bytes(path.read_bytes()[:-cut])
    assert recover(raw_root, seen) == (NAME,)
    assert seen.known("http://e.org/2") is None
    assert seen.known("http://e.org/1") is not None
    assert [kind for kind, _ in with_fastwarc(raw_root / NAME)][:3] == ["warcinfo", "request", "response"]
    assert len(with_warcio(raw_root / NAME)) == len(with_ours(raw_root))


@pytest.mark.parametrize("tail", [b"\0" * 5000, b"\x1f\x8b\x08\0\0", b"WARC/1.1\r\nWARC-Type: response\r\n", b"\xff"])
def test_what_follows_the_last_whole_record_is_cut(raw_root, seen, left_open, tail):
    path = raw_root / f"{NAME}.open"
    whole = path.read_bytes()
    path.write_bytes(whole + tail)
    assert recover(raw_root, seen) == (NAME,)
    assert (raw_root / NAME).read_bytes() == whole
    assert left_open[1] == seen.known("http://e.org/2").stored.offset


@pytest.mark.parametrize("size", [0, 10, 440])
def test_a_file_without_a_page_goes(raw_root, seen, left_open, size):
    assert size < left_open[0]
    path = raw_root / f"{NAME}.open"
    path.write_bytes(path.read_bytes()[:size])
    assert recover(raw_root, seen) == ()
    assert list(path.parent.iterdir()) == []


def test_a_run_at_work_is_left_alone(raw_root, seen, make):
    with Archive(raw_root, "2026-11-23", "run1", make.collecting, "sha256:00") as archive:
        archive.store(make.answered(), make.entry())
        assert recover(raw_root, seen) == ()
        assert seen.known("http://e.org/1") is None
        archive.store(make.answered("http://e.org/2"), make.entry())
    assert len([one for one in with_ours(raw_root) if isinstance(one, RawPage)]) == 2


def test_open_files_of_others_are_left_alone(raw_root, seen):
    other = raw_root / "capture_date=2026-11-23" / "crawl-00000.warc.gz.open"
    other.parent.mkdir()
    other.write_bytes(b"x")
    assert recover(raw_root, seen) == ()
    assert other.read_bytes() == b"x"


def test_an_empty_raw_root(tmp_path, seen):
    assert recover(tmp_path / "none", seen) == ()
