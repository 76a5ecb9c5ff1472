"""What elements say of the page: `h1`, `time`, microdata, links to an author's page, bylines by their class name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import islice

from lxml.etree import XPath
from lxml.html import HtmlElement

from tasks.metadata.changes import says_changed
from tasks.metadata.elements import Elements
from tasks.metadata.strings import plain

_MANY = 60
_CHARS = 1_000
_BREAKING_TAGS = "br div p li section header h1 h2 h3 td tr ul small figure hr"
_BREAKING = frozenset(_BREAKING_TAGS.split())
_MUTE = frozenset(["script", "style", "noscript", "svg", "template", "button"])
_NOT_THE_PAGE = frozenset(["nav", "aside", "footer"])

_PROPERTIES = XPath("descendant::*/@itemprop/..")
_BYLINE_CLASS = re.compile(r"byline|author|(?<![a-z])autor|auteur")
_DATE_CLASS = re.compile(r"date|time|publish|posted|meta")
_AUTHOR_PAGE = re.compile(
    r"/(?:authors?|aut(?:or|ores|oren|ora|orzy|eurs?|ore|ori)|profiles?|people|person|contributors?|writers?|reporters?"
    r"|journalists?|journalisten|columnists?|producers?|bylines?|bios?|staff|by|redaktion|redaktor|yazar(?:lar)?"
    r"|kolumnisten|firma|opinionistas?|forfatter|skribent|kirjoittaja)/(?!tag/|category/)[^/?#]{3,80}/?(?:[?#]|$)",
    re.IGNORECASE,
)
_PROSE_CHARS = 100
_COMMENT_TYPES = ("comment", "comments", "answer", "rating")
_PUBLISHED = re.compile(
    r"publish|entry-date|posted|veröffentlicht|erschienen|publié|publicado|pubblicato|gepubliceerd|opublikowan|опубликован"
)
_OTHER_WORK = re.compile(
    r"review|check|edit|photo|foto|courtesy|credit|translat|illustrat|updat|approved|bild|relu|corrig|trad",
    re.IGNORECASE,
)
_CREDITED = re.compile(
    r"\b(?:review|fact.?check|check|photo|foto|illustra|translat|edited|approved|bild)\w{0,9}"
    r"\W{0,2}(?:by|von|par|por|di|door)?\W{0,3}$",
    re.IGNORECASE,
)
"""How the words before a name end that tell of somebody else's work than writing."""
_COMMENTS = ("comment", "related", "sidebar", "widget", "recommend", "teaser", "footer", "more-", "popular", "latest")
_BESIDE_SIDEBAR = re.compile(r"(?:has|with|without|no|lay|layout|content)[-_]{1,2}sidebar|sidebar[-_]{1,2}main")
"""Classes of what is laid out beside a sidebar."""


def element_text(element: HtmlElement, limit: int = _CHARS) -> str:
    """The words of an element on one line; nothing of scripts and buttons; a blank where a line breaks."""
    pieces: list[str] = []
    length = 0
    for piece in map(_squeezed, _pieces(element)):
        pieces.append(piece)
        length += len(piece)
        if length > limit:
            break
    return plain("".join(pieces), limit)


def _squeezed(piece: str) -> str:
    """Templates indent: a run of white space counts as one blank towards the limit."""
    if len(piece) < 2:
        return piece
    inner = " ".join(piece.split())
    return f"{' ' * piece[0].isspace()}{inner}{' ' * (piece[-1].isspace() and bool(inner))}"


def _pieces(element: HtmlElement) -> Iterator[str]:
    stack: list[tuple[HtmlElement, bool]] = [(element, True)]
    while stack:
        current, opening = stack.pop()
        if not opening:
            yield (" " if current.tag in _BREAKING else "") + (current.tail or "")
            continue
        if current is not element:
            stack.append((current, False))
        if isinstance(current.tag, str) and current.tag not in _MUTE:
            yield (" " if current.tag in _BREAKING else "") + (current.text or "")
            stack += [(child, True) for child in reversed(current)]


