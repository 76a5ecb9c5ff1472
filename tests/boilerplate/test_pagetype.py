"""The judge of whole pages: what its columns see, the addresses of articles first, and what it makes of small pages."""

import math
import re
from dataclasses import replace
from datetime import UTC, datetime

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.block import Block
from schemas.config import Config, Labels
from schemas.label import Decision, Label
from schemas.metadata import Claim, Declared, PageDate
from schemas.page import RawPage
from tasks.boilerplate.pagetype import address, claims, shape, wording
from tasks.boilerplate.pagetype.about import COUNTED, PLATFORMS, About
from tasks.boilerplate.pagetype.features import NAMES, features
from tasks.boilerplate.pagetype.model import judge, load
from tasks.boilerplate.verdict import judge_page
from tasks.boilerplate.view import PageView
from tasks.decode import decode
from tasks.rejected import PageRejectedError
from tasks.segment import segment

KINDS = ("forum", "manual", "shop", "list", "offer", "front")
ADDRESSES = [
    # address, what it is told to be of
    (None, set()),
    ("", set()),
    ("no address", set()),
    ("https://[bad", set()),
    ("https://mail.example/2026/11/03/storm-hits-the-northern-coast", set()),
    ("https://mail.example/town/storm-hits-the-northern-coast-1123", set()),
    ("https://mail.example/news/local/storm-hits-coast.html", set()),
    ("https://jane.example/p/what-the-storm-taught-us", set()),
    ("https://mail.example/business/shopping-for-a-new-harbour", set()),
    ("https://mail.example/culture/the-forum-of-rome-reopens", set()),
    ("https://mail.example/?p=1123", set()),
    ("https://mail.example/", {"front"}),
    ("https://mail.example", {"front"}),
    ("https://mail.example/news/", {"list"}),
    ("https://mail.example/tag/storms", {"list"}),
    ("https://mail.example/rubrik/wetter/", {"list"}),
    ("https://forum.example/t/roof-blown-off/8812", {"forum"}),
    ("https://boats.example/threads/storm-damage.1123/", {"forum"}),
    ("https://boats.example/viewtopic.php?t=1123", {"forum"}),
    ("https://boats.example/questions/1123/how-to-moor", {"forum"}),
    ("https://docs.boats.example/mooring.html", {"manual"}),
    ("https://boats.example/docs/mooring", {"manual"}),
    ("https://boats.example/products/anchor", {"shop", "offer"}),
    ("https://boats.example/collections/ropes", {"shop"}),
    ("https://boats.example/services/mooring", {"offer"}),
    ("https://boats.example/about-us", {"offer"}),
]


@pytest.mark.parametrize(("url", "kinds"), ADDRESSES)
def test_address(url, kinds):
    row = dict(zip(address.NAMES, address.features(url, ()), strict=True))
    assert {kind for kind in KINDS if row[f"address_of_{kind}"]} == kinds


def test_an_address_shares_words_with_its_title():
    row = address.features("https://mail.example/storm-hits-coast", ("Storm hits the coast", "The Mail"))
    assert row[address.NAMES.index("address_in_title")] == 0.75


SIGNS = [
    ("", ""),
    ("\u200b", ""),
    ("The storm reached the coast", ""),
    ("Nobody knows", ""),
    ("Member states meet", ""),
    ("The next day", ""),
    ("Quote of the day", ""),
    ("1999", ""),
    ("Reply", "forum"),
    ("Antworten", "forum"),
    ("12 replies", "forum"),
    ("#12", "forum"),
    ("Learn more", "offer"),
    ("Get started for free", "offer"),
    ("Mehr erfahren", "offer"),
    ("On this page", "manual"),
    ("Next", "manual"),
    ("$42.99", "price"),
    ("Add to cart", "control"),
    ("In den Warenkorb", "control"),
]


@pytest.mark.parametrize(("text", "kind"), SIGNS)
def test_sign_of_a_short_line(text, kind):
    assert wording.sign(text) == kind


SHELL = """<html class="no-js"><head><meta name="generator" content="Discourse 3.1"></head>
<body class="single-post Topic"><p>One<p class="x">Two</p><img src=a><a href="/">Home</a> <address>x</address></body></html>"""


def about(html: str, url: str | None = None, declared: Declared | None = None) -> tuple[PageView, About]:
    document = segment(decode(RawPage("page.html", html.encode()), Config().limits))
    known = declared or Declared()
    return PageView.of(document.form, document.blocks, known), About.of(document, known, url)


def test_what_is_known_besides_the_blocks():
    _, found = about(SHELL, "https://x.example/a")
    assert found.url == "https://x.example/a"
    assert found.classes == {"no-js", "single-post", "topic"}
    assert dict(zip(PLATFORMS, found.platforms, strict=True)) == {"shop": 0, "forum": 1, "manual": 0}
    counts = dict(zip(COUNTED, found.counts, strict=True))
    assert counts == {
        "links": 1, "paragraphs": 2, "pictures": 1, "forms": 0, "inputs": 0, "buttons": 0, "drawings": 0, "elements": 6,
    }  # fmt: skip


def test_a_page_without_a_captured_address_may_name_its_own():
    _, found = about(SHELL, None, Declared(canonical_url="https://x.example/own"))
    assert found.url == "https://x.example/own"


def test_declared_types_and_classes_become_columns():
    declared = Declared(types=("NewsArticle", "og:website"), titles=(Claim("Storm", "h1"),))
    row = dict(zip(claims.NAMES, claims.features(About(None, declared, classes=frozenset({"single"}))), strict=True))
    assert row["type_article"]
    assert row["type_og_website"]
    assert not row["type_og_article"]
    assert row["class_single"] == 1
    assert row["headlines"] == 1


