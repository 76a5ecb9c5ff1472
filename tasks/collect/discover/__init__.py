"""What sources name: pages in feeds, sitemaps and lists. Nothing here asks the network: it reads what was fetched.

`listing` is the whole way of one source; `entries` reads one document.
"""

from __future__ import annotations

from tasks.collect.discover.documents import entries
from tasks.collect.discover.listing import MAX_DEPTH, MAX_SITEMAPS, listing

__all__ = ["MAX_DEPTH", "MAX_SITEMAPS", "entries", "listing"]
