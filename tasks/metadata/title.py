"""The title: candidates, stripped of the site's name, vote; on plain text the line that looks like one."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from urllib.parse import unquote, urlsplit

from schemas.metadata import Claim
from tasks.metadata.strings import bare, key

CHARS = 600
_STROKE = r"\s{1,3}[|–—\-•·»«›‹~⋆]{1,2}\s{1,3}|\s{0,3}\|\s{0,3}|\s::\s"
_SPACED = re.compile(_STROKE)
_UNSPACED = re.compile(r"(?<=[\u3000-\u9fff\uac00-\ud7a3\uff00-\uffef])\s?[-_–|].{2,24}$")
"""Chinese, Japanese and Korean titles need no blanks around the sign before the site's name."""
_SITE_CUT = re.compile(rf"{_STROKE}|:\s")
_EDGES = " |–—-•·»«›‹~:"
_GENERIC_NAMES = """
    home|homepage|blog|news|search|menu|article|articles|untitled|index|startseite|accueil|inicio|nachrichten|contact us
    |our blog|the blog|page not found|null|undefined
"""
_GENERIC = frozenset(name.strip() for name in _GENERIC_NAMES.split("|"))
_WEIGHTS = {
    "h1": 1.0, "json-ld": 2.0, "og": 2.0, "microdata": 2.0, "title-part": 1.5, "title-tag": 1.2, "twitter": 1.0,
    "meta": 1.0, "text": 1.0,
}  # fmt: skip

_DECLARED = ("json-ld", "og")
_KICKER_ENDS = tuple("/|–—+•")
_SHARE = 0.35
"""How much of an `h1` a part of it must hold to be the headline."""
_ON_TOPIC = 0.34
_LONGEST = 220
"""Characters of a headline; what is longer is a paragraph that was made an `h1`."""
_NOTHING_COMMON = 0.2
_HEADLINE = 7.0
"""What a visible headline counts more, once another source shows that it is about the same thing: what stands in
the head is often written for search engines and social networks."""

_Words = dict[str, int]
"""How often a title says each word; no Counter, since two of those are compared word by word in Python."""
_Candidate = tuple[Claim, _Words]


def without_site(title: str, sites: Iterable[str]) -> str:
    """A title without the site's name behind or before a separator: `Storm hits coast - The Courier`.

    Args:
        title: one line.
        sites: names of the site and its domain's first label.
    """
    names = {bare(site) for site in sites if len(bare(site)) > 1}
    before, title = "", title[:CHARS].strip(_EDGES)
    while before != title:
        before, title = title, _cut_once(title, names)
    return title


def _cut_once(title: str, names: set[str]) -> str:
    cuts = list(_SITE_CUT.finditer(title))
    for cut in cuts:
        if bare(title[cut.end() :]) in names or (cut[0] != ": " and _nearly_site(title[cut.end() :], names)):
            return title[: cut.start()].strip()
    for cut in reversed(cuts):
        if bare(title[: cut.start()]) in names:
            return title[cut.end() :].strip()
    return title


def _nearly_site(part: str, names: set[str]) -> bool:
    """Whether a piece of a title is the beginning of a site's name, or the name with a few letters more."""
    found = bare(part)
    return not found or any(min(len(found), len(name)) > 4 and _begins(found, name) for name in names)


def _begins(found: str, name: str) -> bool:
    return name.startswith(found) or (found.startswith(name) and len(found) - len(name) < 7)


def title_parts(title: str) -> Iterator[str]:
    """The pieces a title tag may be cut into: all but the last, then all but the first."""
    cuts = [(found.start(), found.end()) for found in _SPACED.finditer(title[:CHARS])]
    for start, _ in reversed(cuts[-3:]):
        yield title[:start].strip()
    for _, end in cuts[:2]:
        yield title[end:].strip()
    if not cuts and (found := _UNSPACED.search(title[:CHARS])):
        yield title[: found.start()].strip()


