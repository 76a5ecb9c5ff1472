"""What is known of a page besides its blocks: its address, what it declares, what its head is made of."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field

from lxml.html import HtmlElement

from schemas.document import Document
from schemas.metadata import Declared

HEAD_CHARS = 20_000
"""Characters of the page's source in which the marks of publishing systems are looked for."""
PLATFORMS = {
    "shop": (
        "shopify", "woocommerce", "magento", "bigcommerce", "demandware", "prestashop", "product:price", "og:price",
        "addtocart", "add_to_cart", "shopware",
    ),
    "forum": (
        "discourse", "xenforo", "phpbb", "vbulletin", "invision", "simplemachines", "nodebb", "flarum", "vanillaforums",
        "stackexchange", "tapatalk", "woltlab", "mybb",
    ),
    "manual": (
        "docusaurus", "sphinx", "mkdocs", "gitbook", "readthedocs", "mdbook", "vitepress", "mediawiki", "doxygen",
        "antora", "swagger",
    ),
}  # fmt: skip
"""Marks that publishing systems of a kind leave in a page's head: names of the system, its fields and files."""
COUNTED = {
    "links": ("a",),
    "paragraphs": ("p",),
    "pictures": ("img",),
    "forms": ("form",),
    "inputs": ("input", "textarea"),
    "buttons": ("button",),
    "drawings": ("svg",),
    "elements": ("/",),
}
"""What is counted in a page's source, by how it begins; elements by their ends."""
_BEGINNING = re.compile(r"<(/|(?:a|p|img|form|input|textarea|button|svg)(?=[\s>]))")


@dataclass(frozen=True, slots=True)
class About:
    """What the page model hears besides the blocks. Plain text has an address at best."""

    url: str | None = None
    declared: Declared = field(default_factory=Declared)
    platforms: tuple[int, ...] = (0,) * len(PLATFORMS)
    """How many marks of each of PLATFORMS stand in the head."""
    classes: frozenset[str] = frozenset()
    """Classes of the body and the root, lower case."""
    counts: tuple[int, ...] = (0,) * len(COUNTED)
    """How often each of COUNTED stands in the source."""
    source_chars: int = 0
    """Characters of the page as it came; 0 for plain text."""

    @classmethod
    def of(cls, document: Document, declared: Declared, url: str | None) -> About:
        """Gathered from a segmented page; where it was captured without an address, it may name its own."""
        address = url or declared.canonical_url
        if document.tree is None:
            return cls(address, declared)
        head = document.text[:HEAD_CHARS].lower()
        counts = Counter(_BEGINNING.findall(document.text))
        return cls(
            address,
            declared,
            tuple(sum(mark in head for mark in marks) for marks in PLATFORMS.values()),
            _classes(document.tree),
            tuple(sum(counts[start] for start in starts) for starts in COUNTED.values()),
            len(document.text),
        )


def _classes(tree: HtmlElement) -> frozenset[str]:
    body = tree.find("body")
    written = [tree.get("class", ""), "" if body is None else body.get("class", "")]
    return frozenset(" ".join(written)[:4_000].lower().split())
