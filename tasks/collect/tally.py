"""What a run did, counted by source; and whether a source gives far less than it used to."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from statistics import median

from schemas.collect import Fetched, Outcome, SourceTally

HAD = frozenset({Outcome.FETCHED, Outcome.UNCHANGED})
"""Outcomes of a page that stands in the archive."""

_HISTORY = 5
"""Runs of a source that must be known before it can be said to give less than before."""


@dataclass(slots=True)
class SourceBook:
    """The counts of one source while a run goes on."""

    source: str
    listed: int = 0
    fresh: int = 0
    counts: Counter[str] = field(default_factory=Counter)
    reasons: Counter[str] = field(default_factory=Counter)
    error: str = ""
    deferred: bool = False  # its own feed or sitemap was not asked for in this run

    def enter(self, fetched: Fetched) -> None:
        """The asking for one URL has ended."""
        self.counts[fetched.outcome.value] += 1
        if fetched.outcome not in HAD:
            self.reasons[fetched.why.value] += 1

    @property
    def pages(self) -> float:
        """Pages the source gave: what it lists, less the share that was asked for in vain."""
        asked = self.counts.total() - self.counts[Outcome.DEFERRED.value]
        had = sum(self.counts[outcome.value] for outcome in HAD)
        return self.listed * (had / asked if asked else 1.0)

    def tally(self, *, low_yield: bool) -> SourceTally:
        """The record of it, in an order that does not depend on the network's."""
        counts, reasons = dict(sorted(self.counts.items())), dict(sorted(self.reasons.items()))
        return SourceTally(self.source, self.listed, self.fresh, counts, reasons, self.error, low_yield)


def is_low(pages: float, history: tuple[float, ...], share: float) -> bool:
    """Whether so many pages are under that share of the median of earlier runs."""
    return len(history) >= _HISTORY and pages < share * median(history)
