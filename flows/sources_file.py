"""`sources.toml` as the command line and the flows take it, and what is wrong with it in words."""

from __future__ import annotations

from pathlib import Path

from flows.faults import WrongUseError
from flows.gather import Asking
from tasks.collect.sources_file import SourcesFileError, load


def asking(sources: str, raw: str, *, limit: int | None = None, dry_run: bool = False) -> Asking:
    """One run of collecting, checked before anything is asked for.

    Raises:
        WrongUseError: no such file, a line of it that is wrong, or a raw folder that is not on this machine.
    """
    if "://" in raw:
        raise WrongUseError(f"{raw} is not a folder of this machine", "Collect into a local folder: --raw DIR.")
    if Path(raw).is_file():
        raise WrongUseError(f"{raw} is a file", "Name a folder with --raw; it is made where it is missing.")
    try:
        loaded = load(sources)
    except SourcesFileError as error:
        raise WrongUseError(str(error), "sources.example.toml shows all that may stand there.") from error
    return Asking(Path(sources), loaded, Path(raw), limit, dry_run)
