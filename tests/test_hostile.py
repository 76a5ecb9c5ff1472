"""Pages on which the libraries below were seen to hang, crash or lose text: the whole way of a page must stand them."""

from __future__ import annotations

import pytest

from schemas.article import Article, Reason, Rejection
from schemas.page import RawPage
from tasks.clean import clean_page

DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday", "the eighth day")
PROSE = "".join(
    f"<p>The council of the town met on {day} and approved the plan for the new bridge, officials said after it.</p>"
    for day in DAYS
)


def page(before: str = "", head: str = "", after: str = "") -> bytes:
    body = f"{before}<article>{PROSE}{after}</article>"
    return f"<html><head><title>A bridge for the town</title>{head}</head><body>{body}</body></html>".encode(
        "utf-8", "surrogatepass"
    )


DEEP = "<div>" * 300 + "<p>In the middle of a widget that is three hundred deep.</p>" + "</div>" * 300
ARTICLES = {
    "doctype and slashes": b"<!DOCTYPE html" + b"/" * 100_000 + b">" + page(),
    "author of dashes": page(head='<meta name="author" content="' + "-" * 40_000 + '">'),
    "json-ld that looks like markup": page(
        head='<script type="application/ld+json">{"@type":"NewsArticle","articleBody":"<a '
        + "=" * 40_000
        + '"}</script>'
    ),
    "spans": page(before="<span>word</span>" * 15_000),
    "short paragraphs": page(before="<p>Short one.</p>" * 8_000),
    "chained entities": page(before="<p>&" + "amp;" * 20_000 + "</p>"),
    "blanks in html": b"<html" + b" " * 100_000 + b"a/>" + page(),
    "a deep widget": page(after=DEEP + PROSE),
    "9 MB of script": page(head="<script>" + "x" * 9_000_000 + "</script>"),
    "a block of which repairs leave nothing": page(before="<h6>&amp;#8203;</h6>"),
    "a lone surrogate": page(before="<p>a \ud83d b</p>"),
    "the year 9999": page(head='<meta property="article:published_time" content="9999-12-31T23:59:59-12:00">'),
    "NUL": page(before="<p>a\x00b</p>"),
    "a paragraph of one word": page(before="<p>" + "x" * 500_000 + "</p>"),
}
REJECTIONS = {
    "svg": (b"<svg><text>hello world</text></svg>", Reason.NOT_AN_ARTICLE),
    "math": (b"<math><mi>x</mi></math>", Reason.NOT_AN_ARTICLE),
    "nothing": (b"", Reason.EMPTY),
    "over the size limit": (page(head="<script>" + "x" * 12_000_000 + "</script>"), Reason.SIZE_LIMIT),
    "every byte": (bytes(range(256)) * 40, Reason.NOT_TEXT),
}


@pytest.mark.parametrize("name", ARTICLES)
def test_the_article_is_found(name: str) -> None:
    outcome = clean_page(RawPage("hostile.html", ARTICLES[name], url="https://example.com/a")).outcome
    assert isinstance(outcome, Article), outcome
    assert all(day in outcome.text for day in DAYS)
    assert outcome.published_at is None


@pytest.mark.parametrize("name", REJECTIONS)
def test_what_is_no_article_is_rejected(name: str) -> None:
    payload, reason = REJECTIONS[name]
    outcome = clean_page(RawPage("hostile.html", payload)).outcome
    assert isinstance(outcome, Rejection)
    assert outcome.reason == reason
