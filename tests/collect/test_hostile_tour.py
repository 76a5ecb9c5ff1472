"""Every route of the hostile server: an outcome of the closed list, in time, in bounds, and nobody where nobody may be."""

import pytest
from apart import apart
from hostile.routes import ROUTES
from hostile.server import HostileServer

from schemas.collect import Collecting

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
        ended, peak = apart("hostile_tour.py", {"port": server.port, "routes": routes})
        return {row["path"]: row for row in ended}, peak, server.trespasses


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


def test_the_deadline_that_ships_is_within_the_bound():
    assert Collecting(contact="desk@copydesk.example").page_seconds < SECONDS
