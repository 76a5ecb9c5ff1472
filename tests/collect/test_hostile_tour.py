"""Every route of the hostile server: an outcome of the closed list, in time, in bounds, and nobody where nobody may be."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from hostile.routes import ROUTES
from hostile.server import HostileServer

ROOT = Path(__file__).parent.parent.parent
SECONDS = 30
PEAK_MIB = 150


@pytest.fixture(scope="module")
def tour():
    """How each route ended, the peak of memory, and who was seen on forbidden addresses."""
    with HostileServer() as server:
        routes = [
            [path, route.expect, route.seconds, route.validators.etag, route.validators.last_modified]
            for path, route in ROUTES.items()
        ]
        done = subprocess.run(
            [sys.executable, "-W", "error", Path(__file__).with_name("hostile_tour.py")],
            input=json.dumps({"port": server.port, "routes": routes}),
            env={"PYTHONPATH": str(ROOT), "http_proxy": "http://127.66.6.6:9", "all_proxy": "http://127.66.6.6:9"},
            capture_output=True,
            text=True,
            timeout=280,
            check=True,
        )
        *ended, peak = map(json.loads, done.stdout.splitlines())
        assert not done.stderr
        return {row["path"]: row for row in ended}, peak["peak_mib"], server.trespasses


@pytest.mark.parametrize("path", ROUTES)
def test_route(tour, path):
    route, ended = ROUTES[path], tour[0][path]
    assert ended["outcome"] == route.outcome, ended
    assert ended["why"] in route.why, ended
    assert ended["seconds"] < SECONDS, ended
    assert ended["detail"].isprintable()
    assert len(ended["detail"]) <= 300


def test_the_tour_stays_within_its_memory(tour):
    assert tour[1] < PEAK_MIB


def test_nobody_came_where_nobody_may_be(tour):
    assert not tour[2]


def test_there_are_enough_routes():
    assert len(ROUTES) >= 40
