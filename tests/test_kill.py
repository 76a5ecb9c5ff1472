"""`kill -9` at any moment, then the same again: the same bytes as an undisturbed run, and no half file in between."""

from __future__ import annotations

import os
import random
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import psutil
import pytest

from tasks.shard import clean_shard
from tasks.sources import plan
from tasks.workers import Workers

HERE = Path(__file__).parent
FOLDERS = ("capture_date=2026-11-22", "capture_date=2026-11-23", "saved")
PAGES = 12
DICE = random.Random(20261123)  # noqa: S311 - no secret
MOMENTS = [DICE.random() for _ in range(20)]
"""When to kill, as a share of the time an undisturbed run takes."""

reached: list[int] = []
"""How many of its files each killed run had put in their place."""

families: list[psutil.Process] = []
"""The processes of all killed runs."""


def tree(root: Path) -> dict[str, bytes]:
    return {str(path.relative_to(root)): path.read_bytes() for path in sorted(root.rglob("*")) if path.is_file()}


def visible(root: Path) -> dict[str, bytes]:
    """What readers see: names that end otherwise, or begin with a dot, are passed over."""
    files = {str(path.relative_to(root)): path.read_bytes() for path in root.rglob("*.parquet")}
    return {name: data for name, data in files.items() if "/." not in name}


@pytest.fixture(scope="module")
def raw(tmp_path_factory):
    root = tmp_path_factory.mktemp("raw")
    for folder in FOLDERS:
        (root / folder).mkdir()
        for n in range(PAGES):
            (root / folder / f"{n:02}.txt").write_text(f"sleep 0.01 page {n} of {folder}")
    return root


@pytest.fixture(scope="module")
def rerun():
    """The same command once more, to the end; in this process, for it only has to be the same work."""
    sys.path.insert(0, str(HERE))
    import killed_run  # noqa: PLC0415 - on the path only now

    def complete(raw: Path, clean: Path) -> None:
        for shard in plan(raw, killed_run.CONFIG):
            clean_shard(shard, raw, clean, killed_run.CONFIG, workers)

    with Workers(2, killed_run.CONFIG, killed_run.FUNCTION) as workers:
        yield complete
    sys.path.remove(str(HERE))


@pytest.fixture(scope="module")
def undisturbed(raw, rerun, tmp_path_factory):
    clean = tmp_path_factory.mktemp("undisturbed")
    rerun(raw, clean)
    return tree(clean)


@pytest.fixture(scope="module")
def older(raw, rerun, tmp_path_factory):
    """What an earlier version of the raw pages gave: its files stand where the killed run writes."""
    before = tmp_path_factory.mktemp("before") / "raw"
    shutil.copytree(raw, before)
    for path in before.rglob("*.txt"):
        path.write_text("an older page")
    clean = tmp_path_factory.mktemp("older")
    rerun(before, clean)
    return clean


class Run:
    """A run in a process of its own, forked from `launcher`; see killed_run.py."""

    def __init__(self, launcher: subprocess.Popen[str], raw: Path, clean: Path, renames: int = -1) -> None:
        self.launcher = launcher
        print(raw, clean, renames, file=launcher.stdin, flush=True)
        self.process = psutil.Process(int(self.line()))
        assert self.line() == "started"

    def line(self) -> str:
        return self.launcher.stdout.readline().strip()

    def kill(self) -> None:
        families.extend(self.process.children(recursive=True))
        self.process.kill()

    def exit_code(self) -> int:
        lines = iter(self.line, "")
        return next(int(line.split()[1]) for line in lines if line.startswith("ended"))


@pytest.fixture(scope="module")
def start(raw) -> Callable[..., Run]:
    environment = os.environ | {"PYTHONPATH": str(HERE.parent), "OPENBLAS_NUM_THREADS": "1"}
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.DEVNULL}
    with subprocess.Popen([sys.executable, HERE / "killed_run.py"], env=environment, text=True, **pipes) as launcher:
        yield lambda *arguments: Run(launcher, raw, *arguments)
        launcher.stdin.close()


@pytest.fixture(scope="module")
def seconds(start, undisturbed, tmp_path_factory):
    """How long an undisturbed run takes from its first page on."""
    clean = tmp_path_factory.mktemp("whole")
    run = start(clean)
    seconds = float(run.line())
    assert run.exit_code() == 0
    assert tree(clean) == undisturbed
    return seconds


@pytest.fixture
def clean(tmp_path, older, request):
    """A clean root, empty or holding an older version's files."""
    root = tmp_path / "clean"
    shutil.copytree(older, root) if request.param else root.mkdir()
    return root


@pytest.fixture
def _looked_on(clean, undisturbed, older):
    """A reader that reads all the time and sees every file whole, new or old."""
    whole = [undisturbed, tree(older)]
    torn, looks, over = [], [], threading.Event()

    def look():
        while not over.wait(0.02):
            looks.append(visible(clean))
            torn.extend(name for name, data in looks[-1].items() if data not in [state[name] for state in whole])

    reader = threading.Thread(target=look)
    reader.start()
    yield
    over.set()
    reader.join()
    assert looks
    assert torn == []


def check(clean: Path, raw: Path, undisturbed: dict[str, bytes], rerun: Callable[[Path, Path], None]) -> int:
    """What a reader finds after a kill, and what the same command makes of it; the number of files already new."""
    found = visible(clean)
    articles = [name for name in found if name.startswith("articles/")]
    assert not articles or len(pd.read_parquet(clean / "articles")) == PAGES * len(articles)
    rerun(raw, clean)
    assert tree(clean) == undisturbed  # the drafts of the killed run are gone too
    return sum(undisturbed[name] == data for name, data in found.items())


@pytest.mark.usefixtures("_looked_on")
@pytest.mark.parametrize(("clean", "moment"), [(n % 2, at) for n, at in enumerate(MOMENTS)], indirect=["clean"])
def test_killed_at_a_random_moment(start, clean, raw, rerun, undisturbed, seconds, moment):  # noqa: PLR0917 - fixtures
    run = start(clean)
    time.sleep(moment * seconds)
    run.kill()
    assert run.exit_code() in (-9, 0)  # 0 where this run was faster than the undisturbed one
    reached.append(check(clean, raw, undisturbed, rerun))


def test_the_moments_were_spread_over_the_run():
    if len(reached) < len(MOMENTS):
        pytest.skip("not all moments were tried")
    assert len(set(reached)) > 2


def test_no_process_outlives_its_run():
    _, alive = psutil.wait_procs(families, timeout=30)
    assert alive == []


@pytest.mark.usefixtures("_looked_on")
@pytest.mark.parametrize(("clean", "renames"), [(True, 0), (True, 1), (False, 3), (True, 5)], indirect=["clean"])
def test_killed_between_two_renames(start, clean, raw, rerun, undisturbed, renames):
    assert start(clean, renames).exit_code() == -9
    assert check(clean, raw, undisturbed, rerun) == renames
