"""`copydesk serve --with-server`: a server of its own, on Postgres where it is installed, that comes and goes with it."""

import os
import pwd
import shutil
import subprocess
import tempfile
from contextlib import contextmanager
from pathlib import Path
from types import SimpleNamespace

import psutil
import pytest

from flows.lasting import answers

NAME = "own"


def programs():
    """Where Postgres keeps its programs: Debian does not put them on the path."""
    found = shutil.which("initdb") or max(map(str, Path("/usr/lib/postgresql").glob("*/bin/initdb")), default=None)
    return found and Path(found).resolve().parent


@contextmanager
def postgres(home, port):
    """A Postgres on loopback, started by a user who may: it refuses root. Gives a way to ask it."""
    place = Path(
        tempfile.mkdtemp(prefix="copydesk-postgres-")
    )  # not below pytest's folder, which only its owner may enter
    owner = "postgres" if os.getuid() == 0 else pwd.getpwuid(os.getuid()).pw_name
    shutil.chown(place, owner)
    become = ("runuser", "-u", owner, "--") if os.getuid() == 0 else ()

    def call(program, *arguments):
        command = [*become, home / program, *arguments]
        return subprocess.run(command, cwd=place, check=True, capture_output=True, text=True, timeout=120).stdout

    call("initdb", "--no-sync", "--auth=trust", "--username=prefect", "-D", place / "data")
    options = f"-c listen_addresses=127.0.0.1 -c port={port} -c unix_socket_directories={place} -c fsync=off"
    call("pg_ctl", "start", "--wait", "-D", place / "data", "-o", options, "-l", place / "log")
    try:
        url = f"prefect@127.0.0.1:{port}/postgres"
        yield SimpleNamespace(
            url=f"postgresql+asyncpg://{url}",
            ask=lambda question: call("psql", f"postgresql://{url}", "-Atc", question),
        )
    finally:
        call("pg_ctl", "stop", "--wait", "--mode=immediate", "-D", place / "data")
        shutil.rmtree(place)


@pytest.fixture(scope="module")
def postgres_server(free_port):
    """None where Postgres is not installed: the other tests of this file then hold on SQLite."""
    if (home := programs()) is None:
        yield None
        return
    with postgres(home, free_port()) as running:
        yield running


@pytest.fixture(scope="module")
def folder(tmp_path_factory, paper, write_sources):
    folder = tmp_path_factory.mktemp("own")
    write_sources(folder, paper.source())
    return folder


@pytest.fixture(scope="module")
def own(serves, folder, postgres_server, free_port, database):
    """`copydesk serve --with-server`, and its server."""
    home, port = folder / "prefect", free_port()
    home.mkdir()
    given = {"PREFECT_HOME": str(home), "PREFECT_SERVER_API_PORT": str(port)}
    if postgres_server:
        given["PREFECT_SERVER_DATABASE_CONNECTION_URL"] = postgres_server.url
    else:
        shutil.copy(database, home)
    return serves(folder, given, "--with-server", "--name", NAME), f"http://127.0.0.1:{port}/api"


@pytest.fixture(scope="module")
def api(own, server):
    return type(server)(own[1])


@pytest.fixture(scope="module")
def deployment(api):
    return api.ask(f"/deployments/name/run/{NAME}")


def server_of(serve):
    """The server's process."""
    (found,) = [
        child
        for child in psutil.Process(serve.process.pid).children()
        if child.is_running() and child.status() != psutil.STATUS_ZOMBIE and "server" in child.cmdline()
    ]
    return found


def test_it_starts_a_server_and_says_where_its_ui_is(own, deployment):
    serve, url = own
    said = "".join(serve.said)
    assert f"Starting a Prefect server at {url}" in said
    assert f"run/{NAME}: */30 * * * * (UTC)" in said
    assert said.count("next run") == 3
    assert f"UI: {url.removesuffix('/api')}/deployments/deployment/{deployment['id']}" in said


def test_a_server_that_is_killed_is_started_again_and_no_slot_is_lost(own, api, deployment, paper):
    serve, _ = own
    paper.stories, paper.pause = 20, 0.5
    first = api.trigger(deployment)
    while not paper.asked:
        assert api.run(first)["state"]["type"] in ("SCHEDULED", "PENDING", "RUNNING")
    server_of(serve).kill()
    serve.until("starting it again")
    while not answers(api.url):
        assert serve.process.poll() is None
    paper.pause = 0.0
    ended = api.until(first)["state"]
    assert ended["type"] == "COMPLETED", (ended, serve.said)
    assert api.slots(deployment) == 0
    (schedule,) = api.ask(f"/deployments/{deployment['id']}")["schedules"]
    assert schedule["active"]
    paper.stories = 22
    second = api.until(api.trigger(deployment))
    assert (second["state"]["type"], api.slots(deployment)) == ("COMPLETED", 0)


def test_postgres_holds_what_the_server_knows(deployment, postgres_server):
    if postgres_server is None:
        pytest.skip("Postgres is not installed: Prefect's server is tried on SQLite alone")
    assert deployment["id"] in postgres_server.ask("select id from deployment").split()
    assert {"COMPLETED", "SCHEDULED"} <= set(postgres_server.ask("select state_type from flow_run").split())


def test_the_server_ends_with_it_even_where_it_is_killed(own):
    serve, _ = own
    process = server_of(serve)
    serve.process.kill()
    serve.process.wait()
    assert not psutil.wait_procs([process], timeout=60)[1]
