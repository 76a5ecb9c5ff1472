"""The whole tour of the hostile server in a process of its own, which says how each route ended and what it took.

Reads from standard input `{"port": …, "routes": [[path, expect, seconds, etag, last_modified], …]}`, writes a line of
JSON for each route and then one with the peak of its resident memory.
"""

import asyncio
import json
import re
import sys
import time
from pathlib import Path

from schemas.collect import Collecting, Expect, Validators
from tasks.collect.fetch import Fetcher

ALLOWED, FORBIDDEN = "127.0.0.1", "127.66.6.6"
NAMES = {
    "a.test": (ALLOWED,),
    "b.test": (ALLOWED,),
    "inside.test": (FORBIDDEN,),
    "mixed.test": (ALLOWED, FORBIDDEN),
}


async def look_up(host: str, _port: int) -> tuple[str, ...]:
    if host not in NAMES:
        raise OSError(f"no such name: {host}")
    return NAMES[host]


def fetcher(seconds: float | None) -> Fetcher:
    told = {"contact": "tests@example.org", "allow_networks": [f"{ALLOWED}/32"]}
    return Fetcher(Collecting.model_validate(told | ({"page_seconds": seconds} if seconds else {})), look_up)


async def tour(port: int, routes: list[list]) -> None:
    """One after the other; those that are waited for in vain at once."""
    fetchers = {seconds: fetcher(seconds) for seconds in {route[2] for route in routes}}
    await asyncio.gather(*(visit(fetchers[route[2]], port, route) for route in routes if route[2]))
    for route in routes:
        if not route[2]:
            await visit(fetchers[None], port, route)


async def visit(asker: Fetcher, port: int, route: list) -> None:
    path, expect, _, etag, last_modified = route
    begun = time.monotonic()
    fetched = await asker.fetch(f"http://{ALLOWED}:{port}{path}", Expect(expect), Validators(etag, last_modified))
    ended = {"outcome": fetched.outcome, "why": fetched.why, "detail": fetched.detail}
    tell(ended | {"path": path, "seconds": time.monotonic() - begun})


def tell(what: dict) -> None:
    sys.stdout.write(json.dumps(what) + "\n")


def peak_mib() -> float:
    """Of this process alone: `ru_maxrss` would begin with its parent's."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(re.search(r"VmHWM:\s+(\d+)", status)[1]) / 1024


if __name__ == "__main__":
    asked = json.load(sys.stdin)
    asyncio.run(tour(asked["port"], asked["routes"]))
    tell({"peak_mib": peak_mib()})
