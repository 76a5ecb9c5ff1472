"""Every feed and sitemap of the hostile server listed, in a process of its own, which says what that gave and took.

Reads from standard input `{"port": …, "paths": […]}`, writes a line of JSON for each path and then one with the peak of
its resident memory.
"""

import asyncio
import json
import sys
import time
from pathlib import Path

from hostile_tour import fetcher, peak_mib, tell

from schemas.collect import Expect, Fetched, NewsSource
from tasks.collect.discover import listing
from tasks.collect.fetch import Fetcher


class Noting:
    """Asks, and notes what for."""

    def __init__(self, asker: Fetcher) -> None:
        self._asker = asker
        self.asked: list[str] = []

    async def fetch(self, url: str, expect: Expect) -> Fetched:
        self.asked.append(url)
        return await self._asker.fetch(url, expect)


async def lists(port: int, paths: list[str]) -> None:
    for path in paths:
        begun = time.monotonic()
        url = f"http://127.0.0.1:{port}{path}"
        source = NewsSource(name="a", **{"feed" if path.startswith("/feed/") else "sitemap": url})
        async with fetcher(None) as asker:
            noting = Noting(asker)
            listed = await listing(source, Path(), noting.fetch)
        said = {"path": path, "pages": len(listed.entries), "error": listed.error, "asked": noting.asked}
        tell(said | {"seconds": time.monotonic() - begun})


if __name__ == "__main__":
    told = json.load(sys.stdin)
    asyncio.run(lists(told["port"], told["paths"]))
    tell({"peak_mib": peak_mib()})
