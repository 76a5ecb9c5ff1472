"""What collecting did in one run, added up over its batches."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from functools import cached_property

from flows.report import Report, added
from schemas.collect import CollectSummary, Outcome, SourceTally


@dataclass(frozen=True, slots=True)
class BatchFailure:
    """A batch of sources that could not be worked off, and why; what it had stored by then is there."""

    sources: tuple[str, ...]
    error: str
    """Type and message."""

    def __str__(self) -> str:
        return f"{', '.join(self.sources)}: {self.error}"


@dataclass(frozen=True)
class Collected:
    """The outcome of all batches of a run."""

    raw: str
    """Folder of raw pages."""
    order: tuple[str, ...] = ()
    """Names of the sources, as sources.toml has them."""
    summaries: tuple[CollectSummary, ...] = ()
    failures: tuple[BatchFailure, ...] = ()
    origins: dict[str, str] = field(default_factory=dict)
    """Source of each page that was stored, by its URL."""
    due: tuple[tuple[str, str], ...] = ()
    """(source, URL) of each page that a run would have asked for that was told not to."""

    @cached_property
    def tallies(self) -> tuple[SourceTally, ...]:
        """What was done for each source, in the order of sources.toml."""
        place = {name: number for number, name in enumerate(self.order)}
        found = [tally for summary in self.summaries for tally in summary.tallies]
        return tuple(sorted(found, key=lambda tally: place.get(tally.source, len(place))))

    @property
    def warcs(self) -> tuple[str, ...]:
        """Files that were written, relative to the raw folder."""
        return tuple(warc for summary in self.summaries for warc in summary.warcs)

    @cached_property
    def counts(self) -> Counter[str]:
        """URLs by outcome."""
        return added(tally.counts for tally in self.tallies)

    @cached_property
    def reasons(self) -> Counter[str]:
        """URLs that were not fetched, by reason."""
        return added(tally.reasons for tally in self.tallies)

    @property
    def low(self) -> tuple[str, ...]:
        """Sources that gave far less than they use to."""
        return tuple(tally.source for tally in self.tallies if tally.low_yield)

    @property
    def unread(self) -> tuple[SourceTally, ...]:
        """Sources that could not be read themselves."""
        return tuple(tally for tally in self.tallies if tally.error)

    def sentence(self) -> str:
        """The run in a line: outcomes that occurred, and what a person should look at."""
        said = [f"{self.counts[outcome]:,} {outcome.replace('_', ' ')}" for outcome in Outcome if self.counts[outcome]]
        parts = [", ".join(said) or "nothing was due"]
        parts += [f"low yield: {', '.join(self.low)}"] if self.low else []
        parts += [f"not readable: {', '.join(tally.source for tally in self.unread)}"] if self.unread else []
        parts += [f"not finished: {'; '.join(map(str, self.failures))}"] if self.failures else []
        return "; ".join(parts)


@dataclass(frozen=True, slots=True)
class Ran:
    """What a run did that collects and cleans."""

    collected: Collected
    report: Report

    def sentence(self) -> str:
        """The run in a line."""
        articles = f"{self.report.articles:,} articles, {self.report.rejections.total():,} rejections"
        failed = f"; shards not finished: {'; '.join(map(str, self.report.failures))}" if self.report.failures else ""
        return f"{self.collected.sentence()}; {articles}{failed}"
