"""What a run says on the terminal when it ends."""

from __future__ import annotations

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table
from rich.text import Text

from flows.report import Report, closing_rows


def print_report(console: Console, report: Report) -> None:
    """The closing table, the shards that could not be finished, and where the output lies."""
    table = Table(box=SIMPLE_HEAD, show_header=False, pad_edge=False)
    table.add_column(no_wrap=True)
    table.add_column(justify="right")
    for name, count in closing_rows(report):
        table.add_row(Text(name, style="dim" if name.startswith(" ") else ""), Text(count))
    console.print(table)
    for failure in report.failures:
        line(console, f"not finished: {failure}", "red")
    for path in report.pruned:
        line(console, f"pruned: {path}")
    line(console, f"The tables stand in {report.clean}: articles, removals, repairs, rejections.")
    line(console, f'pandas.read_parquet("{report.clean}/articles") reads the articles.', "dim")


def line(console: Console, text: str, style: str = "") -> None:
    """One line, as it is: no markup read in it, no line ends put into it."""
    console.print(Text(text, style=style), soft_wrap=True)
