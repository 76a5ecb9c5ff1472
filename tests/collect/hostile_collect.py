"""A whole run of collecting over the hostile server, in a process of its own, which says what came of it.

Reads from standard input `{"raw": ..., "sources": [...], "collecting": {...}}`, writes a line of JSON for each URL that
ended, one for each source, and then one with the peak of its resident memory.
"""

import json
import sys
from pathlib import Path

from hostile_tour import ALLOWED, NAMES, peak_mib, tell

from bench.papers import sources_of
from schemas.collect import Fetched, NewsSource
from tasks.collect.collect import collect


async def look_up(host: str, _port: int) -> tuple[str, ...]:
    """As on the tour, and names under example.test."""
    if host.endswith(".example.test"):
        return (ALLOWED,)
    if host not in NAMES:
        raise OSError(f"no such name: {host}")
    return NAMES[host]


def watch(fetched: Fetched, _source: str) -> None:
    tell({"url": fetched.url, "outcome": fetched.outcome, "why": fetched.why, "detail": fetched.detail})


def run(raw: Path, sources: list[dict], collecting: dict) -> None:
    told = sources_of([NewsSource.model_validate(source) for source in sources], **collecting)
    summary = collect(told, raw, raw, watch=watch, resolver=look_up)
    for tally in summary.tallies:
        tell({"source": tally.source, "listed": tally.listed, "counts": tally.counts, "error": tally.error})


if __name__ == "__main__":
    asked = json.load(sys.stdin)
    run(Path(asked["raw"]), asked["sources"], asked["collecting"])
    tell({"peak_mib": peak_mib()})
