"""What one robots.txt says to us (RFC 9309). protego reads it; names of robots are compared as the RFC has it."""

from __future__ import annotations

import re

from protego import Protego

from tasks.collect.request import TOKEN

LONGEST = 500 * 2**10
"""Bytes of a robots.txt that are read; RFC 9309, section 2.5, asks for no less."""

_EVERYBODY = "*"
_ANOTHER = "x"
"""Stands for every other robot's name: protego would also find ours where it begins with theirs."""
_LINES = re.compile(r"\r\n|\r|\n")
_AGENT = re.compile(r"\s*user[- ]?agent(?:\s*:|\s)([^#]*)", re.IGNORECASE)
_NAME = re.compile(r"[a-z_-]*")


class Rules:
    """The rules of the group that is meant for us.

    Args:
        text: as `text_of` gives it; an empty one allows everything.
    """

    def __init__(self, text: str) -> None:
        self._parsed = Protego.parse("\n".join(_with_our_name(line) for line in _LINES.split(text)))

    def allow(self, url: str) -> bool:
        """Whether the URL may be asked for."""
        allowed: bool = self._parsed.can_fetch(url, TOKEN)
        return allowed

    @property
    def delay(self) -> float:
        """Seconds between two requests that `Crawl-delay` or `Request-rate` ask for; 0: they ask for nothing."""
        rate = self._parsed.request_rate(TOKEN)
        return max(self._parsed.crawl_delay(TOKEN) or 0.0, rate.seconds / rate.requests if rate else 0.0)


def text_of(body: bytes) -> str:
    """The characters of a robots.txt: UTF-8, without a byte order mark, cut to whole lines of its first `LONGEST`."""
    read = body[:LONGEST]
    if len(body) >= LONGEST:  # whoever fetched it may have cut it there
        read = read[: max(read.rfind(b"\n"), read.rfind(b"\r")) + 1]
    return read.decode("utf-8-sig", "replace")


def _with_our_name(line: str) -> str:
    """A `User-agent` line with the name as section 2.2.1 compares it: letters, `_` and `-`, whole, in any case."""
    found = _AGENT.match(line)
    if found is None:
        return line
    value = found.group(1).strip().lower()
    if value.split(maxsplit=1)[:1] == [_EVERYBODY]:
        return f"User-agent: {_EVERYBODY}"
    named = _NAME.match(value)
    ours = named is not None and named.group() == TOKEN
    return f"User-agent: {TOKEN if ours else _ANOTHER}"
