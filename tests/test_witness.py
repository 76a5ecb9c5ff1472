"""Trafilatura as a witness: its lines are matched to our blocks however it cuts, repeats or damages them."""

import threading

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.config import Limits
from schemas.page import RawPage
from tasks.boilerplate.alignment import coverage
from tasks.boilerplate.witness import hear
from tasks.decode import decode
from tasks.segment import segment

ALIGNED = [
    ("no lines", [], ["It rained."], [0.0]),
    ("no blocks", ["It rained."], [], []),
    ("a line of signs only", ["* * *"], ["It rained.", "…"], [0.0, 0.0]),
    ("another line", ["It snowed."], ["It rained."], [0.0]),
    ("words of a line in another order", ["the roofs of forty houses fell"], ["houses fell of forty the roofs"], [0.0]),
    ("a common run of three words", ["the mayor said it rained"], ["the mayor said nothing at all"], [0.0]),
    ("the same", ["It rained."], ["It rained."], [1.0]),
    ("other signs and case", ["“it RAINED”"], ["It rained."], [1.0]),
    ("other white space", ["It\n rained\u00a0hard"], ["It rained hard"], [1.0]),
    ("control characters deleted", ["Trumps plan"], ["Trump\u0092s plan"], [1.0]),
    ("blanks lost between words", ["Itrained hard"], ["It rained hard"], [1.0]),
    ("one of two that are the same: the first", ["It rained."], ["It rained.", "x", "It rained."], [1.0, 0.0, 0.0]),
    ("both", ["It rained.", "It rained."], ["It rained.", "x", "It rained."], [1.0, 0.0, 1.0]),
    ("the one that follows what was heard before", ["Sport", "It rained."], ["It rained.", "Sport", "It rained."], [0.0, 1.0, 1.0]),
    ("and the earlier one where none follows", ["Sport", "It rained."], ["It rained.", "Sport"], [1.0, 1.0]),
    ("two blocks in a line", ["It rained on the town. The mayor said so."], ["It rained on the town.", "The mayor said so."], [1.0, 1.0]),
    ("a block in two lines", ["It rained on the town", "and the mayor said so"], ["It rained on the town and the mayor said so"], [1.0]),
    ("a row of cells in a line", ["Rank State Rate", "1 | Alaska | $14.55"], ["Rank State Rate", "1", "Alaska", "$14.55"], [1.0] * 4),
    ("short blocks beside another one are not", ["1 | Alaska | $14.55"], ["Alaska", "Share", "1", "$14.55"], [0.0] * 4),
    ("lines of code in one block", ["git clone", "git status", "git add"], ["# clone", "git clone git status git add"], [0.0, 1.0]),
    ("a heading, not the contents", ["Why it rained", "It was cold."], ["Why it rained", "Why it snowed", "Why it rained", "It was cold."], [0.0, 0.0, 1.0, 1.0]),
    ("the contents too", ["Why it rained", "Why it snowed", "Why it rained"], ["Why it rained", "Why it snowed", "Why it rained"], [1.0] * 3),
    ("of two with the same run, the one by the line before", ["It was cold", "1. Why it rained on the town"], ["Why it rained on the town", "It was cold", "Why it rained on the town"], [0.0, 1.0, 1.0]),
    ("half a block", ["It rained on the town"], ["It rained on the town, wrote the Courier"], [pytest.approx(2 / 5)]),
    ("a run is spent once", ["It rained on the town today"], ["It rained on the town", "It rained on the town"], [1.0, 0.0]),
]  # fmt: skip


@pytest.mark.parametrize(("lines", "texts", "shares"), [row[1:] for row in ALIGNED], ids=[row[0] for row in ALIGNED])
def test_coverage(lines, texts, shares):
    assert list(coverage(lines, texts)) == shares


TEXTS = st.lists(st.text(alphabet="ab .", max_size=12), max_size=12)


@given(TEXTS, TEXTS)
def test_a_share_is_a_share(lines, texts):
    shares = coverage(lines, texts)
    assert len(shares) == len(texts)
    assert all(0.0 <= share <= 1.0 for share in shares)


@given(TEXTS)
def test_a_witness_that_keeps_everything_covers_every_word(texts):
    shares = coverage(texts, texts)
    assert all(share == 1.0 for share, text in zip(shares, texts, strict=True) if any(c.isalpha() for c in text))


@given(TEXTS)
def test_many_equal_lines_are_counted_out(texts):
    """As many blocks are covered as there are lines, however often a line is repeated."""
    repeated, blocks = ["aa bb"] * len(texts), ["aa bb"] * (len(texts) + 3)
    assert sum(coverage(repeated, blocks)) == len(texts)


