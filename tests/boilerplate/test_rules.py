"""The driver: one decision a block, from the first rule that speaks, and nothing but the page decides."""

from dataclasses import fields, replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.block import Block
from schemas.config import Labels
from schemas.label import Decision, Evidence, Label
from tasks.boilerplate.among import candidates
from tasks.boilerplate.rules import RULES, UNCLAIMED, certain, label
from tasks.boilerplate.view import PageView

NAMES = [rule.__name__ for rule in RULES]
LINES = st.sampled_from(
    [
        *[
            "Storm hits the northern coast",
            "0",
            "3 min read",
            "6 minutes ago",
            "By Jane Doe",
            "LEAVE A REPLY",
            "Share",
            "- CNN",
        ],
        *[
            "Source: CNN",
            "Home > World",
            "Comments",
            "Read more: it rained",
            "Getty Images",
            "What then?",
            "WORLD",
            "…",
            "x",
        ],
        "The storm reached the coast on Friday night and tore the roofs off forty houses, the mayor said.",
        "“We stayed,” she said, “because there was nowhere else to go on such a night, and nobody to ask.”",
    ]
) | st.text(min_size=1, max_size=80).filter(str.strip)
TAGS = st.sampled_from(["line", "p", "li", "h2", "div", "tr", "figcaption", "pre"])
PATHS = st.sampled_from([(), ("html", "body"), ("body", "nav"), ("body", "footer"), ("figure",), ("table", "tr")])
HINTS = st.sampled_from([(), ("share",), ("comment-body",), ("article-body",)])


@st.composite
def pages(draw):
    drawn = draw(st.lists(st.tuples(LINES, TAGS, PATHS, HINTS, st.booleans()), min_size=1, max_size=30))
    blocks = tuple(
        Block(index, text, tag, path=path, hints=hints, hidden=hidden and tag != "line")
        for index, (text, tag, path, hints, hidden) in enumerate(drawn)
    )
    form = draw(st.sampled_from(["html", "text"]))
    heard = tuple(draw(st.sampled_from([0.0, 0.4, 1.0])) for _ in blocks) if form == "html" else ()
    return PageView(form, blocks, titles=("Storm hits the northern coast",), heard=heard, authors=("Jane Doe",))


@given(pages())
def test_every_block_has_exactly_one_decision(page):
    decisions = label(page, Labels())
    assert [decision.block_index for decision in decisions] == list(range(len(page.blocks)))
    assert all(0 <= decision.confidence <= 1 and decision.evidence and decision.rule for decision in decisions)


@given(pages())
def test_the_same_page_gives_the_same_decisions(page):
    fresh = PageView(**{part.name: getattr(page, part.name) for part in fields(PageView)})
    assert label(page, Labels()) == label(page, Labels()) == label(fresh, Labels())


@given(pages(), st.sampled_from(NAMES))
def test_a_dropped_rule_is_silent_and_the_others_speak_on(page, name):
    everyone, others = certain(page, Labels()), certain(page, Labels(drop_rules=(name,)))
    for one, other in zip(everyone, others, strict=True):
        assert other is None or other[0] != name
        assert one == other or (one is not None and one[0] == name)


@given(pages())
def test_what_nobody_claims_is_recorded_as_unclaimed(page):
    decisions = label(page, Labels(drop_rules=(*NAMES, "model")))
    assert decisions == tuple(
        Decision(block.index, Label.OTHER, UNCLAIMED, "nobody spoke", 0.5) for block in page.blocks
    )


@given(pages())
def test_rules_only_remove(page):
    """Keeping is for the judge: a rule that speaks says what is not the article."""
    assert all(claim is None or claim[1].label not in _kept() for claim in certain(page, Labels()))


def _kept():
    return {Label.BODY, Label.HEADING, Label.LIST, Label.QUOTE, Label.TABLE}


@given(pages())
def test_a_rule_is_silent_on_the_blocks_that_it_is_spared(page):
    for rule in RULES:
        spared = set(range(len(page.blocks))).difference(candidates(rule, page))
        assert [index for index in spared if rule(page.blocks[index], page, Labels()) is not None] == [], rule.__name__


@given(pages())
def test_what_was_worked_out_before_the_witness_was_heard_changes_nothing(page):
    unheard = replace(page, heard=())
    certain(unheard, Labels())
    assert certain(unheard.hearing(page.heard), Labels()) == certain(page, Labels())


def test_the_first_rule_that_speaks_decides(view):
    """A crumb that is a moment is a moment; a title in a trail is the title."""
    page = view(["Storm hits the northern coast", "6 minutes ago", "P"], titles=("Storm hits the northern coast",))
    assert [claim and claim[0] for claim in certain(page, Labels())] == ["title_echo", "timestamp", None]
    without = certain(page, Labels(drop_rules=("title_echo",)))
    assert without[0] is None


def test_every_rule_explains_itself():
    assert len(set(NAMES)) == len(NAMES)
    assert all((rule.__doc__ or "").strip() for rule in RULES)


def test_an_empty_page_has_no_decisions():
    assert label(PageView("text", ()), Labels()) == ()


@pytest.mark.parametrize("rule", RULES, ids=NAMES)
def test_prose_is_never_claimed_on_a_page_without_markup(rule, view):
    page = view(["P", "P", "P"])
    answers = [rule(block, page, Labels()) for block in page.blocks]
    assert answers == [None] * 3
    assert all(not isinstance(answer, Evidence) for answer in answers)
