"""What collecting says on the terminal when it ends."""

from __future__ import annotations

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table
from rich.text import Text

from flows.collect_report import HEAD, counts, note, reasons
from flows.collected import Collected
from flows.terminal import line

WIDE = 200
"""Characters that a line of the table may take, whatever the terminal's width."""

ALWAYS = 4
"""Columns that are always shown: the source, what it lists, what was due, what was fetched."""


def print_collected(console: Console, collected: Collected, *, dry_run: bool = False) -> None:
    """A row a source, what a person should look at, and where the files lie."""
    console.print(_table(collected), width=WIDE, soft_wrap=True)
    for tally in collected.tallies:
        if (told := reasons(tally)) and not dry_run:
            line(console, f"{tally.source}: {told}", "dim")
        if told := note(tally):
            line(console, f"{tally.source}: {told}", "red")
    for failure in collected.failures:
        line(console, f"not finished: {failure}", "red")
    for path in collected.warcs:
        line(console, f"written: {collected.raw}/{path}")
    for source, url in collected.due:
        line(console, f"due: {source}  {url}")
    if dry_run:
        line(console, f"Pages due: {len(collected.due):,}; none was asked for.")


def _table(collected: Collected) -> Table:
    """A row a source; columns of noughts are left out."""
    table = Table(box=SIMPLE_HEAD, pad_edge=False)
    rows = [counts(tally) for tally in collected.tallies]
    shown = [place for place in range(len(HEAD)) if place < ALWAYS or any(row[place] != "0" for row in rows)]
    for place in shown:
        table.add_column(HEAD[place], justify="right" if place else "left", no_wrap=True)
    for row in rows:
        table.add_row(*(Text(row[place]) for place in shown))
    return table
