"""Which node of the structured data is this page's article, and what its fields say."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from tasks.metadata.jsonld import Node
from tasks.metadata.strings import key, plain

_WEB_PAGE_NAMES = "WebPage ItemPage AboutPage MedicalWebPage QAPage FAQPage CollectionPage ProfilePage"
_WORK_NAMES = """
    Report Recipe CreativeWork Review HowTo VideoObject PodcastEpisode RadioEpisode TVEpisode Episode MediaObject Course
    DiscussionForumPosting Statement ClaimReview Event Dataset Product
"""
_WEB_PAGES = frozenset(_WEB_PAGE_NAMES.split())
_WORKS = frozenset(_WORK_NAMES.split())
_BETWEEN = ("author", "creator", "contributor", "@list", "@set")
"""What stands between a property and its people: schema.org's Role, and the lists of JSON-LD."""
_ORGANISATION_ENDS = ("Organization", "Corporation", "Business")


@dataclass(frozen=True, slots=True)
class Structured:
    """The page's own nodes, the telling one first, and the means to follow references."""

    own: tuple[Node, ...]
    """The article, then the web page, then other works that stand for the page."""
    by_id: dict[str, dict[str, Any]]
    crumbs: tuple[str, ...]

    def values(self, *names: str) -> Iterator[Any]:
        """The values of these properties, node by node, so that the article is heard before the web page."""
        for node in self.own:
            for name in names:
                if (value := node.fields.get(name)) not in (None, "", [], {}):
                    yield value

    def texts(self, *names: str, limit: int = 1_000) -> Iterator[str]:
        """The same values as clean strings."""
        for value in self.values(*names):
            yield from texts(value, limit)

    def people(self, *names: str) -> Iterator[tuple[str, str]]:
        """Names in the first node that gives a person's, each with its kind: `person`, `organisation` or empty.

        Where no node does, those of the first that names an organisation.
        """
        given = [found for value in self.values(*names) if (found := list(self._named(value, depth=0)))]
        persons = (found for found in given if any(kind != "organisation" for _, kind in found))
        yield from next(persons, next(iter(given), []))

    def _named(self, value: Any, depth: int) -> Iterator[tuple[str, str]]:
        if depth > 3:
            return
        if isinstance(value, list):
            for item in value[:50]:
                yield from self._named(item, depth + 1)
        elif isinstance(value, str):
            if text := plain(value, 500):
                yield text, ""
        elif isinstance(value, dict):
            node = self.by_id.get(str(value.get("@id")), {}) if "name" not in value else {}
            whole = {**node, **value}
            names = list(texts(whole.get("name"), 500)) or _joined(whole)
            for name in names:
                yield name, _kind(whole)
            for part in () if names else _BETWEEN:
                yield from self._named(whole.get(part), depth + 1)


def _joined(person: dict[str, Any]) -> list[str]:
    parts = [part for name in ("givenName", "familyName") for part in texts(person.get(name), 100)]
    return [" ".join(parts)] if parts else []


def _kind(fields: dict[str, Any]) -> str:
    """A node that is both, as blogs of one person write it, is a person."""
    kinds = fields.get("@type", ())
    names = [kinds] if isinstance(kinds, str) else kinds if isinstance(kinds, list) else []
    if "Person" in names:
        return "person"
    return "organisation" if any(str(name).endswith(_ORGANISATION_ENDS) for name in names) else ""


def texts(value: Any, limit: int) -> Iterator[str]:
    """The strings in a value of JSON-LD: itself, its `@value`, `name` or `url`, or those of its members."""
    if isinstance(value, str):
        if text := plain(value, limit):
            yield text
    elif isinstance(value, list):
        for item in value[:50]:
            if not isinstance(item, list):
                yield from texts(item, limit)
    elif isinstance(value, dict):
        for name in ("@value", "name", "@id", "url"):
            if isinstance(inner := value.get(name), str):
                yield from texts(inner, limit)
                return


def structured(nodes: tuple[Node, ...], urls: Iterable[str], titles: Iterable[str]) -> Structured:
    """Choose the page's own nodes.

    Args:
        nodes: all nodes of the page.
        urls: addresses of the page: captured, canonical.
        titles: what the page is called elsewhere (`h1`, `og:title`, `title`), to tell it from a related article.
    """
    addresses = {_address(url) for url in urls if url}
    title_keys = [found for title in titles if (found := key(title))]
    own = [node for node in nodes if not node.aside and _rank(node) < 9]
    own.sort(key=lambda node: (_rank(node), -_fit(node, addresses, title_keys)))
    articles = [node for node in own if _rank(node) == 0]
    if articles and _rank(own[0]) == 0:
        own = articles[:1] + _same_work(articles[0], articles[1:]) + [node for node in own if _rank(node) > 0]
    by_id = {str(node.fields["@id"]): node.fields for node in nodes if "@id" in node.fields and len(node.fields) > 1}
    return Structured(tuple(own), by_id, _crumbs(nodes))


def _rank(node: Node) -> int:
    """0 article, 1 web page, 2 other work, 9 nothing that could stand for the page."""
    if any(name.lower().endswith(("article", "blogposting")) for name in node.types):
        return 0
    if any(name in _WEB_PAGES for name in node.types):
        return 1
    if any(name in _WORKS for name in node.types):
        return 2
    return 0 if not node.types and "headline" in node.fields and "datePublished" in node.fields else 9


def _fit(node: Node, addresses: set[str], title_keys: list[str]) -> int:
    """How well a node fits the page: the same address counts most, then the same title, then being dated."""
    named = [*texts(node.fields.get("url"), 2_000), *texts(node.fields.get("mainEntityOfPage"), 2_000)]
    named += [*texts(node.fields.get("@id"), 2_000)]
    headline = next((key(text) for text in texts(node.fields.get("headline") or node.fields.get("name"), 500)), "")
    same_title = bool(headline) and any(headline in title or title in headline for title in title_keys)
    same_url = any(_address(url) in addresses for url in named)
    return 4 * same_url + 3 * same_title + ("datePublished" in node.fields)


def _same_work(first: Node, others: list[Node]) -> list[Node]:
    """Nodes that describe the same article once more: with the same headline, or without one."""
    headline = {key(text) for text in texts(first.fields.get("headline"), 500)}
    return [node for node in others if {key(text) for text in texts(node.fields.get("headline"), 500)} <= headline]


def _address(url: str) -> str:
    """A URL without scheme, query, fragment and closing slash."""
    path = url[:2_000].partition("#")[0].partition("?")[0]
    return path.removeprefix("http:").removeprefix("https:").strip("/").lower()


def _crumbs(nodes: tuple[Node, ...]) -> tuple[str, ...]:
    """The first breadcrumb trail's names, in order of position."""
    for node in nodes:
        items = node.fields.get("itemListElement")
        if "BreadcrumbList" in node.types and isinstance(items, list):
            found = [item for item in items[:20] if isinstance(item, dict)]
            found.sort(key=lambda item: int(position) if (position := str(item.get("position"))).isdecimal() else 0)
            names = [next(texts(item.get("name") or item.get("item"), 300), "") for item in found]
            return tuple(name for name in names if name and "://" not in name)
    return ()
