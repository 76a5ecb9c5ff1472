"""When the witness is asked: where the decisions made without it leave doubt, and where the configuration says always."""

import pytest

from schemas.block import Block
from schemas.config import Labels, Witness
from schemas.label import Decision, Label
from tasks.boilerplate.doubt import decide, in_doubt
from tasks.boilerplate.rules import MODEL

LONG, SHORT = "x" * 400, "x" * 50
DOUBT = [
    ("all is sure", [(LONG, "p", Label.BODY, MODEL, 1.0), (LONG, "p", Label.OTHER, MODEL, 1.0)], False),
    ("a rule is less sure", [(LONG, "p", Label.BODY, MODEL, 1.0), (LONG, "p", Label.SHARE, "hinted", 0.5)], False),
    ("a little doubt", [(LONG, "p", Label.BODY, MODEL, 0.98), (LONG, "p", Label.OTHER, MODEL, 0.97)], False),
    ("doubt about much that is dropped", [(LONG, "p", Label.BODY, MODEL, 1.0), (LONG, "p", Label.OTHER, MODEL, 0.6)], True),
    ("doubt about what is kept", [(LONG, "p", Label.BODY, MODEL, 0.6)], True),
    ("doubt about a line", [(LONG, "p", Label.BODY, MODEL, 1.0), (SHORT, "p", Label.OTHER, MODEL, 0.6)], False),
    ("code", [(LONG, "p", Label.BODY, MODEL, 1.0), (LONG, "pre", Label.OTHER, MODEL, 1.0)], True),
    ("nothing is kept", [(LONG, "p", Label.OTHER, MODEL, 1.0)], True),
    ("nobody spoke", [(LONG, "p", Label.OTHER, "unclaimed", 0.5), (LONG, "p", Label.BODY, MODEL, 1.0)], True),
]  # fmt: skip


@pytest.mark.parametrize(("rows", "doubt"), [row[1:] for row in DOUBT], ids=[row[0] for row in DOUBT])
def test_doubt(view, rows, doubt):
    page = view([Block(0, text, tag) for text, tag, *_ in rows])
    decisions = [Decision(n, label, rule, "", sure) for n, (_, _, label, rule, sure) in enumerate(rows)]
    assert in_doubt(page, decisions) is doubt


def nobody() -> tuple[float, ...]:
    raise AssertionError("the witness was asked")


ARTICLE = [Block(0, "P", "p", path=("html", "body", "article", "div"))] * 12


def test_the_witness_is_not_asked_about_a_page_that_leaves_no_doubt(view):
    page, decisions = decide(view(ARTICLE), Labels(), nobody)
    assert not page.heard
    assert len(decisions) == len(ARTICLE)


def test_the_witness_is_asked_about_every_page_where_the_configuration_says_so(view):
    page, decisions = decide(view(ARTICLE), Labels(witness=Witness.ALWAYS), lambda: (1.0,) * len(ARTICLE))
    assert page.heard == (1.0,) * len(ARTICLE)
    assert all("trafilatura kept 100%" in decision.evidence for decision in decisions if decision.rule == MODEL)


def test_the_witness_is_heard_where_there_is_doubt(view):
    page, decisions = decide(
        view([Block(0, "Menu", "p"), Block(0, "P", "p")]), Labels(drop_rules=(MODEL,)), lambda: (0.0, 1.0)
    )
    assert page.heard == (0.0, 1.0)
    assert len(decisions) == 2


@pytest.mark.parametrize("witness", list(Witness))
def test_plain_text_has_no_witness(view, witness):
    page, decisions = decide(view(["P"] * 3), Labels(witness=witness), None)
    assert page.heard == ()
    assert len(decisions) == 3


def test_a_page_that_was_heard_is_as_if_it_had_been_heard_at_once(view):
    items = [Block(0, "Weather", "a", link_chars=7)] * 5 + ARTICLE
    heard = (1.0,) * len(items)
    first = view(items)
    assert first.menus  # worked out before, and not any more what it was
    assert first.prose
    later, at_once = first.hearing(heard), view(items, heard=heard)
    names = [name for name in dir(type(at_once)) if not name.startswith("_") and not callable(getattr(at_once, name))]
    assert {name: getattr(later, name) for name in names} == {name: getattr(at_once, name) for name in names}
