"""What collecting leaves in Prefect's UI: a page with a row a source, and the same as a table."""

from __future__ import annotations

from prefect.artifacts import create_markdown_artifact, create_table_artifact

from flows.collect_report import HEAD, Yields, counts, note, reasons, rows
from flows.collected import Collected
from flows.escaped import plain, table
from schemas.collect import SourceTally

COLLECTED_KEY = "copydesk-collected"
SOURCES_KEY = "copydesk-sources"

YIELDS = ("articles", "rejections")

FIRST = 4
"""Columns before the yields: the source, what it lists, what was due, what was fetched."""

RARE = frozenset({"other type", "refused"})

WARCS_SHOWN = 50
"""Names of files in the page, at most."""


def leave_collected(collected: Collected, yields: Yields | None, title: str) -> None:
    """Leave both artifacts; needs a flow run around it.

    Args:
        collected: what collecting did.
        yields: articles and rejections by source; None where nothing was cleaned.
        title: names the run.
    """
    create_markdown_artifact(markdown(collected, yields, title), key=COLLECTED_KEY, description=plain(title))
    create_table_artifact(rows(collected, yields), key=SOURCES_KEY, description=f"By source, {plain(title)}")


def markdown(collected: Collected, yields: Yields | None, title: str) -> str:
    """The page: flagged sources first, then all of them, then what was written."""
    parts = [f"# {plain(title)}", plain(collected.sentence(), 2000)]
    if flagged := [tally for tally in collected.tallies if note(tally)]:
        parts += ["## To look at", *(f"- **{plain(tally.source)}**: {plain(note(tally), 500)}" for tally in flagged)]
    if collected.failures:
        parts += ["## Batches that could not be finished"]
        parts += [f"- {plain(str(failure), 500)}" for failure in collected.failures]
    parts += ["## By source", _by_source(collected, yields)]
    if written := collected.warcs:
        parts += ["## Written", *(f"- {plain(path, 300)}" for path in written[:WARCS_SHOWN])]
    return "\n\n".join([*parts, f"The WARC files stand in `{collected.raw}`."])


def _by_source(collected: Collected, yields: Yields | None) -> str:
    """What most look for stands first; rare outcomes only where they occurred, so that the rest fits on the page."""
    cells = [_cells(tally, yields) for tally in collected.tallies]
    head = [*HEAD[:FIRST], *(YIELDS if yields is not None else ()), *HEAD[FIRST:], "reasons"]
    shown = [name for name in head if name not in RARE or any(row[name] != "0" for row in cells)]
    return table(shown, [[plain(row[name]) for name in shown] for row in cells])


def _cells(tally: SourceTally, yields: Yields | None) -> dict[str, str]:
    """A source's row, by column."""
    given = (f"{count:,}" for count in (yields or {}).get(tally.source, (0, 0)))
    return dict(zip((*HEAD, *YIELDS), (*counts(tally), *given), strict=True)) | {"reasons": reasons(tally)}
