"""`copydesk serve`, for real: a server, a newspaper on loopback, runs that are started, collide, and are killed."""

import json
import os
import re
import shutil
import signal
import subprocess
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import SimpleNamespace

import pandas as pd
import pytest

NAME = "paper"
HOUR = (datetime.now(UTC) + timedelta(hours=12)).hour  # nothing falls due by itself while the tests run
CRON = f"15 {HOUR} * * *"


@pytest.fixture(scope="module")
def folder(tmp_path_factory, paper, write_sources):
    folder = tmp_path_factory.mktemp("served", numbered=False)
    write_sources(folder, paper.source())
    return folder


@pytest.fixture(scope="module")
def start(folder, server, serves):
    given = {"PREFECT_API_URL": server.url}
    return lambda: serves(folder, given, "--name", NAME, "--cron", CRON, "--timezone", "Europe/Berlin")


@pytest.fixture(scope="module")
def serve(start):
    return start()


@pytest.fixture(scope="module")
def deployment(serve, server):
    assert serve.process.poll() is None
    return server.ask(f"/deployments/name/run/{NAME}")


@pytest.fixture(scope="module")
def cycles(paper, server, deployment, folder):
    """Two runs: three stories, then two more."""
    runs, asked, articles = [], [], []
    for stories in (3, 5):
        paper.stories, paper.asked = stories, []
        runs.append(server.until(server.trigger(deployment)))
        asked.append(sorted(paper.asked))
        articles.append(pd.read_parquet(folder / "data" / "clean" / "articles"))
    return SimpleNamespace(runs=runs, asked=asked, articles=articles)


def test_it_says_what_the_server_holds(serve, deployment, server):
    said = "".join(serve.said)
    assert f"run/{NAME}: {CRON} (Europe/Berlin)" in said
    coming = re.findall(r"next run +(\S+) (\d\d:\d\d:\d\d) CE(?:S)?T", said)
    assert len({day for day, _ in coming}) == 3
    assert {time for _, time in coming} == {f"{HOUR:02}:15:00"}
    assert f"backfill/{NAME}: no schedule" in said
    assert f"UI: {server.url.removesuffix('/api')}/deployments/deployment/{deployment['id']}" in said


def test_deployments_run_one_at_a_time_with_paths_that_hold_anywhere(deployment, folder):
    assert deployment["global_concurrency_limit"]["limit"] == 1
    assert deployment["concurrency_options"]["collision_strategy"] == "CANCEL_NEW"
    assert deployment["parameters"] == {
        "sources": str(folder / "sources.toml"),
        "raw": str(folder / "data" / "raw"),
        "clean": str(folder / "data" / "clean"),
        "workers": 1,
    }


def test_a_whole_cycle_and_a_second_one_that_fetches_only_what_is_new(cycles):
    assert [run["state"]["name"] for run in cycles.runs] == ["Completed", "Completed"], cycles.runs
    assert cycles.runs[0]["state"]["message"] == "3 fetched; 3 articles, 0 rejections"
    assert cycles.runs[1]["state"]["message"] == "2 fetched; 2 articles, 0 rejections"
    assert cycles.asked == [[f"/news/{number}" for number in part] for part in ((0, 1, 2), (3, 4))]
    first, second = cycles.articles
    assert sorted(first["title"]) == [f"Bridge {number} to be mended" for number in range(3)]
    assert sorted(second["title"]) == [f"Bridge {number} to be mended" for number in range(5)]
    assert second["fetched_at"].notna().all()
    assert second["text"].str.contains("walkers will cross by the mill").all()


def test_a_run_leaves_its_counts_by_source_and_its_samples(cycles, server):
    artifacts = server.artifacts(cycles.runs[1]["id"])
    assert set(artifacts) == {
        *("copydesk-collected", "copydesk-sources"),
        *("copydesk-report", "copydesk-sites", "copydesk-progress"),
    }
    (row,) = json.loads(artifacts["copydesk-sources"]["data"])
    assert {key: row[key] for key in ("source", "listed", "due", "fetched", "articles", "rejections")} == {
        "source": "paper", "listed": 5, "due": 2, "fetched": 2, "articles": 2, "rejections": 0,
    }  # fmt: skip
    assert "| paper | 5 | 2 | 2 | 2 | 0 |" in artifacts["copydesk-collected"]["data"]
    assert "Removed, for example" in artifacts["copydesk-report"]["data"]


CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
FLAGS = (
    "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync --hide-scrollbars --window-size=1360,1000 --virtual-time-budget=15000"
).split()
PICTURES = os.environ.get("COPYDESK_PICTURES")
"""Folder that takes the pages of the UI as pictures: those of docs/ were made so."""


