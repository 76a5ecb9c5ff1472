"""Text that stands twice on a page is kept once; short lines, refrains and entries of a list may come back."""

import pytest

from schemas.block import Block
from schemas.config import Labels
from schemas.label import KEPT
from tasks.boilerplate.keys import key
from tasks.boilerplate.rules import label
from tasks.boilerplate.twice import copies

A, B, C, D = (
    "The storm reached the coast on Friday night and tore the roofs off forty houses, the mayor said.",
    "Crews worked through Saturday to clear the road that leads to the harbour, where two boats had sunk.",
    "No one was hurt, and the school that had served as a shelter will open for its pupils on Monday.",
    "Insurers put the damage at four million, a third of what the storm of ten years ago had cost them.",
)
REFRAIN = "Row, row, row your boat gently down the stream,"
NONE = None
COPIES = [
    # texts, heard, places, what each is a copy of
    ("nothing", [], [], [], []),
    ("each says its own", [A, B, C, D], [1, 1, 1, 1], "pppp", [NONE] * 4),
    ("a refrain", [REFRAIN, A, REFRAIN], [1, 1, 0], "pqp", [NONE] * 3),
    ("blocks without letters", ["—", "—"], [1, 0], "pp", [NONE] * 2),
    ("other figures", [f"{D} {year}" for year in (2025, 2026)], [1, 1], "pq", [NONE] * 2),
    ("entries of a list that say the same", [A, C, B, C], [1, 1, 1, 1], "pppp", [NONE] * 4),
    ("two lines that follow each other", [A, B, A, B], [1, 1, 1, 1], "pppp", [NONE] * 4),
    ("one that says itself thrice in a row", [A, A, A], [1, 1, 1], "ppp", [NONE] * 3),
    ("word by word, whatever the marks", [A, B, f"“{A.upper()}”"], [1, 1, 0], "ppp", [NONE, NONE, 0]),
    ("the witness keeps the later one", [A, B, A], [0, 1, 1], "ppp", [2, NONE, NONE]),
    ("the witness keeps one of three", [A, A, A], [0, 1, 0], "ppp", [1, NONE, 1]),
    ("at another place of the page", [A, B, A], [1, 1, 1], "ppq", [NONE, NONE, 0]),
    ("the whole page", [A, B, C, A, B, C], [1] * 6, "pppppp", [NONE, NONE, NONE, 0, 1, 2]),
    ("the whole page, its short lines too", [A, REFRAIN, C] * 2, [1] * 6, "pppppp", [NONE] * 3 + [0, 1, 2]),
]  # fmt: skip


@pytest.mark.parametrize(
    ("texts", "heard", "places", "expected"), [row[1:] for row in COPIES], ids=[row[0] for row in COPIES]
)
def test_copies(texts, heard, places, expected):
    assert copies([key(text) for text in texts], list(map(bool, heard)), list(places)) == expected


@pytest.mark.parametrize("tag", ["p", "line"])
def test_an_article_that_stands_twice_is_kept_once(view, tag):
    blocks = [Block(0, text, tag) for text in [A, B, C, D] * 2]
    page = view(blocks, heard=(1.0,) * 8) if tag == "p" else view([block.text for block in blocks])
    decisions = label(page, Labels())
    assert [decision.label in KEPT for decision in decisions] == [True] * 4 + [False] * 4
    assert (decisions[5].rule, decisions[5].evidence) == ("twice", "the same words as block 1")
    assert all(decision.label in KEPT for decision in label(page, Labels(drop_rules=("twice",))))
