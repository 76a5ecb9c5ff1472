"""The commands that collect: `collect`, `run`, `serve`."""

from __future__ import annotations

from contextlib import nullcontext
from typing import Annotated

import typer

from flows.cli_options import (
    UNFINISHED,
    CleanFolder,
    ConfigFile,
    Limit,
    Plain,
    RawFolder,
    SourcesFile,
    Workers,
    shown,
)


def collect(
    sources: SourcesFile = "sources.toml",
    raw: RawFolder = "data/raw",
    limit: Limit = None,
    *,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Ask the sources what there is, count what is due, and fetch no page.")
    ] = False,
    plain: Plain = False,
) -> None:
    """Fetch what is new at the sources into WARC files under the raw folder.

    Exit status: 0 done, whatever single pages answered; 1 a batch of sources could not be finished, or a source gave
    far less than it uses to and the file says that this is a failure; 2 wrong use.
    """
    from flows.collect_commands import collect as work
    from flows.sources_file import asking

    with shown():
        good = work(asking(sources, raw, limit=limit, dry_run=dry_run), plain=plain)
    if not good:
        raise typer.Exit(UNFINISHED)


def run(  # noqa: PLR0913 - each parameter is an option of the command
    sources: SourcesFile = "sources.toml",
    raw: RawFolder = "data/raw",
    clean: CleanFolder = "data/clean",
    limit: Limit = None,
    workers: Workers = None,
    config: ConfigFile = None,
    *,
    plain: Plain = False,
) -> None:
    """Collect, then clean what has not been cleaned yet: what a schedule runs.

    Exit status: as those of `collect` and `backfill`.
    """
    from flows.collect_commands import run as work
    from flows.config_file import read_config
    from flows.job import Job, cores
    from flows.sources_file import asking

    with shown():
        job = Job(raw, clean, workers=workers or cores(), config=read_config(config))
        good = work(asking(sources, raw, limit=limit), job, plain=plain)
    if not good:
        raise typer.Exit(UNFINISHED)


def serve(  # noqa: PLR0913, PLR0917 - each parameter is an option of the command
    sources: SourcesFile = "sources.toml",
    raw: RawFolder = "data/raw",
    clean: CleanFolder = "data/clean",
    cron: Annotated[str, typer.Option(metavar="CRON", help="When to run, as crontab has it.")] = "*/30 * * * *",
    timezone: Annotated[str, typer.Option(metavar="ZONE", help="Time zone of --cron, such as Europe/Berlin.")] = "UTC",
    limit: Limit = None,
    workers: Workers = None,
    config: ConfigFile = None,
    name: Annotated[str, typer.Option(metavar="NAME", help="Name of the deployments in Prefect.")] = "copydesk",
    *,
    with_server: Annotated[bool, typer.Option("--with-server", help="Start a Prefect server as well.")] = False,
) -> None:
    """Run on a schedule, until Ctrl-C: registers the deployments with Prefect's server and works off their runs.

    Exit status: 0 stopped; 1 the server does not answer or start; 2 wrong use.
    """
    from rich.console import Console

    from flows.config_file import read_config
    from flows.environment import prepare
    from flows.lasting import own_server
    from flows.serving import Serving

    with shown():
        serving = Serving(sources, raw, clean, limit, workers, read_config(config), cron, timezone, name)
        serving.check()
        prepare(told=True)
        with own_server(Console()) if with_server else nullcontext() as server:
            from flows.serve import serve as work

            work(serving, server)
