"""Plain-text pages declare nothing: their title is found by its place and by being said twice."""

from __future__ import annotations

import re
from collections.abc import Sequence

from schemas.block import Block
from tasks.metadata.agency import credited
from tasks.metadata.relative import looks_relative
from tasks.metadata.strings import key
from tasks.metadata.written import find_dates

_WINDOW = 40
_SHORTEST, _LONGEST = 12, 250
_PROSE_CHARS = 160
_SENTENCE_END = re.compile(r"[.!?。！？…][\"'”’»)\]]?$")
_FURNITURE = re.compile(
    r"^(?:share|teilen|home|menu|search|subscribe|sign in|log ?in|advertisement|skip to|by\s|von\s|par\s|por\s|source:|"
    r"photo|image|getty|last update|published|updated|posted|\W*\d{1,4}\W*$|\d+\s(?:min|views|comments|shares))",
    re.IGNORECASE,
)


def find_title(blocks: Sequence[Block]) -> str | None:
    """The title of a plain-text page: the line that stands there twice, else the line before the first prose.

    A line that is repeated within the first forty blocks, alone or at the end of a trail of breadcrumbs, is the
    title; else it is the last line before the first paragraph that could be one, the earlier of equals.
    """
    head = blocks[:_WINDOW]
    lines = [block.text.strip() for block in head]
    return _said_twice(lines) or _before_prose(lines)


def _said_twice(lines: list[str]) -> str | None:
    keys = [key(line) for line in lines]
    for number, (line, found) in enumerate(zip(lines, keys, strict=True)):
        if not _could_be_title(line) or len(found.split()) < 3:
            continue
        others = keys[:number] + keys[number + 1 :]
        if any(other == found or (other.endswith(f" {found}") and len(other) < 3 * len(found)) for other in others):
            return line
    return None


def _before_prose(lines: list[str]) -> str | None:
    prose = next((number for number, line in enumerate(lines) if _is_prose(line)), len(lines))
    candidates = [line for line in lines[:prose] if _could_be_title(line)]
    headings = [line for line in candidates if len(line.split()) > 3 and not _SENTENCE_END.search(line.rstrip("?!"))]
    if headings:
        return max(headings[:6], key=lambda line: min(len(line), 60))
    return candidates[0] if candidates else None


def _is_prose(line: str) -> bool:
    return len(line) >= _PROSE_CHARS and bool(re.search(r"[.!?。！？]\s|[.!?。！？][\"'”’»)]?$", line))


def _could_be_title(line: str) -> bool:
    if not _SHORTEST <= len(line) <= _LONGEST or _FURNITURE.match(line) or looks_relative(line) or credited(line):
        return False
    dated = next(iter(find_dates(line)), None) if len(line) < 60 else None
    return dated is None and sum(char.isalpha() for char in line) > len(line) / 2
