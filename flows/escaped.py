"""Text of pages inside Markdown, so that a page can neither break a table nor smuggle markup into it."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Sequence

_SPECIAL = re.compile(r"([\\`*_{}\[\]()#+\-.!|~^:=$@/])")


def plain(text: str, most: int = 160) -> str:
    """A page's text as one line of Markdown that shows just its characters, cut after `most` of them."""
    line = " ".join(text.split())
    shown = line if len(line) <= most else f"{line[: most - 1]}…"
    return _SPECIAL.sub(r"\\\1", shown).translate(_ENTITIES)


_ENTITIES = {ord(character): html.escape(character) for character in "&<>\"'"}


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A Markdown table; the cells are Markdown already."""
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)
