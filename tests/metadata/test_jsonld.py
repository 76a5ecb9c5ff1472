from __future__ import annotations

import pytest

from tasks.metadata.article import structured
from tasks.metadata.elements import Elements
from tasks.metadata.jsonld import parse, read_nodes
from tasks.segment.tree import parse as tree_of

ARTICLE = '{"@type": "NewsArticle", "headline": "Storm hits coast"}'

READ = [
    ("", []),
    ("{}", [{}]),
    ("not json", []),
    ("// nothing here", []),
    (ARTICLE, ["Storm hits coast"]),
    (f"[{ARTICLE}]", ["Storm hits coast"]),
    (f"{ARTICLE}{ARTICLE}", ["Storm hits coast", "Storm hits coast"]),
    (f"{ARTICLE};", ["Storm hits coast"]),
    (f"<!-- {ARTICLE} -->", ["Storm hits coast"]),
    (f"//<![CDATA[\n{ARTICLE}\n//]]>", ["Storm hits coast"]),
    (f"/* <![CDATA[ */{ARTICLE}/* ]]> */", ["Storm hits coast"]),
    ('{"@type": "NewsArticle", "headline": "Storm hits coast",}', ["Storm hits coast"]),
    ('{"@type": "NewsArticle", "author": , "headline": "Storm hits coast"}', ["Storm hits coast"]),
    ('{"@type": "NewsArticle", "headline": "Storm\\\'s here"}', ["Storm's here"]),
    ('{"@type": "NewsArticle", "headline": "Storm\nhits coast"}', ["Storm\nhits coast"]),
    ("{&quot;@type&quot;: &quot;NewsArticle&quot;, &quot;headline&quot;: &quot;Storm&quot;}", ["Storm"]),
    ('{"@type": "NewsArticle", "headline": "Storm", "description": "He said "no" again"}', ["Storm"]),
    ("\ufeff" + ARTICLE, ["Storm hits coast"]),
    ("[" * 100_000 + "]" * 100_000, []),
    ('{"a":' * 100_000, []),
]


@pytest.mark.parametrize(("script", "headlines"), READ, ids=[script[:40] for script, _ in READ])
def test_scripts(script, headlines):
    values = [item for value in parse(script) for item in (value if isinstance(value, list) else [value])]
    assert [value.get("headline", {}) for value in values] == headlines


def test_of_broken_data_the_author_is_salvaged():
    broken = '{"@type":"NewsArticle","author":[{"@type":"Person","name":"Jane Doe"}],"headline":"A "b" c","datePublished":"2024-03-05"'
    (value,) = parse(broken)
    assert value["author"] == ["Jane Doe"]
    assert value["datePublished"] == "2024-03-05"
    assert value["@type"] == "NewsArticle"


def _page(*scripts: str):
    return tree_of("<html><body>" + "".join(f'<script type="application/ld+json">{s}</script>' for s in scripts))


def _own(*scripts: str, url: str = "https://example.com/storm", title: str = "Storm hits coast"):
    return structured(read_nodes(Elements(_page(*scripts))), [url], [title])


CHOICES = [
    ("graph", ['{"@graph": [{"@type": "WebSite", "name": "X"}, {"@type": "Article", "headline": "Storm"}]}'], "Storm"),
    ("type as list", ['{"@type": ["NewsArticle", "Thing"], "headline": "Storm"}'], "Storm"),
    ("type as address", ['{"@type": "http://schema.org/NewsArticle", "headline": "Storm"}'], "Storm"),
    ("main entity", ['{"@type": "WebPage", "mainEntity": {"@type": "Article", "headline": "Storm"}}'], "Storm"),
    (
        "related articles are others",
        ['{"@type": "ItemList", "itemListElement": [{"@type": "NewsArticle", "headline": "Other"}]}', ARTICLE],
        "Storm hits coast",
    ),
    ("the title tells them apart", ['{"@type": "NewsArticle", "headline": "Other"}', ARTICLE], "Storm hits coast"),
    (
        "so does the address",
        [
            '{"@type": "NewsArticle", "headline": "A", "url": "https://example.com/other"}',
            '{"@type": "NewsArticle", "headline": "B", "mainEntityOfPage": {"@id": "https://example.com/storm?x=1"}}',
        ],
        "B",
    ),
    ("without a type", ['{"headline": "Storm", "datePublished": "2024-03-05"}'], "Storm"),
    ("nothing of the kind", ['{"@type": "Organization", "name": "X"}'], None),
]


@pytest.mark.parametrize(("scripts", "headline"), [row[1:] for row in CHOICES], ids=[row[0] for row in CHOICES])
def test_which_node_is_the_page(scripts, headline):
    assert next(_own(*scripts).texts("headline"), None) == headline


PEOPLE = [
    ('"author": "Jane Doe"', [("Jane Doe", "")]),
    ('"author": ["Jane Doe", "John Roe"]', [("Jane Doe", ""), ("John Roe", "")]),
    ('"author": {"@type": "Person", "name": "Jane Doe"}', [("Jane Doe", "person")]),
    (
        '"author": {"@type": "Person", "name": ["Jane Doe", "John Roe"]}',
        [("Jane Doe", "person"), ("John Roe", "person")],
    ),
    ('"author": {"@type": "Person", "givenName": "Jane", "familyName": "Doe"}', [("Jane Doe", "person")]),
    ('"author": {"@type": "Organization", "name": "X"}', [("X", "organisation")]),
    ('"author": {"@type": ["Person", "Organization"], "name": "Jane Doe"}', [("Jane Doe", "person")]),
    ('"author": {"@id": "#jane"}', [("Jane Doe", "person")]),
    ('"author": [], "creator": "Jane Doe"', [("Jane Doe", "")]),
    ('"author": null', []),
    ('"author": 7', []),
    ('"author": {"@id": "#nobody"}', []),
    ('"author": {"name": {"@value": "Jane Doe"}}', [("Jane Doe", "")]),
    ('"author": {"@list": [{"name": "Jane Doe"}, "John Roe"]}', [("Jane Doe", ""), ("John Roe", "")]),
]


@pytest.mark.parametrize(("field", "people"), PEOPLE)
def test_people(field, people):
    person = '{"@type": "Person", "@id": "#jane", "name": "Jane Doe"}'
    page = _own(f'{{"@graph": [{{"@type": "NewsArticle", {field}}}, {person}]}}')
    assert list(page.people("author", "creator")) == people


def test_breadcrumbs_in_the_order_of_their_positions():
    page = _own(
        '{"@type": "BreadcrumbList", "itemListElement": ['
        '{"position": 2, "item": {"@id": "https://example.com/world", "name": "World"}},'
        '{"position": 1, "name": "Home", "item": "https://example.com/"}]}'
    )
    assert page.crumbs == ("Home", "World")
