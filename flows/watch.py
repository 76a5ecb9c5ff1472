"""What a person sees while a run goes on: a bar on a terminal, plain lines elsewhere."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from rich.console import Console
from rich.progress import BarColumn, Progress, TaskID, TaskProgressColumn, TextColumn, TimeElapsedColumn
from rich.text import Text

from flows.tally import Tally

LINE_EVERY = 5.0
"""Seconds between two plain lines."""

watcher: ContextVar[Watch | None] = ContextVar("watcher", default=None)
"""What shows the run that is started next; None where nobody looks on."""


class Watch:
    """Shows nothing: the base of those that do."""

    def say(self, text: str) -> None:
        """A line about what goes before the cleaning."""

    def start(self) -> None:
        """The work begins."""

    def show(self, tally: Tally) -> None:
        """The work has come this far."""

    def stop(self, tally: Tally) -> None:
        """The work is over, or was given up."""


class Bar(Watch):
    """A bar with pages, pages a second and rejections."""

    def __init__(self, console: Console) -> None:
        columns = (
            TextColumn("cleaning"),
            BarColumn(),
            TaskProgressColumn(),
            TextColumn("{task.fields[text]}"),
            TimeElapsedColumn(),
        )
        self._progress = Progress(*columns, console=console)
        self._task: TaskID | None = None
        self._began = 0.0

    def say(self, text: str) -> None:
        """Prints the line; the bar is not there yet."""
        self._progress.console.print(Text(text), soft_wrap=True)

    def start(self) -> None:
        """Draws the empty bar."""
        self._began = time.monotonic()
        self._task = self._progress.add_task("cleaning", total=1.0, text="0 pages")
        self._progress.start()

    def show(self, tally: Tally) -> None:
        """Draws the bar anew."""
        if self._task is not None:
            text = standing(tally, time.monotonic() - self._began)
            self._progress.update(self._task, completed=tally.share, text=text)

    def stop(self, tally: Tally) -> None:
        """Draws the bar for the last time."""
        self.show(tally)
        self._progress.stop()


class Lines(Watch):
    """A line now and then, and one at the end: for logs and pipes."""

    def __init__(self, say: Callable[[str], object]) -> None:
        self._say = say
        self._began = self._last = 0.0

    def say(self, text: str) -> None:
        """Says it."""
        self._say(text)

    def start(self) -> None:
        """Starts the clock."""
        self._began = self._last = time.monotonic()

    def show(self, tally: Tally) -> None:
        """Says a line if the last one was some seconds ago."""
        if time.monotonic() - self._last >= LINE_EVERY:
            self.stop(tally)

    def stop(self, tally: Tally) -> None:
        """Says how far the run has come."""
        self._last = time.monotonic()
        shards = f"{tally.share:4.0%}  {tally.finished} of {tally.shards} shards"
        self._say(f"{shards}, {standing(tally, self._last - self._began)}")


def standing(tally: Tally, seconds: float) -> str:
    """Pages, pages a second and rejections, as text."""
    rate = tally.pages / seconds if seconds > 0 else 0.0
    return f"{tally.pages:,} pages, {rate:,.1f} pages/s, {tally.rejected:,} rejected"


def fitting(console: Console) -> Watch:
    """A bar where the console is a terminal, plain lines where it is not."""
    return Bar(console) if console.is_terminal else Lines(lambda line: console.print(Text(line), soft_wrap=True))


@contextmanager
def watched(watch: Watch) -> Iterator[None]:
    """Runs that are started inside are shown by `watch`."""
    token = watcher.set(watch)
    try:
        yield
    finally:
        watcher.reset(token)
