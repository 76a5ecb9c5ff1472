"""The commands that collect, as a person meets them: exit status, words, and never a stack trace."""

from datetime import UTC, datetime, timedelta

import pandas as pd
import pytest
from prefect.settings import PREFECT_API_URL, temporary_settings
from typer.testing import CliRunner

from flows.cli import app
from tasks.collect.collect import collect as collect_from
from tasks.collect.seen import SeenStore
from tasks.collect.sources_file import load

TODAY = datetime.now(UTC).date()


def invoke(*arguments):
    result = CliRunner().invoke(app, [str(argument) for argument in arguments])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    assert "Traceback" not in result.output
    return result


def told(result):
    return " ".join(result.output.split())


@pytest.fixture
def file(paper, write_sources, tmp_path):
    paper.stories, paper.asked = 4, []
    return write_sources(tmp_path, paper.source())


def collect(file, *arguments):
    return invoke("collect", "--plain", "--sources", file, "--raw", file.parent / "raw", *arguments)


@pytest.mark.parametrize("command", ["collect", "run", "serve"])
def test_help(command):
    result = invoke(command, "--help")
    assert result.exit_code == 0
    assert "--sources" in result.output


def test_a_dry_run_names_what_is_due_and_asks_for_no_page(file, paper):
    result = collect(file, "--dry-run")
    assert result.exit_code == 0
    assert [line for line in result.stdout.splitlines() if line.startswith("due: ")] == [
        f"due: paper  {paper.url}/news/{number}" for number in range(4)
    ]
    assert "Pages due: 4; none was asked for." in result.stdout
    assert paper.asked == []
    assert not list((file.parent / "raw").rglob("*.warc*"))
    assert "collecting: 4 pages, 4 deferred" in result.stderr


def test_collect_stores_as_many_as_the_limit_and_the_next_run_the_rest(file, paper):
    result = collect(file, "--limit", 3)
    assert result.exit_code == 0
    assert f"written: {file.parent}/raw/capture_date={TODAY}/" in result.stdout
    assert len(paper.asked) == 3
    assert " 4 1 1" in told(collect(file))
    assert sorted(paper.asked) == [f"/news/{number}" for number in range(4)]
    assert "written" not in collect(file).stdout


def test_run_collects_and_cleans_what_is_new(file):
    folders = ("--raw", file.parent / "raw", "--clean", file.parent / "clean")
    result = invoke("run", "--plain", "--workers", 1, "--sources", file, *folders)
    assert result.exit_code == 0
    assert "1 cleaned" in told(result)
    articles = pd.read_parquet(file.parent / "clean" / "articles")
    assert sorted(articles["title"]) == [f"Bridge {number} to be mended" for number in range(4)]
    assert {str(day) for day in articles["capture_date"]} == {str(TODAY)}


def test_a_backfill_takes_days_of_collecting(file, paper):
    raw, clean = file.parent / "raw", file.parent / "clean"
    for day in range(3):
        paper.stories = day + 1
        moment = datetime(2026, 11, 1 + day, 12, tzinfo=UTC)
        collect_from(load(file), file.parent, raw, clock=lambda moment=moment: moment)
    folders = ("--workers", 1, "--raw", raw, "--clean", clean)
    assert invoke("backfill", "--plain", *folders, "--since", "2026-11-02", "--until", "2026-11-02").exit_code == 0
    (article,) = pd.read_parquet(clean / "articles").itertuples()
    assert (str(article.capture_date), article.title) == ("2026-11-02", "Bridge 1 to be mended")
    assert article.fetched_at.date().isoformat() <= str(TODAY)


@pytest.mark.parametrize("fail", [False, True])
def test_a_low_yield_is_told_and_ends_with_1_where_the_file_says_so(fail, file, paper, write_sources):
    with SeenStore.of(file.parent / "raw") as seen:
        for number in range(6):
            seen.note_yield("paper", f"r{number}", datetime.now(UTC) - timedelta(hours=6 - number), 40.0)
    write_sources(file.parent, paper.source(), fail_on_low_yield=fail)
    result = collect(file)
    assert result.exit_code == int(fail)
    assert "paper: low yield" in result.stdout


WRONG = [
    # command, what stands in the file, what is told
    (["collect"], None, ["none.toml", "sources.example.toml"]),
    (["run"], None, ["none.toml", "sources.example.toml"]),
    (["serve"], None, ["none.toml", "sources.example.toml"]),
    (["collect"], "[collect]\ncontact = 'me@example.org'\n\n[[sources]]\nname = 'a'\nfed = 'x'\n", ["6", "fed"]),
    (["collect", "--raw", "s3://news/raw"], "", ["not a folder of this machine"]),
    (["collect", "--raw", "{file}"], "", ["is a file", "--raw"]),
    (["collect", "--limit", "0"], "", ["--limit"]),
    (["run", "--clean", "{raw}/clean"], "", ["lies inside", "--clean"]),
    (["serve", "--cron", "every day"], "", ['--cron "every day"', "five fields"]),
    (["serve", "--timezone", "Mars/Olympus"], "", ["Mars/Olympus"]),
]


@pytest.mark.parametrize(("command", "text", "words"), WRONG, ids=[" ".join(row[0]) for row in WRONG])
@pytest.mark.usefixtures("prefect_server")
def test_wrong_use_ends_with_2_and_says_what_to_do_instead(command, text, words, file, tmp_path):
    if text:
        file.write_text(text)
    given = file if text is not None else tmp_path / "none.toml"
    arguments = [argument.format(file=file, raw=tmp_path / "raw") for argument in command]
    defaults = [] if "--raw" in command else ["--raw", tmp_path / "raw"]
    result = invoke(*arguments, "--sources", given, *defaults)
    assert result.exit_code == 2
    assert all(word in told(result) for word in words), result.output


@pytest.fixture
def serve(file, tmp_path, monkeypatch):
    monkeypatch.delenv("PREFECT_API_URL", raising=False)
    return lambda *more: invoke("serve", "--sources", file, "--raw", tmp_path / "raw", *more)


def test_serving_without_a_server_says_in_one_line_how_to_start_one(serve):
    with temporary_settings(restore_defaults={PREFECT_API_URL}):
        result = serve()
    assert result.exit_code == 2
    problem, remedy = result.stderr.splitlines()
    assert "no Prefect server is configured" in problem
    assert "copydesk serve --with-server" in remedy
    assert "prefect server start" in remedy


def test_serving_with_a_server_that_does_not_answer_ends_with_1(serve):
    with temporary_settings({PREFECT_API_URL: "http://127.0.0.1:9/api"}):
        result = serve()
    assert result.exit_code == 1
    assert "http://127.0.0.1:9/api does not answer" in result.stderr


def test_a_server_of_its_own_beside_another_is_wrong_use(serve, monkeypatch):
    monkeypatch.setenv("PREFECT_API_URL", "http://127.0.0.1:9/api")
    result = serve("--with-server")
    assert result.exit_code == 2
    assert "PREFECT_API_URL names http://127.0.0.1:9/api" in result.stderr