def headlines(page: Elements) -> list[str]:
    """The texts of the first `h1` elements."""
    return [text for element in page.of("h1")[:8] if (text := element_text(element, 600))]


def headline_parts(page: Elements) -> list[str]:
    """The lines and pieces of the first `h1` elements that are made of several: kicker, headline, subtitle."""
    parts: list[str] = []
    for element in page.of("h1")[:4]:
        children = [child for child in element[:8] if isinstance(child.tag, str) and child.tag not in _MUTE]
        texts = [
            element.text or "",
            *(text for child in children for text in (element_text(child, 600), child.tail or "")),
        ]
        pieces = [found for text in texts if (found := plain(text, 600))]
        parts += pieces if len(pieces) > 1 else []
    return parts[:12]


def properties(page: Elements) -> dict[str, list[str]]:
    """Microdata (WHATWG HTML 5.2) of the page: property name, lower case, to values; not that of comments."""
    found: dict[str, list[str]] = {}
    elements = [element for element in _PROPERTIES(page.tree)[:2_000] if _interesting(element)]
    for element in elements[:_MANY]:
        if _is_aside(element, page) or _is_of_comment(element):
            continue
        for name in element.get("itemprop", "")[:100].lower().split():
            if name in _PROPERTY_NAMES and (value := _value(element, name)):
                found.setdefault(name, []).append(value)
    return found


def _is_of_comment(element: HtmlElement) -> bool:
    """Whether the thing that an element describes is a comment, an answer or a review, and not the article."""
    for ancestor in element.iterancestors():
        if ancestor.get("itemscope") is not None:
            kind = ancestor.get("itemtype", "").rsplit("/", 1)[-1].lower()
            return kind.endswith(_COMMENT_TYPES) or (kind == "review" and ancestor.get("itemprop") is not None)
    return False


_PROPERTY_NAMES = frozenset(
    ["headline", "author", "creator", "datepublished", "datecreated", "datemodified", "articlesection"]
)


def _interesting(element: HtmlElement) -> bool:
    return not _PROPERTY_NAMES.isdisjoint(element.get("itemprop", "")[:100].lower().split())


def _value(element: HtmlElement, name: str) -> str:
    for attribute in ("content", "datetime"):
        if value := element.get(attribute):
            return plain(value, _CHARS)
    if name in ("author", "creator"):
        for inner in element.iterdescendants():
            if "name" in (inner.get("itemprop") or "").lower().split():
                return plain(inner.get("content") or element_text(inner, 300), 300)
    return element_text(element, 300)


def times(page: Elements) -> list[tuple[str, str]]:
    """(kind, value) of the page's own `time` elements: those that say what they are first, then those below the `h1`.

    The kind is `published`, `modified` or empty where the element does not say.
    """
    marked: list[tuple[str, str]] = []
    near: list[tuple[str, str]] = []
    before = page.times_before_headline
    ordered = page.of("time")[before:] + page.of("time")[:before]
    for element in ordered[:_MANY]:
        value = plain(element.get("datetime") or element_text(element, 100), 100)
        if not value or _is_aside(element, page):
            continue
        words = f"{element.get('class', '')} {element.get('itemprop', '')} {element.get('id', '')}".lower()
        if "modif" in words or "update" in words or says_changed(_lead(element)):
            marked.append(("modified", value))
        elif element.get("pubdate") is not None or _PUBLISHED.search(f"{words} {_lead(element).lower()}"):
            marked.append(("published", value))
        else:
            near.append(("", value))
    return marked + near


def _lead(element: HtmlElement) -> str:
    """The words right before an element: of its parent, of the element beside it, or of its own."""
    return f"{(element.text or '')[-60:]} {_before(element)}"


def _before(element: HtmlElement) -> str:
    """The words right before an element: of its parent, or of the element beside it."""
    parent, before = element.getparent(), element.getprevious()
    pieces: list[str] = []
    if before is not None:
        pieces += [element_text(before, 60) if isinstance(before.tag, str) else "", before.tail or ""]
    elif parent is not None:
        pieces.append(parent.text or "")
    return " ".join(piece[-60:] for piece in pieces)


