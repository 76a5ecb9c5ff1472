"""Raw pages from files: which files make a shard, and what a shard holds.

To add a source: a generator that reads one file, and a row in SOURCES.
"""

from __future__ import annotations

import os
from collections.abc import Iterator

from schemas.config import Config
from schemas.shard import Shard
from tasks.sources import dump, folder, warc
from tasks.sources.planning import claim_of, plan_files, select, visible
from tasks.sources.raw_root import RawRoot
from tasks.sources.source import Loaded, Source

__all__ = ["SOURCES", "Loaded", "plan", "read", "select", "unclaimed_files"]

SOURCES = (
    Source("warc", warc.SUFFIXES, warc.read_warc),
    Source("dump", dump.SUFFIXES, dump.read_dump),
    Source("files", folder.SUFFIXES, folder.read_file),
)
"""Where the names of two sources fit a file, the one with the longer suffix reads it."""


def plan(raw_root: str | os.PathLike[str], config: Config | None = None) -> tuple[Shard, ...]:
    """The shards of all raw files under a local path or an fsspec URL, sorted by capture date and name.

    Left out are names that begin with `.` or `_`, files that end in `.open` (still being written), and what
    `unclaimed_files` lists.

    Raises:
        FileNotFoundError: there is no such folder.
        NotADirectoryError: it is a file.
        ValueError: a `capture_date=` folder holds no date.
    """
    return plan_files(RawRoot.at(raw_root).files(), SOURCES, (config or Config()).shard_pages)


def unclaimed_files(raw_root: str | os.PathLike[str]) -> tuple[str, ...]:
    """Files under the raw root that no source reads, relative to it, sorted: of no kind that we know by its name.

    Raises:
        FileNotFoundError: there is no such folder.
        NotADirectoryError: it is a file.
    """
    files = RawRoot.at(raw_root).files()
    left = (path for path in files if visible(path) and claim_of(path, SOURCES) is None)
    return tuple(path.encode("utf-8", "backslashreplace").decode() for path in left)


def read(shard: Shard, raw_root: str | os.PathLike[str], config: Config | None = None) -> Iterator[Loaded]:
    """What a shard's files hold, in their order: pages, rejections of what cannot be read, records without a page.

    Holds one page in memory at a time, whatever the size of the files. From the configuration it takes
    `limits.page_bytes`.

    Raises:
        OSError: a file cannot be read, or has gone since the plan was made.
    """
    source = next(source for source in SOURCES if source.kind == shard.kind)
    raw, config = RawRoot.at(raw_root), config or Config()
    for path in shard.paths:
        yield from source.read(raw, path, config)
