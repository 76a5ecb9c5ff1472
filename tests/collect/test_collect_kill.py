"""kill -9 while pages are collected, and the run that comes after: nothing lost, nothing stored twice, nothing half."""

import itertools
import random
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest
from both_readers import captures

from bench.newsstand import Newsstand
from bench.papers import Papers, story

HERE = Path(__file__).parent
HOSTS, STORIES = 4, 8
KILLS = 20


class Launcher:
    """Starts runs in processes of their own; see killed_collect.py."""

    def __init__(self, process, port):
        self._process = process
        self._port = port

    def run(self, raw, seconds=-1.0):
        """(how the run ended, the seconds it had)."""
        self._process.stdin.write(f"{raw}\t{self._port}\t{seconds}\n")
        self._process.stdin.flush()
        word, had = self._process.stdout.readline().split()
        return word, float(had)


@pytest.fixture(scope="module")
def launcher():
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
    with Newsstand(Papers(STORIES), latency=0.002) as stand:
        command = [sys.executable, HERE / "killed_collect.py"]
        with subprocess.Popen(command, text=True, cwd=HERE.parent.parent, **pipes) as process:
            yield Launcher(process, stand.port)
            process.stdin.close()


EVERY = Counter(f"paper-{host}.example{story(number)}" for host in range(HOSTS) for number in range(STORIES))


def test_a_run_killed_at_any_moment_loses_nothing_and_stores_nothing_twice(launcher, tmp_path):
    moments = random.Random(20261123)  # noqa: S311 - which moments these are is of no secret
    assert launcher.run(tmp_path / "warm")[0] == "0"
    word, whole = launcher.run(tmp_path / "whole")
    assert word == "0"
    assert Counter(captures(tmp_path / "whole")) == EVERY
    killed, left_open = 0, 0
    for number in itertools.count():
        raw = tmp_path / str(number)
        for _ in range(2):
            killed += launcher.run(raw, moments.uniform(0, whole))[0] == "killed"  # or was done before its moment
            left_open += bool(list(raw.rglob("*.open")))
        assert launcher.run(raw)[0] == "0"
        assert Counter(captures(raw)) == EVERY
        if killed >= KILLS:
            break
    assert left_open
