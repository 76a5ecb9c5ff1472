"""What collecting has to tell: a row a source, for the terminal, for Prefect's UI and for the table behind it."""

from __future__ import annotations

from collections import Counter
from typing import Any

from flows.collected import Collected
from flows.report import ranked
from schemas.collect import Outcome, SourceTally

Yields = dict[str, tuple[int, int]]
"""(articles, rejections) by source."""

HEAD = ("source", "listed", "due", "fetched", "unchanged", "other type", "forbidden", "refused", "deferred", "failed")
"""Columns of a source's counts."""

REASONS_SHOWN = 5


def counts(tally: SourceTally) -> tuple[str, ...]:
    """A source's row under `HEAD`."""
    outcomes = (tally.counts.get(outcome, 0) for outcome in Outcome)
    return (tally.source, *(f"{count:,}" for count in (tally.listed, tally.fresh, *outcomes)))


def reasons(tally: SourceTally) -> str:
    """Why a source's pages were not fetched, the most frequent reasons first."""
    found = Counter({str(reason): count for reason, count in tally.reasons.items()})
    return ", ".join(f"{reason} {count:,}" for reason, count in ranked(found, REASONS_SHOWN))


def note(tally: SourceTally) -> str:
    """What a person should look at."""
    said = ["low yield: far less than it uses to give"] if tally.low_yield else []
    return "; ".join([*said, *([f"not readable: {tally.error}"] if tally.error else [])])


def rows(collected: Collected, yields: Yields | None) -> list[dict[str, Any]]:
    """A record a source, with plain numbers."""
    return [
        {
            "source": tally.source,
            "listed": tally.listed,
            "due": tally.fresh,
            **{str(outcome): tally.counts.get(outcome, 0) for outcome in Outcome},
            "reasons": reasons(tally),
            **(dict(zip(("articles", "rejections"), yields.get(tally.source, (0, 0)), strict=True)) if yields else {}),
            "low_yield": tally.low_yield,
            "error": tally.error,
        }
        for tally in collected.tallies
    ]
