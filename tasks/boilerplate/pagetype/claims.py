"""What a page declares, as numbers: its types, dates and authors, its publishing system, the classes of its body."""

from __future__ import annotations

import re
from collections import Counter
from functools import lru_cache

from schemas.metadata import Declared
from tasks.boilerplate.pagetype.about import PLATFORMS, About

_TYPES = {
    "article": re.compile(r"(?!og:).*(?:article|blogposting|reportage)$"),
    "og_article": re.compile(r"og:article"),
    "og_website": re.compile(r"og:website"),
    "og_other": re.compile(r"og:(?!article|website)"),
    "goods": re.compile(r"og:product|product|offer|aggregateoffer"),
    "list": re.compile(r"collectionpage|searchresultspage|itemlist|profilepage"),
    "forum": re.compile(r"discussionforumposting|qapage|question"),
    "web_page": re.compile(r"webpage$"),
    "questions": re.compile(r"faqpage"),
}
_CLASSES = {
    "single": re.compile(r"single(?:-post)?$|postid-|post-template-default$"),
    "page": re.compile(r"page$|page-template|page-id-"),
    "archive": re.compile(r"(?:archive|category|tag|search|home|blog)$"),
    "story": re.compile(r".*(?:article|story|post|news|byline)"),
    "shop": re.compile(r".*(?:product|shop|cart|woocommerce)"),
    "forum": re.compile(r".*(?:forum|thread|topic|question|discourse)"),
    "list": re.compile(r".*(?:archive|category|listing|grid|collection|catalog)"),
    "manual": re.compile(r".*(?:docs?-|docs?$|wiki|manual|reference)"),
}
_DATES = ("json-ld", "meta", "microdata", "time", "url")
_PEOPLE = ("json-ld", "meta", "rel", "author-link", "class", "json-ld-organisation")

NAMES = (
    *(f"type_{name}" for name in _TYPES),
    "types",
    *(f"dated_by_{source}" for source in _DATES),
    "dates",
    "modified",
    *(f"author_by_{origin}" for origin in _PEOPLE),
    "authors",
    *("sections", "crumbs", "keywords", "article_body", "description_chars", "headlines", "title_words", "tag_words"),
    *(f"system_{name}" for name in PLATFORMS),
    *(f"class_{name}" for name in _CLASSES),
)


def features(about: About) -> tuple[float, ...]:
    """The columns of NAMES."""
    declared = about.declared
    types = [kind.lower() for kind in declared.types]
    dates = Counter(moment.source for moment in declared.published)
    people = Counter(claim.origin for claim in declared.authors)
    return (
        *(any(map(pattern.match, types)) for pattern in _TYPES.values()),
        min(len(types), 8),
        *(bool(dates[source]) for source in _DATES),
        min(len(declared.published), 8),
        bool(declared.modified),
        *(bool(people[origin]) for origin in _PEOPLE),
        min(len(declared.authors), 8),
        *_strings(declared),
        *about.platforms,
        *_class_features(about.classes),
    )


def _strings(declared: Declared) -> tuple[float, ...]:
    origins = Counter(claim.origin for claim in declared.titles)
    tag = next((claim.text for claim in declared.titles if claim.origin == "title-tag"), "")
    return (
        min(len(declared.sections), 4),
        min(len(declared.crumbs), 8),
        min(len(declared.keywords), 20),
        declared.body is not None,
        min(len(declared.descriptions[0].text), 400) if declared.descriptions else 0,
        min(origins["h1"], 8),
        min(len(declared.titles[0].text.split()), 30) if declared.titles else 0,
        min(len(tag.split()), 30),
    )


def _class_features(classes: frozenset[str]) -> tuple[float, ...]:
    bits = 0
    for name in classes:
        bits |= _bits(name)
    return tuple(float(bits >> number & 1) for number in range(len(_CLASSES)))


@lru_cache(maxsize=8192)
def _bits(name: str) -> int:
    return sum(1 << number for number, pattern in enumerate(_CLASSES.values()) if pattern.match(name))
