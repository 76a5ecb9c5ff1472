"""Header fields, which WARC records and HTTP messages write alike: `Name: value` lines up to an empty one."""

from __future__ import annotations

import re
from dataclasses import dataclass

RESERVING = ("content-usage", "tdm-reservation", "x-robots-tag")
"""Headers by which a server reserves uses of what it sends."""
_RESERVED, _RESERVED_CHARS = 20, 2_000
EMPTY_LINE = re.compile(rb"\r?\n\r?\n")


@dataclass(frozen=True, slots=True)
class Fields:
    """The fields of one header, in order."""

    pairs: tuple[tuple[str, str], ...]
    """Names in lower case, values without white space around them; not empty ones."""

    @classmethod
    def parse(cls, lines: bytes, charset: str) -> Fields:
        """Read the lines after the first. Continued lines are joined; lines without a colon are left out."""
        unfolded = re.sub(rb"\r?\n[ \t]+", b" ", lines)
        split = (line.decode(charset, "replace").partition(":") for line in unfolded.splitlines())
        pairs = ((name.strip().lower(), value.strip()) for name, _, value in split)
        return cls(tuple((name, value) for name, value in pairs if name and value))

    def all(self, name: str) -> list[str]:
        """Every value of a name in lower case, as they stand."""
        return [value for key, value in self.pairs if key == name]

    @property
    def reserving(self) -> tuple[tuple[str, str], ...]:
        """Those by which a server reserves uses, in order."""
        found = [(name, value[:_RESERVED_CHARS]) for name, value in self.pairs if name in RESERVING]
        return tuple(found[:_RESERVED])

    def last(self, name: str) -> str | None:
        """The value that browsers hear where a name is there twice; None where it is not there."""
        return next((value for key, value in reversed(self.pairs) if key == name), None)
