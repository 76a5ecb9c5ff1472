"""What the tests of the flows share: one Prefect server a session, and a newspaper on loopback."""

import json
import os
import queue
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
from contextlib import closing
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import psutil
import pytest

from flows.drive import drive_plain
from flows.job import Job, select
from flows.lasting import LastingServer
from flows.watch import Watch

OVER = {"COMPLETED", "FAILED", "CRASHED", "CANCELLED"}


class Api:
    """Prefect's server, as its REST interface shows it."""

    def __init__(self, url):
        self.url = url
        self.database = f"{os.environ['PREFECT_HOME']}/prefect.db"

    def ask(self, path, question=None):
        body = None if question is None else json.dumps(question).encode()
        request = urllib.request.Request(f"{self.url}{path}", body, {"Content-Type": "application/json"})  # noqa: S310 - loopback
        pauses = iter((0.5, 1, 2, 4, 8))
        while True:
            try:
                with urllib.request.urlopen(request, timeout=30) as answer:  # noqa: S310 - the same
                    return json.loads(answer.read() or "null")
            except urllib.error.HTTPError as error:
                if error.code != 503 or not (pause := next(pauses, 0)):  # 503: SQLite was busy
                    raise
                time.sleep(pause)

    def trigger(self, deployment):
        return self.ask(f"/deployments/{deployment['id']}/create_flow_run", {"state": {"type": "SCHEDULED"}})["id"]

    def run(self, number):
        return self.ask(f"/flow_runs/{number}")

    def until(self, number, *states, seconds=150):
        """The run, as soon as it is in one of these states; with none named: as soon as it is over."""
        deadline = time.monotonic() + seconds
        while True:
            run = self.run(number)
            if run["state"]["type"] in (states or OVER):
                return run
            assert run["state"]["type"] not in OVER, run["state"]
            assert time.monotonic() < deadline, run["state"]
            time.sleep(0.2)

    def artifacts(self, number):
        found = self.ask("/artifacts/filter", {"artifacts": {"flow_run_id": {"any_": [number]}}})
        return {artifact["key"]: artifact for artifact in found}

    def slots(self, deployment):
        return self.ask(f"/deployments/{deployment['id']}")["global_concurrency_limit"]["active_slots"]


@pytest.fixture(scope="session")
def free_port():
    """Gives ports of this machine that nobody listens on."""

    def one():
        with closing(socket.socket()) as bound:
            bound.bind(("127.0.0.1", 0))
            return bound.getsockname()[1]

    return one


@pytest.fixture(scope="session")
def server(tmp_path_factory, free_port):
    """A Prefect server as `copydesk serve --with-server` starts it."""
    lasting = LastingServer(free_port(), tmp_path_factory.mktemp("server") / "server.log")
    lasting.start()
    try:
        yield Api(lasting.url)
    finally:
        lasting.stop()


@pytest.fixture(scope="session")
def prefect_server(server):
    """Flows that are called in this process report to that server."""
    from prefect.logging.handlers import APILogHandler  # noqa: PLC0415 - importing Prefect takes seconds
    from prefect.settings import PREFECT_API_URL, temporary_settings  # noqa: PLC0415 - the same

    with temporary_settings({PREFECT_API_URL: server.url}):
        yield
        APILogHandler().flush()


@pytest.fixture(scope="session")
def database(server, tmp_path_factory):
    """Its database, with all tables: to make them takes a server longer than all else at its start."""
    copy = tmp_path_factory.mktemp("database") / "prefect.db"
    with closing(sqlite3.connect(server.database)) as there, closing(sqlite3.connect(copy)) as here:
        there.backup(here)
    return copy


@pytest.fixture
def environment(tmp_path, database):
    """For commands that start a server of their own."""
    home = tmp_path / "prefect"
    home.mkdir()
    shutil.copy(database, home)
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PREFECT_")}
    return kept | {"PREFECT_HOME": str(home), "PREFECT_SERVER_ANALYTICS_ENABLED": "false", "DO_NOT_TRACK": "1"}


