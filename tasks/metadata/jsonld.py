"""JSON-LD of a page: scripts, parsed and repaired where that is cheap, as a flat list of nodes.

The vocabulary is schema.org's; the syntax JSON-LD 1.1 (W3C), of which `@graph`, `@id` references and arrays are heard.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from tasks.metadata.elements import Elements

_SCRIPT_CHARS = 2_000_000
_SCRIPTS = 60
_NODES = 3_000
_VALUES = 200

_WRAPPING = re.compile(
    r"<!--|-->|/\*\s?<!\[CDATA\[\s?\*/|/\*\s?\]\]>\s?\*/|//\s?<!\[CDATA\[|//\s?\]\]>|<!\[CDATA\[|\]\]>"
)
_TRAILING_COMMA = re.compile(r",\s*+(?=[}\]])")
_MISSING_VALUE = re.compile(r":\s*+(?=[,}])")
_BAD_ESCAPE = re.compile(r'\\(?!["\\/bfnrtu])')
_GAP = re.compile(r"[\s,;\ufeff]++")
_SALVAGED = ("headline", "datePublished", "dateModified", "articleSection", "description", "inLanguage")
_SALVAGE = re.compile(rf'"({"|".join(_SALVAGED)})"\s{{0,9}}:\s{{0,9}}"((?:[^"\\\n]|\\.){{1,500}})"')
_SALVAGE_TYPE = re.compile(r'"@type"\s{0,9}:\s{0,9}"(\w{0,40}(?:Article|Posting))"')
_SALVAGE_AUTHOR = re.compile(
    r'"author"\s{0,9}:[^"]{0,40}(?:"[@\w]{1,20}"\s{0,9}:\s{0,9}"[^"]{0,90}",?\s{0,40}){0,3}"name"\s{0,9}:\s{0,9}"([^"]{1,90})"'
)

_ASIDE_NAMES = """
    about acceptedAnswer associatedMedia author citation comment contributor creator editor hasPart image isPartOf
    itemListElement itemReviewed liveBlogUpdate logo mentions offers potentialAction primaryImageOfPage provider
    publisher relatedLink review reviews speakable subjectOf suggestedAnswer thumbnail video
"""
ASIDE = frozenset(_ASIDE_NAMES.split())
"""Properties whose values describe something else than the page: related articles, comments, people."""


@dataclass(frozen=True, slots=True)
class Node:
    """One object of the structured data."""

    types: tuple[str, ...]
    fields: dict[str, Any]
    aside: bool
    """It hangs below a property that speaks of something else than this page."""


def read_nodes(page: Elements) -> tuple[Node, ...]:
    """All objects in the page's `application/ld+json` scripts, in order; what cannot be read is passed over."""
    nodes: list[Node] = []
    for script in [found for found in page.of("script") if "ld+json" in found.get("type", "")][:_SCRIPTS]:
        for value in parse(script.text or ""):
            nodes += _flatten(value, _NODES - len(nodes))
    return tuple(nodes)


def parse(script: str) -> list[Any]:
    """The values of one script: one as a rule, several where objects were written one after another.

    Comments and CDATA around the data, trailing commas, wrong escapes, raw control characters and data escaped for
    HTML are put right. Of data that stays broken, the plainest fields of an article are salvaged.
    """
    if len(script) > _SCRIPT_CHARS or "{" not in script:
        return []
    for attempt in _attempts(script):
        if (values := _values(attempt)) is not None:
            return values
    salvaged = _salvage(script[:200_000])
    return [salvaged] if salvaged else []


def _attempts(script: str) -> Iterator[str]:
    yield script
    bared = _WRAPPING.sub("", script).strip(" \t\r\n;\ufeff")
    yield bared
    yield _TRAILING_COMMA.sub("", _MISSING_VALUE.sub(":null", _BAD_ESCAPE.sub("", bared)))
    if "&quot;" in bared:
        yield html.unescape(bared)


def _values(text: str) -> list[Any] | None:
    decoder = json.JSONDecoder(strict=False)
    values: list[Any] = []
    position = _after_gap(text, 0)
    while position < len(text) and len(values) < _VALUES:
        try:
            value, position = decoder.raw_decode(text, position)
        except (ValueError, RecursionError):
            return values or None
        values.append(value)
        position = _after_gap(text, position)
    return values


def _after_gap(text: str, position: int) -> int:
    found = _GAP.match(text, position)
    return found.end() if found else position


def _salvage(script: str) -> dict[str, Any]:
    fields: dict[str, Any] = {}
    for name, value in _SALVAGE.findall(script):
        fields.setdefault(name, value.replace('\\"', '"').replace("\\/", "/"))
    if not fields:
        return {}
    if kind := _SALVAGE_TYPE.search(script):
        fields["@type"] = kind[1]
    if authors := _SALVAGE_AUTHOR.findall(script):
        fields["author"] = authors[:1]
    return fields


def _flatten(value: Any, room: int) -> list[Node]:
    """The objects inside a value, in reading order, without recursion."""
    nodes: list[Node] = []
    stack: list[tuple[Any, bool]] = [(value, False)]
    while stack and len(nodes) < room:
        current, aside = stack.pop()
        if isinstance(current, list):
            stack += [(item, aside) for item in reversed(current[:_NODES])]
        elif isinstance(current, dict):
            nodes.append(Node(_types(current), current, aside))
            children = [(v, aside or k in ASIDE) for k, v in current.items() if isinstance(v, (dict, list))]
            stack += reversed(children)
    return nodes


def _types(fields: dict[str, Any]) -> tuple[str, ...]:
    types = fields.get("@type", ())
    names = [types] if isinstance(types, str) else types if isinstance(types, list) else []
    return tuple(name.rsplit("/", 1)[-1].rsplit(":", 1)[-1] for name in names if isinstance(name, str))
