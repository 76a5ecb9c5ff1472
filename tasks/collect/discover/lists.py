"""Lists of URLs: in `sources.toml`, in a file beside it, or as a text sitemap."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from schemas.collect import Listing, NewsSource
from tasks.collect.discover.found import Found
from tasks.collect.urls import address


def listed(source: NewsSource, base: Path) -> Listing:
    """The pages of a source that is a list, or a file of one.

    Args:
        source: with `urls` or `urls_file`.
        base: the folder that `urls_file` is relative to.
    """
    found = Found(source.name, "")
    if source.urls_file is None:
        read_lines(source.urls, found)
        return found.listing()
    try:
        with (base / source.urls_file).open(encoding="utf-8-sig", errors="replace") as lines:
            read_lines(lines, found)
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else str(error)
        found.error = f"cannot read {source.urls_file}: {reason}"
    return found.listing()


def read_lines(lines: Iterable[str], found: Found) -> None:
    """Take a page a line; empty lines and comments (`#`) are none. `found.error` counts lines that are no address."""
    wrong: list[tuple[int, str]] = []
    for number, line in enumerate(lines, 1):
        text = line.strip()
        if not text or text.startswith("#"):
            continue
        if address(text) is None:
            wrong.append((number, text))
        elif not found.page(text, None):
            return
    if wrong:
        number, text = wrong[0]
        found.error = f"{len(wrong)} of its lines are no web addresses, the first is line {number}: {text[:80]}"
