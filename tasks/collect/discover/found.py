"""What a document was found to name, as it is read: addresses made whole, each once, within bounds."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from schemas.collect import Entry, Listing
from tasks.collect.urls import address, canonical

MAX_ENTRIES = 50_000
"""Pages that are taken from one document: what the sitemap protocol allows."""
MAX_MORE = 50_000
"""Sitemaps that are taken from one index."""


@dataclass
class Found:
    """Pages and sitemaps of one document of a source."""

    source: str
    base: str
    """Address of the document, after redirects."""
    pages: dict[str, Entry] = field(default_factory=dict)
    sitemaps: dict[str, datetime | None] = field(default_factory=dict)
    error: str = ""

    def page(self, url: str | None, changed_at: datetime | None, base: str | None = None) -> bool:
        """Take a page, unless its address is none; of two with the same address the later date counts.

        Args:
            url: as written; may be relative.
            changed_at: the source's own word on it, in UTC.
            base: what it is relative to, where that is not the document.

        Returns:
            False where no more pages are taken.
        """
        made = address(url, base or self.base) if url else None
        if made is None:
            return True
        key = canonical(made)
        if key not in self.pages and len(self.pages) >= MAX_ENTRIES:
            self.error = f"it names more than {MAX_ENTRIES} pages; the rest is left"
            return False
        known = self.pages.get(key)
        if known is None or (changed_at and (known.changed_at is None or known.changed_at < changed_at)):
            self.pages[key] = Entry(known.url if known else made, self.source, changed_at)
        return True

    def sitemap(self, url: str, changed_at: datetime | None) -> bool:
        """Take a sitemap that an index names. False where no more are taken."""
        made = address(url, self.base)
        if made is not None and made != self.base:
            if made not in self.sitemaps and len(self.sitemaps) >= MAX_MORE:
                self.error = f"it names more than {MAX_MORE} sitemaps; the rest is left"
                return False
            self.sitemaps[made] = changed_at
        return True

    def listing(self) -> Listing:
        """All that was found; sitemaps with the newest first, undated ones after them as they stood."""
        dated = sorted((url for url, at in self.sitemaps.items() if at), key=self._age)
        undated = (url for url, at in self.sitemaps.items() if not at)
        return Listing(tuple(self.pages.values()), (*dated, *undated), self.error)

    def _age(self, url: str) -> float:
        at = self.sitemaps[url]
        return -at.timestamp() if at else 0.0
