"""Text that stands twice on a page is kept once; short lines and refrains may come back."""

import pytest

from schemas.block import Block
from schemas.config import Labels
from schemas.label import KEPT
from tasks.boilerplate.model import said_again
from tasks.boilerplate.rules import label
from tasks.boilerplate.view import key

PROSE = [
    "The storm reached the coast on Friday night and tore the roofs off forty houses, the mayor said.",
    "Crews worked through Saturday to clear the road that leads to the harbour, where two boats had sunk.",
    "No one was hurt, and the school that had served as a shelter will open for its pupils on Monday.",
    "Insurers put the damage at four million, a third of what the storm of ten years ago had cost them.",
]
AGAIN = [
    ("nothing", [], []),
    ("each says its own", PROSE, [False] * 4),
    ("word by word, whatever the marks", [PROSE[0], PROSE[1], f"“{PROSE[0].upper()}”"], [False, False, True]),
    ("a refrain", ["Row, row, row your boat gently down the stream,"] * 2, [False, False]),
    ("blocks without letters", ["—", "—"], [False, False]),
    ("other figures", [f"{PROSE[3]} {year}" for year in (2025, 2026)], [False, False]),
]


@pytest.mark.parametrize(("texts", "expected"), [row[1:] for row in AGAIN], ids=[row[0] for row in AGAIN])
def test_which_are_said_again(texts, expected):
    assert said_again([key(text) for text in texts]) == expected


@pytest.mark.parametrize("tag", ["p", "line"])
def test_an_article_that_stands_twice_is_kept_once(view, tag):
    blocks = [Block(0, text, tag) for text in [*PROSE, *PROSE]]
    page = view(blocks, heard=(1.0,) * 8) if tag == "p" else view([block.text for block in blocks])
    decisions = label(page, Labels())
    assert [decision.label in KEPT for decision in decisions] == [True] * 4 + [False] * 4
    assert decisions[5].evidence == "the same words as a kept block above"
