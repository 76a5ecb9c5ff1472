"""What a run did, added up over its shards."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from schemas.shard import Shard, ShardSummary


@dataclass(frozen=True, slots=True)
class ShardFailure:
    """A shard that could not be finished, and why; what it had before is untouched."""

    shard: Shard
    error: str
    """Type and message."""

    def __str__(self) -> str:
        return f"capture_date={self.shard.capture_date}/{self.shard.name}: {self.error}"


@dataclass(frozen=True)
class Report:
    """The outcome of all shards of a run, in the order of the plan."""

    clean: str
    """Folder of the four tables."""
    summaries: tuple[ShardSummary, ...] = ()
    failures: tuple[ShardFailure, ...] = ()
    pruned: tuple[str, ...] = ()
    """Files removed because their raw shard has gone."""

    @property
    def pages(self) -> int:
        """Pages read, rejected ones included."""
        return sum(summary.pages for summary in self.summaries)

    @property
    def articles(self) -> int:
        """Pages that became an article."""
        return sum(summary.articles for summary in self.summaries)

    @property
    def current(self) -> int:
        """Shards that were clean already."""
        return sum(summary.skipped for summary in self.summaries)

    @property
    def cleaned(self) -> int:
        """Shards cleaned by this run."""
        return len(self.summaries) - self.current

    @cached_property
    def rejections(self) -> Counter[str]:
        """Rejections by reason."""
        return added(summary.rejections for summary in self.summaries)

    @cached_property
    def removals(self) -> Counter[str]:
        """Removed blocks by rule."""
        return added(summary.removals for summary in self.summaries)

    @cached_property
    def repairs(self) -> Counter[str]:
        """Repairs by rule."""
        return added(summary.repairs for summary in self.summaries)

    @property
    def repaired_chars(self) -> int:
        """Characters that repairs changed."""
        return sum(summary.repaired_chars for summary in self.summaries)

    @cached_property
    def passed_over(self) -> Counter[str]:
        """Records that hold no page, by kind."""
        return added(summary.passed_over for summary in self.summaries)

    @cached_property
    def sites(self) -> dict[str, tuple[int, int]]:
        """(articles, rejections) by site, most articles first."""
        articles, rejections = Counter[str](), Counter[str]()
        for summary in self.summaries:
            for site, (good, bad) in summary.sites.items():
                articles[site] += good
                rejections[site] += bad
        names = sorted(articles, key=lambda site: (-articles[site], -rejections[site], site))
        return {site: (articles[site], rejections[site]) for site in names}


def added(counts: Iterable[dict[str, int]]) -> Counter[str]:
    """Several counts as one."""
    total = Counter[str]()
    for count in counts:
        total.update(count)
    return total


def ranked(counts: Counter[str], most: int | None = None) -> list[tuple[str, int]]:
    """Names and counts, the largest first and names in order where counts are equal."""
    return sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:most]


def closing_rows(report: Report) -> list[tuple[str, str]]:
    """The closing table: what was done, and how much of it."""
    rows = [("shards", _shards(report)), ("pages read", f"{report.pages:,}"), ("articles", f"{report.articles:,}")]
    rows.append(("rejections", f"{report.rejections.total():,}"))
    rows += [(f"  {reason}", f"{count:,}") for reason, count in ranked(report.rejections)]
    rows.append(("characters repaired", f"{report.repaired_chars:,}"))
    rows.append(("repairs", f"{report.repairs.total():,}"))
    rows += [(f"  {rule}", f"{count:,}") for rule, count in ranked(report.repairs, 10)]
    rows.append(("blocks removed", f"{report.removals.total():,}"))
    rows += [(f"  {rule}", f"{count:,}") for rule, count in ranked(report.removals, 10)]
    if report.passed_over:
        rows.append(("records that hold no page", f"{report.passed_over.total():,}"))
    return rows


def _shards(report: Report) -> str:
    parts = [f"{report.cleaned:,} cleaned"]
    parts += [f"{report.current:,} clean already"] if report.current else []
    parts += [f"{len(report.failures):,} not finished"] if report.failures else []
    return ", ".join(parts)
