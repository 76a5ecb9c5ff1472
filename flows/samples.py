"""A few of a run's repairs and removals, read back from the files that were written."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any

import pyarrow.parquet as pq
from fsspec.core import url_to_fs

from flows.report import Report
from schemas.shard import Shard

SHOWN = 8
"""Samples of each kind."""
SHARDS_READ = 4
"""Shards that samples are looked for in: the first of the run."""
ROWS_READ = 200
"""Rows of each file that are looked at."""
CONTEXT = 30
"""Characters shown on either side of a repair."""


@dataclass(frozen=True, slots=True)
class Sample:
    """One repair (before, after) or one removal (text, label with evidence), and the rule behind it."""

    before: str
    after: str
    rule: str


@dataclass(frozen=True, slots=True)
class Samples:
    """At most `SHOWN` of each, each rule once before any comes twice."""

    repaired: tuple[Sample, ...]
    removed: tuple[Sample, ...]


def samples(report: Report) -> Samples:
    """Repairs and removals from the shards that this run cleaned, or from all where it had nothing to clean."""
    cleaned = [summary.shard for summary in report.summaries if not summary.skipped]
    shards = (cleaned or [summary.shard for summary in report.summaries])[:SHARDS_READ]
    return Samples(
        _varied(sample for shard in shards for sample in _repaired(report.clean, shard)),
        _varied(sample for shard in shards for sample in _removed(report.clean, shard)),
    )


def _varied(found: Iterable[Sample]) -> tuple[Sample, ...]:
    """The first of each rule, then the second of each, and so on."""
    by_rule: dict[str, list[Sample]] = {}
    for sample in found:
        by_rule.setdefault(sample.rule, []).append(sample)
    ranked = [(place, rank, s) for rank, group in enumerate(by_rule.values()) for place, s in enumerate(group)]
    return tuple(sample for _, _, sample in sorted(ranked, key=lambda item: item[:2])[:SHOWN])


def _removed(clean: str, shard: Shard) -> Iterator[Sample]:
    for row in _rows(clean, shard, "removals", ["text", "label", "rule", "evidence"]):
        yield Sample(row["text"], f"{row['label']}: {row['evidence']}", row["rule"])


def _repaired(clean: str, shard: Shard) -> Iterator[Sample]:
    """Repairs of kept blocks, with the words around them."""
    rows = list(_rows(clean, shard, "repairs", ["id", "block_index", "start", "end", "before", "after", "rule"]))
    wanted = {row["id"] for row in rows}
    cut: dict[str, set[int]] = {}
    for row in _rows(clean, shard, "removals", ["id", "block_index"], 50 * ROWS_READ):
        if row["id"] in wanted:
            cut.setdefault(row["id"], set()).add(row["block_index"])
    blocks: dict[str, dict[int, str]] = {}
    for row in _rows(clean, shard, "articles", ["id", "text"]):
        if row["id"] in wanted:
            blocks[row["id"]] = _numbered(row["text"], cut.get(row["id"], set()))
    yield from _in_context(rows, blocks)


def _numbered(text: str, cut: set[int]) -> dict[int, str]:
    """An article's paragraphs by the number of their block: the numbers that no removal has."""
    paragraphs = text.split("\n\n")
    numbers = (index for index in range(len(paragraphs) + len(cut)) if index not in cut)
    return dict(zip(numbers, paragraphs, strict=False))


def _in_context(rows: list[dict[str, Any]], blocks: dict[str, dict[int, str]]) -> Iterator[Sample]:
    """Each repair with the text around it; those in removed blocks and in metadata are passed over."""
    shift: dict[tuple[str, int | None], int] = {}
    for row in rows:
        block = (row["id"], row["block_index"])
        start = row["start"] + shift.get(block, 0)
        shift[block] = start - row["start"] + len(row["after"]) - (row["end"] - row["start"])
        text = blocks.get(row["id"], {}).get(row["block_index"], "")
        end = start + len(row["after"])
        if text and text[start:end] == row["after"]:  # not where a list item's marker shifts its text
            left, right = text[max(0, start - CONTEXT) : start], text[end : end + CONTEXT]
            yield Sample(f"{left}{row['before']}{right}", f"{left}{row['after']}{right}", row["rule"])


def _rows(clean: str, shard: Shard, table: str, columns: list[str], most: int = ROWS_READ) -> Iterator[dict[str, Any]]:
    """Rows of one of a shard's files, the first `most` of them."""
    files, root = url_to_fs(clean)
    with files.open(f"{root.rstrip('/')}/{shard.output(table)}", "rb") as sink:
        batches = pq.ParquetFile(sink).iter_batches(batch_size=ROWS_READ, columns=columns)
        yield from islice((row for batch in batches for row in batch.to_pylist()), most)
