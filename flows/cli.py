"""The command line. Prefect, Arrow and the page libraries are imported by the command that needs them."""

from __future__ import annotations

import sys
from datetime import date
from typing import Annotated, NoReturn

import typer

from flows import cli_collect
from flows.cli_options import UNFINISHED, CleanFolder, ConfigFile, RawFolder, Workers, shown
from flows.faults import WrongUseError
from schemas.version import __version__

app = typer.Typer(
    help="Collects news pages and turns them into clean articles in Parquet, with every cut and repair on record.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)


@app.callback(invoke_without_command=True)
def _everything(
    version: Annotated[bool, typer.Option("--version", help="Show the version and leave.")] = False,  # noqa: FBT002 - typer reads options so
) -> None:
    if version:
        typer.echo(f"copydesk {__version__}")
        raise typer.Exit


@app.command()
def backfill(  # noqa: PLR0913 - each parameter is an option of the command
    raw: RawFolder = "data/raw",
    clean: CleanFolder = "data/clean",
    since: Annotated[str | None, typer.Option(metavar="DATE", help="First capture date, as YYYY-MM-DD.")] = None,
    until: Annotated[str | None, typer.Option(metavar="DATE", help="Last capture date, itself included.")] = None,
    workers: Workers = None,
    config: ConfigFile = None,
    *,
    force: Annotated[bool, typer.Option("--force", help="Clean again what is clean already.")] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="List what would be done, and do nothing.")] = False,
    prune: Annotated[bool, typer.Option("--prune", help="Remove clean files whose raw shard has gone.")] = False,
    plain: Annotated[bool, typer.Option("--plain", help="Work without Prefect; the files are the same.")] = False,
    include_undated: Annotated[
        bool, typer.Option("--include-undated", help="With a range: also what stands outside capture_date= folders.")
    ] = False,
) -> None:
    """Clean the raw pages of a range of capture dates, or all of them.

    Exit status: 0 done, rejected pages included; 1 a shard could not be finished; 2 wrong use.
    """
    from flows import commands
    from flows.config_file import read_config
    from flows.job import Job, cores

    with shown():
        days = (_day("--since", since), _day("--until", until))
        job = Job(raw, clean, *days, include_undated, workers or cores(), force, read_config(config))
        if dry_run:
            commands.list_work(job, prune=prune)
            return
        report = commands.run(job, plain=plain, prune=prune)
    if report.failures:
        raise typer.Exit(UNFINISHED)


app.command()(cli_collect.collect)
app.command()(cli_collect.run)
app.command()(cli_collect.serve)


@app.command()
def explain(
    page: Annotated[
        str, typer.Argument(metavar="PAGE", help="A raw file, a WARC or dump file#offset, an id, or a URL.")
    ],
    html: Annotated[str | None, typer.Option("--html", metavar="OUT.html", help="Write a web page instead.")] = None,
    raw: RawFolder = "data/raw",
    config: ConfigFile = None,
) -> None:
    """Lay one page open: every cut with its rule and evidence, every repair, the origin of every fact."""
    from flows.config_file import read_config
    from flows.explain_page import explain_page

    with shown():
        explain_page(page, raw, html, read_config(config))


@app.command()
def schema() -> None:
    """Show the four tables: columns, types and meanings."""
    from flows.columns import print_schemas

    print_schemas()


def _day(option: str, text: str | None) -> date | None:
    """A date as typed.

    Raises:
        WrongUseError: it is none.
    """
    if text is None:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise WrongUseError(f"{option} {text}: {error}", "Write the date as YYYY-MM-DD, such as 2026-11-23.") from error


def main() -> NoReturn:
    """The console command `copydesk`."""
    app()
    sys.exit(0)


if __name__ == "__main__":
    main()
