"""What the commands share: options, exit statuses, and the way a fault is told."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Annotated, NoReturn

import typer

from flows.faults import NoServerError, WrongUseError

UNFINISHED = 1
"""Exit status where a shard or a batch of sources could not be finished."""
WRONG_USE = 2
"""Exit status where what was asked cannot be done."""
INTERRUPTED = 130
"""Exit status after Ctrl-C."""

RawFolder = Annotated[str, typer.Option("--raw", metavar="DIR", help="Folder of raw pages.")]
CleanFolder = Annotated[str, typer.Option("--clean", metavar="DIR", help="Folder of the four tables.")]
ConfigFile = Annotated[str | None, typer.Option("--config", metavar="FILE", help="Configuration, in TOML.")]
SourcesFile = Annotated[str, typer.Option("--sources", metavar="FILE", help="The sources, in TOML.")]
Workers = Annotated[int | None, typer.Option(min=1, help="Worker processes.", show_default="one per core")]
Limit = Annotated[
    int | None, typer.Option(min=1, metavar="N", help="Captures a source, at most.", show_default="as the file says")
]
Plain = Annotated[bool, typer.Option("--plain", help="Work without Prefect; the files are the same.")]


@contextmanager
def shown() -> Iterator[None]:
    """What ends a command early becomes a word on stderr and an exit status, without a stack trace."""
    try:
        yield
    except WrongUseError as error:
        _leave(WRONG_USE, error.problem, error.remedy)
    except NoServerError as error:
        _leave(UNFINISHED, str(error), error.remedy)
    except OSError as error:
        _leave(UNFINISHED, str(error), "Nothing that was finished is lost; the same command goes on from there.")
    except KeyboardInterrupt:
        _leave(INTERRUPTED, "interrupted", "The same command goes on where this one stopped.")


def _leave(status: int, problem: str, remedy: str) -> NoReturn:
    typer.secho(f"copydesk: {problem}", err=True, fg="red")
    typer.echo(remedy, err=True)
    raise typer.Exit(status)
