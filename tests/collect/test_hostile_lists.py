"""Feeds and sitemaps of the hostile server, the whole way: asked for, followed, read, within time and memory."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from hostile.routes_feeds import LISTS
from hostile.server import HostileServer

ROOT = Path(__file__).parent.parent.parent
SECONDS = 30
PEAK_MIB = 150


@pytest.fixture(scope="module")
def lists():
    """What each list gave, the peak of memory, and who was seen on forbidden addresses."""
    with HostileServer() as server:
        done = subprocess.run(
            [sys.executable, "-W", "error", Path(__file__).with_name("hostile_lists.py")],
            input=json.dumps({"port": server.port, "paths": list(LISTS)}),
            env={"PYTHONPATH": str(ROOT)},
            capture_output=True,
            text=True,
            timeout=280,
            check=False,
        )
        assert not done.stderr
        *ended, peak = map(json.loads, done.stdout.splitlines())
        return {row["path"]: row for row in ended}, peak["peak_mib"], server.trespasses


@pytest.mark.parametrize("path", LISTS)
def test_list(lists, path):
    _, pages, error = LISTS[path]
    listed = lists[0][path]
    assert listed["pages"] == pages, listed
    assert error in listed["error"], listed
    assert bool(error) == bool(listed["error"]), listed
    assert listed["seconds"] < SECONDS, listed
    assert len(listed["asked"]) <= 50
    assert len(listed["error"]) < 1_000


def test_lists_stay_within_their_memory(lists):
    assert lists[1] < PEAK_MIB


def test_nobody_came_where_nobody_may_be(lists):
    assert not lists[2]
    assert not any("127.66" in url or "0x7f" in url for row in lists[0].values() for url in row["asked"])
