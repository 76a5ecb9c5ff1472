"""Which raw files make which shard, and which shards a range of dates selects."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import groupby
from pathlib import PurePosixPath

from schemas.shard import UNDATED, Shard
from tasks.sources.naming import distinct_names, stem_of
from tasks.sources.source import Source

DATE_FOLDER = "capture_date="


def plan_files(paths: Iterable[str], sources: tuple[Source, ...], shard_pages: int) -> tuple[Shard, ...]:
    """The shards of all these raw files, sorted by capture date and name.

    Raises:
        ValueError: a `capture_date=` folder holds no date, or a path has two such folders with different dates.
    """
    drafts = sorted(_drafts(paths, sources, shard_pages), key=lambda draft: draft[0])
    names = distinct_names([(capture_date_of(files[0]), stem, key) for key, stem, _, files in drafts])
    shards = [
        Shard(name, capture_date_of(files[0]), source.kind, tuple(files))
        for name, (_, _, source, files) in zip(names, drafts, strict=True)
    ]
    return tuple(sorted(shards, key=lambda shard: (shard.capture_date, shard.name)))


def _drafts(
    paths: Iterable[str], sources: tuple[Source, ...], shard_pages: int
) -> Iterator[tuple[str, str, Source, list[str]]]:
    """(path that stands for the shard, wished-for name, source, files) of every shard."""
    claimed = [(path, *claim) for path in sorted(paths) if visible(path) and (claim := claim_of(path, sources))]
    for path, source, suffix in claimed:
        if source.kind != "files":
            yield path, stem_of(folders_of(path), PurePosixPath(path).name[: -len(suffix)]), source, [path]
    loose = [(path, source) for path, source, _ in claimed if source.kind == "files"]
    loose.sort(key=lambda one: (str(PurePosixPath(one[0]).parent), one[0]))
    for folder, group in groupby(loose, key=lambda one: PurePosixPath(one[0]).parent):
        files = list(group)
        for number, start in enumerate(range(0, len(files), shard_pages)):
            part = files[start : start + shard_pages]
            parents = folders_of(part[0][0]) or ["pages"]
            key = f"{folder}/{number:04d}"
            yield key, f"{stem_of(parents[:-1], parents[-1])}-{number:04d}", part[0][1], [path for path, _ in part]


def visible(path: str) -> bool:
    """Whether a file is there to be read: no part of its path is hidden (`.`, `_`), and nobody still writes it."""
    return not path.lower().endswith(".open") and not any(part[0] in "._" for part in path.split("/") if part)


def claim_of(path: str, sources: tuple[Source, ...]) -> tuple[Source, str] | None:
    """The source that reads a file of this name, and the suffix it knows it by; None where no source does."""
    if _unwritable(path):
        return None
    claims = [(source, suffix) for source in sources if (suffix := source.suffix_of(path))]
    return max(claims, key=lambda claim: len(claim[1]), default=None)


def _unwritable(path: str) -> bool:
    """Whether the name is no valid UTF-8 on the disk: no table can hold it, and no report could point to it."""
    return any("\ud800" <= character <= "\udfff" for character in path)


def folders_of(path: str) -> list[str]:
    """The folders above a file, without the one that carries the date."""
    return [part for part in path.split("/")[:-1] if part and not part.startswith(DATE_FOLDER)]


def capture_date_of(path: str) -> str:
    """`YYYY-MM-DD` of the `capture_date=` folder a file stands under, else `undated`.

    Raises:
        ValueError: the folder holds no date, or there are two with different dates.
    """
    values = {part[len(DATE_FOLDER) :] for part in path.split("/")[:-1] if part.startswith(DATE_FOLDER)}
    if len(values) > 1:
        raise ValueError(f"{path} stands under two dates: {' and '.join(sorted(values))}; keep one folder of them")
    value = values.pop() if values else UNDATED
    if value != UNDATED and not _is_date(value):
        raise ValueError(f"{DATE_FOLDER}{value} is no date (above {path}); name the folder {DATE_FOLDER}YYYY-MM-DD")
    return value


def _is_date(value: str) -> bool:
    try:
        return date.fromisoformat(value).isoformat() == value
    except ValueError:
        return False


def select(
    shards: Iterable[Shard], since: date | None = None, until: date | None = None, *, include_undated: bool = False
) -> tuple[Shard, ...]:
    """The shards captured from `since` to `until`, both included; None leaves that side open.

    Undated shards are taken where no range is given, or with `include_undated`.

    Raises:
        ValueError: `since` is after `until`.
    """
    if since and until and since > until:
        raise ValueError(f"since {since} is after until {until}: no shard can lie between them")
    undated = include_undated or (since is None and until is None)
    first, last = (since or date.min).isoformat(), (until or date.max).isoformat()
    return tuple(
        shard for shard in shards if (undated if shard.capture_date == UNDATED else first <= shard.capture_date <= last)
    )
