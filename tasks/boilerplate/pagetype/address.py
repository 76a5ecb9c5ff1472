"""What an address tells of its page: forums, manuals, shops, lists and front pages have addresses of their own."""

from __future__ import annotations

import re
from collections.abc import Sequence
from urllib.parse import unquote, urlsplit

_FORUM_HOST = re.compile(
    r"(?:^|\.)(?:forums?|boards?|community|answers|discuss(?:ions?)?|talk|groups)\.|forum|^(?:\w+\.)?stackexchange\."
)
_FORUM_PATH = re.compile(
    r"/(?:forums?|boards?|comments|questions?|topics?|t|discussions?)/[^/]*\d|/threads?/|/(?:view|show)(?:topic|thread|forum)"
    r"|[?&](?:topic|tid|threadid)=\d|-t\d+\.html"
)
_MANUAL_HOST = re.compile(r"^(?:docs?|wiki|developer|support|help|manual|api)\.|(?:^|\.)readthedocs\.")
_MANUAL_PATH = re.compile(r"/(?:docs?|documentation|wiki|manual|reference|api|handbook)(?:/|$)")
_SHOP_PATH = re.compile(
    r"/(?:products?|product-category|collections|shop|store|items?|ip|dp|cart|catalog(?:ue)?|browse|shopping|market"
    r"|produkte?|produits?|productos?|prodotti|producten|produkty|boutique|tienda|negozio|winkel|sklep)/"
)
_LIST_PATH = re.compile(
    r"/(?:categor(?:y|ies)|tags?|topics?|cat|c|l|search|archives?|authors?|sections?|rubrik|kategorien?|themen?|thema"
    r"|categorie|categoria|seccion|tema|trending|page)/[^/]+/?$|/(?:news|blog|articles|stories|podcasts|jobs)/?$"
)
_OFFER_PATH = re.compile(
    r"/(?:services?|solutions?|about(?:-us)?|contact(?:-us)?|pricing|careers?|portfolio|testimonials|programs?"
    r"|departments|locations?|plans|products|leistungen|kontakt|dienstleistungen|servicios|servizi|diensten|uslugi)(?:/|$)"
)
_STORY_PATH = re.compile(
    r"/(?:19|20)\d\d[/-]|/p/[a-z]|/(?:blogs?|news|articles?|story|stories|posts?|insights?|magazine|opinion|politics"
    r"|sports?|business|world|nachrichten|artikel|actualites?|noticias?|notizie|nieuws|wiadomosci|haber)/[^/]*-[^/]*-"
)
_DATED = re.compile(r"/(?:19|20)\d\d(?:[/-]|$)")
_NUMBER = re.compile(r"\d{4,}")
_WORD = re.compile(r"\w+")

NAMES = (
    "address_known", "address_of_forum", "address_of_manual", "address_of_shop", "address_of_list", "address_of_offer",
    "address_of_front", "address_of_story", "address_dated", "address_short", "address_hyphens", "address_depth",
    "address_number", "address_query", "address_html", "address_digits", "address_in_title",
)  # fmt: skip
_UNKNOWN = (0.0,) * len(NAMES)


def features(url: str | None, titles: Sequence[str]) -> tuple[float, ...]:
    """The columns of NAMES; all 0 where there is no address.

    Args:
        url: the captured address, or the one that the page gives itself.
        titles: the page's names for itself, best first.
    """
    try:
        parts = urlsplit((url or "")[:2_000].lower())
    except ValueError:
        return _UNKNOWN
    if not parts.hostname:
        return _UNKNOWN
    host, path = parts.hostname, unquote(parts.path)
    steps = [step for step in path.split("/") if step]
    last = steps[-1] if steps else ""
    hyphens = last.count("-") + last.count("_")
    return (
        1.0,
        bool(_FORUM_HOST.search(host) or _FORUM_PATH.search(f"{path}?{parts.query}")),
        bool(_MANUAL_HOST.search(host) or _MANUAL_PATH.search(path)),
        bool(_SHOP_PATH.search(f"{path}/")),
        bool(_LIST_PATH.search(path)),
        bool(_OFFER_PATH.search(path)),
        not steps and not parts.query,
        bool(_STORY_PATH.search(path)),
        bool(_DATED.search(path)),
        len(steps) <= 2 and hyphens < 2 and not _NUMBER.search(last),
        min(hyphens, 12),
        min(len(steps), 8),
        bool(_NUMBER.search(last)),
        bool(parts.query),
        last.endswith((".html", ".htm", ".php", ".aspx")),
        min(sum(map(str.isdigit, path)), 20),
        _shared(last, titles),
    )


def _shared(last: str, titles: Sequence[str]) -> float:
    """Share of a title's words that the address ends with."""
    said = set(_WORD.findall(last.replace("_", " ")))
    words = [set(_WORD.findall(title[:300].lower())) for title in titles[:3]]
    return max((len(said & title) / max(len(title), 1) for title in words), default=0.0)
