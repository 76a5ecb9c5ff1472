"""How far a run has come, counted as pages leave the workers."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from fsspec.core import url_to_fs

from schemas.article import CleanedPage, Rejection
from schemas.page import RawPage
from schemas.shard import Shard, ShardSummary
from tasks.shard import Cleaner


@dataclass(slots=True)
class _Standing:
    """How far one shard has come."""

    pages: int = 0
    rejected: int = 0
    share: float = 0.0


class Tally:
    """Pages and rejections so far, and the share of the work that is done; safe to share between threads."""

    def __init__(self, weights: Mapping[Shard, int]) -> None:
        """Takes the shards of a run with their sizes in bytes."""
        self._weights = weights
        self._total = sum(weights.values()) or 1
        self._standings = {shard: _Standing() for shard in weights}
        self._lock = threading.Lock()
        self.finished = 0
        """Shards that are over, well or badly."""

    @property
    def shards(self) -> int:
        """Shards of the run."""
        return len(self._weights)

    @property
    def pages(self) -> int:
        """Pages that have left the workers."""
        return sum(standing.pages for standing in self._standings.values())

    @property
    def rejected(self) -> int:
        """Those of them that became no article."""
        return sum(standing.rejected for standing in self._standings.values())

    @property
    def share(self) -> float:
        """Share of the work that is done, by size of the raw files, 0 to 1."""
        done = sum(self._weights[shard] * standing.share for shard, standing in self._standings.items())
        return min(1.0, done / self._total)

    def begin(self, shard: Shard) -> None:
        """A shard is started, perhaps again after a fault: what its last attempt counted does not stand."""
        with self._lock:
            self._standings[shard] = _Standing()

    def page(self, shard: Shard, cleaned: CleanedPage) -> None:
        """One page has left the workers."""
        with self._lock:
            standing = self._standings[shard]
            standing.pages += 1
            standing.rejected += isinstance(cleaned.outcome, Rejection)
            standing.share = _share(shard, standing.pages, cleaned.outcome.input_offset, self._weights[shard])

    def done(self, shard: Shard, summary: ShardSummary | None) -> None:
        """A shard is over; None where it could not be finished."""
        with self._lock:
            if summary is not None:
                self._standings[shard] = _Standing(summary.pages, sum(summary.rejections.values()))
            self._standings[shard].share = 1.0
            self.finished += 1


def _share(shard: Shard, pages: int, offset: int | None, size: int) -> float:
    """How much of a shard is behind a page: by count for loose files, by place in a WARC, unknown for a dump."""
    if shard.kind == "files":
        return pages / len(shard.paths)
    if shard.kind == "warc" and offset is not None:
        return min(1.0, offset / max(1, size))
    return 0.0


class Counted:
    """A pool of workers seen from one shard: every page that leaves it is counted."""

    def __init__(self, workers: Cleaner, tally: Tally, shard: Shard) -> None:
        self._workers = workers
        self._tally = tally
        self._shard = shard

    def clean(self, pages: Iterable[RawPage]) -> Iterator[CleanedPage]:
        """What the pool gives, in the same order."""
        self._tally.begin(self._shard)
        for cleaned in self._workers.clean(pages):
            self._tally.page(self._shard, cleaned)
            yield cleaned


def weigh(raw: str, shards: Iterable[Shard]) -> dict[Shard, int]:
    """Size of each shard's raw files, in bytes; a file that has gone since weighs nothing."""
    filesystem, root = url_to_fs(raw)

    def size(path: str) -> int:
        try:
            return int(filesystem.size(f"{root}/{path}") or 0)
        except FileNotFoundError:
            return 0

    return {shard: sum(size(path) for path in shard.paths) for shard in shards}
