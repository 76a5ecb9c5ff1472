"""Feeds and sitemaps of the hostile server, the whole way: asked for, followed, read, within time and memory."""

import pytest
from apart import apart
from hostile.routes_feeds import LISTS
from hostile.server import HostileServer

SECONDS = 30
PEAK_MIB = 150


@pytest.fixture(scope="module")
def lists():
    """What each list gave, the peak of memory, and who was seen on forbidden addresses."""
    with HostileServer() as server:
        ended, peak = apart("hostile_lists.py", {"port": server.port, "paths": list(LISTS)})
        return {row["path"]: row for row in ended}, peak, server.trespasses


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
