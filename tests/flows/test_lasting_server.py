"""Against a server that outlives the run: `prefect server start`, the command line, and its artifacts read back."""

import json
import os
import signal
import subprocess
import sys
from contextlib import suppress

import psutil
import pytest

from flows.artifacts import PROGRESS_KEY, REPORT_KEY, SITES_KEY


def copydesk(environment, *arguments):
    command = [sys.executable, "-m", "flows.cli", *map(str, arguments)]
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)


def test_a_lasting_server_gets_the_run_and_its_artifacts(server, environment, raw, tmp_path):
    given = environment | {"PREFECT_API_URL": server.url}
    done = copydesk(given, "backfill", "--raw", raw, "--clean", tmp_path / "clean", "--workers", 2)
    assert done.returncode == 0, done.stderr
    assert "temporary" not in done.stderr
    assert "pages read" in done.stdout

    (run,) = server.ask("/flow_runs/filter", {"flow_runs": {"name": {"any_": [str(raw)]}}})
    assert run["state"]["type"] == "COMPLETED"
    mine = {"flow_runs": {"id": {"any_": [run["id"]]}}}
    done = {"task_runs": {"state": {"type": {"any_": ["COMPLETED"]}}}}
    assert len(server.ask("/task_runs/filter", mine | done)) == 4
    artifacts = {key: artifact["data"] for key, artifact in server.artifacts(run["id"]).items()}
    assert set(artifacts) == {REPORT_KEY, SITES_KEY, PROGRESS_KEY}
    assert "| articles | 3 |" in artifacts[REPORT_KEY]
    assert json.loads(artifacts[SITES_KEY])[0]["articles"] == 3
    assert artifacts[PROGRESS_KEY] == 100


@pytest.fixture
def at_work(environment, raw, tmp_path):
    """A run with a temporary server that has some pages behind it and many before it, and all its processes."""
    page = (raw / "saved" / "fair.html").read_bytes()
    for number in range(2000):
        (raw / "saved" / f"fair-{number}.html").write_bytes(page)
    command = [sys.executable, "-m", "flows.cli", "backfill", "--raw", str(raw), "--clean", str(tmp_path / "clean")]
    process = subprocess.Popen(
        [*command, "--workers", "1"], env=environment, stderr=subprocess.PIPE, text=True, start_new_session=True
    )
    try:
        said = iter(process.stderr.readline, "")
        assert "Starting a temporary Prefect server (15-25 s" in next(said)
        assert any("pages/s" in line and ", 0 pages," not in line for line in said)
        yield process, psutil.Process(process.pid).children(recursive=True)
    finally:
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.stderr.close()
        process.wait()


def all_gone(processes):
    _, alive = psutil.wait_procs(processes, timeout=30)
    return not [one for one in alive if one.status() != psutil.STATUS_ZOMBIE]


def test_ctrl_c_ends_the_run_its_workers_and_its_temporary_server(at_work):
    process, children = at_work
    os.killpg(process.pid, signal.SIGINT)  # a terminal's Ctrl-C reaches all of them
    rest = process.stderr.read()
    assert process.wait(timeout=60) == 130
    assert "interrupted" in rest
    assert "Traceback" not in rest
    assert all_gone(children)


def test_a_killed_run_leaves_neither_workers_nor_a_server(at_work):
    process, children = at_work
    process.kill()
    assert all_gone(children)