def author_links(page: Elements) -> list[str]:
    """Texts of the `rel=author` links of the first byline."""
    rel = [element for element in page.body.iter("a") if "author" in element.get("rel", "").split()]
    links = [element for element in rel[:_MANY] if not _is_aside(element, page)]
    if not links and len({element_text(element, 200) for element in rel[:_MANY]}) == 1:
        links = rel[:1]  # in a sidebar, but nobody else is called the author
    parents = [element.getparent() for element in links[:1]]
    return [text for link in links if link.getparent() in parents and (text := element_text(link, 200))]


def links_to_authors(page: Elements) -> list[str]:
    """Texts of links to the page of an author in the first byline between the `h1` and the second long paragraph."""
    links: list[HtmlElement] = []
    begun, paragraphs = False, 0
    for element in page.body.iter("h1", "a", "p"):
        if element.tag == "p":
            paragraphs += begun and len(element_text(element, 2 * _PROSE_CHARS)) > _PROSE_CHARS
        elif element.tag == "h1":
            begun = True
        elif begun and is_author_page(element.get("href", "")) and not _is_of_other_work(element, page):
            links.append(element)
        if paragraphs > 1:
            break
    above = {parent for link in links[:1] for parent in islice(link.iterancestors(), 2)}
    texts = [element_text(link, 200) for link in links if above & set(islice(link.iterancestors(), 2))]
    return [text for text in texts if 3 < len(text) < 80]


def is_author_page(address: str) -> bool:
    """Whether an address looks like that of an author's page: `/author/jane-doe`, `/autoren/jane-doe-100.html`."""
    return bool(_AUTHOR_PAGE.search(address[-300:]))


def _is_of_other_work(element: HtmlElement, page: Elements) -> bool:
    """Whether somebody reviewed, photographed, edited, ... or is named in another article's teaser."""
    return (
        bool(_OTHER_WORK.search(_lead(element)))
        or _is_aside(element, page)
        or next(element.iterancestors("figure"), None) is not None
    )


def class_bylines(page: Elements) -> list[str]:
    """Short texts of elements whose class speaks of an author or a byline, bylines before the rest."""
    found = [item for item in page.classed if _BYLINE_CLASS.search(item[0])]
    texts = [
        (("byline" not in name), element_text(element, 200))
        for name, element in found[:_MANY]
        if not (_is_aside(element, page) or _CREDITED.search(_before(element)))
    ]
    texts.sort(key=lambda item: item[0])
    return [text for _, text in texts if 3 < len(text) < 150]


def class_dates(page: Elements) -> list[str]:
    """Short texts of elements whose class speaks of a date."""
    dated = [element for name, element in page.classed if _DATE_CLASS.search(name)]
    elements = [element for element in dated[:300] if not _is_aside(element, page)]
    return [text for element in elements[:_MANY] if 5 < len(text := element_text(element, 160)) < 150]


def _is_aside(element: HtmlElement, page: Elements) -> bool:
    """Whether it stands in a comment, sidebar, list of other articles or footer, none of which holds the `h1`."""
    for depth, ancestor in enumerate((element, *element.iterancestors())):
        if ancestor.tag in ("body", "html") or depth > 12 or ancestor in page.around_headline:
            return False
        if ancestor.tag in _NOT_THE_PAGE and depth:  # `<aside class="author">` is one itself
            return True
        if _names_aside(f"{ancestor.get('class', '')} {ancestor.get('id', '')}"):
            return True
    return False


@lru_cache(maxsize=4096)
def _names_aside(names: str) -> bool:
    """Whether classes and id are those of comments or a list of others; most elements share theirs with others."""
    words = names.lower()[:300]
    if "sidebar" in words:
        words = _BESIDE_SIDEBAR.sub("", words)
    return any(word in words for word in _COMMENTS)
