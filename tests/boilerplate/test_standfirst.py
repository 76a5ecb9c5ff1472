"""The paragraph under the title that the page declares as its summary, on pages that are not in English."""

import pytest

from schemas.block import Block
from schemas.config import Labels
from schemas.label import Evidence, Label
from tasks.boilerplate import rules
from tasks.boilerplate.rules import MODEL, STANDFIRST, label
from tasks.boilerplate.standfirst import standfirsts

TITLE = Block(0, "Unwetter an der Küste", "h1")
SAYS = "Vierzig Häuser haben kein Dach mehr. Was die Stadt jetzt tut und wer am Ende für den Schaden zahlt"
LEAD = Block(0, SAYS, "h2")
TEXT = Block(0, "P", "p")
KNOWN = {"titles": (TITLE.text,), "languages": ("de-DE",), "summaries": (SAYS,)}
LEADS = [
    ("no summary declared", [TITLE, LEAD, TEXT], {"summaries": ()}, set()),
    ("another summary", [TITLE, LEAD, TEXT], {"summaries": ("Der Bürgermeister verspricht den Leuten an der Küste rasche Hilfe.",)}, set()),
    ("English", [TITLE, LEAD, TEXT], {"languages": ("en-GB",)}, set()),
    ("no language declared", [TITLE, LEAD, TEXT], {"languages": ()}, set()),
    ("far below the title", [TITLE, *[TEXT] * 6, LEAD, TEXT], {}, set()),
    ("a slogan", [TITLE, Block(0, "Alles über die Küste", "p"), TEXT], {"summaries": ("Alles über die Küste",)}, set()),
    ("a link", [TITLE, Block(0, SAYS, "p", link_chars=len(SAYS)), TEXT], {}, set()),
    ("its own summary", [TITLE, LEAD, TEXT], {}, {1}),
    ("behind a byline and a date", [TITLE, Block(0, "Von Jana Doe", "p"), Block(0, "3. November 2026", "p"), LEAD, TEXT], {}, {3}),
    ("a summary that is cut short", [TITLE, LEAD, TEXT], {"summaries": (f"{SAYS[:80]}…",)}, {1}),
    ("a paragraph that goes on", [TITLE, Block(0, f"{SAYS}, steht noch nicht fest.", "p"), TEXT], {}, {1}),
    ("under a first heading, where no title is known", [TITLE, LEAD, TEXT], {"titles": ()}, {1}),
]  # fmt: skip


@pytest.mark.parametrize(("items", "known", "expected"), [row[1:] for row in LEADS], ids=[row[0] for row in LEADS])
def test_standfirsts(view, items, known, expected):
    assert standfirsts(view(items, **(KNOWN | known))) == expected


def test_it_is_kept_though_the_judge_drops_it(view, monkeypatch):
    monkeypatch.setattr(rules, "judge", lambda *_: {1: Evidence(Label.OTHER, "model 0.07", 0.93)})
    page = view([TITLE, LEAD, TEXT], **KNOWN)
    assert (label(page, Labels())[1].rule, label(page, Labels())[1].label) == (STANDFIRST, Label.HEADING)
    assert label(page, Labels(drop_rules=(STANDFIRST,)))[1].rule == MODEL
    assert not label(page, Labels(drop_rules=(STANDFIRST,)))[1].kept