def choose(claims: Sequence[Claim], sites: Sequence[str], url: str | None) -> str | None:
    """The title on which the page's sources agree most.

    Each candidate counts with its own weight and with that of every source that says nearly the same; words of the
    URL count too. Among equals the visible headline wins, then structured data.
    """
    names = {bare(site) for site in sites if site}
    named = [Claim(without_site(claim.text, sites), claim.origin) for claim in claims]
    candidates: list[_Candidate] = []
    for claim in named:
        words = dict(Counter(key(claim.text).split()))
        if claim.origin != "h1-part" and words and bare(claim.text) not in names and key(claim.text) not in _GENERIC:
            candidates.append((claim, words))
    if not candidates:
        return next((claim.text for claim in claims), None)
    slug = slug_words(url)
    best = max(candidates, key=lambda candidate: _votes(candidate, candidates, slug))
    return _without_kicker(best[0], named)


def _without_kicker(chosen: Claim, claims: Sequence[Claim]) -> str:
    """A visible headline without the kicker or subtitle inside the same `h1`, where the head names only the rest.

    A kicker that only a stroke parts from the headline is known where structured data and OpenGraph agree on the rest.
    """
    if chosen.origin == "h1":
        by_origin = {origin: {key(claim.text) for claim in claims if claim.origin == origin} for origin in _DECLARED}
        named, agreed = set.union(*by_origin.values()), set.intersection(*by_origin.values())
        whole = key(chosen.text)
        for claim in claims:
            part = key(claim.text)
            apart = claim.origin == "h1-part" and part in named and part in whole
            ends = claim.origin in _DECLARED and part in agreed and _is_behind_stroke(claim.text, chosen.text)
            if (apart or ends) and len(part) > _SHARE * len(whole):
                return claim.text
    return chosen.text


def _is_behind_stroke(part: str, whole: str) -> bool:
    """Whether a text ends with a part that a stroke sets off; what stands before a colon belongs to the headline."""
    return whole.endswith(part) and whole[: -len(part)].rstrip()[-1:] in _KICKER_ENDS


def _votes(candidate: _Candidate, candidates: list[_Candidate], slug: set[str]) -> float:
    claim, words = candidate
    share = _slug_share(words, slug)
    heard: dict[str, float] = {}
    for other, other_words in candidates:
        if other.origin != claim.origin:
            heard[other.origin] = max(heard.get(other.origin, 0.0), _likeness(words, other_words))
    votes = _WEIGHTS.get(claim.origin, 1.0) + 2 * share
    if claim.origin == "title-tag":
        return votes  # it holds more than the title, so what agrees with it speaks for a part of it
    short = len(claim.text) <= _LONGEST
    if claim.origin == "h1" and short and (share >= _ON_TOPIC or _on_topic(claim, words, candidates)):
        votes += _HEADLINE
    return votes + sum(_WEIGHTS.get(origin, 1.0) * likeness for origin, likeness in heard.items() if likeness > 0.5)


def _on_topic(headline: Claim, words: _Words, candidates: list[_Candidate]) -> bool:
    """Whether a visible headline says what another source says, at least in part; a piece of the title tag is none."""
    start = f"{key(headline.text)} "
    named = [_likeness(words, found) for other, found in candidates if other.origin in ("og", "json-ld")]
    if named and max(named) < _NOTHING_COMMON:
        return False  # the title tag may begin or end with it, but then it is the site's name
    others = [(other, found) for other, found in candidates if other.origin not in ("h1", "title-part")]
    return any(_likeness(words, found) >= _ON_TOPIC or key(other.text).startswith(start) for other, found in others)


def _likeness(one: _Words, other: _Words) -> float:
    """Dice's coefficient over words."""
    if one == other:
        return 1.0
    common = sum([min(count, other[word]) for word, count in one.items() if word in other])
    return 2 * common / (sum(one.values()) + sum(other.values()))


def slug_words(url: str | None) -> set[str]:
    """The words of the longest part of a URL's path, which often are the title's; none where there are too few."""
    if not url:
        return set()
    parts = [unquote(part) for part in urlsplit(url[:2_000]).path.split("/")]
    words = max((set(key(part.replace("_", " ")).split()) for part in parts), key=len, default=set())
    return words if len(words) > 2 else set()


def _slug_share(words: _Words, slug: set[str]) -> float:
    return len(slug & set(words)) / len(slug) if slug else 0.0
