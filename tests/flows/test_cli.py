"""The command line as a person meets it: exit status, words, and never a stack trace."""

import shutil
import subprocess
import sys

import pandas as pd
import pytest
from typer.testing import CliRunner

from flows.cli import app
from schemas.version import __version__

run = CliRunner()


def invoke(*arguments, **options):
    result = run.invoke(app, [str(argument) for argument in arguments], **options)
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    assert "Traceback" not in result.output
    return result


def backfill(raw, clean, *arguments):
    return invoke("backfill", "--plain", "--workers", 1, "--raw", raw, "--clean", clean, *arguments)


def test_version():
    assert invoke("--version").output == f"copydesk {__version__}\n"


@pytest.mark.parametrize("command", [(), ("backfill",), ("explain",), ("schema",)])
def test_help(command):
    result = invoke(*command, "--help")
    assert result.exit_code == 0
    assert "Usage" in result.output


def test_schema_shows_every_column_of_every_table():
    from schemas.tables import SCHEMAS  # noqa: PLC0415 - beside its one use

    output = invoke("schema").output
    for table, schema in SCHEMAS.items():
        assert table in output
        assert all(name in output for name in schema.names)


WRONG = [
    # what is typed, what is told
    (["--raw", "nowhere"], ["no such folder: nowhere", "--raw"]),
    (["--raw", "{raw}/saved/fair.html"], ["no such folder", "--raw"]),
    (["--raw", "{tmp}/empty"], ["no raw pages under", ".html", "--raw"]),
    (["--since", "yesterday"], ["--since yesterday", "YYYY-MM-DD"]),
    (["--until", "2026-02-30"], ["--until 2026-02-30", "YYYY-MM-DD"]),
    (["--since", "2026-11-24", "--until", "2026-11-23"], ["--since 2026-11-24 is after --until 2026-11-23", "Swap"]),
    (["--since", "2027-01-01"], ["2027-01-01 to the end", "2026-11-22 to 2026-11-23", "--include-undated"]),
    (["--clean", "{raw}/clean"], ["lies inside", "--clean"]),
    (["--clean", "{raw}"], ["lies inside", "--clean"]),
    (["--clean", "{tmp}/file"], ["is a file", "--clean"]),
    (["--config", "{tmp}/none.toml"], ["none.toml", "No such file"]),
    (["--config", "{tmp}/broken.toml"], ["not valid TOML", "line 1"]),
    (["--config", "{tmp}/field.toml"], ["limits.page_secs", "no such field", "limits.page_seconds"]),
    (["--config", "{tmp}/value.toml"], ["limits.page_seconds", "greater than 0", "-1"]),
    (["--config", "{tmp}/latin.toml"], ["latin.toml", "UTF-8"]),
    (["--workers", "0"], ["--workers"]),
    (["--workers", "many"], ["--workers"]),
    (["--frobnicate"], ["No such option"]),
]
CONFIGS = {
    "broken.toml": b"limits = = 1\n",
    "field.toml": b"[limits]\npage_secs = 3\n",
    "value.toml": b"[limits]\npage_seconds = -1\n",
    "latin.toml": b"# caf\xe9\n",
}


@pytest.mark.parametrize(("arguments", "told"), WRONG, ids=[" ".join(row[0]) for row in WRONG])
def test_wrong_use_ends_with_2_and_says_what_to_do_instead(arguments, told, raw, tmp_path):
    (tmp_path / "empty").mkdir()
    (tmp_path / "file").write_bytes(b"")
    for name, text in CONFIGS.items():
        (tmp_path / name).write_bytes(text)
    given = [argument.format(raw=raw, tmp=tmp_path) for argument in arguments]
    defaults = [
        word for name in ("raw", "clean") if f"--{name}" not in given for word in (f"--{name}", tmp_path / name)
    ]
    result = invoke("backfill", "--plain", *defaults, *given)
    assert result.exit_code == 2
    assert all(word in " ".join(result.stderr.split()) for word in told), result.stderr
    assert not (tmp_path / "clean").exists()


