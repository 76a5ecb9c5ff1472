"""Feeds whose tags do not match: each entry is cut out by its own tags and read for itself.

An unescaped `<b>` in one title shifts every end tag after it; a parser in recovery then finds one endless entry.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from tasks.collect.discover.xml import Node, node_of

LARGEST = 20 * 2**20
"""Characters of a document that are looked through."""
TAG = re.compile(r"<(/?)(?:[\w.-]{1,40}:)?(item|entry|url|sitemap)(?:\s[^<>]*)?>", re.IGNORECASE)


def loose_nodes(text: str) -> Iterator[Node]:
    """The entries of a document, one by one; what stands in them stands side by side, however it was nested."""
    begun: dict[str, int] = {}
    for tag in TAG.finditer(text, 0, LARGEST):
        name = tag[2].lower()
        if not tag[1]:
            begun[name] = tag.start()
        elif name in begun:
            entry = _flat(text[begun.pop(name) : tag.end()])
            if entry is not None:
                yield node_of(entry)


def _flat(text: str) -> etree._Element | None:
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, recover=True, remove_comments=True
    )
    entry = etree.fromstring(text, parser)
    if entry is None:
        return None
    flat = etree.Element(str(entry.tag))
    flat.extend([element for element in entry.iter(etree.Element) if element is not entry])
    return flat
