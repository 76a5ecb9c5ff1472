"""What became of the pages that a run has collected, counted by source."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import pyarrow.parquet as pq
from fsspec.core import url_to_fs

from flows.collected import Collected
from flows.report import Report
from schemas.shard import Shard


def yields(collected: Collected, report: Report) -> dict[str, tuple[int, int]]:
    """(articles, rejections) by source, of the pages that this run has collected and cleaned."""
    written = set(collected.warcs)
    shards = [summary.shard for summary in report.summaries if written & set(summary.shard.paths)]
    articles, rejections = (
        Counter(collected.origins[url] for url in _urls(report.clean, shards, table) if url in collected.origins)
        for table in ("articles", "rejections")
    )
    return {name: (articles[name], rejections[name]) for name in collected.order}


def _urls(clean: str, shards: list[Shard], table: str) -> Iterator[str | None]:
    files, root = url_to_fs(clean)
    for shard in shards:
        with files.open(f"{root.rstrip('/')}/{shard.output(table)}", "rb") as sink:
            yield from pq.read_table(sink, columns=["url"])["url"].to_pylist()
