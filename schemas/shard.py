"""The grain of work: which raw files one task cleans, and what it reports of them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

UNDATED = "undated"
"""The partition of raw files outside any `capture_date=` folder; sorts after every date."""

TABLES = ("articles", "removals", "repairs", "rejections")
"""The four tables; every shard writes one file into each."""


@dataclass(frozen=True, slots=True)
class Shard:
    """One WARC or dump file, or up to `shard_pages` loose files of one folder."""

    name: str
    """File name, without suffix, in every table: `news-0001`."""
    capture_date: str
    """`YYYY-MM-DD` or `undated`."""
    kind: Literal["files", "warc", "dump"]
    paths: tuple[str, ...]
    """Raw files relative to the raw root, sorted."""

    def output(self, table: str) -> str:
        """Where this shard's rows of a table stand, relative to the clean root."""
        return f"{table}/capture_date={self.capture_date}/{self.name}.parquet"


@dataclass(frozen=True, slots=True)
class ShardSummary:
    """What cleaning one shard did, small enough to pass through Prefect."""

    shard: Shard
    skipped: bool = False
    """The files were already there, made from the same inputs, version and configuration."""
    pages: int = 0
    articles: int = 0
    rejections: dict[str, int] = field(default_factory=dict)
    """Count by reason."""
    passed_over: dict[str, int] = field(default_factory=dict)
    """Records that hold no page, count by kind."""
    removals: dict[str, int] = field(default_factory=dict)
    """Removed blocks, count by rule."""
    removed_chars: int = 0
    repairs: dict[str, int] = field(default_factory=dict)
    """Repairs, count by rule."""
    repaired_chars: int = 0
    """Characters that repairs changed: of each the longer of what stood there and what stands there now."""
    sites: dict[str, tuple[int, int]] = field(default_factory=dict)
    """(articles, rejections) by registrable domain; `-` where a page has no URL."""
