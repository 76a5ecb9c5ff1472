"""A shard's four files, written as its pages come."""

from __future__ import annotations

import os
from collections.abc import Mapping
from contextlib import ExitStack
from types import TracebackType
from typing import Self

from fsspec.core import url_to_fs

from schemas.article import Article, CleanedPage
from schemas.shard import TABLES, Shard, ShardSummary
from tasks.store.counts import Counts
from tasks.store.draft import draft
from tasks.store.footer import Fingerprint, entries
from tasks.store.rows import to_batches
from tasks.store.table import TableFile

BATCH_PAGES = 200
BATCH_CHARS = 8 * 2**20
"""Pages, and characters in them, that are turned into Arrow rows together."""


class ShardWriter:
    """Takes a shard's pages in order; the files appear, all four, when it is told to finish.

    A context manager: what is not finished at its end is discarded, and older files of the shard stay as they were.
    """

    def __init__(self, shard: Shard, clean_root: str | os.PathLike[str], fingerprint: Fingerprint) -> None:
        """Opens drafts of the four files.

        Raises:
            OSError: a folder cannot be made or written to.
        """
        self._shard = shard
        self._fingerprint = fingerprint
        self._counts = Counts()
        self._waiting: list[CleanedPage] = []
        self._chars = 0
        files, root = url_to_fs(os.fspath(clean_root))
        with ExitStack() as undo:
            self._drafts = {}
            self._tables = {}
            for table in TABLES:
                self._drafts[table] = draft(files, f"{root.rstrip('/')}/{shard.output(table)}")
                undo.callback(self._drafts[table].discard)
                self._tables[table] = TableFile(table, self._drafts[table].sink)
                undo.callback(self._tables[table].abandon)
            self._undo = undo.pop_all()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._undo.close()

    def add(self, page: CleanedPage) -> None:
        """Take one page's rows.

        Raises:
            OSError: the disk is full, or gone.
        """
        self._waiting.append(page)
        self._chars += _chars(page)
        if len(self._waiting) >= BATCH_PAGES or self._chars >= BATCH_CHARS:
            self._write()

    def finish(self, passed_over: Mapping[str, int]) -> ShardSummary:
        """Write what waits, and let the files appear: articles last, so that where they are the others are too.

        Args:
            passed_over: records that hold no page, count by kind.

        Raises:
            OSError: the disk is full, or gone.
        """
        self._write()
        summary = self._counts.summary(self._shard, passed_over)
        for table in TABLES:
            self._tables[table].finish(entries(self._shard, table, self._fingerprint, summary))
            self._drafts[table].finish()
        for table in reversed(TABLES):
            self._drafts[table].publish()
        return summary

    def _write(self) -> None:
        pages, batches = to_batches(self._waiting)
        for table, batch in batches.items():
            self._tables[table].add(batch)
        self._counts.add(pages)
        self._waiting, self._chars = [], 0


def _chars(page: CleanedPage) -> int:
    """Roughly what the page's rows hold."""
    text = len(page.outcome.text) if isinstance(page.outcome, Article) else 0
    return text + sum(len(removal.text) + len(removal.evidence) for removal in page.removals)
