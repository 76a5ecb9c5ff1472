"""Invented newspapers for the newsstand: a feed, stories, validators, a robots.txt."""

from __future__ import annotations

import hashlib
from collections.abc import Awaitable, Callable, Sequence

from bench.newsstand import NOT_FOUND, Answer, Request
from schemas.collect import Collecting, NewsSource, SourcesFile

STORY = """<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>{title}</title></head><body>
<nav><a href="/">Home</a></nav><article><h1>{title}</h1>
<p>The council met on Tuesday evening and agreed, after three hours, to mend the old bridge before the winter.</p>
<p>The mayor said that the purse of {host} would bear it, and that nobody would have to pay more for it this year.</p>
<p>Work begins on Monday; the road will be closed to carts, and walkers will cross by the mill until the spring.</p>
</article><footer>All rights reserved.</footer></body></html>"""


class Papers:
    """What every host of the newsstand says; a test may change it at any time.

    Args:
        stories: pages in each host's feed.
    """

    def __init__(self, stories: int) -> None:
        self.stories = stories
        self.robots = NOT_FOUND
        self.special: dict[str, Answer] = {}
        """Answers by path that are given as they are, whatever the host."""

    def __call__(self, request: Request) -> Answer:
        """The answer to a request."""
        if request.path in self.special:
            return self.special[request.path]
        if request.path == "/robots.txt":
            return self.robots
        if request.path == "/feed.xml":
            return _validated(request, self._feed(request), "application/rss+xml")
        if request.path.startswith("/story-"):
            return _validated(request, STORY.format(title=request.path, host=request.host), "text/html; charset=utf-8")
        return NOT_FOUND

    def _feed(self, request: Request) -> str:
        site = f"http://{request.headers['host']}"
        items = "".join(
            f"<item><title>{path}</title><link>{site}{path}</link></item>" for path in map(story, range(self.stories))
        )
        head = f"<title>{request.host}</title><link>{site}/</link><description>News</description>"
        return f'<?xml version="1.0"?><rss version="2.0"><channel>{head}{items}</channel></rss>'


def story(number: int) -> str:
    """The path of a story."""
    return f"/story-{number}.html"


def _validated(request: Request, text: str, content_type: str) -> Answer:
    etag = f'"{hashlib.sha256(text.encode()).hexdigest()[:16]}"'
    if request.headers.get("if-none-match") == etag:
        return Answer(b"", 304, content_type, {"ETag": etag})
    return Answer(text.encode(), 200, content_type, {"ETag": etag})


def at(address: str = "127.0.0.1") -> Callable[[str, int], Awaitable[Sequence[str]]]:
    """A resolver that finds every name at one address."""

    async def resolver(_host: str, _port: int) -> Sequence[str]:
        return (address,)

    return resolver


def sources_of(sources: Sequence[NewsSource], **collecting: object) -> SourcesFile:
    """Sources on loopback; settings as `Collecting` has them."""
    told = {"contact": "desk@copydesk.example", "allow_networks": ["127.0.0.0/8"], "delay": 0.02, **collecting}
    return SourcesFile(collect=Collecting.model_validate(told), sources=tuple(sources))
