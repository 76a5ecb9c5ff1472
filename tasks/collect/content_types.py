"""Whether what a server says it sends is what was asked for."""

from __future__ import annotations

from schemas.collect import Expect

_PAGES = frozenset({"text/html", "application/xhtml+xml", "text/plain"})
_XML = frozenset({"application/xml", "text/xml", "application/x-xml"})
_JSON = frozenset({"application/json", "text/json"})
_PACKED = frozenset({"application/gzip", "application/x-gzip", "application/octet-stream", "binary/octet-stream"})

_FITTING = {
    Expect.PAGE: _PAGES,
    Expect.FEED: _PAGES | _XML | _JSON,  # feeds go out as HTML and as plain text as well
    Expect.SITEMAP: _PAGES | _XML | _PACKED,  # sitemap.xml.gz
}
_SUFFIXES = {Expect.PAGE: (), Expect.FEED: ("+xml", "+json"), Expect.SITEMAP: ("+xml",)}


def essence(content_type: str) -> str:
    """The type without parameters, in lower case; empty where there is none."""
    kind = content_type.partition(";")[0].rpartition(",")[2].strip().lower()
    return kind if "/" in kind else ""


def fits(expect: Expect, content_type: str) -> bool:
    """Whether a body of that type is read; where no type is told, the body must tell (`looks_like_text`).

    robots.txt is read whatever it is called.
    """
    kind = essence(content_type)
    if expect is Expect.ROBOTS or not kind:
        return True
    return kind in _FITTING[expect] or kind.endswith(_SUFFIXES[expect] or ("\0",))
