"""Everything a page declares, gathered once and decided nowhere: input of the labels, the repairs and `gather`."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from schemas.document import Document
from schemas.metadata import Claim, Declared
from tasks.metadata import claims, dated, language, urls
from tasks.metadata.plaintext import find_title
from tasks.metadata.reservations import RESERVING_METAS, reservations
from tasks.metadata.sources import read_sources


def read_declared(document: Document, url: str | None = None, fetched_at: datetime | None = None) -> Declared:
    """What the page says of itself in head, structured data, microdata and URL, before any block has a label.

    Args:
        document: the segmented page; its tree is read, never changed. On plain text only a title can be found.
        url: the captured address, if known.
        fetched_at: time of the capture, UTC; dates more than two days later are not believed.
    """
    if document.tree is None:
        found = find_title(document.blocks)
        return Declared(titles=(Claim(found, "text"),) if found else (), published=dated.in_url(url, fetched_at))
    page = read_sources(document.tree, url)
    languages = _unique(claims.languages(page))
    parse_as = (language.tag(languages[0].text) if languages else None, dated.day_first(languages, url))
    publishers = _unique(claim for claim in claims.publishers(page) if not claims.names_page(claim.text, page))
    published = dated.read(dated.published(page), parse_as, fetched_at)
    published += dated.in_url(url or _first(page.canonical), fetched_at)
    return Declared(
        titles=_unique(claims.titles(page, publishers)),
        authors=_unique(claims.authors(page, publishers)),
        published=published
        or dated.by_class(page, parse_as, fetched_at)
        or dated.in_scripts(document.text, fetched_at),
        modified=dated.read(dated.modified(page), parse_as, fetched_at),
        publishers=publishers,
        sections=_unique(claims.sections(page)),
        descriptions=_unique(claims.descriptions(page)),
        keywords=claims.keywords(page),
        crumbs=page.data.crumbs,
        agencies=tuple(dict.fromkeys(claims.agencies(page))),
        canonical_url=urls.canonical(url, page.canonical),
        languages=languages,
        types=tuple(dict.fromkeys(claims.types(page))),
        free=claims.free(page.data),
        reservations=reservations((name, text) for name in RESERVING_METAS for text in page.metas.named(name)),
        body=next(page.data.texts("articleBody", limit=500_000), None),
    )


def _unique(claims: Iterable[Claim]) -> tuple[Claim, ...]:
    return tuple(dict.fromkeys(claim for claim in claims if claim.text))


def _first(values: tuple[str, ...]) -> str | None:
    return values[0] if values else None
