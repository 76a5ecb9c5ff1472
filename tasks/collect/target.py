"""What a URL asks for, read once: everybody after sees the spelling that is made here.

Splitting and joining: RFC 3986. Readers of URLs differ about backslashes, control characters and two @; such a URL is
refused, since one reader's check would not hold for another's connection.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import SplitResult, quote, unquote_to_bytes, urljoin, urlsplit

from tasks.collect.hosts import spelt

LONGEST = 8192
"""Characters of a URL."""

DEFAULT_PORTS = {"http": 80, "https": 443}

BAD_PORTS = frozenset(
    int(port)
    for port in """
    0 1 7 9 11 13 15 17 19 20 21 22 23 25 37 42 43 53 69 77 79 87 95 101 102 103 104 109 110 111 113 115 117 119 123
    135 137 139 143 161 179 389 427 465 512 513 514 515 526 530 531 532 540 548 554 556 563 587 601 636 989 990 993 995
    1719 1720 1723 2049 3659 4045 4190 5060 5061 6000 6566 6665 6666 6667 6668 6669 6679 6697 10080
    """.split()
)
"""Ports of other protocols that no browser asks either (Fetch standard, "bad port")."""

_EDGES = "".join(map(chr, range(0x21)))
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")
_PATH = "/%:@!$&'()*+,;=~"
_QUERY = _PATH + "?[]|`{}^"


class UrlRefusedError(Exception):
    """A text that is no URL, or one that is not asked for."""


@dataclass(frozen=True, slots=True)
class Target:
    """One URL, taken apart."""

    url: str  # absolute, in ASCII, without credentials and fragment
    scheme: str  # http or https
    host: str  # in lower-case ASCII without a dot at its end, or an address without brackets
    port: int
    credentials: bytes | None = None  # user:password

    @property
    def origin(self) -> tuple[str, str, int]:
        """Scheme, host and port: beyond them no cookie and no credentials go (RFC 6454)."""
        return self.scheme, self.host, self.port


def parse(url: str, base: str | None = None) -> Target:
    """Read a URL; white space around it does no harm.

    Args:
        url: absolute, or relative to `base`.
        base: an absolute URL.

    Raises:
        UrlRefusedError: malformed, too long, not http or https, or with a port of another protocol.
    """
    text = url.strip(_EDGES)
    if len(text) > LONGEST:
        raise UrlRefusedError(f"longer than {LONGEST} characters")
    if _CONTROL.search(text) or "\\" in text.partition("?")[0]:
        raise UrlRefusedError("a control character or a backslash in the URL")
    try:
        return _read(urlsplit(text if base is None or _SCHEME.match(text) else urljoin(base, text)))
    except ValueError as error:
        raise UrlRefusedError(f"no URL: {error}"[:200]) from error


def _read(parts: SplitResult) -> Target:
    scheme = parts.scheme.lower()
    if scheme not in DEFAULT_PORTS:
        raise UrlRefusedError(f"neither http nor https: {scheme[:20]!r}")
    user, at, place = parts.netloc.rpartition("@")
    if "@" in user or not parts.hostname:
        raise UrlRefusedError("more than one @, or no host")
    if place.startswith("[") and not re.match(r"\[[^]]*:[^]]*\](:|$)", place):
        raise UrlRefusedError("brackets around what is no IPv6 address")
    host, port = spelt(parts.hostname), _port(parts, scheme)
    written = f"[{host}]" if ":" in host else host
    netloc = written if port == DEFAULT_PORTS[scheme] else f"{written}:{port}"
    query = f"?{quote(parts.query, safe=_QUERY)}" if parts.query else ""
    path = quote(_without_dots(parts.path), safe=_PATH) or "/"
    if len(whole := f"{scheme}://{netloc}{path}{query}") > LONGEST:
        raise ValueError(f"longer than {LONGEST} characters in ASCII")
    return Target(whole, scheme, host, port, unquote_to_bytes(user) if at else None)


def _port(parts: SplitResult, scheme: str) -> int:
    port = DEFAULT_PORTS[scheme] if parts.port is None else parts.port
    if port in BAD_PORTS:
        raise UrlRefusedError(f"port {port} is another protocol's")
    return port


def _without_dots(path: str) -> str:
    """`urljoin` takes dot segments out of relative URLs only."""
    kept: list[str] = []
    segments = path.split("/")[1:]
    for segment in segments:
        if segment == "..":
            kept = kept[:-1]
        elif segment != ".":
            kept.append(segment)
    at_folder = bool(segments) and segments[-1] in (".", "..")
    return "".join(f"/{segment}" for segment in kept) + "/" * at_folder
