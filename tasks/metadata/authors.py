"""Who wrote it: the sources in the order of trust, and the byline that a reader sees."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from schemas.metadata import Claim
from tasks.metadata import name_words as words
from tasks.metadata.byline import says_by
from tasks.metadata.names import authors_in, desks, is_account, is_team, newsrooms, organisations
from tasks.metadata.strings import bare, key

_SOURCES = ("json-ld", "meta", "twitter", "microdata", "rel", "author-link", "visible", "class", "author-url")
"""The most trusted first: the first that names somebody is believed."""
_DESKS = ("json-ld-organisation", "json-ld", "meta", "twitter", "microdata", "rel", "author-link", "visible", "class")
"""Where desks, companies and sites are named as authors; heard where no person is named."""
_FULLER = ("meta", "twitter")
_DECLARED = ("json-ld-organisation", "json-ld", "meta", "twitter", "microdata")
_PLAIN_BY = re.compile(
    r"(?:(?:words|story|written|text|reported|analysis|opinion|ein (?:interview|kommentar|gastbeitrag|artikel))\s)?"
    r"(?:by|von|par|por|door|przez|oleh|av|af|του|της)[:\s]",
    re.IGNORECASE,
)
_TITLE = re.compile(r"(?:(?:dr|prof|mr|mrs|ms|sir|dame)\b\.?\s)+", re.IGNORECASE)


def choose_authors(
    claims: Sequence[Claim], bylines: Sequence[str], sites: Sequence[str], headed: Sequence[str] = ()
) -> tuple[str, ...]:
    """The authors.

    Args:
        claims: what the page declares.
        bylines: visible lines that say who wrote it.
        sites: names of the site, which are no authors, and its domain.
        headed: those of the visible lines that stand at the head of the article.

    The most trusted source that names somebody is believed, one that gives a name before one that gives only the name
    of an account; one that names the same people and more is fuller. Against a declared desk a line must say "By", and
    an element that or a name alone. Where the article's head says "By" somebody else, the declared name is that of
    whoever put it online. Where nobody is named, the desk, the company or the newsroom that is called the author is
    given.
    """
    lines = bylines
    if _names_desk(claims, sites):
        lines = [line for line in bylines if says_by(line)]
        claims = [claim for claim in claims if claim.origin != "class" or _is_byline(claim.text)]
    claims = [*claims, *(Claim(text, "visible") for text in lines)]
    found = {source: _named(claims, source, sites) for source in _SOURCES}
    given = [names for names in found.values() if names]
    first = next((names for names in given if not all(map(is_account, names))), next(iter(given), ()))
    if not first:
        return _desk(claims, sites)
    fuller = [found[source] for source in _FULLER]
    fuller += [authors_in([line], sites, visible=True) for line in lines]
    printed_by = (claim.text for claim in claims if claim.origin == "class" and _PLAIN_BY.match(claim.text))
    fuller += [authors_in([text], sites, visible=True) for text in printed_by]
    for names in fuller:
        if _is_fuller(names, first):
            first = names
    printed = _printed(headed, sites)
    return first if not printed or _share_a_word(printed, first) else printed


def _printed(lines: Iterable[str], sites: Sequence[str]) -> tuple[str, ...]:
    """The people in the first line that begins with "By" and names them in full."""
    for line in lines:
        names = authors_in([line], sites, visible=True) if _PLAIN_BY.match(line) else ()
        if names and all(" " in name for name in names):
            return names
    return ()


def _share_a_word(some: Iterable[str], others: Iterable[str]) -> bool:
    one, other = ({word for name in names for word in key(name).split() if len(word) > 2} for names in (some, others))
    return bool(one & other)


def _desk(claims: Sequence[Claim], sites: Sequence[str]) -> tuple[str, ...]:
    for source in _DESKS:
        texts = [claim.text for claim in claims if claim.origin == source]
        texts = [text for text in texts if says_by(text)] if source == "visible" else texts
        texts = [text for text in texts if is_team(text, sites)] if source == "class" else texts
        if names := organisations(texts, sites) if source == _DESKS[0] else desks(texts, _own(source, sites)):
            return names
    return desks([claim.text for claim in claims if claim.origin == _DESKS[0]], sites) or newsrooms(
        claim.text for claim in claims if claim.origin != "visible"
    )


def _own(source: str, sites: Sequence[str]) -> Sequence[str]:
    """A site may call itself by its address or its account; among its visible words those are no author."""
    labels = [site.split(".")[0] for site in sites if "." in site and " " not in site]
    return [*sites, *labels] if source in _DECLARED else ()


def _names_desk(claims: Sequence[Claim], sites: Sequence[str]) -> bool:
    """Whether the page declares a desk or a company as its author, and neither a person nor the site."""
    declared = [claim for claim in claims if claim.origin in _DECLARED]
    named = authors_in((claim.text for claim in declared if claim.origin != _DECLARED[0]), sites)
    own = {bare(site) for site in sites}
    return not named and any(bare(name) not in own for name in _desk(declared, sites))


def _is_byline(text: str) -> bool:
    """Whether an element says "By", or holds names and nothing else: beside pictures and in lists names stand too."""
    named = {word for name in authors_in([text], visible=True) for word in key(name).split()}
    return says_by(text) or (bool(named) and set(key(text).split()) - named <= set(words.AND))


def _is_fuller(names: tuple[str, ...], first: tuple[str, ...]) -> bool:
    """Whether a source names the same people and more, all of them in full."""
    if len(names) == len(first) == 1 and " " not in first[0] and _person(names[0].split()[0]) == _person(first[0]):
        return " " in names[0]  # "Jane" of the account is "Jane Doe" of the byline
    if len(names) == len(first) == 1 and first[0][-2:-1] == " ":
        same = names[0].count(" ") == first[0].count(" ")
        return same and _person(names[0]).startswith(_person(first[0]))  # and "Jane D" is "Jane Doe"
    known = set(map(_person, first))
    more = [name for name in names if _person(name) not in known]
    return bool(first and more) and known <= set(map(_person, names)) and all(" " in name for name in more)


def _person(name: str) -> str:
    """A name without a doctor's title, to be compared."""
    return bare(_TITLE.sub("", name))


def _named(claims: Iterable[Claim], source: str, sites: Sequence[str]) -> tuple[str, ...]:
    texts = [claim.text for claim in claims if claim.origin == source]
    if source not in ("visible", "class", "rel", "author-link"):
        return authors_in(texts, sites)
    if source == "rel":
        texts = [f"By {text}" for text in texts]  # the link says so, even where the name is a single word
    named = [(text, names) for text in texts if (names := authors_in([text], sites, visible=True))]
    if not named or source in ("visible", "author-link"):
        return authors_in((text for text, _ in named), sites, visible=True)
    whole, names = named[0]  # the first that names somebody is the byline, and a part of it may be the bare name
    return next((inner for text, inner in named[1:] if inner == (text,) and text in whole and len(names) == 1), names)
