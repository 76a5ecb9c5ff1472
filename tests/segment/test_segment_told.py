"""Articles that only a page's structured data holds become blocks; what the page shows itself is not told twice."""

import json

import pytest

from schemas.article import Article, Rejection
from schemas.page import DecodedPage, RawPage
from tasks.clean import clean_page
from tasks.segment import segment

STORM = "The storm reached the coast on Friday night and tore the roofs off forty houses, the mayor said. "
LINES = [
    f"{STORM}Nobody was hurt.",
    "“We were asleep,” said a baker whose shop lost its windows, “and then the whole street was in our kitchen.”",
    "The harbour was closed until Sunday, and the ferries to the islands, which carry most of the food, stayed away.",
    "Insurers put the damage at three million, half of it in the old town, where the walls date from the last century.",
    "Schools are to open again on Monday & the market a day later, the council wrote in a letter to all households.",
]
BODY = "\n\n".join(LINES)
OTHER = "The council met on Tuesday and talked for hours about the price of water, which has risen by a third. "


def page(body, visible, kind="NewsArticle"):
    data = {"@context": "https://schema.org", "@type": kind, "headline": "Storm hits coast", "articleBody": body}
    data = {"@type": "WebPage", "mentions": data} if kind == "aside" else data
    script = f'<script type="application/ld+json">{json.dumps(data)}</script>'
    return f"<html><head><title>Storm hits coast</title>{script}</head><body>{visible}</body></html>"


def told(text):
    found = segment(DecodedPage(text, "html", "utf-8", "a test"))
    assert [block.index for block in found.blocks] == list(range(len(found.blocks)))
    return [block.text for block in found.blocks if block.inside("script")]


PARAGRAPHS = "".join(f"<p>{line}</p>" for line in LINES)
NOT_TOLD = [
    ("shown as paragraphs", page(BODY, PARAGRAPHS)),
    ("shown on other seams", page(BODY, f"<div>{' '.join(LINES)}</div>")),
    ("shown to readers without scripts", page(BODY, f"<noscript>{PARAGRAPHS}</noscript><p>Loading</p>")),
    ("its beginning is shown", page(BODY, f"<p>{LINES[0]}</p>")),
    ("another text is shown", page(BODY, f"<p>{OTHER * 4}</p>")),
    ("of another page", page(BODY, "<p>Loading</p>", kind="aside")),
    ("a teaser", page(LINES[0], "<p>Loading</p>")),
    ("no text", page([BODY, {"a": 1}], "<p>Loading</p>")),
    ("an object", page({"@value": BODY}, "<p>Loading</p>")),
]


@pytest.mark.parametrize("text", [row[1] for row in NOT_TOLD], ids=[row[0] for row in NOT_TOLD])
def test_not_told(text):
    assert told(text) == []


TOLD = [
    ("a line each", BODY, LINES),
    ("in one", " ".join(LINES), [" ".join(LINES)]),
    ("with markup", PARAGRAPHS.replace("& the", "&amp; the"), LINES),
    ("escaped", BODY.replace("&", "&amp;"), LINES),
]


@pytest.mark.parametrize(("body", "lines"), [row[1:] for row in TOLD], ids=[row[0] for row in TOLD])
def test_told(body, lines):
    assert told(page(body, "<p>Loading</p>")) == lines
    assert told(page(body, "")) == lines


def test_what_is_told_is_kept_with_its_evidence_and_a_flag():
    cleaned = clean_page(RawPage("storm.html", page(BODY, "<nav><a href='/'>Home</a></nav><p>Loading</p>").encode()))
    assert isinstance(cleaned.outcome, Article)
    assert cleaned.outcome.text.split("\n\n") == LINES
    assert "told" in cleaned.outcome.quality_flags
    shown = clean_page(RawPage("storm.html", page(BODY, PARAGRAPHS).encode()))
    assert isinstance(shown.outcome, Article)
    assert "told" not in shown.outcome.quality_flags


def test_a_page_of_nothing_at_all_is_still_empty():
    cleaned = clean_page(RawPage("storm.html", page("", "").encode()))
    assert isinstance(cleaned.outcome, Rejection)
    assert cleaned.outcome.reason == "empty"
