"""What a scheduled run cleans: shards that have never been cleaned, told by a look at the clean folder."""

from __future__ import annotations

from fsspec.core import url_to_fs

from schemas.shard import TABLES, Shard


def fresh(clean: str, shards: tuple[Shard, ...]) -> tuple[Shard, ...]:
    """The shards that lack one of their four files under the clean folder.

    What a changed version or configuration makes old is left to `backfill`: finding it out means reading every raw
    file there is, which a run every half hour must not do.
    """
    files, root = url_to_fs(clean)
    root = root.rstrip("/")
    there = {path.removeprefix(f"{root}/") for table in TABLES for path in files.find(f"{root}/{table}")}
    return tuple(shard for shard in shards if not there.issuperset(shard.output(table) for table in TABLES))
