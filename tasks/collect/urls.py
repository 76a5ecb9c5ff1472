"""Addresses of pages: what is asked for, what counts as the same page, and which a source admits.

Splitting and joining: RFC 3986. Host names: IDNA 2008 with UTS 46, as browsers read them.
"""

from __future__ import annotations

import re
from functools import lru_cache
from urllib.parse import SplitResult, quote, urljoin, urlsplit, urlunsplit

import idna
from courlan import normalize_url

from schemas.collect import NewsSource

LONGEST = 2_000
"""Characters; longer addresses are traps or damage."""

PORTS = {"http": 80, "https": 443}
PATH = "/%:@!$&'()*+,;=~"
QUERY = PATH + "?[]{}|^`"
"""Left as they are: servers tell a `;` from a `%3B`. What is not ASCII and white space are encoded."""

TRACKERS = re.compile(
    r"utm_\w+|_?ga|gclid|gbraid|wbraid|dclid|fbclid|msclkid|twclid|igshid|yclid|mc_[ce]id|mkt_tok|_hs(?:enc|mi)|"
    r"at_(?:medium|campaign|custom\d|link_\w+|ptr_name|bbc_team|format|creation)|ns_(?:mchannel|source|campaign|linkname|fee)|"
    r"xtor|wt_mc|s_cid|cmpid|ocid|ito|partner_id|smid|smtyp",
    re.IGNORECASE,
)
"""Parameters that say how a reader came and never which page it is; `id`, `uid`, `ref` and their like may say that."""

WHOLE = re.compile(r"https?://", re.IGNORECASE)
LOST = "\ufffd"
"""Stands where a character could not be decoded: the address is not the one that was meant."""
STRAY = re.compile(r"[\t\r\n]")
EDGES = "".join(map(chr, range(0x21)))


def address(url: str, base: str | None = None) -> str | None:
    """What is asked for: absolute, without fragment, credentials, default port and trackers; host in ASCII.

    Args:
        url: as a source wrote it; may be relative.
        base: what it is relative to.

    Returns:
        None for what is no http or https address, or longer than 2,000 characters.
    """
    url = STRAY.sub("", url.strip(EDGES))
    if not url or len(url) > LONGEST or LOST in url:
        return None
    try:
        parts = urlsplit(url if base is None or WHOLE.match(url) else urljoin(base, url))
        made = _made(parts)
    except ValueError:
        return None
    return made if made and len(made) <= LONGEST else None


def _made(parts: SplitResult) -> str | None:
    scheme = parts.scheme.lower()
    host = ascii_host(parts.hostname or "")
    if scheme not in PORTS or not host or "\\" in parts.netloc:  # browsers end the host at a backslash
        return None
    port = f":{parts.port}" if parts.port not in (None, PORTS[scheme]) else ""
    netloc = f"[{host}]{port}" if ":" in host else f"{host}{port}"
    path = quote(_without_dots(parts.path), safe=PATH) or "/"
    query = quote(_without_trackers(parts.query), safe=QUERY)
    return urlunsplit((scheme, netloc, path, query, ""))


def _without_dots(path: str) -> str:
    """`urljoin` leaves out dot segments of relative addresses only."""
    return urlsplit(urljoin(f"http://h{path}", path)).path if "/." in path else path


def _without_trackers(query: str) -> str:
    pairs = query.split("&")
    kept = [pair for pair in pairs if not TRACKERS.fullmatch(pair.partition("=")[0])]
    return query if len(kept) == len(pairs) else "&".join(kept)


@lru_cache(maxsize=4096)
def ascii_host(host: str) -> str:
    """A host name in lower case, in ASCII, without the dot at its end; empty for what can be none."""
    host = host.lower().rstrip(".")
    try:
        host = host if host.isascii() else idna.encode(host, uts46=True).decode("ascii")
    except idna.IDNAError:
        return ""
    return host if re.fullmatch(r"[a-z0-9_.:%-]+", host) else ""


@lru_cache(maxsize=65_536)
def canonical(url: str) -> str:
    """The key by which two addresses count as one page: courlan's normal form, parameters sorted.

    courlan takes out more parameters than are surely trackers (`uid`, `source`, ...), so it is given no query.
    """
    parts = urlsplit(address(url) or url)
    plain = str(normalize_url(parts._replace(query="", fragment="")))
    query = "&".join(sorted(pair for pair in parts.query.split("&") if pair))
    key = f"{plain}?{query}" if query else plain
    return url if key == url else key  # one string in memory: a listing has tens of thousands


def host_of(url: str) -> str:
    """The host name of an address, in ASCII; empty where it has none."""
    try:
        return ascii_host(urlsplit(url).hostname or "")
    except ValueError:
        return ""


def admits(source: NewsSource, url: str) -> bool:
    """Whether a source's rules admit a page: its domains, what it takes and what it leaves."""
    if not within(source, url):
        return False
    if any(_pattern(pattern).search(url) for pattern in source.leave):
        return False
    return not source.take or any(_pattern(pattern).search(url) for pattern in source.take)


def within(source: NewsSource, url: str) -> bool:
    """Whether an address lies in a source's domains; without any, on the host of the source itself or under it.

    `www.` is no part of that host. A file of URLs without domains admits every host: whoever wrote it chose them.
    """
    host = host_of(url)
    if not host:
        return False
    domains = _domains(source)
    if not domains and source.urls_file:
        return True
    return any(host == domain or host.endswith(f".{domain}") for domain in domains)


@lru_cache(maxsize=1024)
def _domains(source: NewsSource) -> tuple[str, ...]:
    if source.domains:
        return tuple(ascii_host(domain) for domain in source.domains)
    own = (source.feed, source.sitemap, *source.urls)
    hosts = (host_of(url).removeprefix("www.") for url in own if url)
    return tuple(dict.fromkeys(host for host in hosts if host))


@lru_cache(maxsize=1024)
def _pattern(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)
