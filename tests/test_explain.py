import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.article import Article, Reason, Rejection
from schemas.label import Decision, Label
from schemas.page import RawPage
from schemas.repair import Repair, apply
from tasks import opinions
from tasks.explain import Piece, explain, pieces

PAGE = """<html><head><title>Bridge to be mended - The Marrow Mail</title>
<meta property="og:title" content="Bridge to be mended"></head><body><nav><a href="/">Home</a></nav>
<article><h1>Bridge to be mended</h1><p class="byline">By Ada Quill</p>
<p>The council met on Tuesday evening and agreed, after three hours of talk, to mend the old bridge.</p>
<p>The mayor said that the town\x92s purse would bear it, and that nobody would have to pay for it twice.</p>
<p>Work begins on Monday; the road will be closed to carts, and walkers will cross by the mill.</p></article>
<footer>Share this article</footer></body></html>"""

PIECES = [
    # text, repairs, stretches
    ("", [], []),
    ("nothing to do", [], [("nothing to do", "nothing to do")]),
    ("its", [Repair(2, 2, "", "'", "lost", 0.9)], [("it", "it"), ("", "'"), ("s", "s")]),
    ("\x92s", [Repair(0, 1, "\x92", "’", "control", 1.0)], [("\x92", "’"), ("s", "s")]),
    ("a\x00", [Repair(1, 2, "\x00", "", "invisible", 1.0)], [("a", "a"), ("\x00", "")]),
    (
        "ab",
        [Repair(0, 1, "a", "A", "x", 1.0), Repair(1, 2, "b", "B", "y", 0.5)],
        [("a", "A"), ("b", "B")],
    ),
]


@pytest.mark.parametrize(("text", "repairs", "stretches"), PIECES)
def test_pieces(text, repairs, stretches):
    assert [(piece.before, piece.after) for piece in pieces(text, repairs)] == stretches


@given(st.text(min_size=1), st.data())
def test_pieces_hold_the_text_before_and_after(text, data):
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    repairs = (Repair(start, end, text[start:end], data.draw(st.text()), "some", 1.0),)
    found = list(pieces(text, repairs))
    assert "".join(piece.before for piece in found) == text
    assert "".join(piece.after for piece in found) == apply(text, repairs)
    assert sum(piece.changed for piece in found) == 1


def test_every_block_is_shown_with_its_decision_and_the_kept_ones_are_the_article():
    page = explain(RawPage("bridge.html", PAGE.encode("latin-1")))
    assert isinstance(page.outcome, Article)
    assert [shown.block.index for shown in page.blocks] == list(range(len(page.blocks)))
    assert all(shown.decision is not None and shown.decision.evidence for shown in page.blocks)
    assert "\n\n".join(shown.block.text for shown in page.blocks if shown.kept) == page.outcome.text


def test_a_repair_is_shown_in_its_place():
    page = explain(RawPage("bridge.html", PAGE.encode("latin-1")))
    (shown,) = [shown for shown in page.blocks if "purse" in shown.block.text]
    assert "".join(piece.after for piece in shown.pieces) == shown.block.text
    assert "town’s purse" in shown.block.text


def test_facts_name_their_origin():
    page = explain(RawPage("bridge.html", PAGE.encode("latin-1"), url="https://mail.example/town/bridge"))
    facts = {fact.name: fact for fact in page.metadata}
    source = {fact.name: fact for fact in page.source}
    assert facts["title"].value == "Bridge to be mended"
    assert facts["title"].origin
    assert facts["authors"].value == "Ada Quill"
    assert facts["authors"].origin
    assert source["url"].value == "https://mail.example/town/bridge"
    assert source["charset"].origin


@pytest.mark.parametrize(
    ("payload", "reason"),
    [
        (b"", Reason.EMPTY),
        (b"\x89PNG\r\n\x1a\n" + bytes(range(256)), Reason.NOT_TEXT),
        (b"<html></html>", Reason.EMPTY),
    ],
)
def test_a_page_rejected_on_its_way_is_explained_as_far_as_it_came(payload, reason):
    page = explain(RawPage("x.html", payload))
    assert isinstance(page.outcome, Rejection)
    assert page.outcome.reason is reason
    assert all(not shown.kept for shown in page.blocks)


def test_an_untouched_stretch_is_no_change():
    assert not Piece("a", "a").changed


OPINIONS = [
    # evidence, share heard, probability, witnesses
    ("nobody spoke", None, None, ()),
    ("a model 90 locomotive", None, None, ()),
    ("the page's title", 0.0, None, (("trafilatura", 0.0),)),
    ("model 0.07; link density 0.81", None, 0.07, ()),
    ("model 0.93; trafilatura kept 88%", 0.876, 0.93, (("trafilatura", 0.876),)),
    (
        "model 1.00; trafilatura kept 100%; readability kept 0%; json-ld kept 50%; link density 0.20",
        1.0,
        1.0,
        (("trafilatura", 1.0), ("readability", 0.0), ("json-ld", 0.5)),
    ),
]


@pytest.mark.parametrize(("evidence", "heard", "probability", "witnesses"), OPINIONS)
def test_opinions(evidence, heard, probability, witnesses):
    decision = Decision(0, Label.BODY, "any", evidence, 0.5)
    assert opinions.probability(decision) == probability
    assert opinions.witnesses(decision, heard) == witnesses


def test_no_decision_is_no_opinion():
    assert opinions.probability(None) is None
    assert opinions.witnesses(None, None) == ()


def test_what_the_model_decided_shows_its_probability_and_every_block_its_witness():
    page = explain(RawPage("bridge.html", PAGE.encode("latin-1")))
    judged = [shown for shown in page.blocks if shown.decision.rule == "model"]
    assert judged
    assert all(shown.probability is not None for shown in judged)
    assert all(dict(shown.witnesses).keys() >= {"trafilatura"} for shown in page.blocks)
