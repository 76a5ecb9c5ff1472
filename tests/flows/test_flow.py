"""The flows on a temporary server of the session: the same files as without Prefect, and what they leave in its UI."""

from datetime import date

import pytest
from prefect.artifacts import Artifact
from prefect.client.orchestration import get_client
from prefect.client.schemas.filters import FlowRunFilter, FlowRunFilterId
from prefect.exceptions import ParameterTypeError

from flows.artifacts import PROGRESS_KEY, REPORT_KEY, SITES_KEY
from flows.backfill import ShardsUnfinishedError, backfill, run_flow
from flows.backfill import clean as clean_new
from flows.faults import WrongUseError
from flows.job import Job
from schemas.config import Config

pytestmark = pytest.mark.usefixtures("prefect_server")


def job(raw, out, **changes):
    return Job(**{"raw": str(raw), "clean": str(out), "workers": 1} | changes)


def test_with_and_without_prefect_the_bytes_are_the_same(raw, cleaned, tmp_path, tree):
    report = run_flow(job(raw, tmp_path / "out"), prune=False)
    assert tree(tmp_path / "out") == tree(cleaned)
    assert len(tree(cleaned)) == 12
    assert (report.cleaned, report.articles) == (3, 3)


def test_backfill_takes_a_range_and_clean_takes_what_is_new(raw, tmp_path):
    out = str(tmp_path / "out")
    report = backfill(str(raw), out, since=date(2026, 11, 23), until=date(2026, 11, 23), workers=1)
    assert [summary.shard.capture_date for summary in report.summaries] == ["2026-11-23"]
    report = clean_new(str(raw), out, workers=1)
    assert (report.cleaned, report.current) == (2, 1)
    assert clean_new(str(raw), out, workers=1).cleaned == 0


def test_a_run_is_named_for_what_it_cleans_and_carries_no_text_but_escaped_in_its_report(raw, tmp_path):
    state = backfill(
        str(raw), str(tmp_path / "out"), until=date(2026, 11, 23), include_undated=True, workers=1, return_state=True
    )
    with get_client(sync_client=True) as client:
        flow_run = client.read_flow_run(state.state_details.flow_run_id)
        mine = FlowRunFilter(id=FlowRunFilterId(any_=[flow_run.id]))
        task_runs = client.read_task_runs(flow_run_filter=mine)
    assert flow_run.name == f"{raw}, from the beginning to 2026-11-23"
    assert flow_run.parameters["until"] == "2026-11-23"
    assert flow_run.parameters["config"]["limits"]["page_seconds"] == 20
    names = {run.name for run in task_runs}
    assert f"plan {raw}" in names
    assert any(name.startswith("2026-11-22/") for name in names)
    assert "council" not in str([run.model_dump() for run in task_runs])
    text = Artifact.get(key=REPORT_KEY).data
    assert "| pages read | 4 |" in text
    assert "| articles | 3 |" in text
    assert "Removed, for example" in text
    assert "<" not in text
    assert 'site": "-"' in Artifact.get(key=SITES_KEY).data
    assert Artifact.get(key=PROGRESS_KEY).data == 100


def test_a_shard_that_cannot_be_finished_fails_the_flow_which_says_which(raw, clean):
    (place,) = (clean / "articles" / "capture_date=2026-11-22").glob("*.parquet")
    place.unlink()
    place.mkdir()
    state = backfill(str(raw), str(clean), workers=1, force=True, return_state=True)
    assert state.is_failed()
    assert f"1 of 3 shards not finished: capture_date=2026-11-22/{place.stem}" in state.message
    with pytest.raises(ShardsUnfinishedError) as raised:
        state.result()
    assert (raised.value.report.cleaned, len(raised.value.report.failures)) == (2, 1)
    assert "could not be finished" in Artifact.get(key=REPORT_KEY).data
    assert len(run_flow(job(raw, clean), prune=False).failures) == 1


def test_wrong_use_fails_the_flow_with_the_same_words(tmp_path):
    with pytest.raises(WrongUseError, match="no such folder"):
        run_flow(job(tmp_path / "nowhere", tmp_path / "out"), prune=False)


def test_prune(raw, clean):
    (raw / "saved" / "fair.html").unlink()
    report = backfill(str(raw), str(clean), workers=1, prune=True)
    assert len(report.pruned) == 4
    assert not list(clean.glob("*/capture_date=undated/*"))
    assert "Pruned" in Artifact.get(key=REPORT_KEY).data


@pytest.mark.parametrize("flow", [backfill, clean_new], ids=lambda flow: flow.name)
def test_the_form_in_prefects_ui_has_every_field_with_its_meaning(flow):
    schema = flow.parameters.model_dump()
    assert all("description" in field for field in schema["properties"].values())
    assert not schema["required"]
    assert set(Config.model_fields) <= set(schema["definitions"]["Config"]["properties"])
    assert schema["definitions"]["Limits"]["properties"]["page_seconds"]["exclusiveMinimum"] == 0


def test_values_that_do_not_fit_the_form_are_refused(raw, tmp_path):
    with pytest.raises(ParameterTypeError, match="workers"):
        backfill(str(raw), str(tmp_path / "out"), workers=0)
