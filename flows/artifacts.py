"""What a run leaves in Prefect's UI: its progress while it goes on, its closing table and its sites at the end."""

from __future__ import annotations

import time
from typing import cast
from uuid import UUID

from prefect.artifacts import (
    create_markdown_artifact,
    create_progress_artifact,
    create_table_artifact,
    update_progress_artifact,
)

from flows.escaped import plain, table
from flows.report import Report, closing_rows
from flows.samples import Sample, samples
from flows.tally import Tally
from flows.watch import Watch, standing

REPORT_KEY = "copydesk-report"
SITES_KEY = "copydesk-sites"
PROGRESS_KEY = "copydesk-progress"

UPDATE_EVERY = 3.0
"""Seconds between two updates of the progress artifact: each is a request to the server."""

SITES_SHOWN = 500
"""Rows of the table by site, the largest sites first."""


class ProgressArtifact(Watch):
    """The share of the work that is done, for those who look at the server instead of the terminal."""

    def __init__(self, inner: Watch) -> None:
        """Takes what shows the run on this machine, and passes everything on to it."""
        self._inner = inner
        self._artifact: UUID | None = None
        self._began = self._last = 0.0

    def say(self, text: str) -> None:
        """Passes the line on."""
        self._inner.say(text)

    def start(self) -> None:
        """Makes the artifact."""
        self._began = self._last = time.monotonic()
        made = create_progress_artifact(0.0, key=PROGRESS_KEY, description="starting")
        self._artifact = cast("UUID", made)  # a coroutine only where an event loop runs
        self._inner.start()

    def show(self, tally: Tally) -> None:
        """Updates the artifact if the last time was some seconds ago."""
        self._inner.show(tally)
        if time.monotonic() - self._last >= UPDATE_EVERY:
            self._update(tally)

    def stop(self, tally: Tally) -> None:
        """Updates the artifact for the last time."""
        self._inner.stop(tally)
        self._update(tally)

    def _update(self, tally: Tally) -> None:
        self._last = time.monotonic()
        if self._artifact is not None:
            text = f"{tally.finished} of {tally.shards} shards, {standing(tally, self._last - self._began)}"
            update_progress_artifact(self._artifact, 100 * tally.share, description=text)


def leave_report(report: Report, title: str) -> None:
    """Leave the closing table and the sites of a run; needs a flow run around it."""
    create_markdown_artifact(markdown(report, title), key=REPORT_KEY, description=plain(title))
    rows = [
        {"site": site, "articles": articles, "rejections": rejections}
        for site, (articles, rejections) in list(report.sites.items())[:SITES_SHOWN]
    ]
    create_table_artifact(rows, key=SITES_KEY, description=f"Articles and rejections by site, {plain(title)}")


def markdown(report: Report, title: str) -> str:
    """The closing table of a run with some of what it removed and repaired, as Markdown."""
    parts = [
        f"# {plain(title)}",
        table(("", "count"), [(_indented(name), count) for name, count in closing_rows(report)]),
    ]
    if report.failures:
        parts += [
            "## Shards that could not be finished",
            *(f"- {plain(str(failure), 500)}" for failure in report.failures),
        ]
    shown = samples(report)
    parts += _sampled("Repaired", "before", "after", shown.repaired)
    parts += _sampled("Removed", "text", "label and evidence", shown.removed)
    if report.pruned:
        parts += ["## Pruned", *(f"- {plain(path, 500)}" for path in report.pruned[:100])]
    return "\n\n".join([*parts, f"The tables stand in `{report.clean}`."])


def _indented(name: str) -> str:
    """A row's name; those that count a part of the row above keep their indent."""
    return f"&nbsp;&nbsp;{plain(name)}" if name.startswith(" ") else plain(name)


def _sampled(title: str, left: str, right: str, rows: tuple[Sample, ...]) -> list[str]:
    if not rows:
        return []
    cells = [(plain(row.before), plain(row.after), plain(row.rule)) for row in rows]
    return [f"## {title}, for example", table((left, right, "rule"), cells)]
