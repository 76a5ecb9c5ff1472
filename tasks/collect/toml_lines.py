"""Where in a TOML text a key was given its value.

`tomllib` keeps no places. A table grows as the text is read on, so the first beginning of the text that can be parsed
and holds the key ends with the statement that gave it; the one before that ends just above it.
"""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from typing import Any

Key = Sequence[str | int]


def line_of(text: str, key: Key) -> int:
    """The line, from 1, where the statement begins that gave `key` its value.

    Args:
        text: valid TOML.
        key: names, and numbers for places in arrays: `("sources", 2, "delay")`. What is not there is looked for
            by what it would stand in; 1 where nothing of it is there.
    """
    lines = text.split("\n")
    for length in range(len(key), 0, -1):
        wanted = key[:length]
        if _holds(tomllib.loads(text), wanted):
            return _first(lines, wanted)
    return 1


def _first(lines: list[str], key: Key) -> int:
    low, high = 0, len(lines)
    while low < high:
        middle = (low + high) // 2
        parsed, end = _parsed(lines, middle)
        if _holds(parsed, key):
            high = middle
        else:
            low = max(middle + 1, end)
    return _start(lines, low)


def _parsed(lines: list[str], count: int) -> tuple[dict[str, Any], int]:
    """The first `count` lines, or as many more as make a whole text; and how many they are."""
    for end in range(count, len(lines) + 1):
        try:
            return tomllib.loads("\n".join(lines[:end])), end
        except tomllib.TOMLDecodeError:
            continue
    return {}, len(lines)


def _start(lines: list[str], end: int) -> int:
    """The first line of the statement whose last line is `end`."""
    for start in range(end - 1, 0, -1):
        try:
            tomllib.loads("\n".join(lines[:start]))
        except tomllib.TOMLDecodeError:
            continue
        return start + 1
    return 1


def _holds(parsed: Any, key: Key) -> bool:
    for part in key:
        if isinstance(parsed, dict) and part in parsed:
            parsed = parsed[str(part)]
        elif isinstance(parsed, list) and isinstance(part, int) and part < len(parsed):
            parsed = parsed[part]
        else:
            return False
    return True
