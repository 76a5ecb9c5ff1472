"""What the footer of a clean file says: what it was made from, by which version, and what came of it."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
from fsspec import AbstractFileSystem
from fsspec.core import url_to_fs

from schemas.shard import TABLES, Shard, ShardSummary
from schemas.tables import SCHEMA_VERSION
from schemas.version import PIPELINE_VERSION


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """What a shard's files are made from; where it is the same, so are they."""

    inputs: Mapping[str, str]
    """sha-256 (64 hex digits) of each raw file, by its path relative to the raw root."""
    config_digest: str
    pipeline_version: str = PIPELINE_VERSION

    def to_json(self) -> str:
        """One line, keys sorted, ASCII only."""
        return _canonical(asdict(self))


def entries(shard: Shard, table: str, fingerprint: Fingerprint, summary: ShardSummary) -> dict[str, str]:
    """The footer's key-value pairs of one of a shard's files."""
    counts = asdict(summary)
    del counts["shard"], counts["skipped"]  # the reader knows the one and decides the other
    return {
        "schema_version": SCHEMA_VERSION,
        "pipeline_version": fingerprint.pipeline_version,
        "place": shard.output(table),
        "fingerprint": fingerprint.to_json(),
        "summary": _canonical(counts),
    }


def is_current(shard: Shard, clean_root: str | os.PathLike[str], fingerprint: Fingerprint) -> bool:
    """Whether all four files of a shard are there and were made from the same.

    Raises:
        OSError: a file is there but cannot be read.
    """
    return current_summary(shard, clean_root, fingerprint) is not None


def current_summary(shard: Shard, clean_root: str | os.PathLike[str], fingerprint: Fingerprint) -> ShardSummary | None:
    """What cleaning the shard gave, marked as skipped; None where its files are missing or made from something else.

    Raises:
        OSError: a file is there but cannot be read.
    """
    files, root = url_to_fs(os.fspath(clean_root))
    for table in reversed(TABLES):  # articles last, as they were written
        found = read_entries(files, f"{root.rstrip('/')}/{shard.output(table)}")
        if (found.get("fingerprint"), found.get("schema_version")) != (fingerprint.to_json(), SCHEMA_VERSION):
            return None
    return _summary(shard, json.loads(found["summary"]))


def read_entries(files: AbstractFileSystem, path: str) -> dict[str, str]:
    """The key-value pairs in a Parquet file's footer; nothing where there is no file, or no Parquet in it.

    Raises:
        OSError: the file is there but cannot be read.
    """
    try:
        with files.open(path, "rb") as file:
            metadata = pq.read_metadata(file).metadata or {}
    except (FileNotFoundError, pa.ArrowInvalid):
        return {}
    except OSError as error:
        if error.errno is None:  # Arrow's own: the bytes were read and make no sense
            return {}
        raise
    return {key.decode(errors="replace"): value.decode(errors="replace") for key, value in metadata.items()}


def _summary(shard: Shard, counts: dict[str, Any]) -> ShardSummary:
    sites = {site: (articles, rejections) for site, (articles, rejections) in counts.pop("sites").items()}
    return ShardSummary(shard, skipped=True, sites=sites, **counts)


def _canonical(value: Any) -> str:
    return json.dumps(value, sort_keys=True, separators=(",", ":"))