class Serve:
    """`copydesk serve` in a process group of its own, and what it says."""

    def __init__(self, folder, environment, *arguments):
        self.process = subprocess.Popen(
            [sys.executable, "-m", "flows.cli", "serve", "--workers", "1", *arguments],
            cwd=folder,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )
        self.said = []
        self._lines = queue.Queue()
        threading.Thread(target=self._listen, daemon=True).start()

    def _listen(self):
        for line in self.process.stdout:
            self.said.append(line)
            self._lines.put(line)
        self._lines.put("")

    def until(self, word, seconds=120):
        while word not in (line := self._lines.get(timeout=seconds)):
            assert line, "".join(self.said)
        return self

    def kill(self):
        """As a power cut would: the runs that it has started too."""
        for process in [*psutil.Process(self.process.pid).children(recursive=True), psutil.Process(self.process.pid)]:
            process.kill()
        self.process.wait()

    def stop(self):
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(timeout=60)


@pytest.fixture(scope="module")
def serves():
    """Starts `copydesk serve`, and ends it where a test has not."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PREFECT_API")}
    common = kept | {
        "PREFECT_RUNNER_POLL_FREQUENCY": "1",
        "PREFECT_LOGGING_HANDLERS_CONSOLE_LEVEL": "INFO",  # as outside of tests
        "PYTHONPATH": str(Path(__file__).parents[2]),
    }
    started = []

    def one(folder, given, *arguments):
        started.append(Serve(folder, common | given, *arguments))
        return started[-1].until("Serving;")

    try:
        yield one
    finally:
        for serve in started:
            if serve.process.poll() is None:
                serve.kill()
            serve.process.stdout.close()


class Paper:
    """A newspaper with a feed, which notes the pages it is asked for."""

    def __init__(self, story, host="127.0.0.1"):
        self.stories = 0
        self.pause = 0.0
        self.asked = []
        paper = self

        class Desk(BaseHTTPRequestHandler):
            def do_GET(self):
                kind, text = paper.answer(self.path, story)
                self.send_response(200 if kind else 404)
                self.send_header("Content-Type", kind or "text/plain")
                self.send_header("Content-Length", str(len(text)))
                self.end_headers()
                self.wfile.write(text)

            def log_message(self, *_):
                pass

        self.httpd = ThreadingHTTPServer((host, 0), Desk)
        self.url = f"http://{host}:{self.httpd.server_port}"
        threading.Thread(target=self.httpd.serve_forever, daemon=True).start()

    def answer(self, path, story):
        if path == "/feed.xml":
            items = (f"<item><link>{self.url}/news/{number}</link></item>" for number in range(self.stories))
            feed = f"<rss version='2.0'><channel><title>Paper</title>{''.join(items)}</channel></rss>"
            return "application/rss+xml", feed.encode()
        if path.startswith("/news/"):
            self.asked.append(path)
            time.sleep(self.pause)
            return "text/html; charset=utf-8", story(f"Bridge {path.rpartition('/')[2]} to be mended")
        return None, b"nothing here"

    def source(self, name="paper", feed="/feed.xml"):
        """This paper in a sources.toml."""
        return f'[[sources]]\nname = "{name}"\nfeed = "{self.url}{feed}"\n'


def write_sources(folder, *sources, **collect):
    """A sources.toml that may ask this machine."""
    given = {"contact": "desk@example.org", "delay": 0, "allow_networks": ["127.0.0.0/8"]} | collect
    file = folder / "sources.toml"
    file.write_text(
        "\n".join(["[collect]", *(f"{name} = {json.dumps(value)}" for name, value in given.items()), *sources])
    )
    return file


@pytest.fixture(scope="session")
def cleaned(write_raw, tmp_path_factory):
    """The tables of `raw`, made once: workers take seconds to start."""
    place = tmp_path_factory.mktemp("cleaned")
    job = Job(str(write_raw(place / "raw")), str(place / "clean"), workers=1)
    assert not drive_plain(job, select(job), Watch()).failures
    return place / "clean"


@pytest.fixture
def clean(cleaned, tmp_path):
    """A copy of them."""
    return shutil.copytree(cleaned, tmp_path / "clean")


@pytest.fixture(scope="session", name="write_sources")
def write_sources_fixture():
    return write_sources


@pytest.fixture(scope="module")
def newspaper(story):
    """Opens newspapers."""
    opened = []

    def one(**told):
        opened.append(Paper(story, **told))
        return opened[-1]

    try:
        yield one
    finally:
        for paper in opened:
            paper.httpd.shutdown()
            paper.httpd.server_close()


@pytest.fixture(scope="module")
def paper(newspaper):
    return newspaper()
