"""The title: candidates, stripped of the site's name, vote; on plain text the line that looks like one."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from urllib.parse import unquote, urlsplit

from schemas.metadata import Claim
from tasks.metadata.strings import bare, key

CHARS = 600
_SEPARATOR = re.compile(r"\s[|–—\-•·:»«›‹~/⋆*>]{1,2}\s|\s?[|»]\s?|(?<=\w)\s?::\s?")
_SPACED = re.compile(r"\s{1,3}[|–—\-•·»«›‹~⋆]{1,2}\s{1,3}|\s{0,3}\|\s{0,3}|\s::\s|:\s(?=[^:]{1,40}$)")
_GENERIC_NAMES = """
    home|homepage|blog|news|search|menu|article|articles|untitled|index|startseite|accueil|inicio|nachrichten|contact us
    |our blog|the blog|page not found|null|undefined
"""
_GENERIC = frozenset(name.strip() for name in _GENERIC_NAMES.split("|"))
_WEIGHTS = {
    "h1": 3.0, "json-ld": 2.0, "og": 2.0, "microdata": 2.0, "title-part": 1.5, "title-tag": 0.5, "twitter": 1.0,
    "meta": 1.0, "text": 1.0,
}  # fmt: skip


def without_site(title: str, sites: Iterable[str]) -> str:
    """A title without the site's name behind or before a separator: `Storm hits coast - The Courier`.

    Args:
        title: one line.
        sites: names of the site and its domain's first label.
    """
    names = {bare(site) for site in sites if len(bare(site)) > 1}
    cuts = [(found.start(), found.end()) for found in _SPACED.finditer(title[:CHARS])]
    for start, end in cuts:
        if _is_site(title[end:], names):
            return title[:start].strip()
    for start, end in reversed(cuts):
        if _is_site(title[:start], names):
            return title[end:].strip()
    return title


def _is_site(part: str, names: set[str]) -> bool:
    found = bare(part)
    if not found:
        return True
    return any(
        found == name or (min(len(found), len(name)) > 4 and (found.startswith(name) or name.startswith(found)))
        for name in names
    )


def title_parts(title: str) -> Iterator[str]:
    """The pieces a title tag may be cut into: all but the last, then all but the first."""
    cuts = [(found.start(), found.end()) for found in _SPACED.finditer(title[:CHARS])]
    for start, _ in reversed(cuts[-3:]):
        yield title[:start].strip()
    for _, end in cuts[:2]:
        yield title[end:].strip()


def choose(claims: Sequence[Claim], sites: Sequence[str], url: str | None) -> str | None:
    """The title on which the page's sources agree most.

    Each candidate counts with its own weight and with that of every source that says nearly the same; words of the
    URL count too. Among equals the visible headline wins, then structured data.
    """
    names = {bare(site) for site in sites if site}
    candidates: list[tuple[Claim, Counter[str]]] = []
    for claim in claims:
        text = without_site(claim.text, sites)
        words = Counter(key(text).split())
        if words and bare(text) not in names and key(text) not in _GENERIC:
            candidates.append((Claim(text, claim.origin), words))
    if not candidates:
        return next((claim.text for claim in claims), None)
    slug = _slug(url)
    best = max(candidates, key=lambda candidate: _votes(candidate, candidates, slug))
    return best[0].text


def _votes(
    candidate: tuple[Claim, Counter[str]], candidates: list[tuple[Claim, Counter[str]]], slug: set[str]
) -> float:
    claim, words = candidate
    votes = _WEIGHTS.get(claim.origin, 1.0) + _slug_share(words, slug)
    heard = {claim.origin: 1.0}
    for other, other_words in candidates:
        likeness = _likeness(words, other_words)
        if other is not claim and other.origin != claim.origin and likeness > 0.5:
            heard[other.origin] = max(heard.get(other.origin, 0.0), likeness)
    return votes + sum(
        _WEIGHTS.get(origin, 1.0) * likeness for origin, likeness in heard.items() if origin != claim.origin
    )


def _likeness(one: Counter[str], other: Counter[str]) -> float:
    """Dice's coefficient over words."""
    common = sum(min(count, other[word]) for word, count in one.items())
    return 2 * common / (one.total() + other.total())


def _slug(url: str | None) -> set[str]:
    """The words of the longest part of a URL's path."""
    if not url:
        return set()
    parts = [unquote(part) for part in urlsplit(url[:2_000]).path.split("/")]
    words = max((set(key(part.replace("_", " ")).split()) for part in parts), key=len, default=set())
    return words if len(words) > 2 else set()


def _slug_share(words: Counter[str], slug: set[str]) -> float:
    return 2.0 * len(slug & set(words)) / len(slug) if slug else 0.0
