"""What a page hides for good, what it folds away, and pages that hide all of themselves until their scripts run."""

import pytest

from schemas.page import DecodedPage
from tasks.segment import segment

PARAGRAPH = "The harbour master said on Tuesday that the ferry would sail again before the end of the month, he hoped."
ARTICLE = f"<h1>Ferry</h1><p>{PARAGRAPH}</p><p>{PARAGRAPH}</p><p>{PARAGRAPH}</p>"


def hidden(html: str) -> list[bool]:
    page = DecodedPage(text=html, form="html", charset="utf-8", evidence="a test")
    return [block.hidden for block in segment(page).blocks]


@pytest.mark.parametrize(
    "html",
    [
        f"<p>shown</p><div hidden><p>{PARAGRAPH}</p></div>",  # too little to be the page
        f"<p>{PARAGRAPH}</p><dialog>{ARTICLE}</dialog>",
        f"<p>{PARAGRAPH}</p><div style='display:none'>{ARTICLE}</div>",
        "<p>shown</p><noscript><p>Turn on JavaScript</p></noscript>",
        "<p>shown</p><div hidden>" + f"<a href=x>{PARAGRAPH}</a><hr>" * 9 + "</div>",
    ],
)
def test_what_stays_hidden(html):
    found = hidden(html)
    assert found[0] is False
    assert all(found[1:])


@pytest.mark.parametrize(
    "html",
    [
        f"<div style='visibility: hidden'>{ARTICLE}</div>",
        f"<nav>menu</nav><div hidden id=S:0>{ARTICLE}</div>",
        f"<p>Loading</p><noscript>{ARTICLE}</noscript>",
        f"<div aria-hidden=true><main>{ARTICLE}</main></div>",
        f"<p>Loading</p><div hidden>{ARTICLE}</div><hr>-<div hidden>{ARTICLE}</div>",
    ],
)
def test_a_page_that_hides_all_of_itself_is_shown(html):
    assert not any(hidden(html))


def test_only_the_parts_that_hold_prose_are_lifted():
    html = f"<div hidden>{ARTICLE}</div><p>-</p><span hidden>(opens a window)</span>"
    assert hidden(html) == [False] * 5 + [True]


@pytest.mark.parametrize(
    "attributes",
    [
        "class=accordion__content hidden",
        "role=tabpanel hidden",
        "id=faq-1 style='display:none'",
        "class='navbar-collapse' aria-hidden=true",
        "class=read-more style='display: none'",
    ],
)
def test_what_a_click_opens_is_not_hidden(attributes):
    assert hidden(f"<p>{PARAGRAPH}</p><div {attributes}><p>{PARAGRAPH}</p></div>") == [False, False]
