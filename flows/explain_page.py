"""What `explain` does: one page on the terminal, or as a web page."""

from __future__ import annotations

from pathlib import Path

from rich.console import Console

from flows.explain_html import render
from flows.explain_text import print_explanation
from flows.faults import WrongUseError
from flows.terminal import line
from schemas.config import Config
from schemas.page import RawPage
from tasks.explain import explain
from tasks.sources.find import find_page


def explain_page(reference: str, raw: str, html: str | None, config: Config) -> None:
    """Print one page laid open, or write it as a web page.

    Raises:
        WrongUseError: there is no such page, or the web page cannot be written.
    """
    laid_open = explain(_page(reference, raw, config), config)
    if html is None:
        print_explanation(Console(), laid_open)
        return
    try:
        Path(html).write_text(render(laid_open), encoding="utf-8")
    except OSError as error:
        raise WrongUseError(f"cannot write {html}: {error.strerror}", "Name a file in a folder that exists.") from error
    line(Console(), f"written: {html}")


def _page(reference: str, raw: str, config: Config) -> RawPage:
    try:
        return find_page(raw, reference, config)
    except (LookupError, ValueError, FileNotFoundError, NotADirectoryError) as error:
        remedy = (
            "PAGE is a raw file, a place in a WARC file or dump (file#offset), an id, or a URL; --raw names the folder."
        )
        raise WrongUseError(str(error), remedy) from error
