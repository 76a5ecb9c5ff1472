"""What a page says of itself, before it is spread over an article's columns."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from schemas.article import Precision


@dataclass(frozen=True, slots=True)
class PageDate:
    """A moment the page names, how exactly, and where it stood."""

    at: datetime
    """UTC."""
    precision: Precision
    source: str
    """`json-ld`, `meta`, `microdata`, `url`, `time` (a time element), `visible` (text of the page), `script` (data of
    the page's own programs)."""
    local_day: date | None = None
    """The calendar day as the page writes it, where its time zone makes that another day than the one of `at`."""

    @property
    def day(self) -> date:
        """The calendar day as the page writes it, in its own time zone."""
        return self.local_day or self.at.date()


@dataclass(frozen=True, slots=True)
class Claim:
    """A string that the page gives for one of its fields, and where it stood."""

    text: str
    """White space folded, entities decoded, markup removed."""
    origin: str
    """`json-ld`, `og`, `twitter`, `meta`, `microdata`, `rel` (a link to an author's page), `class` (a byline by its
    class name), `author-link` (a link whose address is that of an author's page), `author-url` (such an address alone),
    `h1`, `h1-part` (one of its lines), `title-tag`, `title-part` (the title tag without the site's name),
    `text` (plain text), `json-ld-organisation` (an author that says so), `person` (a publisher that says so)."""


@dataclass(frozen=True, slots=True)
class Declared:
    """What a page says of itself in its head, its structured data and its URL, before any block has a label.

    Each tuple is in the order of trust, best first; nothing is decided yet.
    """

    titles: tuple[Claim, ...] = ()
    authors: tuple[Claim, ...] = ()
    """As written: "By", roles, agencies and publishers are still there."""
    published: tuple[PageDate, ...] = ()
    modified: tuple[PageDate, ...] = ()
    publishers: tuple[Claim, ...] = ()
    sections: tuple[Claim, ...] = ()
    descriptions: tuple[Claim, ...] = ()
    keywords: tuple[str, ...] = ()
    crumbs: tuple[str, ...] = ()
    """Names of the declared breadcrumb trail, from the front page down."""
    agencies: tuple[str, ...] = ()
    """News agencies that structured data name as the source, as written."""
    canonical_url: str | None = None
    languages: tuple[Claim, ...] = ()
    """Language tags as written, such as `de-DE`, `en_US`."""
    types: tuple[str, ...] = ()
    """schema.org types of the page's own nodes and `og:type` as `og:article`: `NewsArticle`, `LiveBlogPosting`, ..."""
    free: bool | None = None
    """schema.org `isAccessibleForFree` of the page; None where it is silent."""
    reservations: tuple[str, ...] = ()
    """Uses that `meta` elements reserve: `noarchive`, `noai`, `tdm-reservation`, ..."""
    body: str | None = None
    """schema.org `articleBody`, as written; a witness of the text, not a source of it."""


@dataclass(frozen=True, slots=True)
class Metadata:
    """Everything but the text. Strings are repaired; names carry no "By" and no agency."""

    title: str | None = None
    authors: tuple[str, ...] = ()
    publisher: str | None = None
    description: str | None = None
    section: str | None = None
    keywords: tuple[str, ...] = ()
    published: PageDate | None = None
    modified: PageDate | None = None
    source_agency: str | None = None
    canonical_url: str | None = None
    domain: str | None = None
    language: str | None = None
    language_score: float | None = None
    captions: tuple[str, ...] = ()
