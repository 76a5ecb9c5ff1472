"""What a page says of itself, before it is spread over an article's columns."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from schemas.article import Precision


@dataclass(frozen=True, slots=True)
class PageDate:
    """A moment the page names, how exactly, and where it stood."""

    at: datetime
    """UTC."""
    precision: Precision
    source: str
    """`json-ld`, `meta`, `url`, `visible` (text of the page), `time` (a time element)."""


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
