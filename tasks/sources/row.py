"""A row of a dump, before it is a page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from schemas.article import Reason
from tasks.sources.fields import RESERVING

PAYLOADS = ("html", "text")
RESERVED = {name.replace("-", "_"): name for name in RESERVING}
"""Columns that hold what a server reserved, and the headers they are named after: `x_robots_tag`."""
COLUMNS = ("url", *PAYLOADS, "fetched_at", "content_type", "status", *RESERVED)
"""What we read of a row; all other columns are left alone."""

Row = Mapping[str, object]
"""Values by column. Characters are `str`, undecoded payloads `bytes`."""


@dataclass(frozen=True, slots=True)
class UnreadRow:
    """A row, or all rows from here on, that cannot be read."""

    detail: str
    reason: Reason = Reason.DAMAGED_RECORD
