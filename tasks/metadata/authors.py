"""Who wrote it: the sources in the order of trust, and the byline that a reader sees."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from schemas.metadata import Claim
from tasks.metadata.names import authors_in, organisations
from tasks.metadata.strings import bare

_SOURCES = ("json-ld", "meta", "twitter", "microdata", "rel", "visible", "class", "json-ld-organisation")
"""The most trusted first: the first that names somebody is believed."""
_FULLER = ("meta", "twitter", "visible")
_TITLE = re.compile(r"(?:(?:dr|prof|mr|mrs|ms|sir|dame)\b\.?\s)+", re.IGNORECASE)


def choose_authors(claims: Sequence[Claim], bylines: Sequence[str], sites: Sequence[str]) -> tuple[str, ...]:
    """The authors.

    Args:
        claims: what the page declares.
        bylines: visible lines that say who wrote it.
        sites: names of the site, which are no authors, and its domain.

    The most trusted source that names somebody is believed; one that names the same people and more is fuller.
    """
    claims = [*claims, *(Claim(text, "visible") for text in bylines)]
    found = {source: _named(claims, source, sites) for source in _SOURCES}
    first: tuple[str, ...] = next((names for names in found.values() if names), ())
    for source in _FULLER:
        if _is_fuller(found[source], first):
            first = found[source]
    return first


def _is_fuller(names: tuple[str, ...], first: tuple[str, ...]) -> bool:
    """Whether a source names the same people and more, all of them in full."""
    known = set(map(_person, first))
    more = [name for name in names if _person(name) not in known]
    return bool(first and more) and known <= set(map(_person, names)) and all(" " in name for name in more)


def _person(name: str) -> str:
    """A name without a doctor's title, to be compared."""
    return bare(_TITLE.sub("", name))


def _named(claims: Iterable[Claim], source: str, sites: Sequence[str]) -> tuple[str, ...]:
    texts = [claim.text for claim in claims if claim.origin == source]
    if source == "json-ld-organisation":
        return organisations(texts, sites)
    if source not in ("visible", "class", "rel"):
        return authors_in(texts, sites)
    if source == "rel":
        texts = [f"By {text}" for text in texts]  # the link says so, even where the name is a single word
    named = [(text, names) for text in texts if (names := authors_in([text], sites, visible=True))]
    if not named or source == "visible":
        return authors_in((text for text, _ in named), sites, visible=True)
    whole, names = named[0]  # the first that names somebody is the byline, and a part of it may be the bare name
    return next((inner for text, inner in named[1:] if inner == (text,) and text in whole and len(names) == 1), names)
