"""What lies under the clean root and should not: files whose raw shard has gone, and files of other makers."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator

from fsspec import AbstractFileSystem
from fsspec.core import url_to_fs

from schemas.shard import TABLES, Shard
from tasks.store.footer import read_entries


def prune(clean_root: str | os.PathLike[str], shards: Iterable[Shard], *, dry: bool = False) -> tuple[str, ...]:
    """Remove the clean files whose raw shard has gone.

    Args:
        clean_root: folder of the four tables.
        shards: the plan of the whole raw root, not of a range of dates: the files of all other shards go.
        dry: only say which.

    Returns:
        The files, relative to the clean root, sorted. Files that copydesk did not write there are not among them.

    Raises:
        OSError: a file cannot be read or removed.
    """
    wanted = {shard.output(table) for shard in shards for table in TABLES}
    files, root = _open(clean_root)
    gone = tuple(place for place in _places(files, root) if place not in wanted and _is_ours(files, root, place))
    for place in gone if not dry else ():
        files.rm_file(f"{root}/{place}")
    return gone


def foreign_files(clean_root: str | os.PathLike[str]) -> tuple[str, ...]:
    """Files in the tables' folders that copydesk did not write there and that readers of the tables trip over.

    Returns:
        Their places relative to the clean root, sorted. Names that begin with a dot or an underscore are no trouble:
        readers pass them over.

    Raises:
        OSError: a file cannot be read.
    """
    files, root = _open(clean_root)
    return tuple(place for place in _places(files, root) if not _is_ours(files, root, place))


def foreign_message(clean_root: str | os.PathLike[str], places: tuple[str, ...], most: int = 10) -> str:
    """What to tell a person about foreign files."""
    shown = [f"  {place}" for place in places[:most]]
    if len(places) > most:
        shown.append(f"  ... and {len(places) - most} more")
    head = f"{len(places)} file{'s' * (len(places) > 1)} under {clean_root} that copydesk did not write:"
    advice = "pandas, DuckDB and other readers fail on them. Move them out of the tables' folders and run again."
    return "\n".join([head, *shown, advice])


def _open(clean_root: str | os.PathLike[str]) -> tuple[AbstractFileSystem, str]:
    files, root = url_to_fs(os.fspath(clean_root))
    return files, root.rstrip("/")


def _places(files: AbstractFileSystem, root: str) -> Iterator[str]:
    """Files of the tables, hidden ones left out, relative to the root, in order."""
    for table in sorted(TABLES):
        for path in sorted(files.find(f"{root}/{table}")):
            place = path[len(root) + 1 :]
            if not any(part.startswith((".", "_")) for part in place.split("/")):
                yield place


def _is_ours(files: AbstractFileSystem, root: str, place: str) -> bool:
    """Whether the footer says that the file was written for this very place."""
    return read_entries(files, f"{root}/{place}").get("place") == place
