"""Addresses: the canonical one, and the registrable domain. Nothing here asks the network."""

from __future__ import annotations

from functools import lru_cache
from urllib.parse import urldefrag, urljoin, urlsplit

from courlan import normalize_url
from tld import get_fld

_CHARS = 2_000


@lru_cache(maxsize=1024)
def registrable_domain(url: str) -> str | None:
    """`bbc.co.uk` for `https://www.bbc.co.uk/news`, by the Public Suffix List that the `tld` package bundles."""
    found: str | None = get_fld(url[:_CHARS], fail_silently=True, fix_protocol=True)
    return found


def canonical(url: str | None, declared: tuple[str, ...]) -> str | None:
    """The page's address, normalised: the first declared one that can be believed, else the captured one.

    Args:
        url: the captured address.
        declared: what the page gives, in the order of trust; may be relative.

    A declared address is believed on the captured page's own registrable domain, unless it is only the front page of
    the site. Of a page captured without an address any absolute one is.
    """
    for candidate in declared:
        absolute = _joined(url, candidate)
        if absolute and (
            url is None or (_same_site(absolute, url) and not (_is_front(absolute) and not _is_front(url)))
        ):
            return absolute
    return normalised(url) if url else None


def normalised(url: str) -> str | None:
    """Without fragment, tracking parameters and needless ports, host in lower case; None for what is no web address."""
    url = url.strip()[:_CHARS]
    try:
        parts = urlsplit(url)
        if parts.scheme.lower() not in ("http", "https") or not parts.hostname:
            return None
        result: str = normalize_url(urldefrag(url).url)
    except ValueError:
        return None
    return result or None


def _joined(url: str | None, candidate: str) -> str | None:
    try:
        return normalised(urljoin(url, candidate.strip()[:_CHARS]) if url else candidate)
    except ValueError:
        return None


def _same_site(one: str, other: str) -> bool:
    return registrable_domain(one) == registrable_domain(other) is not None


def _is_front(url: str) -> bool:
    parts = urlsplit(url)
    return parts.path in ("", "/") and not parts.query
