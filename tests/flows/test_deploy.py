"""prefect.yaml: what `prefect deploy --all` makes of it, and a run of it by a worker of the pool."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pandas as pd
import pytest

from flows.deployments import deployments

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def folder(tmp_path_factory, paper, write_sources):
    """A folder of work: prefect.yaml, the flows that it names, and sources."""
    folder = tmp_path_factory.mktemp("pool")
    for settings in ("prefect.yaml", "prefect.toml"):
        shutil.copy(ROOT / settings, folder)
    (folder / "flows").symlink_to(ROOT / "flows")
    write_sources(folder, paper.source())
    paper.stories = 2
    return folder


AT_A_TERMINAL = "import os, pty, sys; sys.exit(os.waitstatus_to_exitcode(pty.spawn(sys.argv[1:])))"


@pytest.fixture(scope="module")
def prefect(folder, server):
    """Calls Prefect's own command as somebody at a terminal who answers no question."""

    def call(*arguments):
        given = {"PREFECT_API_URL": server.url, "PYTHONPATH": str(ROOT)}
        command = [sys.executable, "-c", AT_A_TERMINAL, sys.executable, "-m", "prefect", *arguments]
        done = subprocess.run(
            command,
            cwd=folder,
            env=os.environ | given,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=200,
            check=False,
        )
        assert done.returncode == 0, (done.stdout + done.stderr).decode()

    return call


@pytest.fixture(scope="module")
def deployed(prefect, server):
    """The deployments, by flow."""
    server.ask("/work_pools/", {"name": "copydesk", "type": "process"})
    prefect("deploy", "--all")
    return {flow: server.ask(f"/deployments/name/{flow}/copydesk") for flow in ("run", "backfill")}


def test_a_work_pool_gets_the_deployments_that_serve_registers(deployed, folder):
    (schedule,) = deployed["run"]["schedules"]
    given = {key: deployed["run"]["parameters"][key] for key in ("sources", "raw", "clean")}
    served = deployments(schedule["schedule"]["cron"], schedule["schedule"]["timezone"], given)
    for here, there in zip(deployed.values(), served, strict=True):
        assert here["work_pool_name"] == "copydesk"
        assert (here["name"], here["tags"]) == (there.name, there.tags)
        assert here["parameters"] == there.parameters
        assert here["global_concurrency_limit"]["limit"] == there.concurrency_limit == 1
        assert here["concurrency_options"]["collision_strategy"] == there.concurrency_options.collision_strategy
        assert here["parameter_openapi_schema"] | {"required": []} == there._parameter_openapi_schema.model_dump()
        assert [one["slug"] for one in here["schedules"]] == [one.slug for one in there.schedules or []]
        assert all(one["active"] for one in here["schedules"])
        assert here["pull_steps"] == [{"prefect.deployments.steps.set_working_directory": {"directory": str(folder)}}]


def test_a_worker_of_the_pool_works_off_a_run(deployed, prefect, server, folder):
    number = server.trigger(deployed["run"])
    prefect("worker", "start", "--pool", "copydesk", "--run-once")
    run = server.until(number)
    assert (run["state"]["name"], run["state"]["message"]) == ("Completed", "2 fetched; 2 articles, 0 rejections")
    assert len(pd.read_parquet(folder / "data" / "clean" / "articles")) == 2
    assert server.slots(deployed["run"]) == 0