def test_a_foreign_file_among_the_clean_ones_is_named(raw, clean):
    (clean / "articles" / "notes.csv").write_text("mine")
    result = backfill(raw, clean)
    assert result.exit_code == 2
    assert "articles/notes.csv" in result.stderr
    assert "Move" in result.stderr


def test_backfill_cleans_and_ends_with_a_table(raw, tmp_path):
    result = backfill(raw, tmp_path / "clean")
    assert result.exit_code == 0
    words = " ".join(result.stdout.split())
    assert all(part in words for part in ("3 cleaned", "pages read 4", "articles 3", "rejections 1", "empty 1"))
    assert str(tmp_path / "clean") in result.stdout.replace("\n", "")
    assert "100%" in result.stderr
    assert "4 pages" in result.stderr
    articles = pd.read_parquet(tmp_path / "clean" / "articles")
    assert sorted(articles["title"]) == ["Bridge to be mended", "Fair opens early | at last", "Well runs dry"]


def test_a_second_run_has_nothing_to_do_and_says_the_same(raw, clean, tree):
    before = tree(clean)
    words = " ".join(backfill(raw, clean).stdout.split())
    assert "0 cleaned, 3 clean already" in words
    assert "pages read 4" in words
    assert tree(clean) == before
    assert "3 cleaned" in backfill(raw, clean, "--force").stdout
    assert tree(clean) == before


@pytest.mark.parametrize(
    ("arguments", "days"),
    [
        ([], {"2026-11-22", "2026-11-23", "undated"}),
        (["--since", "2026-11-23"], {"2026-11-23"}),
        (["--until", "2026-11-22"], {"2026-11-22"}),
        (["--since", "2026-11-22", "--until", "2026-11-23"], {"2026-11-22", "2026-11-23"}),
        (["--since", "2026-11-23", "--include-undated"], {"2026-11-23", "undated"}),
        (["--since", "2030-01-01", "--include-undated"], {"undated"}),
    ],
)
def test_a_range_selects_whole_days(arguments, days, raw, tmp_path):
    lines = backfill(raw, tmp_path / "clean", "--dry-run", *arguments).stdout.splitlines()
    assert {line.partition("capture_date=")[2].partition("/")[0] for line in lines[:-1]} == days


def test_dry_run_lists_and_does_nothing(raw, clean, tree):
    shutil.rmtree(clean / "articles" / "capture_date=2026-11-23")
    (raw / "saved" / "fair.html").unlink()
    before = tree(clean)
    lines = backfill(raw, clean, "--dry-run").stdout.splitlines()
    assert [line.split()[0] for line in lines[:-1]] == ["current", "to"]
    assert lines[-1] == "1 of 2 shards to clean; nothing was done."
    assert tree(clean) == before
    forced = backfill(raw, clean, "--dry-run", "--force").stdout
    assert "2 of 2 shards to clean" in forced


def test_prune_removes_what_has_no_raw_shard_and_lists_it(raw, clean):
    (raw / "saved" / "fair.html").unlink()
    gone = [f"{table}/capture_date=undated/" for table in ("articles", "removals", "repairs", "rejections")]
    listed = backfill(raw, clean, "--dry-run", "--prune").stdout
    assert all(f"to prune  {place}" in listed for place in gone)
    assert (clean / "articles" / "capture_date=undated").exists()
    pruned = backfill(raw, clean, "--since", "2026-11-23", "--prune").stdout
    assert all(f"pruned: {place}" in pruned for place in gone)
    assert [path.name for path in sorted(clean.glob("articles/*/*"))] == [
        path.name for path in sorted(clean.glob("rejections/*/*"))
    ]
    assert not list(clean.glob("*/capture_date=undated/*"))
    assert len(list(clean.glob("*/*/*.parquet"))) == 8


def blocked(clean, day="2026-11-22"):
    """A folder stands where the day's articles should: no attempt can write that shard."""
    (place,) = (clean / "articles" / f"capture_date={day}").glob("*.parquet")
    place.unlink()
    place.mkdir()
    return place.stem


