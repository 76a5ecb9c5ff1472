"""What a shard's pages came to, counted as they are written."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from schemas.article import Article, CleanedPage
from schemas.shard import Shard, ShardSummary
from tasks.metadata.urls import registrable_domain

NO_SITE = "-"
"""Stands for the site of pages without a URL."""


class Counts:
    """A summary in the making."""

    def __init__(self) -> None:
        self._articles = Counter[str]()
        self._rejected = Counter[str]()
        self._reasons = Counter[str]()
        self._removals = Counter[str]()
        self._repairs = Counter[str]()
        self._removed_chars = 0
        self._repaired_chars = 0

    def add(self, pages: Iterable[CleanedPage]) -> None:
        """Count pages as they are written."""
        for page in pages:
            self._removals.update(removal.rule for removal in page.removals)
            self._repairs.update(repair.rule for repair in page.repairs)
            self._repaired_chars += sum(max(len(repair.before), len(repair.after)) for repair in page.repairs)
            if isinstance(page.outcome, Article):
                self._articles[page.outcome.domain or NO_SITE] += 1
                self._removed_chars += page.outcome.removed_chars
            else:
                self._reasons[page.outcome.reason.value] += 1
                self._rejected[_site(page.outcome.url)] += 1

    def summary(self, shard: Shard, passed_over: Mapping[str, int]) -> ShardSummary:
        """All that was counted; names in order, so that a summary read back is the same."""
        sites = sorted(self._articles | self._rejected)
        return ShardSummary(
            shard,
            pages=self._articles.total() + self._rejected.total(),
            articles=self._articles.total(),
            rejections=_sorted(self._reasons),
            passed_over=_sorted(passed_over),
            removals=_sorted(self._removals),
            removed_chars=self._removed_chars,
            repairs=_sorted(self._repairs),
            repaired_chars=self._repaired_chars,
            sites={site: (self._articles[site], self._rejected[site]) for site in sites},
        )


def _site(url: str | None) -> str:
    return (registrable_domain(url) if url else None) or NO_SITE


def _sorted(counts: Mapping[str, int]) -> dict[str, int]:
    return dict(sorted(counts.items()))
