"""What a page reserves: that it be not archived, quoted, indexed, mined or used for training. Noted, never judged.

Sources: `X-Robots-Tag` and `meta name="robots"` as search engines document them, the W3C TDM Reservation Protocol
(`tdm-reservation`), and the IETF's `Content-Usage` (AI Preferences).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

RESERVING_METAS = ("robots", "googlebot", "copydesk", "x-robots-tag", "tdm-reservation", "content-usage")
"""Names of `meta` elements that may reserve something; those for other robots are left alone."""

_AGENTS = frozenset(["robots", "googlebot", "copydesk", "*"])
"""Whom a rule of `X-Robots-Tag` may be addressed to, to be heard: everybody, the usual robot, or ourselves."""

PLAIN = frozenset(
    ["noai", "noarchive", "nocache", "noimageai", "noimageindex", "noindex", "noml", "nosnippet", "disallowaitraining"]
)
"""Rules of one word. `none` stands for `noindex` (and `nofollow`, which says nothing of the page itself)."""

LIMITS = {"max-snippet": "0", "max-image-preview": "none", "max-video-preview": "0"}
"""Rules with a value, and the value that forbids: any other allows something."""

USAGES = frozenset(["ai-output", "bots", "search", "train-ai", "train-genai"])
"""Uses that `Content-Usage` may forbid with `=n`."""

_AGENT = re.compile(r"[a-z*][\w*-]{0,40}")
_CHARS = 2_000
_RULES = 100


def reservations(headers: Iterable[tuple[str, str]]) -> tuple[str, ...]:
    """The reservations in headers and `meta` elements, each once, sorted, in lower case.

    Args:
        headers: names in lower case, with their values: `("x-robots-tag", "noarchive, max-snippet:0")`.

    Returns:
        Members of a closed list: those of `PLAIN`, a name of `LIMITS` with its value such as `max-snippet:0`,
        `unavailable_after` (whatever its date), `tdm-reservation`, and a name of `USAGES` with `=n`.
    """
    return tuple(sorted({found for name, value in headers for found in _of(name, value[:_CHARS].lower())}))


def _of(name: str, value: str) -> Iterator[str]:
    if name == "tdm-reservation":
        yield from ["tdm-reservation"] if value.strip(" \"'") == "1" else []
    elif name == "content-usage":
        pairs = (part.partition("=") for part in value.split(","))
        yield from (f"{usage.strip()}=n" for usage, _, word in pairs if usage.strip() in USAGES and word.strip() == "n")
    else:
        yield from _rules(value)


def _rules(value: str) -> Iterator[str]:
    """The rules of one header; `otherbot: noindex, nofollow` addresses all that follows to another robot."""
    heard = True
    for part in value.split(",")[:_RULES]:
        before, colon, after = (piece.strip() for piece in part.partition(":"))
        if before == "unavailable_after":
            yield from [before] if heard else []
        elif before in LIMITS:
            yield from [f"{before}:{after}"] if heard and after == LIMITS[before] else []
        elif not colon or _AGENT.fullmatch(before):
            heard = before in _AGENTS if colon else heard
            yield from _words(after if colon else before) if heard else ()


def _words(rules: str) -> Iterator[str]:
    """Some part the rules by blanks alone."""
    for word in rules.split():
        rule = "noindex" if word == "none" else word
        if rule in PLAIN:
            yield rule
