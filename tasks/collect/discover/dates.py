"""When a page was published or changed, as feeds and sitemaps write it."""

from __future__ import annotations

import re
from datetime import UTC, datetime

from tasks.sources.instants import read_instant

EARLIEST = datetime(1990, 1, 1, tzinfo=UTC)
"""News on the web is not older: such a date is a default that somebody forgot."""
LATEST = datetime(2100, 1, 1, tzinfo=UTC)
LONGEST = 60

SPACED_ZONE = re.compile(r"(\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?) +([+-]\d{2}:?\d{2}|Z)$")
YEAR_MONTH = re.compile(r"\d{4}-\d{2}")
ISO = re.compile(r"\d{4}-\d{2}-\d{2}")


def moment(text: str | None) -> datetime | None:
    """A date in UTC: RFC 5322 (RSS), RFC 3339 (Atom, JSON Feed) or W3C (sitemaps: `YYYY-MM` on).

    None for what is no date, before 1990 or after 2100: such an entry is taken as undated.
    """
    text = (text or "").strip()
    if not text or len(text) > LONGEST:
        return None
    text = f"{text}-01" if YEAR_MONTH.fullmatch(text) else text
    found = read_instant(SPACED_ZONE.sub(r"\1\2", text) if ISO.match(text) else text)
    return found if found and EARLIEST <= found < LATEST else None
