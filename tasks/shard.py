"""One shard, start to finish: sources -> workers -> store."""

from __future__ import annotations

import hashlib
import os
from collections import Counter, deque
from collections.abc import Generator, Iterable, Iterator
from contextlib import closing
from typing import Protocol

from schemas.article import CleanedPage, Rejection
from schemas.config import Config
from schemas.page import PassedOver, RawPage
from schemas.shard import Shard, ShardSummary
from tasks.sources import Loaded, read
from tasks.sources.raw_root import RawRoot
from tasks.store import Fingerprint, ShardWriter, current_summary

_CHUNK = 2**20


class Cleaner(Protocol):
    """What cleans pages: `Workers`, or something around it that counts."""

    def clean(self, pages: Iterable[RawPage]) -> Iterator[CleanedPage]:
        """The pages' rows, one answer a page, in order."""


def clean_shard(
    shard: Shard,
    raw_root: str | os.PathLike[str],
    clean_root: str | os.PathLike[str],
    config: Config,
    workers: Cleaner,
    *,
    force: bool = False,
) -> ShardSummary:
    """Clean the pages of a shard and write its four files, unless they are there and were made from the same.

    Args:
        shard: one of `plan(raw_root, config)`.
        raw_root: local path or fsspec URL.
        clean_root: the same; made where it is missing.
        config: the one that `workers` were made with.
        workers: may be shared with other shards.
        force: clean again what is already clean.

    Raises:
        OSError: a raw file cannot be read, or the clean files cannot be written. Nothing of this attempt is left.
        WorkersError: no worker process can be started.
    """
    fingerprint = fingerprint_of(shard, raw_root, config)
    skipped = None if force else current_summary(shard, clean_root, fingerprint)
    if skipped is not None:
        return skipped
    passed_over = Counter[str]()
    with (
        ShardWriter(shard, clean_root, fingerprint) as writer,
        closing(_cleaned(read(shard, raw_root, config), workers, passed_over)) as pages,
    ):
        for page in pages:
            writer.add(page)
        return writer.finish(passed_over)


def fingerprint_of(shard: Shard, raw_root: str | os.PathLike[str], config: Config) -> Fingerprint:
    """What the shard's files would be made from now; reads its raw files once.

    Raises:
        OSError: a raw file cannot be read, or has gone since the plan was made.
    """
    raw = RawRoot.at(raw_root)
    return Fingerprint({path: _digest(raw, path) for path in shard.paths}, config.digest)


def _digest(raw: RawRoot, path: str) -> str:
    digest = hashlib.sha256()
    with raw.open(path) as file:
        while chunk := file.read(_CHUNK):
            digest.update(chunk)
    return digest.hexdigest()


def _cleaned(
    loaded: Iterable[Loaded], workers: Cleaner, passed_over: Counter[str]
) -> Generator[CleanedPage, None, None]:
    """The rows of all that a source gives, in its order; what holds no page is only counted."""
    before: deque[Rejection | None] = deque()  # what came out of the source; None for a page the workers have

    def pages() -> Iterator[RawPage]:
        for item in loaded:
            if isinstance(item, PassedOver):
                passed_over[item.kind] += 1
            elif isinstance(item, Rejection):
                before.append(item)
            else:
                before.append(None)
                yield item

    for cleaned in workers.clean(pages()):
        while (rejection := before.popleft()) is not None:
            yield CleanedPage(rejection)
        yield cleaned
    yield from (CleanedPage(rejection) for rejection in before if rejection is not None)