def browse(url, profile, *flags):
    command = [CHROMIUM, *FLAGS, f"--user-data-dir={profile}", *flags, url]
    return subprocess.run(command, capture_output=True, text=True, check=True, timeout=120).stdout


def words_of(url, profile):
    """What stands on a page once its scripts have run."""
    page = browse(url, profile, "--dump-dom")
    return " ".join(re.sub(r"<[^>]*>", " ", re.sub(r"(?s)<(script|style).*?</\1>", " ", page)).split())


@pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed: Prefect's UI is not looked at")
def test_the_run_and_its_artifacts_are_seen_in_prefects_ui(cycles, server, tmp_path):
    run, ui = cycles.runs[1], server.url.removesuffix("/api")
    artifact = server.artifacts(run["id"])["copydesk-collected"]
    pages = {
        f"/runs/flow-run/{run['id']}": ["Runs sources.toml", "Completed", "3 Task runs", f"Deployment {NAME}"],
        f"/artifacts/artifact/{artifact['id']}": [
            "By source source listed due fetched",
            "paper 5 2 2",
            "2 fetched; 2 articles, 0 rejections",
        ],
    }
    for path, wanted in pages.items():
        text = words_of(f"{ui}{path}", tmp_path)
        if not all(
            words in text for words in wanted
        ):  # on a busy machine its time is up before the server has answered
            text = words_of(f"{ui}{path}", tmp_path)
        assert [words for words in wanted if words not in text] == [], text
        if PICTURES:
            picture = Path(PICTURES).absolute() / f"prefect-{path.split('/')[2]}.png"
            browse(f"{ui}{path}", tmp_path, f"--screenshot={picture}")


@pytest.fixture(scope="module")
def at_work(cycles, paper, server, deployment):
    """Triggers a run, and gives it as soon as it asks for pages, which come slowly."""
    assert cycles

    def one():
        paper.stories, paper.asked, paper.pause = paper.stories + 20, [], 0.5
        number = server.trigger(deployment)
        while not paper.asked:
            assert server.run(number)["state"]["type"] in {"SCHEDULED", "PENDING", "RUNNING"}
        return number

    yield one
    paper.pause = 0.0


@pytest.fixture(scope="module")
def collided(at_work, server, deployment, serve):
    """Two runs, and all processes killed while the first is at work."""
    first = at_work()
    second = server.until(server.trigger(deployment))
    slots = server.slots(deployment)
    serve.kill()
    return SimpleNamespace(first=first, second=second, slots=slots)


@pytest.fixture(scope="module")
def again(collided, server, start):
    """Served again."""
    assert server.run(collided.first)["state"]["type"] == "RUNNING"  # nobody has told it
    return start()


def test_a_run_beside_another_is_cancelled(collided):
    state = collided.second["state"]
    assert (state["type"], state["message"]) == ("CANCELLED", "Deployment concurrency limit reached.")
    assert collided.slots == 1


def test_after_a_kill_the_run_is_ended_and_the_next_one_does_what_is_left(collided, again, server, deployment, paper):
    assert "its process has gone; the run was ended" in "".join(again.said)
    assert server.run(collided.first)["state"]["type"] == "CRASHED"
    paper.pause = 0.0
    next_one = server.until(server.trigger(deployment))
    assert (next_one["state"]["type"], server.slots(deployment)) == ("COMPLETED", 0)
    articles = pd.read_parquet(Path(deployment["parameters"]["clean"]) / "articles")
    assert sorted(articles["title"]) == sorted(f"Bridge {number} to be mended" for number in range(25))


@pytest.mark.usefixtures("again")
def test_a_run_whose_process_is_killed_has_crashed_and_gives_its_slot_back(at_work, server, deployment):
    number = at_work()
    _, _, process = server.run(number)["infrastructure_pid"].rpartition(":")
    os.kill(int(process), signal.SIGKILL)
    assert server.until(number)["state"]["type"] == "CRASHED"
    assert server.slots(deployment) == 0


def test_stopping_cancels_the_run_at_work_and_pauses_nothing(at_work, again, server, deployment):
    number = at_work()
    assert again.stop() == 0
    assert "Stopped." in again.said[-1]
    assert not any("Traceback" in line for line in again.said)
    assert server.until(number)["state"]["type"] == "CANCELLED"
    assert server.slots(deployment) == 0
    held = server.ask(f"/deployments/name/run/{NAME}")
    assert not held["paused"]
    (schedule,) = held["schedules"]
    assert schedule["active"]
    assert schedule["schedule"]["cron"] == CRON
