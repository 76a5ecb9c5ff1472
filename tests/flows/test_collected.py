"""What a run of collecting says of itself: in a line, on a page of Prefect's UI, on the terminal."""

import io

import pytest
from rich.console import Console

from flows.collect_artifacts import markdown
from flows.collect_report import rows
from flows.collect_terminal import print_collected
from flows.collected import BatchFailure, Collected
from schemas.collect import CollectSummary, Outcome, SourceTally, Why

GOOD = SourceTally("courier", 40, 30, {Outcome.FETCHED: 25, Outcome.UNCHANGED: 3, Outcome.FAILED: 2}, {Why.TLS: 2})
LOW = SourceTally("gazette", 30, 3, {Outcome.FETCHED: 3}, low_yield=True)
UNREAD = SourceTally("herald", error="404 for https://herald.example/<feed>")
NOTHING = SourceTally("tribune", 12)


def collected(*tallies, failures=(), due=()):
    summary = CollectSummary("r1", "2026-11-23", ("capture_date=2026-11-23/r1.warc.gz",), tallies)
    return Collected("data/raw", ("courier", "gazette", "herald", "tribune"), (summary,), failures, due=due)


SENTENCES = [
    ((), (), "nothing was due"),
    ((NOTHING,), (), "nothing was due"),
    ((GOOD, NOTHING), (), "25 fetched, 3 unchanged, 2 failed"),
    ((GOOD, LOW), (), "28 fetched, 3 unchanged, 2 failed; low yield: gazette"),
    ((UNREAD,), (), "nothing was due; not readable: herald"),
    ((NOTHING,), (BatchFailure(("a", "b"), "OSError: full"),), "nothing was due; not finished: a, b: OSError: full"),
]


@pytest.mark.parametrize(("tallies", "failures", "sentence"), SENTENCES)
def test_a_run_in_a_line(tallies, failures, sentence):
    assert collected(*tallies, failures=failures).sentence() == sentence


def test_sources_stand_in_the_order_of_the_file():
    assert [tally.source for tally in collected(UNREAD, LOW, GOOD).tallies] == ["courier", "gazette", "herald"]


def test_rows_are_plain_numbers_and_have_yields_where_pages_were_cleaned():
    (row,) = rows(collected(GOOD), {"courier": (24, 1)})
    assert row["source"] == "courier"
    assert (row["listed"], row["due"], row["fetched"], row["failed"], row["forbidden"]) == (40, 30, 25, 2, 0)
    assert (row["articles"], row["rejections"], row["reasons"]) == (24, 1, "tls 2")
    assert all(type(value) in (int, str, bool) for value in row.values())
    assert "articles" not in rows(collected(GOOD), None)[0]


def test_the_page_flags_what_to_look_at_first_and_escapes_what_servers_say():
    text = markdown(
        collected(GOOD, LOW, UNREAD, failures=(BatchFailure(("x",), "OSError: *full*"),)),
        {"courier": (24, 1)},
        "sources.toml",
    )
    flagged, by_source = text.index("## To look at"), text.index("## By source")
    assert flagged < text.index("low yield", flagged) < by_source
    assert "<feed>" not in text
    assert "\\*full\\*" in text
    assert "| courier | 40 | 30 | 25 | 24 | 1 | 3 | 0 | 0 | 2 | tls 2 |" in text
    assert (
        "| source | listed | due | fetched | articles | rejections | unchanged | forbidden | deferred | failed |"
        in text
    )
    assert "r1\\.warc\\.gz" in text


def test_the_page_shows_a_rare_outcome_where_it_occurred():
    odd = SourceTally(
        "gazette", 3, 3, {Outcome.PASSED_OVER: 2, Outcome.REFUSED: 1}, {Why.CONTENT_TYPE: 2, Why.DOMAIN: 1}
    )
    text = markdown(collected(GOOD, odd), None, "sources.toml")
    assert "| unchanged | other type | forbidden | refused | deferred | failed | reasons |" in text
    assert "| gazette | 3 | 3 | 0 | 0 | 2 | 0 | 1 | 0 | 0 | content\\_type 2, domain 1 |" in text


def test_the_page_of_an_even_run_flags_nothing():
    text = markdown(collected(GOOD), None, "sources.toml")
    assert "To look at" not in text
    assert "articles" not in text


def printed(*arguments, **options):
    out = io.StringIO()
    print_collected(Console(file=out, width=80), *arguments, **options)
    return out.getvalue()


def test_the_terminal_leaves_columns_of_noughts_out():
    text = printed(collected(GOOD, LOW, UNREAD))
    head = text.splitlines()[1].split()
    assert head == ["source", "listed", "due", "fetched", "unchanged", "failed"]
    assert "gazette: low yield" in text
    assert "herald: not readable: 404" in text
    assert "courier: tls 2" in text
    assert "written: data/raw/capture_date=2026-11-23/r1.warc.gz" in text


def test_a_dry_run_names_what_is_due():
    text = printed(collected(NOTHING, due=(("tribune", "https://tribune.example/1"),)), dry_run=True)
    assert "due: tribune  https://tribune.example/1" in text
    assert "Pages due: 1; none was asked for." in text