PARAGRAPH = "<p>The storm reached the coast on Friday night and tore the roofs off forty houses, the mayor said. "
BODY = f"{PARAGRAPH}One.</p>{PARAGRAPH}Two.</p>{PARAGRAPH}Three.</p>{PARAGRAPH}Four.</p>"
PAGE = """<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Storm hits coast</title></head><body>
<nav><ul><li><a href="/">Home</a></li><li><a href="/w">Weather</a></li></ul></nav>
<article><h1>Storm hits coast</h1>{}</article><footer><p>All rights reserved by the Courier.</p></footer></body></html>"""


def heard(body):
    """Share by block text."""
    document = segment(decode(RawPage("page.html", PAGE.format(body).encode()), Limits()))
    assert document.tree is not None
    texts = [block.text for block in document.blocks]
    return dict(zip(texts, hear(document.tree, texts), strict=True))


def test_paragraphs_are_heard_and_menus_are_not():
    shares = heard(BODY)
    assert [share for text, share in shares.items() if text.startswith("The storm")] == [1.0] * 4
    assert shares["Weather"] == 0.0


def test_headings_and_items_are_heard_though_their_attributes_are_dropped():
    shares = heard(
        f'{BODY}<h2 id="now" class="sub">What now, mayor of the town?</h2>{PARAGRAPH}Five.</p>'
        f'<ul class="facts"><li id="a">Forty houses lost their roofs</li><li>Nobody was hurt that night</li></ul>{BODY}'
    )
    assert shares["What now, mayor of the town?"] == 1.0
    assert shares["Forty houses lost their roofs"] == 1.0


def test_inline_markup_does_not_part_a_block():
    shares = heard(
        f"{BODY}<p>The <b>mayor</b> of the <a href='/t'>town</a> said that <i>nobody</i> was hurt that night.</p>"
    )
    assert next(share for text, share in shares.items() if "nobody" in text) == 1.0


def test_a_line_break_costs_nothing():
    shares = heard(f"{BODY}<p>The mayor of the town said<br>that nobody was hurt on that long and windy night.</p>")
    assert next(share for text, share in shares.items() if "nobody" in text) == 1.0


def test_control_characters_are_no_loss():
    shares = heard(f"{BODY}<p>The mayor\u0092s plan for the houses was\u0085 written down on that very night.</p>")
    assert next(share for text, share in shares.items() if "plan" in text) == 1.0


def test_the_tree_is_left_as_it_is():
    from lxml import etree  # noqa: PLC0415 - only this test looks at the tree

    document = segment(decode(RawPage("page.html", PAGE.format(BODY).encode()), Limits()))
    before = etree.tostring(document.tree)
    hear(document.tree, [block.text for block in document.blocks])
    assert etree.tostring(document.tree) == before


def test_a_page_that_trafilatura_declines_is_heard_as_silence():
    document = segment(decode(RawPage("page.html", b"<html><body><p>Hi</p></body></html>"), Limits()))
    assert set(hear(document.tree, [block.text for block in document.blocks])) <= {0.0, 1.0}


def test_the_witness_is_the_same_twice():
    """trafilatura's own deduplication would remember the first page and drop the second."""
    assert heard(BODY) == heard(BODY) == heard(BODY)


def test_no_thread_is_left_behind():
    before = threading.active_count()
    heard(BODY)
    assert threading.active_count() == before


UNCLOSED = [("nav", '<nav class="top">'), ("button", "<button>"), ("aside", '<aside id="rest">')]


@pytest.mark.parametrize("start", [row[1] for row in UNCLOSED], ids=[row[0] for row in UNCLOSED])
def test_what_nobody_closed_holds_the_page(start):
    shares = heard(f'{start}<a href="/m">Menu</a><div>{BODY}</div>')
    assert [share for text, share in shares.items() if text.startswith("The storm")] == [1.0] * 4


def test_a_closed_menu_with_a_paragraph_is_a_menu():
    shares = heard(f"<nav>{PARAGRAPH}Read all about it.</p></nav>{BODY}")
    assert next(share for text, share in shares.items() if "Read all" in text) == 0.0


def test_a_witness_that_hears_little_of_the_prose_is_asked_again():
    """The first `article` is a teaser, and the article stands in boxes without a name."""
    teaser = "".join(
        f"<p>Teaser {number}: the council meets again, and this is what it will speak of.</p>" for number in range(4)
    )
    shares = heard(f'{teaser}</article><div class="x">{BODY * 4}</div><article>')
    assert [share for text, share in shares.items() if text.startswith("The storm")] == [1.0] * 4