TEXTS = st.sampled_from(
    ["Reply", "$9", "Is it so?", "The storm reached the coast on Friday night, and tore roofs off."]
)
BLOCKS = st.lists(st.tuples(TEXTS, st.sampled_from(["p", "li", "h2", "a", "line"]), st.booleans()), max_size=12)


@given(BLOCKS, st.sampled_from(["html", "text"]), st.sampled_from([None, "https://x.example/a-b/c?d=1"]))
def test_every_page_has_a_finite_row_and_an_opinion(items, form, url):
    blocks = tuple(
        Block(index, text, tag, link_chars=len(text) * linked) for index, (text, tag, linked) in enumerate(items)
    )
    page, known = PageView(form, blocks), About(url)
    row = features(page, known)
    assert row.shape == (len(NAMES),)
    assert np.isfinite(row).all()
    opinion = judge(page, known)
    assert 0 <= opinion.probability <= 1
    assert len(opinion.saw.split(", ")) == 3


def test_columns_have_names_of_their_own():
    assert len(set(NAMES)) == len(NAMES)
    assert len(shape.features(PageView("html", ()))) == len(shape.NAMES)


@pytest.mark.parametrize("form", ["html", "text"])
def test_log_odds_are_the_sum_of_the_parts(form):
    model = load(form)
    assert len(model.means) == len(NAMES)
    row = features(*about(SHELL))
    assert math.isclose(model.log_odds(row), model.parts(row).sum() + model.bias)
    assert np.isfinite(model.usual).all()


PARAGRAPHS = (
    "The storm reached the coast on Friday night and tore the roofs off forty houses, the mayor said on Saturday.",
    "“We stayed,” said Ada Quill, who lives by the harbour, “because there was nowhere else to go on such a night.”",
    "Three boats broke from their moorings. Two were found on the beach in the morning, and the third is missing.",
    "The council will meet on Tuesday to speak about the sea wall, which was last mended eleven years ago.",
)
STORY = f"""<html lang="en"><head><title>Storm hits the northern coast - The Mail</title>
<meta property="og:type" content="article"></head><body><nav><a href="/">Home</a></nav><article>
<h1>Storm hits the northern coast</h1><p class="byline">By Jane Doe</p><time>3 November 2026</time>
{"".join(f"<p>{text}</p>" for text in PARAGRAPHS * 3)}</article></body></html>"""
THREAD = f"""<html><head><title>Roof blown off | Boats forum</title><meta name="generator" content="phpBB"></head>
<body class="topic forum">{
    "".join(
        f"<div class=post><a href='/u/{n}'>user{n}</a> <span>Member</span><span>Posts: {n}12</span><span>#{n}</span>"
        f"<p>I think my roof was worse than yours, and I would ask the council to pay for all of it, if I were you.</p>"
        f"<a href='#'>Reply</a> <a href='#'>Quote</a> <a href='#'>Report</a></div>"
        for n in range(12)
    )
}</body></html>"""
OFFER = f"""<html><head><title>Roof repair services</title></head><body><h1>Roof repair</h1>{
    "".join(
        f"<div><h3>We mend it {n}</h3><p>Our team will repair your roof before the winter. Call us for your offer today!</p>"
        "<a href='/contact'>Learn more</a><a href='tel:1'>Call us now</a><img src=a><svg></svg></div>"
        for n in range(8)
    )
}</body></html>"""


@pytest.mark.parametrize(
    ("html", "url", "article"),
    [
        (STORY, "https://mail.example/2026/11/03/storm-hits-the-northern-coast", True),
        (STORY, None, True),
        (THREAD, "https://boats.example/viewtopic.php?t=1123", False),
        (THREAD, None, False),
        (OFFER, "https://roofs.example/services/repair", False),
    ],
)
def test_opinion_of_small_pages(html, url, article):
    opinion = judge(*about(html, url))
    assert opinion.article is article
    assert (opinion.probability > 0.5) is article


def verdict(html: str, url: str | None, declared: Declared | None = None) -> str | None:
    """Why the page is turned away; None for an article."""
    page, known = about(html, url, declared)
    kept = [Decision(b.index, Label.BODY if len(b.text) > 60 else Label.OTHER, "test", "", 1.0) for b in page.blocks]
    try:
        judge_page(page, kept, Labels(), lambda: known)
    except PageRejectedError as rejected:
        return rejected.detail
    return None


THREAD_URL = "https://boats.example/viewtopic.php?t=1123"


def test_the_model_turns_away_with_its_probability_and_what_it_saw():
    saw = verdict(THREAD, THREAD_URL)
    assert re.fullmatch(r"model 0\.\d\d of an article: ([a-z_ -]+ -?[\d.e+-]+(, )?){3}", saw)


def test_the_model_is_not_asked_where_structured_data_call_it_an_article():
    assert verdict(THREAD, THREAD_URL, Declared(types=("LiveBlogPosting",))) is None
    assert verdict(THREAD, THREAD_URL, Declared(types=("og:article",))) is not None


def test_the_model_overrules_a_likely_sign_and_no_certain_one():
    url = "https://mail.example/2026/11/03/storm-hits-the-northern-coast"
    dated = (PageDate(datetime(2026, 11, 3, tzinfo=UTC), "day", "meta"),)
    goods = Declared(types=("og:product",), published=dated, authors=(Claim("Jane Doe", "meta"),))
    assert verdict(STORY, url) is None
    assert verdict(STORY, url, goods) is None
    assert verdict(STORY, url, replace(goods, titles=(Claim("Search results for storm", "title-tag"),), authors=()))
    assert verdict(THREAD, THREAD_URL, Declared(types=("og:product",))).startswith("declared as og:product")
