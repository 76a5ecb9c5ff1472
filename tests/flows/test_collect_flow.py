"""The flows `collect` and `run`: batches as tasks, and the named states of runs that a person should look at."""

from datetime import UTC, datetime, timedelta

import pandas as pd
import pytest
from prefect.exceptions import ParameterTypeError

from flows.collect import collect
from flows.faults import WrongUseError
from flows.run import run
from tasks.collect.seen import SeenStore

pytestmark = pytest.mark.usefixtures("prefect_server")


@pytest.fixture
def raw(tmp_path):
    """A raw folder that remembers six runs in which the paper gave forty pages."""
    raw = tmp_path / "raw"
    began = datetime.now(UTC) - timedelta(hours=6)
    with SeenStore.of(raw) as seen:
        for number in range(6):
            seen.note_yield("paper", f"r{number}", began + timedelta(minutes=30 * number), 40.0)
    return raw


def test_batches_of_sources_without_a_common_host_are_tasks(newspaper, write_sources, server, tmp_path):
    one, other = newspaper(), newspaper(host="127.0.0.2")
    one.stories, other.stories = 2, 3
    file = write_sources(tmp_path, one.source("one"), other.source("other"), one.source("again", "/no.xml"))
    state = collect(str(file), str(tmp_path / "raw"), return_state=True)
    runs = server.ask("/task_runs/filter", {"flow_runs": {"id": {"any_": [str(state.state_details.flow_run_id)]}}})
    assert {run["name"] for run in runs} == {"one, again", "other"}
    collected = state.result()
    assert [tally.source for tally in collected.tallies] == ["one", "other", "again"]
    assert [tally.counts.get("fetched", 0) for tally in collected.tallies] == [2, 3, 0]


def test_an_even_run_is_completed(paper, write_sources, raw, tmp_path):
    paper.stories = 30
    state = collect(str(write_sources(tmp_path, paper.source())), str(raw), return_state=True)
    assert (state.type, state.name, state.message) == ("COMPLETED", "Completed", "30 fetched")


def test_a_low_yield_names_the_state_and_is_flagged_in_the_artifact(paper, write_sources, server, raw, tmp_path):
    paper.stories = 3
    file = write_sources(tmp_path, paper.source())
    state = run(str(file), str(raw), str(tmp_path / "clean"), workers=1, return_state=True)
    assert (state.type, state.name) == ("COMPLETED", "LowYield")
    assert state.message == "3 fetched; low yield: paper; 3 articles, 0 rejections"
    page = server.artifacts(str(state.state_details.flow_run_id))["copydesk-collected"]["data"]
    assert page.index("## To look at") < page.index("**paper**: low yield") < page.index("## By source")
    assert len(pd.read_parquet(tmp_path / "clean" / "articles")) == 3


def test_a_low_yield_fails_the_run_where_the_file_says_so(paper, write_sources, raw, tmp_path):
    paper.stories = 3
    file = write_sources(tmp_path, paper.source(), fail_on_low_yield=True)
    state = collect(str(file), str(raw), return_state=True)
    assert (state.type, state.name, state.message) == ("FAILED", "LowYield", "3 fetched; low yield: paper")
    assert list(raw.glob("capture_date=*/*.warc.gz"))  # it has done its work all the same


def test_a_source_that_cannot_be_read_names_the_state(paper, write_sources, server, tmp_path):
    paper.stories = 1
    file = write_sources(tmp_path, paper.source(), paper.source("gone", "/gone.xml"), attempts=1)
    state = collect(str(file), str(tmp_path / "raw"), return_state=True)
    assert (state.type, state.name, state.message) == ("COMPLETED", "SourceUnread", "1 fetched; not readable: gone")
    page = server.artifacts(str(state.state_details.flow_run_id))["copydesk-collected"]["data"]
    assert "404" in page


def test_a_batch_that_cannot_be_finished_fails_the_run_which_says_which(paper, write_sources, server, tmp_path):
    paper.stories = 1
    (tmp_path / "raw").mkdir()
    (tmp_path / "raw" / ".copydesk").write_bytes(b"no folder")
    state = collect(str(write_sources(tmp_path, paper.source())), str(tmp_path / "raw"), return_state=True)
    assert (state.type, state.name) == ("FAILED", "Failed")
    assert "not finished: paper: " in state.message
    page = server.artifacts(str(state.state_details.flow_run_id))["copydesk-collected"]["data"]
    assert "## Batches that could not be finished" in page


def test_wrong_use_fails_the_flow_with_the_words_of_the_command_line(tmp_path):
    with pytest.raises(WrongUseError, match=r"none\.toml"):
        collect(str(tmp_path / "none.toml"), str(tmp_path / "raw"))
    assert not (tmp_path / "raw").exists()


def test_values_that_do_not_fit_the_form_are_refused(tmp_path):
    with pytest.raises(ParameterTypeError, match="limit"):
        run(str(tmp_path / "none.toml"), limit=0)


@pytest.mark.parametrize("flow", [collect, run], ids=lambda flow: flow.name)
def test_the_form_in_prefects_ui_has_every_field_with_its_meaning(flow):
    schema = flow.parameters.model_dump()
    assert all("description" in field for field in schema["properties"].values())
    assert not schema["required"]