def test_a_shard_that_cannot_be_finished_costs_itself_and_ends_with_1(raw, clean):
    name = blocked(clean)
    result = backfill(raw, clean, "--force")
    assert result.exit_code == 1
    assert f"not finished: capture_date=2026-11-22/{name}: IsADirectoryError" in result.stdout
    assert "2 cleaned, 1 not finished" in " ".join(result.stdout.split())


def test_plain_schema_and_explain_do_not_load_prefect(raw, tmp_path):
    code = (
        "import sys; from flows.cli import app; from typer.testing import CliRunner; run = CliRunner();"
        f"codes = [run.invoke(app, arguments).exit_code for arguments in {[['schema'], ['explain', '--raw', str(raw), 'saved/fair.html'], ['backfill', '--plain', '--workers', '1', '--raw', str(raw), '--clean', str(tmp_path / 'clean')]]!r}];"
        "print(codes, 'prefect' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[0, 0, 0] False\n"


def test_a_server_that_does_not_answer_is_told_before_any_work(raw, tmp_path):
    from prefect.settings import PREFECT_API_URL, temporary_settings  # noqa: PLC0415 - importing Prefect takes seconds

    with temporary_settings({PREFECT_API_URL: "http://127.0.0.1:9/api"}):
        result = invoke("backfill", "--raw", raw, "--clean", tmp_path / "clean")
    assert result.exit_code == 1
    assert "http://127.0.0.1:9/api does not answer" in result.stderr
    assert "--plain" in result.stderr
    assert not (tmp_path / "clean").exists()


def test_explain_tells_every_block(raw):
    result = invoke("explain", "--raw", raw, "saved/fair.html")
    assert result.exit_code == 0
    words = " ".join(result.stdout.split())
    assert "The council of Nether Marrow met on Tuesday" in words
    assert "byline" in words
    assert "By Ada Quill" in words
    assert "charset" in words


@pytest.mark.parametrize("spell", ["saved/fair.html", "{raw}/saved/fair.html", "{id}"])
def test_explain_finds_a_page_however_it_is_named(spell, raw, cleaned):
    articles = pd.read_parquet(cleaned / "articles")
    (number,) = articles.loc[articles["input_path"] == "saved/fair.html", "id"]
    result = invoke("explain", "--raw", raw, spell.format(raw=raw, id=number))
    assert result.exit_code == 0
    assert number in result.stdout


def test_explain_takes_a_file_outside_of_the_raw_folder(raw, tmp_path):
    (tmp_path / "other.txt").write_text("A headline\n\nSome words of a story that stand alone here.\n")
    result = invoke("explain", "--raw", raw, tmp_path / "other.txt")
    assert result.exit_code == 0
    assert "Some words of a story" in result.stdout


def test_explain_writes_a_web_page(raw, tmp_path):
    result = invoke("explain", "--raw", raw, "saved/fair.html", "--html", tmp_path / "out.html")
    assert result.exit_code == 0
    assert "Nether Marrow" in (tmp_path / "out.html").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["saved/none.html"], "saved/none.html"),
        (["0123456789abcdef0123456789abcdef"], "0123456789abcdef"),
        (["https://news.example/none"], "https://news.example/none"),
        (["saved/fair.html", "--html", "no/such/folder/out.html"], "cannot write"),
        (["saved/fair.html", "--config", "none.toml"], "none.toml"),
        (["saved/fair.html", "--raw", "nowhere"], "nowhere"),
        ([], "PAGE"),
    ],
)
def test_explain_wrongly_used(arguments, told, raw):
    given = arguments if "--raw" in arguments else [*arguments, "--raw", raw]
    result = invoke("explain", *given)
    assert result.exit_code == 2
    assert told in " ".join(result.stderr.split())


def test_the_command_is_installed():
    done = subprocess.run([sys.executable, "-m", "flows.cli", "--version"], capture_output=True, text=True, check=True)
    assert done.stdout == f"copydesk {__version__}\n"
